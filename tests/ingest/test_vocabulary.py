"""The papers' own words are embedded once, while something else is done."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.encoder import Vectors
from ingest.report import Teller
from ingest.vocabulary import learn_words, learning_words
from tests.retrieval.made import paper, store_of, write
from tests.support.stand_in_encoder import StandInEncoder

BUSES, SCHOOLS = paper("Buses run to Sedgeford."), paper("Schools open; buses run.")


class WaitingEncoder(StandInEncoder):
    """Encodes when it may, and tells whether it was told to leave off."""

    def __init__(self) -> None:
        super().__init__()
        self.may_encode = threading.Event()
        self.left_off = False

    def encode(self, texts: Sequence[str], on_done=None) -> Vectors:  # type: ignore[no-untyped-def]
        assert self.may_encode.wait(30)
        try:
            return super().encode(texts, on_done)
        except BaseException:
            self.left_off = True
            raise


@pytest.fixture
def store(tmp_path: Path):
    opened = store_of(tmp_path / "data", BUSES)
    yield opened
    opened.close()


def test_words_are_embedded_once_however_many_papers_hold_them(store) -> None:
    encoder = StandInEncoder()
    learn_words(store, encoder, Teller(None))
    assert encoder.texts == ["buses", "sedgeford"]
    write(store, SCHOOLS)
    learn_words(store, encoder, Teller(None))
    assert encoder.texts == ["buses", "sedgeford", "open", "schools"]
    assert not store.words_due


def test_what_stands_within_is_done_while_words_are_embedded(store) -> None:
    encoder = WaitingEncoder()
    with learning_words(store, encoder, Teller(None)):
        # They cannot be embedded before this point is reached.
        assert store.known_words() == set()
        encoder.may_encode.set()
    assert store.known_words() == {"buses", "sedgeford"}


def test_where_what_stands_within_fails_the_words_stay_due(store) -> None:
    encoder = WaitingEncoder()

    def fail() -> None:
        with learning_words(store, encoder, Teller(None)):
            threading.Timer(0.2, encoder.may_encode.set).start()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert encoder.left_off
    assert store.words_due
    learn_words(store, encoder, Teller(None))
    assert store.known_words() == {"buses", "sedgeford"}


def test_an_encoder_that_fails_leaves_the_words_due(store) -> None:
    class Failing(StandInEncoder):
        def encode(self, texts, on_done=None):  # type: ignore[no-untyped-def]
            raise OSError("no model")

    with pytest.raises(OSError, match="no model"):
        learn_words(store, Failing(), Teller(None))
    assert store.words_due
