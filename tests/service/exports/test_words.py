"""Papers' words as a file may hold them."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from service.exports.words import clean


def test_spaces_become_one_and_what_cannot_be_printed_goes():
    assert clean(" one\ttwo\x07\n three ") == "one two three"


def test_a_space_at_which_no_line_is_broken_stays():
    assert clean("5\u00a0%") == "5\u00a0%"


def test_marks_that_turn_the_direction_of_writing_go():
    assert clean("a\u202eb\u2066c") == "abc"


@given(st.text(st.characters(codec=None, categories=None)))
def test_any_words_can_stand_in_xml(text: str):
    element = ElementTree.Element("t")
    element.text = clean(text)

    assert (ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or "") == clean(text)
