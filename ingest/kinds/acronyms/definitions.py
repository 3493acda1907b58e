"""Acronyms that a paper defines, in the forms in which papers do.

- "Integrated Offender Management (IOM)", "local authorities (LAs)", "Ann Fell (Estates) (AF)";
- "IOM (Integrated Offender Management)";
- "IOM stands for Integrated Offender Management", "Integrated Offender Management, or IOM";
- rows and lines of a glossary: "Acronym: IOM; Meaning: Integrated …", "IOM – Integrated …",
  "Integrated Offender Management; IOM".

The words must fit the letters (``ingest.kinds.acronyms.letters``). They are kept as the paper has them;
of an acronym in the plural or with a possessive ending, the singular is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.kinds.acronyms.letters import beginning, ending_in

_ACRONYM = r"(?P<short>[A-Z][A-Za-z0-9&/’'-]{1,9})"
# The same where a word begins: to look for the capital first is quicker.
_WORD_ACRONYM = _ACRONYM.replace("[A-Z]", r"[A-Z](?<![\w&].)", 1)
_QUOTE = r"[\"“”‘’']?"
_IN_BRACKETS = re.compile(
    rf"\({_QUOTE}(?:the |or |also |hereafter |henceforth |known as |abbreviated to )*"
    rf"{_QUOTE}{_ACRONYM}{_QUOTE}(?:[,;][^()]*)?\)"
)
_SAID = re.compile(
    rf"{_WORD_ACRONYM}{_QUOTE},? "
    r"(?:(?:which |that )?(?:stands|standing) for|(?:is|being) (?:short|an? \w+) for|means)\s+"
    rf"{_QUOTE}(?:the |an? )?"
)
_OR = re.compile(rf",? (?:or|known as|abbreviated (?:to|as)|hereafter) {_QUOTE}{_ACRONYM}(?![\w-])")
_REVERSED = re.compile(rf"{_WORD_ACRONYM} ?\({_QUOTE}(?=[A-Za-z])")
_COLUMN = r"(?:[A-Z][\w /]{2,30}: )?"
# The acronym at the beginning of a line or cell, then what it means.
_GLOSSARY = re.compile(
    rf"(?:^|[\n;])\s*(?:•\s*)?{_COLUMN}{_ACRONYM}\s*(?:[;=–—:|]|\s-\s)\s*{_COLUMN}(?:the )?(?=[A-Za-z])"
)
# A cell that is what it means, then one that is the acronym.
_CELLS = re.compile(rf";\s*{_COLUMN}{_ACRONYM}(?=\s*(?:;|\n|$))")
_ENDS_CLAUSE = re.compile(r"[.;:!?\n]\s|\n")
_ASIDE_BEFORE = re.compile(r"\s*\([^()]*\)\s*$")
# What an expansion may end in that is no part of it: a footnote's mark, the ending of a possessive.
_ENDING = re.compile(r"(?:['’‘“]s)?[\s,'‘’“”\"¹²³⁴-⁹⁰*]*$")
_REACH = 160  # characters before an acronym in which its words are looked for


@dataclass(frozen=True, slots=True)
class Definition:
    """That ``acronym`` stands for ``expansion``, said at ``start`` to ``end`` (characters of the text)."""

    acronym: str
    expansion: str
    start: int
    end: int


def find_acronyms(text: str) -> Iterator[tuple[str, str]]:
    """Yield (acronym, expansion) for each definition in ``text``."""
    for definition in definitions(text):
        yield definition.acronym, definition.expansion


def definitions(text: str) -> Iterator[Definition]:
    """Yield the definitions in ``text`` in the order in which they stand, each place once."""
    found: dict[int, Definition] = {}
    for pattern in (_IN_BRACKETS, _OR, _CELLS):
        for match in pattern.finditer(text):
            definition = _defined_before(text, match, sure=pattern is _IN_BRACKETS)
            if definition is not None:
                found.setdefault(match.start("short"), definition)
    for pattern in (_SAID, _REVERSED, _GLOSSARY):
        for match in pattern.finditer(text):
            definition = _defined_after(text, match)
            if definition is not None:
                found.setdefault(match.start("short"), definition)
    for _, definition in sorted(found.items()):
        yield definition


def _defined_before(text: str, match: re.Match[str], *, sure: bool) -> Definition | None:
    """Return the definition whose words end where ``match`` begins.

    Unless the form is ``sure`` to define, the words must fit by their initials.
    """
    begin = max(0, match.start() - _REACH)
    before = text[begin : match.start()]
    before = _ASIDE_BEFORE.sub("", before.rstrip())
    clause = _ENDS_CLAUSE.split(before)[-1]
    for short in _singulars(match["short"]):
        at = ending_in(clause, short, by_initials_only=not sure)
        if at is not None:
            expansion = _ENDING.sub("", clause[at:])
            return Definition(short, expansion, begin + len(before) - len(clause) + at, match.end())
    return None


def _defined_after(text: str, match: re.Match[str]) -> Definition | None:
    """Return the definition whose words begin where ``match`` ends."""
    after = _ENDS_CLAUSE.split(text[match.end() : match.end() + _REACH])[0].split(")")[0]
    for short in _singulars(match["short"]):
        end = beginning(after, short)
        if end is not None:
            return Definition(short, _ENDING.sub("", after[:end]), match.start("short"), match.end() + end)
    return None


def _singulars(short: str) -> Iterator[str]:
    """Yield ``short`` without a plural or possessive ending; nothing where it is no acronym."""
    plain = short.rstrip("’'-/").removesuffix("’s").removesuffix("'s")
    if plain.endswith("s") and plain[:-1].isupper() and len(plain) > 2:
        plain = plain[:-1]
    if sum(c.isupper() for c in plain) >= 2:
        yield plain
