"""An interpreted question: what is looked for, and what was understood along the way."""

from collections.abc import Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ingest.documents import DocumentKind, Rating
from retrieval.periods import Period


class Wanted(StrEnum):
    """What form of answer a question asks for."""

    AMOUNT = "amount"  # how much money
    NUMBER = "number"  # how many, what share
    DATE = "date"  # when
    DURATION = "duration"  # how long
    PERSON = "person"  # who, which body
    REASON = "reason"  # why
    YES_NO = "yes_no"
    EXPANSION = "expansion"  # what an acronym stands for
    STATEMENT = "statement"  # anything else


class UnderstoodAs(StrEnum):
    """What some words of a question were taken for."""

    TOPIC = "topic"  # what is left of the question: it cannot be taken back
    SPELLING = "spelling"  # a slip of the pen, put right
    ACRONYM = "acronym"
    LIKE_WORDS = "like_words"  # words of the papers for a word that they do not hold
    AREA = "area"
    PERIOD = "period"
    YEAR = "year"
    PAPER = "paper"  # a kind of paper
    REFERENCE = "reference"
    RATING = "rating"
    LATEST = "latest"  # the newest papers first
    EARLIER = "earlier"  # the earlier question that a follow-up leans on


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that was understood; ``text`` is how it is shown.

    ``key`` names it among all that may be understood of a question, so that it can be taken back: asked
    again with the key among those to ignore, it is not understood so.
    """

    kind: UnderstoodAs
    text: str
    value: str

    @property
    def key(self) -> str | None:
        """The kind and the value, such as "area:Norfolk"; None for the topic, which cannot be taken back."""
        return None if self.kind is UnderstoodAs.TOPIC else f"{self.kind}:{self.value}"


@dataclass(frozen=True)
class TermGroup:
    """Ways of saying one thing: a word's stem, or an acronym and the stems of what it stands for.

    ``weight`` is how much of the question's meaning it carries, 0..1. ``near`` are the stems of words
    of like meaning with their likeness, 0..1. ``name`` says that it is a name, which nothing else can
    stand for.
    """

    ways: tuple[frozenset[str], ...]
    weight: float
    near: dict[str, float] = field(default_factory=dict)
    name: bool = False

    def matches(self, stems: Set[str]) -> bool:
        """Whether one of the ways stands whole in ``stems``."""
        # A loop, for it is asked some thousand times a question: a generator takes thrice as long.
        for way in self.ways:  # noqa: SIM110
            if way <= stems:
                return True
        return False

    def match(self, stems: Set[str]) -> float:
        """Return how well ``stems`` say this, 0..1: wholly, by a word of like meaning, or not."""
        if self.matches(stems):
            return 1.0
        best = 0.0
        for near in self.near.keys() & stems:
            best = max(best, self.near[near])
        return best

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems that ``match`` looks for: of what else stands in a text it takes no notice."""
        return frozenset(self.near).union(*self.ways)


@dataclass(frozen=True)
class Question:
    """An interpreted question.

    ``text`` is what is embedded and shown as ``interpreted_as``. ``groups`` are the things that it
    speaks of; ``unknown`` those words that no paper holds. ``searched`` are the words for the word
    index: corrected, with acronyms spelt out and the other way round.
    ``asks_agreed`` says that only what was agreed or decided is asked for, ``wants_list`` that all of
    several things are, ``wants_latest`` that the newest counts, ``compares`` that things are set side by
    side. ``kinds`` are the kinds of paper that it asks to look in. ``leans`` says that it cannot be
    understood without the questions before it; ``asks_now`` is then what it asks without what it leans on,
    to be read with a sentence found for both. ``understood`` is what was made of its words.
    """

    typed: str
    text: str
    groups: tuple[TermGroup, ...]
    searched: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    wanted: Wanted = Wanted.STATEMENT
    asks_agreed: bool = False
    wants_list: bool = False
    wants_latest: bool = False
    compares: bool = False
    areas: tuple[str, ...] = ()
    foreign_areas: tuple[str, ...] = ()
    kinds: tuple[DocumentKind, ...] = ()
    years: tuple[str, ...] = ()
    period: Period | None = None
    wants_next: bool = False
    references: tuple[str, ...] = ()
    ratings: tuple[Rating, ...] = ()
    expansions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leans: bool = False
    asks_now: str = ""
    understood: tuple[Understood, ...] = ()
