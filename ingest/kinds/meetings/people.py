"""Names of people as lists of attendance print them."""

import re
from collections.abc import Iterator

_TITLES = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllrs?|Councillors?|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev"
    r"|Revd|PC|ACC|DCC|CC|Supt|Insp|Sgt)"
)
_COUNCILLORS = re.compile(r"^(?:councillors|cllrs\.?|messrs\.?|members|mesdames)\s*:?\s+", re.IGNORECASE)
_HONOUR = re.compile(
    r"^(?:(?:OBE|MBE|CBE|KBE|DBE|KC|QC|JP|DL|MP|MEP|QPM|BEM|FCA|CPFA|PhD|TD|AM|MS|MSP)\b\.?\s?)+$"
)
_ROLE_AFTER_COMMA = re.compile(
    r"^(?:the\s+)?(?:[A-Z][\w-]*\s+){0,4}(?:Officer|Director|Manager|Head|Chief|Secretary|Chair(?:man"
    r"|woman|person)?|SoS|Minister"
    r"|Leader|Lead|Advis[eo]r|Clerk|Commissioner|Constable|Accountant|Counsel|Solicitor|Executive"
    r"|Treasurer|Mayor|Councillor"
    r"|Council|Police|University|Office|Department|Service|Authority|Trust|Association|Partnership)\b"
)
_SPLIT = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&)\s+(?=[A-Z])|(?<=\))\s+(?=[A-Z])")
_SURNAME = re.compile(r"^[A-Z][\w’'-]+(?:\s*\([^()]{1,60}\))?$")
_TITLED = re.compile(rf"^{_TITLES}\b")
_NAME = re.compile(
    rf"^(?:{_TITLES}\.?\s+)*(?:[A-Z][\w’'.-]*|de|van|von|der|le|la)(?:\s+(?:[A-Z][\w’'.-]*|de|van|von|der"
    rf"|le|la|al))*"
    r"(?:\s*[([][^()[\]]{1,160}[)\]]?)*(?:\s*[-–—,]\s*.{2,80})?\s*[*†]?$"
)
_NOT_A_NAME = re.compile(
    r"^(?:none|no|n/?a|nil|apologies|there|the|it|this|also|item|agenda|minutes?|introductions?|welcome"
    r"|part|page|unrestricted|restricted"
    r"|public|opening|note|date|time|venue|action|guests?|observers?|presenters?|officials?|officers?"
    r"|members?)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 16


def names_in(text: str) -> Iterator[str]:
    """Yield the names of a list on one line: "Cllrs A Smith, B Jones (Chair) and C Brown OBE".

    What stands in brackets after a name, and honours and posts after a comma, belong to it.
    """
    surnames = False  # "Councillors Amos, Bray and Crane"
    name = ""
    for printed in _pieces(text.strip().rstrip(".")):
        piece = _COUNCILLORS.sub("", printed)
        surnames = surnames or piece != printed
        posted = _ROLE_AFTER_COMMA.match(piece) and not _TITLED.match(piece)
        of_name = ";" not in text and (posted or _HONOUR.match(piece))
        if name and of_name:
            name = f"{name}, {piece}"
            continue
        if name:
            yield name
        name = piece if _looks_like_name(piece) or (surnames and _SURNAME.match(piece)) else ""
    if name:
        yield name


def is_name(text: str) -> bool:
    """Whether a line is the name of one person, with a post or a body perhaps."""
    text = text.strip()
    return len(text.split()) <= _MOST_WORDS and text[-1:] not in ".:;" and _looks_like_name(text)


def _looks_like_name(text: str) -> bool:
    return (
        1 < len(text.split()) <= _MOST_WORDS
        and _NAME.match(text) is not None
        and _NOT_A_NAME.match(text) is None
    )


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of ``text`` between commas and "and" that stand outside brackets.

    Where semicolons part them, commas stand before posts.
    """
    if ";" in text:
        yield from (piece.strip().removeprefix("and ") for piece in text.split(";"))
        return
    depth = 0
    start = at = 0
    while at < len(text):
        if text[at] in "([":
            depth += 1
        elif text[at] in ")]":
            depth = max(0, depth - 1)
        gap = _SPLIT.match(text, at) if depth == 0 else None
        if gap:
            yield text[start:at].strip()
            start = at = gap.end()
        else:
            at += 1
    yield text[start:].strip()
