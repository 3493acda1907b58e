"""The signs that office files draw with symbol fonts: ticks and boxes of forms, and arrows.

A symbol font's characters lie in the private use area (U+F020 to U+F0FF). Those that are not named
here are taken for list marks when text is normalised.
"""

TICKED, OPEN = "☒", "☐"

_SYMBOL_FONTS = ("wingdings", "webdings")
_SIGNS = {
    0x52: "☑", 0x53: TICKED, 0x54: TICKED, 0x6F: OPEN, 0xA3: OPEN, 0xA8: OPEN, 0xE0: "→",
    0xFB: "✗", 0xFC: "✓", 0xFD: TICKED, 0xFE: "☑",
}  # fmt: skip


def symbol(font: str, code: int) -> str:
    """Return the sign that ``font`` draws for ``code``, 0x20 to 0xFF or the same in the private use area."""
    low = code & 0xFF
    if font.lower().startswith(_SYMBOL_FONTS) and low in _SIGNS:
        return _SIGNS[low]
    return chr(0xF000 + low)
