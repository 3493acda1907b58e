"""What was made of a question's words, in the words to show and with the key to take it back by."""

import re
from collections.abc import Iterator, Sequence, Set

from ingest.documents import DocumentKind
from ingest.words import words_in
from retrieval.interpreting.question import Understood, UnderstoodAs
from retrieval.words import ASKING, content_words

Ignore = Set[str]


def values_to_ignore(ignore: Ignore, kind: UnderstoodAs) -> frozenset[str]:
    """Return the values of one kind among the keys of what is taken back."""
    return frozenset(key.split(":", 1)[1] for key in ignore if key.startswith(f"{kind}:"))


def topic_of(text: str, elsewhere: Sequence[str]) -> Iterator[Understood]:
    """Yield what a question is about: its telling words as typed, but those shown ``elsewhere``."""
    shown = {word for said in elsewhere for word in words_in(said)}
    telling = {w for w in content_words(text) if w not in ASKING and w not in shown}
    words = [w for w in re.findall(r"[\w'’&/,.-]+", text) if telling.intersection(words_in(w))]
    if words:
        topic = " ".join(word.strip(".,") for word in words)
        yield Understood(UnderstoodAs.TOPIC, topic, topic)


def slips(corrected: dict[str, str]) -> Iterator[Understood]:
    """Yield misspelt words with what they were read as."""
    for word, better in corrected.items():
        yield Understood(UnderstoodAs.SPELLING, f"{word} → {better}", word)


def acronyms(expansions: dict[str, tuple[str, ...]]) -> Iterator[Understood]:
    """Yield acronyms with what they stand for."""
    for acronym, phrases in expansions.items():
        yield Understood(UnderstoodAs.ACRONYM, f"{acronym.upper()} = {phrases[0]}", acronym)


def papers(kinds: dict[DocumentKind, str]) -> Iterator[Understood]:
    """Yield the kinds of paper that are asked for."""
    for kind, called in kinds.items():
        yield Understood(UnderstoodAs.PAPER, called, str(kind))


def plain(kind: UnderstoodAs, values: Sequence[str]) -> Iterator[Understood]:
    """Yield things that are shown as they are: areas, years, references, ratings."""
    for value in values:
        yield Understood(kind, value, value)
