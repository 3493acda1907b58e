"""What a set of answers says, whatever the form that it is written in."""

import datetime

from service.exports.briefing import Briefing
from service.exports.from_answers import Asked, briefing_of
from service.permanent_links import mark_of
from tests.service.exports.answers import AGREED, answered, not_found


def test_the_notes_are_numbered_through_all_answers_each_with_paper_place_and_address(briefing: Briefing):
    notes = list(briefing.notes)

    assert [note.number for note in notes] == [1, 2, 3, 4]
    assert notes[1].title == "Grants in Tŷ Gŵyn"
    assert notes[1].facts == (
        "Fenshire Panel",
        "3 May 2021",
        "reference 12/2021",
        "p. 2",
        "Summary › Grants",
        "paragraph 6.4",
    )
    assert notes[1].address == (
        f"http://127.0.0.1:8000/p/0123456789abcdef-4?start=0&end={len(AGREED)}&page=2&is={mark_of(AGREED)}"
    )


def test_a_paper_in_a_pack_is_named_with_its_item_and_what_ocr_is_sure_of(briefing: Briefing):
    assert next(briefing.notes).facts == (
        "Item 7b, Update, pp. 22–23 of the pack",
        "read by OCR, 93 % sure",
    )


def test_a_citation_used_twice_has_a_note_each_time(briefing: Briefing):
    planned, agreed = briefing.parts[0].groups

    assert [note.number for note in planned.statements[0].notes] == [1]
    assert [note.number for note in agreed.statements[0].notes] == [2, 3]
    assert agreed.statements[0].notes[1].title == planned.statements[0].notes[0].title


def test_quotes_of_one_standing_stand_together_with_what_it_means(briefing: Briefing):
    assert [(g.standing, g.means, len(g.statements)) for g in briefing.parts[0].groups] == [
        ("Planned", "intended or under way", 2),
        ("Agreed", "", 1),
    ]


def test_it_says_when_was_asked_what_was_understood_and_what_was_searched(briefing: Briefing):
    first, second = briefing.parts

    assert (briefing.title, briefing.made) == ("Answers to 2 questions", "5 May 2026")
    assert (first.asked, first.understood) == ("Asked on 4 May 2026.", "Understood as: grants.")
    assert first.searched == "Searched 12 papers (Fenshire)."
    assert (second.asked, second.understood) == ("", "")


def test_what_is_not_found_is_said_with_the_nearest_passages(briefing: Briefing):
    part = briefing.parts[1]

    assert part.headline == "The papers do not say anything about this."
    assert "no words were found" in part.remarks[0]
    assert part.nearest[0].lines[0].text == AGREED
    assert [note.number for note in part.nearest[0].notes] == [4]


def test_a_single_question_is_the_title():
    made = datetime.date(2026, 5, 5)

    assert briefing_of([Asked(not_found())], base="http://x", made=made).is_single
    named = briefing_of([Asked(not_found())], base="http://x", made=made, title="For the panel")
    assert (named.title, named.is_single) == ("For the panel", False)


def test_a_headline_that_the_first_quote_says_is_not_said_twice():
    answer = answered().model_copy(update={"headline": answered().claims[0].text})

    assert briefing_of([Asked(answer)], base="", made=datetime.date(2026, 5, 5)).parts[0].headline == ""


def test_words_that_were_left_out_are_owned_up_to():
    part = briefing_of([Asked(answered(), is_cut=True)], base="", made=datetime.date(2026, 5, 5)).parts[0]

    assert part.remarks == (
        "Words of papers that were removed since, or are no longer public, are left out.",
    )
