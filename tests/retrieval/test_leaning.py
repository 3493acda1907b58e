"""Sentences that lean on a neighbour are quoted with it."""

import pytest

from retrieval.answering.leaning import with_neighbour
from tests.retrieval.made import found, unit

CALL_IN = "Members considered the call-in of the hub decision."
REFERRED = "At that meeting, Members agreed to refer it to full Council."
OTHER = "The weather was fine."


@pytest.mark.parametrize(
    ("passage", "sentence", "quoted"),
    [
        (f"{CALL_IN} {REFERRED} {OTHER}", CALL_IN, f"{CALL_IN} {REFERRED}"),
        (f"{OTHER} {CALL_IN} {REFERRED}", REFERRED, f"{CALL_IN} {REFERRED}"),
        (f"{CALL_IN} {OTHER}", CALL_IN, CALL_IN),
        (f"{REFERRED} {OTHER}", REFERRED, REFERRED),
        (f"{CALL_IN}\n{REFERRED}", CALL_IN, CALL_IN),
        (f"{CALL_IN} This {'is long and ' * 40}ends.", CALL_IN, CALL_IN),
    ],
    ids=["goes on", "leans back", "neither", "nothing before", "another paragraph", "too long"],
)
def test_a_sentence_and_its_neighbour(passage, sentence, quoted):
    whole = with_neighbour(unit(sentence, of=found(passage)))

    assert whole.text == quoted == passage[whole.start : whole.end]
