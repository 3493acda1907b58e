"""Areas that a question compares, set side by side; their claims stand whole above the table."""

import textwrap
from dataclasses import dataclass

from retrieval.answering.answer import Answer
from service.web.citation_list import CitationList, CitationMarker

# A column of areas set side by side is narrow.
_COLUMN_LETTERS = 140


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The beginning of a claim that an area's papers make, and links to its sources."""

    text: str
    markers: tuple[CitationMarker, ...]


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """What the papers of a compared area say; no lines where nothing was found."""

    area: str
    lines: tuple[AreaLine, ...]


def area_columns(answer: Answer, citations: CitationList) -> tuple[AreaColumn, ...]:
    """Return a column for each area that was compared; none where the question compares nothing."""
    return tuple(
        AreaColumn(
            column.area,
            tuple(
                AreaLine(
                    textwrap.shorten(claim.text, _COLUMN_LETTERS, placeholder=" …"), citations.markers(claim)
                )
                for claim in (answer.claims[at] for at in column.claims if at < len(answer.claims))
            ),
        )
        for column in answer.comparison
    )
