"""Sums of money in running text and in tables, with what they are for.

Only sums in pounds are read: "£5,538.90", "£23.3m", "£1.2 million", "£116.900million", "£450k".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ingest.documents import Block
from ingest.records import Amount

_FACTORS = {
    "k": 1_000, "thousand": 1_000,
    "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000,
    "b": 1_000_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_SUM = re.compile(
    r"£\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<unit>thousand|million|billion|bn|mn|k|m|b)\b)?",
    re.IGNORECASE,
)
# "forecast overspend of £23.3m": what the sum is of stands before it, back to a word that opens a phrase.
_OF = re.compile(r"(?P<words>(?:[\w’'&/-]+ ){1,8})of (?:up to |approximately |about |around |some |over )?$")
_OPENS_PHRASE = frozenset(
    """a an the its their this that to in at with by from has have had is are was were be been will and or not
    note noted showing approve approves approved agree agreed award awarded make made
    receive total further of""".split()
)
_WHAT_FOR = re.compile(
    r"^(?:\s\([^)]{1,60}\))?,?\s(?:(?:per annum|a year|each year|per year|in total|over \w+ years?)\s)?"
    r"(?:(?:is|was|will be|to be|has been|be)\s(?:provided|awarded|allocated|used|paid|made available)\s)?"
    r"(?:to [A-Z][\w’'&-]*(?: (?:[A-Z][\w’'&-]*|of|for|and|the))*\s)?"
    r"(?P<what>(?:for|towards|to (?:fund|provide|support|deliver|enable|purchase|extend|cover|meet)|"
    r"in respect of|as)\s.+)",
)
_CLAUSE_END = re.compile(r"\sbe\s|[.;](?=\s|$)|,\s|\s\(|\s(?:and|plus|with)\s(?=[^.;]{0,30}£)|\s[–—-]\s|£")
_SAYS_NOTHING = re.compile(
    r"^(?:(?:an?|the|at|in|to|sum|total|cost|price|guide price|amount|value|maximum|minimum|further)\b\s*"
    r"|\d{4}[/-]\d{2,4}|\d+ \w+)+$",
    re.IGNORECASE,
)
_MOST_WORDS = 20


def amounts_in(text: str) -> Iterator[Amount]:
    """Yield the sums of money in ``text``, in order, each with what its clause says that it is for."""
    for match in _SUM.finditer(text):
        yield Amount(
            value=_value(match), text=match[0].strip(), purpose=_purpose(text, match.start(), match.end())
        )


def amounts_in_row(row: Block) -> Iterator[Amount]:
    """Yield the sums in a table row; their purpose is the row's name and the column's."""
    name = row.cells[0].strip() if row.cells and not _SUM.search(row.cells[0]) else ""
    columns = (*row.header, *[""] * (len(row.cells) - len(row.header)))
    for column, cell in zip(columns, row.cells, strict=False):
        for match in _SUM.finditer(cell):
            what = ", ".join(word for word in (name, column.strip().rstrip(":")) if word)
            yield Amount(value=_value(match), text=match[0].strip(), purpose=what or None)


def distinct(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """Return ``amounts`` with each value once, preferring the mention that says what it is for."""
    found: dict[Decimal, Amount] = {}
    for amount in amounts:
        known = found.get(amount.value)
        if known is None or (known.purpose is None and amount.purpose is not None):
            found[amount.value] = amount
    return tuple(found.values())


def _value(match: re.Match[str]) -> Decimal:
    factor = _FACTORS[match["unit"].lower()] if match["unit"] else 1
    return Decimal(match["number"].replace(",", "")) * factor


def _purpose(text: str, start: int, end: int) -> str | None:
    """Return what the words after a sum, or before it, say that it is for."""
    after = _WHAT_FOR.match(text[end : end + 240])
    if after:
        words = _CLAUSE_END.split(after["what"], maxsplit=1)[0]
        purpose = _short(re.sub(r"^(?:for|towards|as)\s", "", words))
        if purpose:
            return purpose
    before = _OF.search(text[max(0, start - 120) : start])
    return _named_before(before["words"].split()) if before else None


def _named_before(words: Sequence[str]) -> str | None:
    """Return the last of ``words`` that belong together: the name of what a sum is of."""
    at = len(words)
    while at > 0 and words[at - 1].lower() not in _OPENS_PHRASE:
        at -= 1
    return _short(" ".join(words[at:]))


def _short(words: str) -> str | None:
    words = " ".join(words.split()[:_MOST_WORDS]).strip(" ,:")
    return None if not words or _SAYS_NOTHING.match(words) else words
