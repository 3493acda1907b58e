"""Examples to learn from: a question, a text, and whether the one answers the other."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from retrieval.cross_encoder.texts import under_headings

EXTRACTS = Path(__file__).with_name("extracts")
HELD_BACK = 10

# Of a question's texts that do not answer it, as many are learnt from: the likest teach most.
_OTHERS_OF_ANSWERED, _OTHERS_OF_UNANSWERED = 2, 3
_OTHERS_OF_GROUP = 1
_TITLED = 0.6
# Headings of packs are long, and say much that has nothing to do with the sentence; some papers have none.
_LONGER_HEADINGS, _BARE = 0.35, 0.1
_WORD = re.compile(r"\w+")


class Example(NamedTuple):
    """``group`` joins the examples of one question."""

    group: str
    question: str
    text: str
    answers: bool


class _Question(TypedDict):
    q: str
    answers: list[int]
    kind: str


class Extract(TypedDict):
    """An extract of an invented paper: its ``units``, and questions with the units that answer each."""

    title: str
    heading: str
    units: list[str]
    questions: list[_Question]


class Group(TypedDict):
    """A question of a general collection, the sentences that answer it, and others near them."""

    question: str
    title: str
    answers: list[str]
    others: list[str]


def read_extracts(folder: Path = EXTRACTS) -> tuple[list[Extract], list[Extract]]:
    """Return the extracts of all files in ``folder`` to learn from, and those that are held back.

    Every ``HELD_BACK``th of each file is, so that what is held back stays so when a file is added.
    """
    learnt: list[Extract] = []
    held: list[Extract] = []
    for path in sorted(folder.glob("*.jsonl")):
        for place, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            (learnt if place % HELD_BACK else held).append(json.loads(line))
    return learnt, held


def of_extract(extract: Extract, before: str = "", *, bare: bool = False) -> Iterator[Example]:
    """Yield every question of an extract with every unit of it.

    ``before`` is put before its heading, as a pack's sections stand under the names of its items; ``bare``
    leaves title and heading out, as papers without any have it.
    """
    heading = f"{before} > {extract['heading']}" if before else extract["heading"]
    for question in extract["questions"]:
        for i, unit in enumerate(extract["units"]):
            text = unit if bare else under_headings(extract["title"], heading, unit)
            yield Example(
                f"{extract['title']}|{question['q']}", question["q"], text, i in question["answers"]
            )


def varied(extracts: Sequence[Extract], chance: random.Random) -> Iterator[Example]:
    """Yield the examples of extracts, some under longer headings and some under none at all."""
    headings = [extract["heading"] for extract in extracts if extract["heading"]]
    for extract in extracts:
        drawn = chance.random()
        before = chance.choice(headings) if drawn < _LONGER_HEADINGS else ""
        yield from of_extract(extract, before, bare=drawn > 1 - _BARE)


def likest(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """Return each question's examples that answer it, and of the others those that share most words."""
    kept: list[Example] = []
    for of_question in _by_group(examples):
        answering = [example for example in of_question if example.answers]
        others = [example for example in of_question if not example.answers]
        others.sort(key=lambda example: _shared(example) + chance.random(), reverse=True)
        kept += answering + others[: _OTHERS_OF_ANSWERED if answering else _OTHERS_OF_UNANSWERED]
    return kept


def of_groups(groups: Sequence[Group], chance: random.Random) -> Iterator[Example]:
    """Yield the examples of general groups, some under their title, and near misses made of them."""
    pool = _Named(group["question"] for group in groups)
    for group in groups:
        title = group["title"] if chance.random() < _TITLED else ""
        under = (lambda text, title=title: under_headings(title, "", text)) if title else str
        question = group["question"]
        for text in group["answers"]:
            yield Example(question, question, under(text), True)
        most = _OTHERS_OF_GROUP if group["answers"] else _OTHERS_OF_UNANSWERED
        for text in chance.sample(group["others"], min(most, len(group["others"]))):
            yield Example(question, question, under(text), False)
        if group["answers"] and chance.random() < 0.45:
            other = pool.swapped(question, chance)
            if other is not None:
                yield Example(other, other, under(group["answers"][0]), False)


def every_of_groups(groups: Sequence[Group], chance: random.Random) -> list[Example]:
    """Return every pair of general groups, some under their title."""
    pairs: list[Example] = []
    for group in groups:
        title = group["title"] if chance.random() < _TITLED else ""
        for text in [*group["answers"], *group["others"]]:
            under = under_headings(title, "", text) if title else text
            pairs.append(Example(group["question"], group["question"], under, text in group["answers"]))
    return pairs


def read_groups(path: Path) -> list[Group]:
    """Return the groups of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _by_group(examples: Sequence[Example]) -> list[list[Example]]:
    groups: dict[str, list[Example]] = {}
    for example in examples:
        groups.setdefault(example.group, []).append(example)
    return list(groups.values())


def _shared(example: Example) -> int:
    question, text = (set(_WORD.findall(words.lower())) for words in (example.question, example.text))
    return len(question & text)


class _Named:
    """The numbers and names in questions: with another in its place, a question has no answer left."""

    _NUMBER = re.compile(r"\b\d[\d,.]*\b")
    _NAME = re.compile(r"(?<=[a-z] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")

    def __init__(self, questions: Iterator[str]) -> None:
        every = list(questions)
        self._others: dict[re.Pattern[str], list[str]] = {
            form: [found for question in every for found in form.findall(question)]
            for form in (self._NUMBER, self._NAME)
        }

    def swapped(self, question: str, chance: random.Random) -> str | None:
        """Return ``question`` with another number or name in it, or None when it holds none."""
        for form in chance.sample([self._NUMBER, self._NAME], 2):
            found = form.search(question)
            others = [
                other for other in self._others[form] if found and self._fits(other, found.group(), form)
            ]
            if found and others:
                return question[: found.start()] + chance.choice(others) + question[found.end() :]
        return None

    def _fits(self, other: str, found: str, form: "re.Pattern[str]") -> bool:
        return other != found and (form is self._NAME or len(other) == len(found))
