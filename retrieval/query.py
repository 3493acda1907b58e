"""A question as typed, to what is looked for.

The steps, each in a module of ``retrieval.interpreting``: spelling, the form of answer, the time, the
papers and the areas asked about, the terms; and what a follow-up takes from the questions before it.
Whatever was understood can be taken back by its key (``Understood.key``).
"""

import datetime
import re
from collections.abc import Sequence, Set
from dataclasses import replace

from ingest.errors import QuestionInvalid
from ingest.normalise import normalise
from retrieval.interpreting import understood as shown
from retrieval.interpreting.acronyms import expansions_in
from retrieval.interpreting.areas import areas_in
from retrieval.interpreting.corrections import corrected
from retrieval.interpreting.following import Leaning, Thread, carried_over, leaning_of
from retrieval.interpreting.forms import (
    asks_agreed,
    compares,
    ratings_in,
    wanted_by,
    wants_latest,
    wants_list,
    wants_next,
)
from retrieval.interpreting.papers import kinds_in
from retrieval.interpreting.question import Question, TermGroup, Understood, UnderstoodAs, Wanted
from retrieval.interpreting.terms import groups_of, searched_words
from retrieval.periods import period_in
from retrieval.references import references_in
from retrieval.snapshot import Snapshot
from retrieval.synonyms import VectorsOf
from retrieval.words import stem

__all__ = [
    "LONGEST_QUESTION",
    "Question",
    "TermGroup",
    "Understood",
    "UnderstoodAs",
    "Wanted",
    "checked",
    "interpret",
]

LONGEST_QUESTION = 2000
# A topic that was left so many questions ago is not what "it" stands for.
_LONGEST_THREAD = 20
_YEARS = re.compile(r"(?<![\d/])((?:19|20)\d{2}(?:\s?[/–-]\s?(?:20)?\d{2})?)(?![\d/])")


def interpret(
    typed: str,
    history: Sequence[str],
    snapshot: Snapshot,
    vectors_of: VectorsOf,
    *,
    ignore: Set[str] = frozenset(),
    today: datetime.date | None = None,
) -> Question:
    """Return what ``typed`` asks, leaning on ``history`` (earlier questions, oldest first) where it must.

    ``ignore`` are the keys of what is not to be understood so; they hold for ``typed``, not for the
    history. "Last year" is told from ``today``, by default the day that it is. Raises QuestionInvalid for
    a question that is empty or longer than ``LONGEST_QUESTION`` characters.
    """
    asked = checked(typed)
    today = today or datetime.date.today()
    question = _alone(asked, snapshot, vectors_of, ignore, today)
    earlier = [said for said in map(normalise, history) if any(c.isalnum() for c in said)]
    leaning = leaning_of(asked, snapshot) if earlier else Leaning.ALONE
    if leaning is Leaning.ALONE:
        return question
    thread = _thread(earlier[-_LONGEST_THREAD:], snapshot, vectors_of, today)
    return _leaning(question, leaning, thread, ignore)


def checked(typed: str) -> str:
    """Return a question with its letters and spaces as the papers have them. Raises QuestionInvalid."""
    if len(typed) > LONGEST_QUESTION:
        raise QuestionInvalid(
            f"The question has {len(typed):,} characters; at most {LONGEST_QUESTION:,} are read.",
            hint="Ask one thing at a time, in a sentence or two.",
        )
    asked = normalise(typed)
    if not any(c.isalnum() for c in asked):
        raise QuestionInvalid("The question is empty.", hint="Type what you would like to know.")
    return asked


def _alone(
    asked: str, snapshot: Snapshot, vectors_of: VectorsOf, ignore: Set[str], today: datetime.date
) -> Question:
    """Interpret a question by itself."""

    def ignored(kind: UnderstoodAs) -> frozenset[str]:
        return shown.values_to_ignore(ignore, kind)

    put_right = corrected(asked, snapshot, ignored(UnderstoodAs.SPELLING))
    text = put_right.text
    wanted = wanted_by(asked)
    expansions = {
        word: phrases
        for word, phrases in expansions_in(text, snapshot, every=wanted is Wanted.EXPANSION).items()
        if word not in ignored(UnderstoodAs.ACRONYM)
    }
    period = period_in(text, today)
    if period and period.text.strip() in ignored(UnderstoodAs.PERIOD):
        period = None
    references = {
        typed_so: printed
        for typed_so, printed in references_in(asked, snapshot.references).items()
        if printed not in ignored(UnderstoodAs.REFERENCE)
    }
    # A reference is read as the papers print it, "28/2021" for "2021/28".
    for typed_so, printed in references.items():
        text = text.replace(typed_so, printed)
    # The words of "after April 2018" do not stand in what answers: its dates do.
    topical = text.replace(period.text, " ") if period and period.open else text
    areas = [
        area
        for area in areas_in(text, [phrases[0] for phrases in expansions.values()], snapshot)
        if area not in ignored(UnderstoodAs.AREA)
    ]
    kinds = {
        kind: called for kind, called in kinds_in(text).items() if kind not in ignored(UnderstoodAs.PAPER)
    }
    found = (re.sub(r"\s", "", y) for y in _YEARS.findall(topical) if y not in references)
    years = [year for year in found if year not in ignored(UnderstoodAs.YEAR)]
    ratings = [rating for rating in ratings_in(asked) if rating not in ignored(UnderstoodAs.RATING)]
    latest = wants_latest(asked) and UnderstoodAs.LATEST not in ignored(UnderstoodAs.LATEST)
    at_their_word = ignored(UnderstoodAs.ACRONYM) | ignored(UnderstoodAs.LIKE_WORDS)
    groups = groups_of(topical, expansions, snapshot, vectors_of, at_their_word)
    if wanted is Wanted.EXPANSION and expansions:
        groups = tuple(g for g in groups if any(way <= frozenset(map(stem, expansions)) for way in g.ways))
    in_other_words = [w for w in put_right.unknown if any(g.near for g in groups if g.ways[0] == {stem(w)})]
    when = [period.text.strip()] if period else []
    elsewhere = [*areas, *when, *years, *references, *ratings, *kinds.values()]
    return Question(
        typed=asked,
        text=text,
        groups=groups,
        searched=tuple(
            dict.fromkeys(searched_words(topical, expansions, put_right.unknown, groups, snapshot))
        ),
        unknown=put_right.unknown,
        wanted=wanted,
        asks_agreed=asks_agreed(asked),
        wants_list=wants_list(asked),
        wants_latest=latest,
        compares=compares(asked, len(areas)),
        areas=tuple(a for a in areas if a in snapshot.areas),
        foreign_areas=tuple(a for a in areas if a not in snapshot.areas),
        kinds=tuple(kinds),
        years=tuple(years),
        period=period,
        wants_next=wants_next(asked),
        references=tuple(references.values()),
        ratings=tuple(ratings),
        expansions=expansions,
        understood=(
            *shown.topic_of(text, elsewhere),
            *shown.slips(put_right.slips),
            *shown.acronyms(expansions),
            *(Understood(UnderstoodAs.LIKE_WORDS, f"words like “{w}”", w) for w in in_other_words),
            *shown.plain(UnderstoodAs.AREA, areas),
            *shown.papers(kinds),
            *shown.plain(UnderstoodAs.PERIOD, when),
            *shown.plain(UnderstoodAs.YEAR, [y for y in years if not any(y in said for said in when)]),
            *shown.plain(UnderstoodAs.REFERENCE, tuple(references.values())),
            *shown.plain(UnderstoodAs.RATING, ratings),
            *([Understood(UnderstoodAs.LATEST, "the latest", UnderstoodAs.LATEST)] if latest else ()),
        ),
    )


def _thread(
    earlier: Sequence[str], snapshot: Snapshot, vectors_of: VectorsOf, today: datetime.date
) -> Thread:
    """Return what a conversation is about after the questions ``earlier``, of which there is at least one."""
    begins = next(
        (at for at in range(len(earlier) - 1, 0, -1) if leaning_of(earlier[at], snapshot) is Leaning.ALONE), 0
    )
    thread: Thread | None = None
    for said in earlier[begins:]:
        asked = said[:LONGEST_QUESTION]
        question = _alone(asked, snapshot, vectors_of, frozenset(), today)
        leaning = Leaning.ALONE
        if thread is not None:
            leaning = leaning_of(asked, snapshot)
            question = _leaning(question, leaning, thread)
        thread = thread.next(question, leaning) if thread else Thread(question, question)
    assert thread is not None
    return thread


def _leaning(
    question: Question, leaning: Leaning, thread: Thread, ignore: Set[str] = frozenset()
) -> Question:
    """Return a question with what it takes from the conversation before it, unless that is taken back."""
    carried = carried_over(thread, question.text, leaning)
    earlier = Understood(UnderstoodAs.EARLIER, carried.source.typed, carried.source.typed)
    if leaning is Leaning.ALONE or earlier.key in ignore:
        return question
    ways = {group.ways[0] for group in question.groups}
    source = carried.source
    both = replace(
        question,
        text=carried.text,
        groups=question.groups + tuple(g for g in carried.groups if g.ways[0] not in ways),
        searched=tuple(dict.fromkeys((*question.searched, *carried.searched))),
        leans=True,
        understood=(earlier, *question.understood),
    )
    if not (question.areas or question.foreign_areas):
        both = replace(both, areas=source.areas, foreign_areas=source.foreign_areas)
        both = replace(both, references=question.references or source.references)
    if leaning is Leaning.ABOUT:
        return replace(both, asks_now=question.text if question.groups else "")
    timed = question.years or question.period
    return replace(
        both,
        wanted=source.wanted if question.wanted is Wanted.STATEMENT else question.wanted,
        asks_agreed=question.asks_agreed or source.asks_agreed,
        wants_list=question.wants_list or source.wants_list,
        kinds=question.kinds or source.kinds,
        ratings=question.ratings or source.ratings,
        years=question.years if timed else source.years,
        period=question.period if timed else source.period,
    )
