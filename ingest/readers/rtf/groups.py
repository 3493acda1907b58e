"""What the groups of rich text are for, and what they inherit from one another."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Use(Enum):
    """What the text of a group is for."""

    BODY = auto()  # the paper's words, those of notes and text boxes among them
    LABEL = auto()  # the number or list mark that is printed before a paragraph
    INSTRUCTION = auto()  # what a field does, before its result
    RUNNING = auto()  # a header or footer
    TITLE = auto()
    FONTS = auto()
    STYLES = auto()
    NOTHING = auto()


USES = {
    "fonttbl": Use.FONTS, "stylesheet": Use.STYLES, "title": Use.TITLE,
    "listtext": Use.LABEL, "pntext": Use.LABEL, "fldinst": Use.INSTRUCTION,
    **dict.fromkeys(
        ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), Use.RUNNING
    ),
    **dict.fromkeys(
        (
            "aftncn", "aftnsep", "aftnsepc", "author", "colortbl", "comment", "company", "doccomm", "ftncn",
            "ftnsep", "ftnsepc", "info", "keywords", "nonesttables", "nonshppict", "objclass", "objdata",
            "operator", "pict", "rxe", "shppict", "shprslt", "sp", "subject", "tc", "txe", "upr", "xe",
        ),
        Use.NOTHING,
    ),
}  # fmt: skip
# After "\*" a program leaves out the group that it does not know; these are known.
KNOWN_AFTER_STAR = frozenset(("shpinst", "ud", "nesttableprops", "formfield", *USES))

CHARACTERS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "endash": "–", "emdash": "—", "enspace": " ", "emspace": " ", "qmspace": " ",
}  # fmt: skip
SIGNS = {"~": "\u00a0", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}"}

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+"([^"]+)"', re.I)
_HEADING = re.compile(r"^heading (\d)")
_CONTENTS = re.compile(r"^(?:toc|contents) \d|^table of figures")
_BODY_LEVEL = 9  # outline levels count from 0; 9 is running text
_NOT_CHOSEN = 25  # the result of a tick box that nobody touched


@dataclass(slots=True)
class Field:
    """A field: its instruction, and of a tick box whether it is ticked."""

    instruction: str = ""
    result: int | None = None
    default: int = 0

    @property
    def address(self) -> str | None:
        """The address that it links to."""
        match = _HYPERLINK.match(self.instruction)
        return match[1] if match else None

    @property
    def ticked(self) -> bool | None:
        """Whether it is a tick box that is ticked; None for any other field."""
        if not self.instruction.strip().upper().startswith("FORMCHECKBOX"):
            return None
        return bool(self.default if self.result in (None, _NOT_CHOSEN) else self.result)


@dataclass(slots=True)
class Style:
    """A paragraph style: its name in small letters, and its outline level from 0."""

    name: str = ""
    outline: int | None = None

    def level(self, outline: int | None) -> int:
        """Return the heading level, from 1, of a paragraph of this style that says ``outline`` itself."""
        outline = self.outline if outline is None else outline
        if outline is not None:
            return outline + 1 if 0 <= outline < _BODY_LEVEL else 0
        if match := _HEADING.match(self.name):
            return int(match[1])
        return 1 if self.name.strip() == "title" else 0

    @property
    def lists_contents(self) -> bool:
        """Whether its paragraphs are lines of a table of contents."""
        return bool(_CONTENTS.match(self.name))


@dataclass(slots=True)
class State:
    """What a group inherits from the one around it, and gives back when it ends."""

    use: Use = Use.BODY
    outside: Use = Use.BODY  # what the text is for around a group that comes in two forms
    opened: bool = False  # this very group opened a note or a text box
    field: Field | None = None
    font: int = 0
    unicode_bytes: int = 1  # bytes for older programs after each character that is given by number
    bold: bool = False
    underlined: bool = False
    struck: bool = False
    deleted: bool = False
    hidden: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    begins_page: bool = False

    def plain(self) -> None:
        """Take all looks off the characters."""
        self.bold = self.underlined = self.struck = self.deleted = self.hidden = False

    def new_paragraph(self) -> None:
        """Take all forms off the paragraph."""
        self.style, self.outline, self.in_table, self.begins_page = 0, None, False, False
