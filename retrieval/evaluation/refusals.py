"""How many questions without an answer are refused, against how many with one are refused wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass

# Shares of the questions with an answer, at which the others are counted.
WRONGLY = (0.02, 0.05, 0.10, 0.20)


@dataclass(frozen=True, slots=True)
class RefusalPoint:
    """Where refusing all that is less likely than ``least`` refuses these shares, 0..1, of either kind.

    ``borne`` is the share of wrong refusals that ``wrongly`` may come to.
    """

    borne: float
    least: float
    wrongly: float
    refused: float


def refusal_curve(
    answerable: Sequence[float], unanswerable: Sequence[float], wrongly: Sequence[float] = WRONGLY
) -> list[RefusalPoint]:
    """Return, for each share of wrong refusals that is borne, how many others are refused at most.

    Both hold the likelihoods, 0..1, that questions are answered. An empty curve when either holds none.
    """
    if not answerable or not unanswerable:
        return []
    in_order = sorted(answerable)
    points = []
    for share in wrongly:
        least = in_order[min(int(share * len(in_order)), len(in_order) - 1)]
        points.append(
            RefusalPoint(
                share,
                least,
                sum(likely < least for likely in answerable) / len(answerable),
                sum(likely < least for likely in unanswerable) / len(unanswerable),
            )
        )
    return points
