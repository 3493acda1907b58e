"""The code pages of rich text: each font has its own, by its character set."""

import codecs
from dataclasses import dataclass

DEFAULT = "cp1252"
_BY_CHARACTER_SET = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
    136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL_SET = 2


@dataclass(slots=True)
class Font:
    """A font: its name, its code page (None: the file's), and whether it draws symbols for letters."""

    name: str = ""
    page: str | None = None
    symbols: bool = False


def by_character_set(number: int) -> str | None:
    """Return the code page of a font's character set; None for those that leave it to the file."""
    return _BY_CHARACTER_SET.get(number)


def by_number(number: int | None) -> str:
    """Return the code page that a number names (1252), Windows-1252 where there is none."""
    name = f"cp{number}"
    try:
        codecs.lookup(name)
    except LookupError:
        return DEFAULT
    return name
