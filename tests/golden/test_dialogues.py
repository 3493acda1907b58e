"""Conversations over the sample papers, with the real model: follow-ups, and changes of topic.

``dialogues.jsonl`` holds a turn a line, in order: ``leans`` says whether the turn needs those before it,
``answer`` the words that its answer must hold (one alternative of each group). The turns before it are its
history, whatever became of them.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from retrieval.evaluation.predictions import shown_text
from retrieval.library import Library
from tests.support.matching import says

TURNS = [
    json.loads(line)
    for line in Path(__file__).with_name("dialogues.jsonl").read_text(encoding="utf-8").splitlines()
]
LEANING = [turn for turn in TURNS if turn["leans"]]
ALONE = [turn for turn in TURNS if not turn["leans"]]

AT_LEAST_LEANING = 0.70
AT_LEAST_ALONE = 0.80
MOST_MISTAKEN = 0.06


def earlier_of(turn: dict) -> tuple[str, ...]:
    return tuple(
        other["question"]
        for other in TURNS
        if other["dialogue"] == turn["dialogue"] and other["turn"] < turn["turn"]
    )


@pytest.fixture(scope="module")
def answers(library: Library) -> dict[tuple[str, int], object]:
    return {
        (turn["dialogue"], turn["turn"]): library.ask(turn["question"], history=earlier_of(turn))
        for turn in TURNS
    }


def share_answered(turns: list[dict], answers) -> tuple[float, str]:
    """The share of ``turns`` whose answer holds the words, and those that fall short."""
    short = [
        f"{turn['dialogue']} {turn['turn']} {turn['question']}"
        for turn in turns
        if not all(
            any(says(shown_text(answers[turn["dialogue"], turn["turn"]]), word) for word in group)
            for group in turn["answer"]
        )
    ]
    return 1 - len(short) / len(turns), "\n".join(short)


def test_there_are_enough_turns_and_long_conversations() -> None:
    lengths = defaultdict(int)
    for turn in TURNS:
        lengths[turn["dialogue"]] += 1
        assert turn["turn"] == lengths[turn["dialogue"]]
    assert len(TURNS) >= 60
    assert max(lengths.values()) >= 10


def test_follow_ups_are_answered(answers) -> None:
    share, short = share_answered(LEANING, answers)
    assert share >= AT_LEAST_LEANING, f"{share:.2f} are answered. Short:\n{short}"


def test_turns_that_stand_alone_are_answered_amid_a_conversation(answers) -> None:
    share, short = share_answered(ALONE, answers)
    assert share >= AT_LEAST_ALONE, f"{share:.2f} are answered. Short:\n{short}"


def test_it_is_noticed_which_turns_lean(answers) -> None:
    mistaken = [
        f"{turn['dialogue']} {turn['turn']} {turn['question']}"
        for turn in TURNS
        if any(u.kind == "earlier" for u in answers[turn["dialogue"], turn["turn"]].understood)
        is not turn["leans"]
    ]
    assert len(mistaken) / len(TURNS) <= MOST_MISTAKEN, "\n".join(mistaken)
