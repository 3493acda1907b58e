"""One form for text from every reader: what a person sees, without what a file hides.

Quotes are compared and copied in this form, so it is applied once, when a paper is read, and
never again.
"""

import re
import unicodedata

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x0000])
_ODD_DASHES = {0x2010: "-", 0x2011: "-", 0x2212: "-", 0x201F: "“"}
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x2028, 0x2029], " ")
_TABLE = {**_LIGATURES, **_INVISIBLE, **_ODD_DASHES, **_SPACES}

# Symbol fonts put their bullets, ticks and arrows into the private use area.
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
# Surrogates are what a broken ToUnicode map leaves; SQLite and JSON cannot hold them.
_UNPRINTABLE = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\x0b\x0c\r\n]+")

BULLET = "•"


def normalise(text: str) -> str:
    """Return ``text`` on one line, composed (NFC), without hidden characters or runs of blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # as most is: only its blanks may need mending
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    text = _PRIVATE_USE.sub(BULLET, text)
    text = _UNPRINTABLE.sub("", text)
    return _BLANKS.sub(" ", text).strip()
