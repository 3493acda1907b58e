"""What each standing means, said beside its name wherever quotes stand under it."""

from collections.abc import Mapping

from retrieval.answering.answer import Standing

STANDING_MEANS: Mapping[Standing, str] = {
    Standing.AGREED: "",
    Standing.RECOMMENDED: "proposed: the words alone do not show that it was agreed",
    Standing.PLANNED: "intended or under way",
    Standing.REPORTED: "stated in a paper, not a decision",
    Standing.DISCUSSED: "talked about: no decision recorded in these words",
}
