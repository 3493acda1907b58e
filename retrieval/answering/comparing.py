"""An answer about several areas, set side by side: which of its claims each area's papers make."""

from collections.abc import Sequence

from retrieval.answering.answer import AreaClaims
from retrieval.answering.evidence import Unit
from retrieval.query import Question


def compared(question: Question, chosen: Sequence[Unit]) -> list[AreaClaims]:
    """Return a column for each area that the question names, when it names several.

    ``chosen`` are the units of the answer's claims, in their order. An area of which there is no paper, or
    whose papers say nothing of the matter, has a column without claims: that is told, too.
    """
    areas = list(dict.fromkeys((*question.areas, *question.foreign_areas)))
    if len(areas) < 2:
        return []
    return [
        AreaClaims(
            area=area,
            claims=[i for i, unit in enumerate(chosen) if unit.found.document.facts.area == area],
        )
        for area in areas
    ]
