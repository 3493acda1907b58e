"""Passages taken apart before anybody asks."""

from pathlib import Path

import pytest

from retrieval import taking_apart
from retrieval.answering.passage_words import words_of
from retrieval.library import Library
from tests.retrieval.made import library_of, paper, passage, row


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose sketches were made."""
    texts: list[str] = []
    monkeypatch.setattr(taking_apart, "sketch_of", texts.append)
    return texts


@pytest.fixture
def library(tmp_path: Path):
    opened = library_of(tmp_path / "data", paper("Buses run.", "Trams run."), paper("It is free."))
    yield opened
    opened.close()


def test_every_passage_is_taken_apart(library: Library, looked_at: list[str]) -> None:
    library.take_apart()
    assert sorted(looked_at) == ["Buses run.", "It is free.", "Trams run."]


def test_it_ends_as_soon_as_it_is_stopped(library: Library, looked_at: list[str]) -> None:
    library.take_apart(lambda: len(looked_at) == 2)
    assert len(looked_at) == 2


def test_of_more_passages_than_are_kept_none_is(
    library: Library, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_apart, "PASSAGES_KEPT", 2)
    library.take_apart()
    assert looked_at == []


def test_a_passage_is_its_units_and_their_stems() -> None:
    text = "6.4 The clinic is free. The tram runs."
    words = words_of(passage(text))
    assert [text[unit.start : unit.end] for unit in words.units] == [
        "The clinic is free.",
        "The tram runs.",
    ]
    assert set(words.units[1].stems) == {hash("the"), hash("tram"), hash("run")}
    assert set(words.stems) >= set(words.units[0].stems) | set(words.units[1].stems)


def test_the_lines_of_a_row_are_one_unit_too() -> None:
    text = "Action: Open a clinic\nProgress: It opens in May"
    assert [(unit.start, unit.end) for unit in words_of(row(text)).units][-1] == (0, len(text))
    assert (0, len(text)) not in [(unit.start, unit.end) for unit in words_of(passage(text)).units]
