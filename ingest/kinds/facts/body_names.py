"""The names of bodies: councils, boards, panels, departments, as they stand in a line of text."""

import re

_WORD = r"[A-Z][\w'’-]*"
_CAPITALS = rf"{_WORD}(?:[ ](?:(?:and|&|of|in the|of the)[ ])?{_WORD}){{0,7}}"
_LAST_WORDS = (
    "Council Board Panel Committee Cabinet Group Authority Constabulary Commission Forum Trust Agency Partnership"
    " University Assembly"
).split()
# Names are bounded: without, a long line of capitalised words would take time by its square.
NAMES = re.compile(
    rf"(?:Office of the )?Police(?:, Fire)?\s*(?:and|&)\s*Crime Commissioner(?:['’]s Office)? for (?:the )?{_WORD}(?:[ -](?:and |on )?{_WORD}){{0,3}}"
    rf"|O?PF?CC for {_WORD}(?:[ -](?:and |on )?{_WORD}){{0,3}}"
    rf"|{_WORD}(?:[ -](?:and |on )?{_WORD}){{0,4}} Police(?:, Fire)? (?:and|&) Crime (?:Panel|Commissioner)"
    rf"|(?:Department|Ministry) (?:for|of) (?:the )?{_WORD}(?:,? (?:and |& )?{_WORD}){{0,6}}"
    rf"|University of (?:the )?{_WORD}(?: {_WORD}){{0,2}}"
    rf"|{_CAPITALS} (?:{'|'.join(_LAST_WORDS)})\b(?! (?:Member|Tax|Meeting|Minutes)s?\b)"
    rf"|{_WORD}(?:['’]s)?(?: (?:and {_WORD}))?(?: {_WORD})? Office\b"
    r"|\b(?:Cabinet|HM Treasury|HM Government)\b(?! (?:Member|Office|Committee|Minister)s?\b)"
)
# A line without any of these names no body.
_IN_NAMES = (*map(str.lower, _LAST_WORDS), "department", "ministry", "office", "pcc", "pfcc", "hm")
# Bodies that share their last word with much else are believed only where they stand alone on a line.
_LONE = re.compile(
    rf"^(?:{_CAPITALS} (?:Programme|Service|Unit|Police|College|Executive|Department)|[A-Z]{{2,6}} {_CAPITALS} Programme)$"
)
_NO_LONE = re.compile(r"\b(?:draft|capital|work(?:ing)?|forward|savings|rolling|executive summary)\b", re.I)
# Words that stand before a name and are no part of it.
_LEADING = re.compile(
    r"^(?:(?:the|a|an|our|this|and|of|to|by|at|in|on|for|from|with|under|new|meetings?|minutes|notes?|report|agenda|proposed|draft|final|leader|chair"
    r"|deputy|minister|director|secretary|members?|budget|overview|annual|please|dear|since|both|as|if|when|while|although)\b[ ]?)+(?:(?:of|for|to|the)[ ])*",
    re.I,
)
# Words of which a name may be made that name nobody: "the County Council", "the Strategy Group".
_GENERIC = frozenset(
    """
    county city borough district town parish council local authority authorities police strategy strategic group
    board panel committee cabinet project programme delivery steering executive office head responsible service
    services management team council's council’s working scrutiny budget joint full trust partnership agency commission and of the &
    """.split()
)
# Everybody in this field says it short.
_PCC = re.compile(r"^O?PF?CC for\b")
_TRAILING = re.compile(
    r"\s*(?:\([A-Za-z]{2,8}\)"
    r"|[-–—:,|]*\s*\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+(?:,? \d{4})?"
    r"|[-–—:,|]*\s*(?:\d{1,3}(?:st|nd|rd|th) )?\b(?:minutes|agenda|action log|notes|meeting|final|draft|printed)"
    r"|[-–—:,|.;\s])\s*$",
    re.I,
)
_ACRONYM = re.compile(r"[A-Z]{3,8}\b")
_IN_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_LONG_IN_CAPITALS = re.compile(r"\b(?!OF|HM|UK)[A-Z]{4,}\b")
_SMALL_WORDS = re.compile(r"\b(?:OF|THE|FOR|AND|IN|TO|BY|Of|The|For|And|In)\b")


def is_body(line: str) -> bool:
    """Whether a line is nothing but the name of a body ("Open Spaces Forum (OSF)")."""
    return body_alone(line) is not None


def may_name_body(text: str) -> bool:
    """Whether ``text`` has a word of those that are in all names; told at once, for most lines have none."""
    return any(map(text.lower().__contains__, _IN_NAMES))


def names_in(text: str) -> list[str]:
    """Return the names of bodies in a line of text, in order; a line of capitals is read as if set normally."""
    found = (plain_name(match[0]) for match in NAMES.finditer(set_normally(text)))
    return [name for name in found if name]


def plain_name(name: str) -> str:
    """Return a name without the words that only lead up to it; "" where nothing of a name is left."""
    name = _PCC.sub("Police and Crime Commissioner for", " ".join(name.split()))
    plain = _LEADING.sub("", name)
    if plain in ("Cabinet", "Cabinet Office"):
        return plain
    return plain if any(word.lower() not in _GENERIC for word in plain.split()) and " " in plain else ""


def body_alone(line: str) -> str | None:
    """Return the name of a body that is all that a line says, but for "Minutes" or its acronym."""
    words = re.sub(r"^(?:minutes|agenda) of (?:the )?", "", set_normally(line), flags=re.I)
    stripped = _TRAILING.sub("", words)
    while stripped != words:
        words, stripped = stripped, _TRAILING.sub("", stripped)
    short = _ACRONYM.match(line)
    if short and short[0].casefold() == words.casefold() and words.casefold() != line.casefold():
        return short[0]
    match = NAMES.fullmatch(words)
    if match is None and (not _LONE.match(words) or _NO_LONE.search(words)):
        return None
    return plain_name(words) or None


def set_normally(text: str) -> str:
    """Return ``text`` as if it were not set in capitals: bodies are told by the capitals of their words."""
    if _IN_CAPITALS.search(text):
        letters = list(filter(str.isalpha, text))
        if sum(map(str.isupper, letters)) > 0.6 * len(letters):
            text = _IN_CAPITALS.sub(lambda match: match[0].capitalize(), text)
    text = _SMALL_WORDS.sub(lambda match: match[0].lower(), text)
    return _LONG_IN_CAPITALS.sub(lambda match: match[0].capitalize(), text)
