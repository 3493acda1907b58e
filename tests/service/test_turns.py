"""What the chat shows of an answer."""

import pytest

from retrieval.answering.answer import Answer, AreaClaims, Claim, Standing
from service.conversations import Turn
from service.page_links import page_href
from service.web.excerpts import excerpt, opening
from service.web.rendering import render
from service.web.turns import view
from tests.service.fake_library import AWARD, FakeLibrary, citation


def answer(**changes: object) -> Answer:
    return FakeLibrary().ask("What was agreed?").model_copy(update=changes)


def shown(segments) -> str:
    return "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in segments)


def test_claims_of_one_standing_stand_together_and_sources_are_numbered_as_shown():
    first, second = (
        citation("d1-award", AWARD, Standing.REPORTED),
        citation("d2-row", "Amber", Standing.REPORTED),
    )
    agreed = citation("d1-outcome", "approved", Standing.AGREED)
    claims = [
        Claim(text="a", standing=Standing.REPORTED, citation_ids=[first.id]),
        Claim(text="b", standing=Standing.AGREED, citation_ids=[agreed.id]),
        Claim(text="c", standing=Standing.REPORTED, citation_ids=[second.id, first.id]),
    ]
    turn = view(Turn(3, answer(claims=claims, citations=[agreed, second, first])))
    assert [
        (
            group.standing.value,
            [
                (claim.blocks[0].lines[0], [marker.number for marker in claim.markers])
                for claim in group.claims
            ],
        )
        for group in turn.groups
    ] == [("reported", [("a", [1]), ("c", [2, 1])]), ("agreed", [("b", [3])])]
    assert [source.anchor for source in turn.sources] == [f"turn-3-source-{number}" for number in (1, 2, 3)]


def test_a_citation_that_the_answer_does_not_hold_is_not_linked():
    claims = [Claim(text="a", standing=Standing.AGREED, citation_ids=["made-up"])]
    turn = view(Turn(1, answer(claims=claims)))
    assert turn.groups[0].claims[0].markers == ()
    assert turn.sources == ()


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("One line.", "", [(False, ["One line."])]),
        ("It agreed to:\n• meet;\n• report.", "", [(False, ["It agreed to:"]), (True, ["meet;", "report."])]),
        ("Owner: Custody\n\nRating: Amber", "", [(False, ["Owner: Custody", "Rating: Amber"])]),
        # Begins after the bullet of a list's item, so it is no lead-in but an item like the others.
        ("meet;\n• report.", "It agreed to:\n• ", [(True, ["meet;", "report."])]),
        ("meet.", "It agreed to:\n• ", [(False, ["meet."])]),
    ],
)
def test_a_list_in_a_claim_is_set_as_a_list(text: str, before: str, expected: list):
    place = citation("d1-award", AWARD, Standing.AGREED)
    cited = place.model_copy(update={"quote": place.quote.model_copy(update={"prefix": before})})
    claim = Claim(text=text, standing=Standing.AGREED, citation_ids=[cited.id])
    turn = view(Turn(1, answer(claims=[claim], citations=[cited])))
    blocks = turn.groups[0].claims[0].blocks
    assert [(block.is_list, list(block.lines)) for block in blocks] == expected


def test_what_would_be_said_twice_is_said_once():
    whole = answer()
    turn = view(Turn(1, answer(headline=whole.claims[0].text, interpreted_as="what was agreed")))
    assert (turn.headline, turn.leads, turn.interpreted_as) == ("", True, "")
    assert turn.announcement.startswith(whole.claims[0].text)
    assert (
        view(Turn(1, answer(interpreted_as="secretariat role cost"))).interpreted_as
        == "secretariat role cost"
    )


def test_a_first_claim_that_is_not_the_headline_does_not_lead():
    assert view(Turn(1, answer(headline=""))).leads is False


def test_a_recommendation_that_stands_as_agreed_says_that_it_was_approved():
    texts = [
        ("It is recommended to pay.", Standing.AGREED),
        ("It is recommended to pay.", Standing.RECOMMENDED),
    ]
    claims = [Claim(text=text, standing=standing, citation_ids=[]) for text, standing in texts]
    turn = view(Turn(1, answer(claims=claims)))
    assert [group.claims[0].facts for group in turn.groups] == [("approved, as the paper records",), ()]


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("It was agreed.", 7, 13, "It was [agreed]."),
        ("one two three AGREED four five six", 14, 20, "… three [AGREED] four …"),
        ("short", 3, 99, "short"),
        ("x" * 50, 20, 30, "… " + "[" + "x" * 10 + "] …"),
    ],
)
def test_an_excerpt_shows_the_words_around_the_quote(text: str, start: int, end: int, expected: str):
    assert shown(excerpt(text, start, end, around=7)) == expected


def test_an_opening_is_cut_between_words():
    assert shown(opening("one two three", 9)) == "one two …"


def test_an_address_is_encoded():
    assert page_href("a/b", 2, "p&q", 1, 5) == "/documents/a%2Fb/pages/2?passage=p%26q&start=1&end=5#mark"


def test_areas_that_are_compared_stand_side_by_side() -> None:
    asked = FakeLibrary().ask("What was agreed?")
    columns = [AreaClaims(area="Norfolk", claims=[0]), AreaClaims(area="Suffolk")]
    shown = view(Turn(1, asked.model_copy(update={"comparison": columns})))
    norfolk, suffolk = shown.columns
    assert (norfolk.area, suffolk.area, suffolk.lines) == ("Norfolk", "Suffolk", ())
    (line,) = norfolk.lines
    assert asked.claims[0].text.startswith(line.text.removesuffix(" …"))
    assert [marker.number for marker in line.markers] == [1]
    page = render("_turn.html", turn=shown, conversation="c")
    assert "No evidence found in the papers of Suffolk." in page
