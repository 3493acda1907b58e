"""Examples to learn from: those of extracts, those of general questions, and near misses made of them."""

import random

from retrieval.training.examples import likest, of_extract, of_groups, read_extracts, varied

EXTRACT = {
    "title": "Ferry review",
    "heading": "Fares",
    "units": [
        "The fare is £3.",
        "Dogs travel free.",
        "The pier was painted.",
        "The fare for bicycles is £1.",
    ],
    "questions": [
        {"q": "What is the fare?", "answers": [0], "kind": "amount"},
        {"q": "What is the fare for cars?", "answers": [], "kind": "narrower"},
    ],
}


def group(question: str, *others: str, answers: tuple[str, ...] = ("Yes.",)) -> dict[str, object]:
    return {"question": question, "title": "", "answers": list(answers), "others": list(others)}


def test_every_question_meets_every_unit_under_its_headings() -> None:
    made = list(of_extract(EXTRACT))
    assert len(made) == 8
    assert [example.text for example in made if example.answers] == ["Ferry review – Fares: The fare is £3."]


def test_some_are_learnt_under_longer_headings_and_some_under_none() -> None:
    texts = {e.text for seed in range(60) for e in varied([EXTRACT], random.Random(seed)) if e.answers}
    assert texts == {
        "Ferry review – Fares: The fare is £3.",
        "Ferry review – Fares > Fares: The fare is £3.",
        "The fare is £3.",
    }


def test_of_what_does_not_answer_the_likest_are_learnt_from() -> None:
    kept = likest(list(of_extract(EXTRACT)), random.Random(1))
    answered = [example for example in kept if example.question == "What is the fare?"]
    assert [example.answers for example in answered] == [True, False, False]
    assert answered[1].text.endswith("The fare for bicycles is £1.")
    assert sum(example.question.endswith("cars?") for example in kept) == 3


def test_a_number_in_a_question_is_swapped_for_another_of_its_length() -> None:
    groups = [group(f"What happened in {year} at the pier?") for year in range(1990, 2020)]
    made = list(of_groups(groups, random.Random(2)))
    swapped = [example for example in made if not example.answers]
    assert swapped
    assert all(example.text == "Yes." for example in swapped)
    assert all(len(example.question) == len(groups[0]["question"]) for example in swapped)


def test_the_extracts_are_whole() -> None:
    learnt, held = read_extracts()
    assert len(learnt) > 1000
    assert 0.09 < len(held) / len(learnt + held) < 0.11
    for extract in learnt + held:
        assert len(extract["units"]) >= 2
        for question in extract["questions"]:
            assert all(0 <= answer < len(extract["units"]) for answer in question["answers"]), question
