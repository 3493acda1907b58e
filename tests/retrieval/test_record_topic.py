"""What the records that are asked for must be about."""

import pytest

from retrieval.answering.record_topic import Topic
from retrieval.query import TermGroup
from retrieval.words import stem
from tests.retrieval.made import question

RECORDS = ["open a clinic", "close the clinic", "mend roofs"]


def kept(*words: str, names: tuple[str, ...] = (), near: dict[str, float] | None = None) -> list[str]:
    groups = tuple(
        TermGroup((frozenset([stem(word)]),), 1.0, near or {}, word in names) for word in (*words, *names)
    )
    return Topic(groups).kept(RECORDS, lambda record: record)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), RECORDS),
        (("clinic",), ["open a clinic", "close the clinic"]),
        (("clinic", "close"), ["close the clinic"]),
        (("clinic", "achieved"), ["open a clinic", "close the clinic"]),  # half of it is said by none
        (("clinic", "achieved", "wholly"), []),  # most of it is
        (("helicopter",), []),
    ],
)
def test_each_word_that_some_record_says_must_be_said(words, expected) -> None:
    assert kept(*words) == expected


def test_a_name_that_no_record_says_shuts_all_out() -> None:
    assert kept("clinic", names=("Wexby",)) == []


def test_another_word_stands_only_for_one_that_no_record_says() -> None:
    assert kept("surgery", near={"clinic": 0.7}) == ["open a clinic", "close the clinic"]
    assert kept("roofs", near={"clinic": 0.7}) == ["mend roofs"]
    assert kept("surgery", near={"clinic": 0.5}) == []


def test_words_of_the_asking_are_no_topic() -> None:
    asked = question("diversion", "actions", "rated", "june")
    assert [group.ways for group in Topic.of(asked, "in June").groups] == [(frozenset(["divers"]),)]


def test_the_share_that_words_say() -> None:
    topic = Topic.of(question("clinic", "roof"))
    assert topic.share("a clinic") == 0.5
    assert topic.without("a clinic").share("") == 0.0
    assert Topic(()).share("anything") == 1.0
