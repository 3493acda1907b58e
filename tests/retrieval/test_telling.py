"""How much of a question some words say."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import DocumentKind
from ingest.words import words_in
from retrieval.answering.telling import Told
from retrieval.query import TermGroup
from retrieval.stem_hashes import stem_hashes
from retrieval.words import stem
from tests.retrieval.made import found, passage, question

CLINIC = TermGroup((frozenset(["clinic"]),), 1.0)
# "Jail" is said by "prison" too, though not so well.
JAIL = TermGroup((frozenset(["jail"]), frozenset(["custodi", "site"])), 1.0, near={"prison": 0.6})
WORDS = "clinic Clinics jail prison prisons custody site 2018/19 women clinic/jail the £5 bus".split()


def test_the_share_that_is_said() -> None:
    told = Told(question("clinic", "grant", "bus", "tram").groups)
    assert told.share(told.in_text("The grant to the clinics, by bus")) == pytest.approx(0.75)
    assert told.share(told.in_text("Roads are mended.")) == 0.0
    assert Told([]).share(frozenset()) == 0.0


def test_what_is_said_of_each_thing_asked_about() -> None:
    told = Told([CLINIC, JAIL])
    assert told.said(told.in_text("The clinics are free.")) == (1.0, 0.0)
    assert told.said(told.in_text("The prison has a clinic.")) == (1.0, 0.6)
    assert told.said(told.in_text("A site of custody.")) == (0.0, 1.0)
    assert told.said(told.in_text("Buses run.")) == (0.0, 0.0)


def test_what_stands_around_a_passage_tells_too() -> None:
    told = Told([CLINIC, JAIL])
    of = found(
        passage("It is free.", heading=("Prisons", "Money"), context="Clinic"),
        title="Jail strategy",
        kind=DocumentKind.STRATEGY,
    )
    assert told.said(told.in_passage(of.stored)) == (1.0, 0.6)
    assert told.said(told.in_title(of.document)) == (0.0, 1.0)


def test_a_notice_is_of_a_decision_and_each_paper_of_its_month() -> None:
    asked = question("decision", "may")
    told = Told(asked.groups)
    notice = found("It is free.", kind=DocumentKind.DECISION_NOTICE, date=datetime.date(2021, 5, 3))
    report = found("It is free.", date=datetime.date(2021, 6, 3))
    assert told.said(told.in_title(notice.document)) == (1.0, 1.0)
    assert told.said(told.in_title(report.document)) == (0.0, 0.0)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_the_quick_way_finds_what_the_stems_themselves_say(text: str) -> None:
    stems = {stem(word) for word in words_in(text)}
    stems |= {part for word in words_in(text) for part in word.split("/") if "/" in word}
    told = Told([CLINIC, JAIL])
    assert told.said(told.in_text(text)) == (CLINIC.match(stems), JAIL.match(stems))


def test_each_stem_of_a_text_is_there_once() -> None:
    assert sorted(stem_hashes("Women’s clinic, clinics 2018/19")) == sorted(
        map(hash, ["woman", "clinic", "2018/19", "2018", "19"])
    )
