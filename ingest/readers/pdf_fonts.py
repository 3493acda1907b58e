"""A PDF font as text needs it: codes → characters and widths, and whether it is bold.

``Font`` is not part of pypdf's public interface: this is the only module that touches it.
"""

from typing import Any

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

from ingest.normalise import BULLET
from ingest.readers.pdf_objects import numbers

_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123


def _is_bold(font: Font) -> bool:
    name = font.name.lower()
    return any(word in name for word in _BOLD_NAMES) or bool(font.font_descriptor.flags & _FORCE_BOLD)


# Codes that the standard encodings leave unused show a bullet (PDF 32000-1, annex D.2, note 3).
_UNUSED_CODES = dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), BULLET)
_WINGDINGS = {
    **dict.fromkeys(range(0x21, 0x100), BULLET),
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0xA8: "☐",
    0x6F: "☐",
}


def _signs_of(name: str) -> dict[int, str] | None:
    """Return what the codes of a font of signs stand for; None for a font of letters."""
    if "wingdings" in name:
        return _WINGDINGS
    return {0xB7: BULLET} if "symbol" in name else None


class Typeface:
    """Decodes what is shown in one font; ``space`` and all widths are in thousandths of an em."""

    __slots__ = ("bold", "font", "scale", "signs", "space", "unmapped")

    def __init__(self, resource: DictionaryObject) -> None:
        font = Font.from_font_resource(resource)
        # A Type 3 font has widths in its own units.
        matrix = numbers(resource.get("/FontMatrix"), 6) if resource.get("/Subtype") == "/Type3" else None
        scale = matrix[0] * 1000 if matrix else 1.0
        self.font = font
        self.scale = scale
        self.bold = _is_bold(font)
        self.signs = _signs_of(font.name.lower())
        self.space = min(max(float(font.space_width) * scale, 200.0), 350.0)
        # Codes of a composite font without a map are glyph numbers: their text is unknown.
        self.unmapped = isinstance(font.encoding, str) and not font.character_map

    def decode(self, shown: bytes | str) -> tuple[str, float, int, int]:
        """Return the text of ``shown``, its width, its number of glyphs and of one-byte blanks."""
        font = self.font
        if isinstance(shown, str):
            shown = shown.encode("latin-1", "replace")
        if isinstance(font.encoding, str):
            codes = shown.decode(font.encoding, "replace")
            text = "\ufffd" * len(codes) if self.unmapped else _mapped(codes, font.character_map)
            blanks = 0
        else:
            codes = shown.decode("latin-1")
            encoding = font.encoding
            text = _mapped((encoding.get(byte, chr(byte)) for byte in shown), font.character_map)
            text = text.translate(_UNUSED_CODES)
            blanks = shown.count(b" ")
        if self.signs is not None:
            text = "".join(self.signs.get(ord(sign) & 0xFF, sign) if sign != " " else " " for sign in text)
        widths = font.character_widths
        default = widths["default"]
        return text, sum(widths.get(code, default) for code in codes) * self.scale, len(codes), blanks


def _mapped(characters: Any, table: dict[Any, Any]) -> str:
    return "".join(str(table.get(character, character)) for character in characters)
