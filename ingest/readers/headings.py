"""Which lines are headings, and the numbers that paragraphs and headings carry."""

import re

_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)]|\([a-z]{1,4}\)|\([0-9]{1,2}\)|[a-z]\)|[A-Z]\d{0,2}\.\d{1,3})"
    r"\s+(?=\S)"
)
_MONTH_OR_UNIT = re.compile(r"^(?:per|percent|million|billion|bn|m|pm|am|hours?|days?|weeks?|%)\b", re.I)
_BRACKETED = re.compile(r"\([^()]*\)")
_SMALL_WORDS = frozenset(
    """
    a an and as at by for from in into of on or the their to via with & – -
    """.split()
)
_SECTION = re.compile(
    r"^(?:part|section|appendix|annex|schedule|chapter|item)\s+(?:\d+|[a-z]|one|two|three)\b", re.I
)
_FORM_FIELDS = frozenset("signature signed date name none n/a page tel telephone email".split())
_ENDS_LIKE_TEXT = (".", ";", ",", "…", " -", "–")


def numbered(text: str) -> tuple[str | None, str]:
    """Split ``text`` into its printed number ("6.4", "(a)") and the rest; None where there is none."""
    match = _NUMBER.match(text)
    if not match:
        return None, text
    rest = text[match.end() :]
    # "2.30 pm" and "5.5 million" are amounts, not paragraph numbers.
    if _MONTH_OR_UNIT.match(rest):
        return None, text
    return match["number"].rstrip("."), rest


def in_capitals(text: str) -> bool:
    """Whether more than four in five letters are capitals, and there are more than three letters."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > len(letters) * 0.8


def is_heading_line(text: str, *, alone: bool) -> bool:
    """Whether a line without any mark-up is a heading.

    ``alone`` says that it stands on a line of its own. A heading is short, does not end like a
    sentence, and is numbered, in capitals, or written with capitals on its main words.
    """
    number, rest = numbered(text)
    words = rest.rstrip(":").split()
    if (
        not alone
        or not words
        or len(words) > (24 if number else 14)
        or rest.endswith(_ENDS_LIKE_TEXT)
        or "@" in text
        or "\t" in text
    ):
        return False
    if not any(c.isalpha() for c in rest) or rest.rstrip(":").lower() in _FORM_FIELDS:
        return False
    if in_capitals(_BRACKETED.sub("", rest)):
        return True
    if ":" in rest.rstrip(":"):
        return False
    return bool(_SECTION.match(rest)) or _reads_like_title(number, rest, words)


def _reads_like_title(number: str | None, rest: str, words: list[str]) -> bool:
    """Whether a short line is written like a title: how many capitals it needs depends on its number."""
    if number and re.fullmatch(r"\d{1,3}[.)]?", number):
        return rest[:1].isupper() and (len(words) <= 14 or _titled(words) >= 0.6)
    if number:
        opening = words[:4]
        named = len(opening) == 4 and _titled(opening) >= 0.75
        return rest[:1].isupper() and (named or _titled(words) >= 0.6)
    if re.search(r"\d", rest) or len(words) > 9:
        return False
    return rest.lstrip("'’‘“\"")[:1].isupper() and (len(words) <= 5 or _titled(words) >= 0.6)


def _titled(words: list[str]) -> float:
    """Return the share of main words that begin with a capital, 0..1."""
    main = [w for w in words if w.lower().strip("'’‘()") not in _SMALL_WORDS]
    return sum(w.lstrip("'’‘“\"(")[:1].isupper() for w in main) / max(1, len(main))


def heading_level(text: str) -> int:
    """Return 1 to 6 for a heading without mark-up: by its number's depth, by capitals, else 3."""
    number, rest = numbered(text)
    if number and re.fullmatch(r"[\d.]+", number):
        return min(6, 2 + number.rstrip(".").count("."))
    if _SECTION.match(rest):
        return 1
    return 2 if in_capitals(_BRACKETED.sub("", rest)) else 3
