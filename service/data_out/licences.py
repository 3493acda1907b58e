"""The licence that a paper says it may be used under, in its own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.documents import Passage, PassageKind
from ingest.sentences import split_sentences

# A licence may also be talked about, or be that of data which the paper is about: only a sentence that gives
# the paper itself out under it counts. To say "unknown" too often harms nobody.
_ITSELF = r"this (?:document|guide|information|material|paper|plan|policy|publication|report|strategy|work)\b"
_GRANTS = re.compile(
    rf"\byou (?:may|can|are free to) .{{0,40}}\b{_ITSELF}"
    rf"|\b{_ITSELF}(?: \([^)]*\))? (?:is|has been|may be|can be) .{{0,60}}\b(?:under|terms)\b"
    r"|(?:^|^except .{0,60}?,? |©.{0,60}?)(?:licen[cs]ed|published|released|available) under\b",
    re.IGNORECASE | re.DOTALL,
)
_OPEN_GOVERNMENT = re.compile(
    r"\b(?:Open Government Licen[cs]e|OGL)\b(?:[^.]{0,20}?\bv(?:ersion)?\.? ?(?P<version>[123])(?:\.0)?)?",
    re.IGNORECASE,
)
_COMMONS = re.compile(r"\bCC[ -](?P<parts>BY(?:-(?:NC|ND|SA))*)[ -](?P<version>[1234]\.\d)\b")
_ZERO = re.compile(r"\bCC0(?:[ -]1\.0)?\b")
_MENTIONED = re.compile(r"\bOpen Government Licen|\bOGL\b|\bCC[ -]?(?:BY|0)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its SPDX identifier (its name, where no version is said), and the words that name it."""

    name: str
    words: str


def stated_licence(passages: Iterable[Passage]) -> Licence | None:
    """Return the first licence that the passages say something is given out under; None where they do not."""
    for passage in passages:
        # A row of a table tells of something else than the paper.
        if passage.kind is PassageKind.TABLE_ROW or not _MENTIONED.search(passage.text):
            continue
        for sentence in split_sentences(passage.text):
            words = passage.text[sentence.start : sentence.end]
            if (name := _named(words)) and _GRANTS.search(words):
                return Licence(name, " ".join(words.split()))
    return None


def _named(sentence: str) -> str | None:
    if found := _OPEN_GOVERNMENT.search(sentence):
        return f"OGL-UK-{found['version']}.0" if found["version"] else "Open Government Licence"
    if found := _COMMONS.search(sentence):
        return f"CC-{found['parts']}-{found['version']}"
    return "CC0-1.0" if _ZERO.search(sentence) else None
