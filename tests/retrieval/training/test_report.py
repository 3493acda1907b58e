"""What is said of a network: a question is worth the best of its texts."""

from retrieval.training.examples import Example
from retrieval.training.report import report


def test_questions_are_parted_by_the_best_of_their_texts() -> None:
    examples = [
        Example("a", "a", "right", True),
        Example("a", "a", "wrong", False),
        Example("b", "b", "near", False),
        Example("c", "c", "far", False),
    ]
    said = report(examples, [2.0, -1.0, 1.0, -3.0])
    assert said.startswith("1 questions with an answer, 2 without: parted 1.000, the best text answers 1.000")
    assert "refused at 5 % wrongly 1.00" in said
    assert "parted 0.500, the best text answers 0.000" in report(examples, [-2.0, 0.0, 1.0, -3.0])
