"""Kinds of paper that a question asks to look in."""

import pytest

from ingest.documents import DocumentKind
from retrieval.interpreting.papers import kinds_in


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("What do the minutes say about parking?", {DocumentKind.MINUTES: "minutes"}),
        ("What was said on parking in the January minutes?", {DocumentKind.MINUTES: "minutes"}),
        ("Minutes on parking", {DocumentKind.MINUTES: "Minutes"}),
        ("Which decision notices are about parking?", {DocumentKind.DECISION_NOTICE: "decision notices"}),
        ("According to the action plan, who leads?", {DocumentKind.ACTION_PLAN: "action plan"}),
        ("What stands in the panel pack on parking?", {DocumentKind.AGENDA_PACK: "panel pack"}),
        ("What stands in the agenda pack?", {DocumentKind.AGENDA_PACK: "agenda pack"}),
        ("Who takes the minutes?", {}),
        ("How many minutes does a response take?", {}),
        ("When was the action plan signed off?", {}),
        ("What was agreed on parking?", {}),
    ],
)
def test_a_kind_of_paper_is_a_place_to_look(asked: str, kinds: dict[DocumentKind, str]) -> None:
    assert kinds_in(asked) == kinds
