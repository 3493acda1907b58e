"""How well a network tells what answers, on examples that it has not learnt from."""

from collections.abc import Sequence

import numpy as np

from retrieval.training.examples import Example


def report(examples: Sequence[Example], odds: Sequence[float]) -> str:
    """Return, in words, how well ``odds`` part the questions that are answered from the others.

    A question is worth the best of its texts. The shares refused are those of the questions without an
    answer whose worth is below that of 95, or 90, in a hundred of those with one.
    """
    best: dict[str, tuple[float, bool]] = {}
    answered: dict[str, bool] = {}
    for example, one in zip(examples, odds, strict=True):
        best[example.group] = max(best.get(example.group, (-np.inf, False)), (one, example.answers))
        answered[example.group] = answered.get(example.group, False) or example.answers
    yes = np.array([worth for group, (worth, _) in best.items() if answered[group]])
    no = np.array([worth for group, (worth, _) in best.items() if not answered[group]])
    first = np.mean([right for group, (_, right) in best.items() if answered[group]])
    return (
        f"{len(yes)} questions with an answer, {len(no)} without: parted {(yes[:, None] > no).mean():.3f},"
        f" the best text answers {first:.3f},"
        f" refused at 5 % wrongly {(no < np.quantile(yes, 0.05)).mean():.2f},"
        f" at 10 % {(no < np.quantile(yes, 0.1)).mean():.2f}"
    )
