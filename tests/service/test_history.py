"""Conversations are kept beside the store, listed to their owner alone, and forgotten in time."""

import datetime
import sqlite3

import pytest

from ingest.errors import NotInStore, StoreNewer
from retrieval.answering.answer import Filters, UnderstoodWords
from retrieval.answering.wording import AnswerWording, wording
from retrieval.interpreting.question import UnderstoodAs
from service.history import FILE_NAME, LONGEST_NAME, History
from service.kept import KeptFile
from tests.service.fake_library import FakeLibrary

MINE, YOURS = "owner-1", "owner-2"
START = datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.UTC)


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime.datetime:
        return self.time

    def later(self, **amount: float) -> None:
        self.time += datetime.timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def history(tmp_path, clock):
    history = History(tmp_path, days=90, now=clock)
    yield history
    history.close()


def answer(question: str = "What was agreed?"):
    return FakeLibrary().ask(question)


def test_what_was_answered_is_there_after_a_restart_as_it_was(tmp_path):
    said = AnswerWording(headline=wording("headline.decisions", n=2))
    given = answer().worded(said)
    first = History(tmp_path, days=90)
    ignored = [UnderstoodWords(kind=UnderstoodAs.AREA, text="Norfolk", key="area:Norfolk")]
    first.add(MINE, "conversation-1", given, ignored=ignored, filters=Filters(areas=["Norfolk"]))
    first.close()

    again = History(tmp_path, days=90)
    (turn,) = again.turns("conversation-1")
    again.close()

    assert (turn.number, turn.answer) == (1, given)
    assert turn.answer.wording == said
    assert turn.ignored == tuple(ignored)
    assert turn.filters.areas == ["Norfolk"]


def test_a_conversation_is_named_by_its_first_question_and_counted(history, clock):
    history.add(MINE, "a", answer("What was agreed?"))
    clock.later(minutes=1)
    history.add(MINE, "b", answer("x " * 100))
    history.add(MINE, "a", answer("Who pays?"))
    clock.later(minutes=1)
    history.add(MINE, "a", answer("And in 2020?"))

    first, second = history.listed(MINE)

    assert (first.id, first.name, first.turns) == ("a", "What was agreed?", 3)
    assert len(second.name) <= LONGEST_NAME
    assert second.name.endswith("…")
    assert history.listed(YOURS) == ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["a", "b"]),
        ("PAYS", ["a"]),
        ("secretariat award", ["a", "b"]),
        ("pays moon", []),
        ("straße", ["b"]),
    ],
)
def test_a_search_finds_words_of_names_questions_and_answers_in_any_case(history, words, found):
    history.add(MINE, "a", answer("Who pays?"))
    history.add(MINE, "b", answer("What of the STRASSE?"))
    assert sorted(each.id for each in history.listed(MINE, words)) == found


def test_only_the_owner_renames_and_deletes(history):
    history.add(MINE, "a", answer("What was agreed?"))
    for forbidden in (
        lambda: history.rename(YOURS, "a", "Mine now"),
        lambda: history.delete(YOURS, "a"),
        lambda: history.delete(MINE, "none"),
    ):
        with pytest.raises(NotInStore):
            forbidden()

    history.rename(MINE, "a", "  Women\noffenders ")
    assert history.name("a") == "Women offenders"
    history.rename(MINE, "a", " ")
    assert history.name("a") == "What was agreed?"
    history.delete(MINE, "a")
    assert (history.turns("a"), history.owner("a"), history.listed(MINE)) == ((), None, ())


def test_all_of_an_owner_are_deleted_and_no_one_elses(history):
    history.add(MINE, "a", answer())
    history.add(YOURS, "b", answer())
    history.delete_all(MINE)
    assert history.listed(MINE) == ()
    assert [each.id for each in history.listed(YOURS)] == ["b"]


def test_what_is_deleted_is_gone_from_the_file(tmp_path):
    history = History(tmp_path, days=90)
    history.add(MINE, "a", answer("A telling question about aardvarks?"))
    history.delete(MINE, "a")
    history.close()
    assert b"aardvarks" not in (tmp_path / FILE_NAME).read_bytes()


def test_another_goes_on_in_a_copy(history):
    history.add(MINE, "a", answer("What was agreed?"))
    copy = history.copied("a", YOURS)
    history.add(YOURS, copy, answer("Who pays?"))
    assert [turn.answer.question for turn in history.turns(copy)] == ["What was agreed?", "Who pays?"]
    assert len(history.turns("a")) == 1
    assert history.owner(copy) == YOURS


def test_a_conversation_is_forgotten_some_days_after_its_last_use(history, clock):
    history.add(MINE, "old", answer())
    clock.later(days=60)
    history.add(MINE, "new", answer())
    clock.later(days=31)
    history.add(MINE, "newest", answer())
    assert [each.id for each in history.listed(MINE)] == ["newest", "new"]


def test_nothing_is_written_where_nothing_is_to_be_kept(tmp_path):
    history = History(tmp_path, days=0)
    history.add(MINE, "a", answer())
    assert len(history.turns("a")) == 1
    assert history.is_kept is False
    assert list(tmp_path.iterdir()) == []


def test_a_turn_of_another_version_is_left_out(tmp_path, history):
    history.add(MINE, "a", answer())
    history.add(MINE, "a", answer("Who pays?"))
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute('UPDATE turns SET answer = \'{"of": "long ago"}\' WHERE number = 1')
    db.close()
    assert [turn.number for turn in history.turns("a")] == [2]


def test_a_turn_of_before_wordings_were_kept_is_there_without(tmp_path, history):
    history.add(MINE, "a", answer())
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("UPDATE turns SET asked = json_remove(asked, '$.wording')")
    db.close()
    assert [turn.answer for turn in history.turns("a")] == [answer()]


def test_where_no_file_can_be_made_answers_are_kept_in_memory(tmp_path, caplog):
    (tmp_path / "file").write_text("not a folder")
    history = History(tmp_path / "file", days=90)
    history.add(MINE, "a", answer())
    assert len(history.turns("a")) == 1
    assert history.is_kept is False
    assert "cannot be used" in caplog.text
    history.close()


def test_a_file_of_a_later_version_is_refused(tmp_path):
    KeptFile(tmp_path / "f.sqlite3", [lambda db: None, lambda db: None]).close()
    with pytest.raises(StoreNewer):
        KeptFile(tmp_path / "f.sqlite3", [lambda db: None])
