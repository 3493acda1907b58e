"""A question as typed, to what is looked for: spelling, acronyms, references, dates, areas, follow-ups."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.documents import Rating
from ingest.errors import QuestionInvalid
from ingest.kinds.places import places_in
from ingest.normalise import normalise
from ingest.words import words_in
from retrieval.periods import Period, period_in
from retrieval.references import references_in
from retrieval.snapshot import Snapshot
from retrieval.spelling import correct
from retrieval.synonyms import VectorsOf
from retrieval.words import ASKING, STOPWORDS, content_words, stem

LONGEST_QUESTION = 2000


class Wanted(StrEnum):
    """What form of answer a question asks for."""

    AMOUNT = "amount"  # how much money
    NUMBER = "number"  # how many, what share
    DATE = "date"  # when
    PERSON = "person"  # who, which body
    REASON = "reason"  # why
    YES_NO = "yes_no"
    EXPANSION = "expansion"  # what an acronym stands for
    STATEMENT = "statement"  # anything else


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
        return any(way <= stems for way in self.ways)

    def match(self, stems: Set[str]) -> float:
        """Return how well ``stems`` say this, 0..1: wholly, by a word of like meaning, or not."""
        if self.matches(stems):
            return 1.0
        return max((likeness for near, likeness in self.near.items() if near in stems), default=0.0)


@dataclass(frozen=True)
class Question:
    """An interpreted question.

    ``text`` is what is embedded and shown as ``interpreted_as``. ``groups`` are the things that it
    speaks of; ``unknown`` those words that no paper holds. ``searched`` are the words for the word
    index: corrected, with acronyms spelt out and the other way round.
    ``asks_agreed`` says that only what was agreed or decided is asked for.
    """

    typed: str
    text: str
    groups: tuple[TermGroup, ...]
    searched: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    wanted: Wanted = Wanted.STATEMENT
    asks_agreed: bool = False
    areas: tuple[str, ...] = ()
    foreign_areas: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    period: Period | None = None
    wants_next: bool = False
    references: tuple[str, ...] = ()
    ratings: tuple[Rating, ...] = ()
    expansions: dict[str, tuple[str, ...]] = field(default_factory=dict)


_AGREED = re.compile(
    r"\b(?:agree[ds]?|agreement|decid\w+|decisions?|approv\w+|resolv\w+|resolutions?|sign(?:ed)? off|award\w*)\b",
    re.I,
)
_YEARS = re.compile(r"(?<![\d/])((?:19|20)\d{2}(?:\s?[/–-]\s?(?:20)?\d{2})?)(?![\d/])")
_FOLLOW_UP = re.compile(
    r"^(?:and\b|or\b|but\b|so\b|also\b|what about|how about|what else|anything else|tell me more|more on|why\??$|when\??$|who\??$|where\??$)"
    r"|\b(?:it|its|that|this|they|them|their|those|these|he|she|there|the same|instead)\b",
    re.I,
)  # fmt: skip
_SUBSTITUTION = re.compile(r"^(?:and\s+)?(?:what|how) about\b|^and (?:in|for|on|at|the)\b", re.I)
# Who runs, provides or delivers a service is said by any of these.
_ROLES = frozenset(
    map(
        stem,
        "run runs provide provider deliver lead operate manage host appointed commissioned contract".split(),
    )
)
_NEXT = re.compile(r"\b(?:next|first|following|earliest)\b", re.I)
_RATING = re.compile(r"\b(red|amber|green)\b", re.I)
_WANTED: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (Wanted.EXPANSION, re.compile(r"\b(?:stands? for|abbreviat\w+|acronym|short for|spell out|expand)\b|\bwhat (?:does|do|is|are) (?:an? |the )?[A-Z][A-Za-z]*[A-Z]\w* mean", re.I)),
    (Wanted.AMOUNT, re.compile(r"\bhow much\b|\b(?:what|which) (?:\w+ ){0,4}(?:cost|budget|grant|fund(?:ing)?|amount|price|spend|value|contribution|sum|worth)\b|\bhow (?:expensive|costly)\b|£", re.I)),
    (Wanted.NUMBER, re.compile(r"\bhow many\b|\b(?:what|which) (?:\w+ ){0,3}(?:number|share|percentage|proportion|rate|percent|per cent|ratio|figure)\b|\bnumber of\b", re.I)),
    (Wanted.DATE, re.compile(r"\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b|\bsince when\b|\bhow (?:soon|long)\b|\bby what date\b", re.I)),
    (Wanted.PERSON, re.compile(r"\bwho(?:m|se)?\b|\bwhich (?:\w+ )?(?:body|organisation|charity|company|provider|board|group|person|officer|agency|councillor|member|firm|contractor|supplier)\b", re.I)),
    (Wanted.REASON, re.compile(r"\bwhy\b|\bwhat (?:was|were|is|are) the reasons?\b|\bfor what reason\b", re.I)),
    (Wanted.YES_NO, re.compile(r"^(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\b", re.I)),
)  # fmt: skip


def interpret(typed: str, history: Sequence[str], snapshot: Snapshot, vectors_of: VectorsOf) -> Question:
    """Return what ``typed`` asks, leaning on ``history`` (earlier questions, oldest first) where it must.

    Raises QuestionInvalid for a question that is empty or longer than ``LONGEST_QUESTION`` characters.
    """
    asked = _checked(typed)
    before = next((normalise(q) for q in reversed(history) if normalise(q)), "")
    leans = bool(before) and _leans(asked, snapshot)
    corrected, unknown = _correct(asked, snapshot)
    earlier = _interpret_chain(history, snapshot, vectors_of) if leans else None
    text = corrected
    expansions = _expansions(corrected, snapshot)
    period = period_in(corrected)
    wanted = _wanted(asked)
    # The words of "after April 2018" do not stand in what answers: its dates do.
    topical = corrected.replace(period.text, " ") if period and period.open else corrected
    references = references_in(asked, snapshot.references)
    for typed_so, printed in references.items():
        topical = topical.replace(typed_so, printed)
    groups = _groups(topical, snapshot, vectors_of)
    areas = _areas(asked, expansions, snapshot)
    searched = _searched_words(topical, snapshot)
    if wanted is Wanted.EXPANSION and expansions:
        groups = tuple(g for g in groups if any(way <= frozenset(map(stem, expansions)) for way in g.ways))
    # A word that no paper holds is looked for by the papers' words for it.
    searched += [
        word
        for word in unknown
        for group in groups
        if group.ways[0] == frozenset([stem(word)])
        for word in group.near
    ]
    if earlier is not None:
        kept = _carried_over(earlier, asked)
        text = f"{earlier.text} {corrected}"
        groups += tuple(group for group in kept if group.ways[0] not in {g.ways[0] for g in groups})
        searched += [
            word for word in earlier.searched if any(stem(word) in way for g in kept for way in g.ways)
        ]
        wanted = earlier.wanted if wanted is Wanted.STATEMENT else wanted
        areas = areas or (*earlier.areas, *earlier.foreign_areas)
    return Question(
        typed=asked,
        text=text,
        groups=groups,
        searched=tuple(dict.fromkeys(searched)),
        unknown=unknown,
        wanted=wanted,
        asks_agreed=bool(_AGREED.search(asked)) or (earlier is not None and earlier.asks_agreed),
        areas=tuple(a for a in areas if a in snapshot.areas),
        foreign_areas=tuple(a for a in areas if a not in snapshot.areas),
        years=tuple(re.sub(r"\s", "", y) for y in _YEARS.findall(asked) if y not in references),
        period=period,
        wants_next=bool(_NEXT.search(asked)),
        references=tuple(references.values()),
        ratings=tuple(Rating(r.lower()) for r in _RATING.findall(asked)),
        expansions=expansions,
    )


def _interpret_chain(history: Sequence[str], snapshot: Snapshot, vectors_of: VectorsOf) -> Question:
    """Interpret the last earlier question, in the light of those before it."""
    useful = [q for q in history if normalise(q)]
    return interpret(useful[-1][:LONGEST_QUESTION], useful[:-1][-3:], snapshot, vectors_of)


def _checked(typed: str) -> str:
    if len(typed) > LONGEST_QUESTION:
        raise QuestionInvalid(
            f"The question has {len(typed):,} characters; at most {LONGEST_QUESTION:,} are read.",
            hint="Ask one thing at a time, in a sentence or two.",
        )
    asked = normalise(typed)
    if not any(c.isalnum() for c in asked):
        raise QuestionInvalid("The question is empty.", hint="Type what you would like to know.")
    return asked


def _leans(asked: str, snapshot: Snapshot) -> bool:
    """Whether a question cannot be understood without the one before it."""
    telling = [w for w in content_words(asked) if w not in ASKING]
    if _FOLLOW_UP.search(asked):
        return len(telling) <= 6
    return len(telling) <= 1 and not any(w in snapshot.expansions for w in telling)


def _carried_over(earlier: Question, asked: str) -> list[TermGroup]:
    """Return what a follow-up still speaks of, at a lower weight.

    "What about X?" puts X in the place of the earlier question's places and names.
    """
    replaced: set[str] = set()
    if _SUBSTITUTION.search(asked) and any(word[:1].isupper() for word in asked.split()[1:]):
        names = re.findall(r"[A-Z][\w'’-]+", earlier.text)[1:]
        replaced = {stem(w.lower()) for w in names} | {"exclud", "includ", "except"}
    return [replace(g, weight=g.weight * 0.8) for g in earlier.groups if not (g.ways[0] <= replaced)]


def _correct(asked: str, snapshot: Snapshot) -> tuple[str, tuple[str, ...]]:
    """Return the question with its misspelt words put right, and its words that no paper holds."""
    unknown: list[str] = []
    corrected = asked
    for word in content_words(asked):
        if snapshot.stem_counts[stem(word)] or word[0].isdigit():
            continue
        better = correct(word, snapshot.word_counts)
        if better:
            corrected = re.sub(rf"\b{re.escape(word)}\b", better, corrected, flags=re.I)
        elif word not in ASKING:
            unknown.append(word)
    return corrected, tuple(unknown)


def _groups(text: str, snapshot: Snapshot, vectors_of: VectorsOf) -> tuple[TermGroup, ...]:
    """Return the things that ``text`` speaks of."""
    groups: dict[frozenset[str], TermGroup] = {}
    spelt_out = _acronyms_spelt_out(text, snapshot)
    synonyms = snapshot.synonyms.of([w for w in content_words(text) if w not in ASKING], vectors_of)
    within = {s for way in spelt_out for s in way}
    for way, acronym in spelt_out.items():
        weight = max(snapshot.weight(s) for s in way)
        groups[way] = TermGroup((way, frozenset([stem(acronym)])), weight)
    for word in content_words(text):
        stemmed = stem(word)
        if word in ASKING or stemmed in within:
            continue
        ways = [frozenset([stemmed])]
        for phrase in snapshot.expansions.get(word, ())[:2]:
            ways.append(frozenset(stem(w) for w in words_in(phrase) if w not in STOPWORDS))
        name = _is_name(word, text, snapshot)
        near = {} if name else dict(synonyms.get(word, ()))
        if stemmed in _ROLES:
            near |= dict.fromkeys(_ROLES - {stemmed}, 0.7)
        groups.setdefault(ways[0], TermGroup(tuple(ways), snapshot.weight(stemmed), near, name))
    return tuple(groups.values())


def _is_name(word: str, text: str, snapshot: Snapshot) -> bool:
    """Whether a word is written as a name: with a capital that does not begin the question."""
    at = re.search(rf"\b{re.escape(word)}", text, re.I)
    return (
        bool(at and at.start() > 0 and at[0][:1].isupper())
        or word[:1].isdigit()
        or word in snapshot.expansions
    )


def _acronyms_spelt_out(text: str, snapshot: Snapshot) -> dict[frozenset[str], str]:
    """Return, by its stems, each phrase of ``text`` that the papers have an acronym for."""
    plain = f" {' '.join(words_in(text))} "
    found: dict[frozenset[str], str] = {}
    for acronym, phrases in snapshot.expansions.items():
        for phrase in phrases:
            words = words_in(phrase)
            if len(words) > 1 and f" {' '.join(words)} " in plain:
                found[frozenset(stem(w) for w in words if w not in STOPWORDS)] = acronym
    return found


def _expansions(text: str, snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    return {word: tuple(snapshot.expansions[word]) for word in words_in(text) if word in snapshot.expansions}


def _searched_words(text: str, snapshot: Snapshot) -> list[str]:
    words = content_words(text)
    for word in list(words):
        for phrase in snapshot.expansions.get(word, ())[:1]:
            words += [w for w in words_in(phrase) if w not in STOPWORDS]
    return words + list(_acronyms_spelt_out(text, snapshot).values())


def _wanted(asked: str) -> Wanted:
    return next((wanted for wanted, form in _WANTED if form.search(asked)), Wanted.STATEMENT)


def _areas(asked: str, expansions: dict[str, tuple[str, ...]], snapshot: Snapshot) -> tuple[str, ...]:
    named = places_in(asked)
    lowered = asked.lower()
    named += [area for area in snapshot.areas if area.lower() in lowered and area not in named]
    for spelt_out in expansions.values():
        named += [place for place in places_in(spelt_out[0]) if place not in named]
    return tuple(named)
