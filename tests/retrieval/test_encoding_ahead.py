"""A question encoded ahead: once, and as it would have been, whatever becomes of its words."""

import threading

import numpy as np
import pytest

from retrieval.encoding_ahead import EncodingAhead
from retrieval.side_by_side import SideBySide
from tests.support.stand_in_encoder import StandInEncoder


class WatchedEncoder(StandInEncoder):
    """Tells what was encoded, by which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, threading.Thread]] = []
        self.encoded = threading.Event()

    def encode_question(self, text: str):
        self.asked.append((text, threading.current_thread()))
        self.encoded.set()
        return super().encode_question(text)


@pytest.mark.parametrize("helpers", [0, 1])
def test_what_was_typed_is_encoded_once(helpers: int) -> None:
    encoder = WatchedEncoder()
    ahead = EncodingAhead(encoder, SideBySide(helpers), "the clinic grant")

    vector, tokens = ahead.encode_question("the clinic grant")
    again = ahead.encode_question("the clinic grant")

    expected = StandInEncoder().encode_question("the clinic grant")
    assert np.array_equal(vector, expected.vector)
    assert np.array_equal(tokens, expected.tokens)
    assert again.vector is vector
    assert [text for text, _ in encoder.asked] == ["the clinic grant"]


def test_it_is_encoded_by_a_helper_before_anybody_asks_for_it() -> None:
    encoder = WatchedEncoder()
    EncodingAhead(encoder, SideBySide(1), "the clinic grant")
    assert encoder.encoded.wait(10)
    ((_, thread),) = encoder.asked
    assert thread is not threading.current_thread()


def test_what_is_understood_otherwise_is_encoded_as_understood() -> None:
    encoder = WatchedEncoder()
    ahead = EncodingAhead(encoder, SideBySide(0), "the clinc grant")

    vector, _ = ahead.encode_question("the clinic grant")

    assert np.array_equal(vector, StandInEncoder().encode_question("the clinic grant").vector)
    assert [text for text, _ in encoder.asked] == ["the clinic grant"]
