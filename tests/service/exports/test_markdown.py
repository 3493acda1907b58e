"""Answers as Markdown with footnotes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.exports.briefing import Briefing
from service.exports.markdown import escaped, markdown_text


def test_each_quote_has_a_footnote_and_each_footnote_a_quote(briefing: Briefing):
    text = markdown_text(briefing)

    body, _, notes = text.partition("[^1]: ")
    assert re.findall(r"\[\^(\d)\]", body) == ["1", "2", "3", "4"]
    assert re.findall(r"^\[\^(\d)\]: ", f"[^1]: {notes}", re.M) == ["1", "2", "3", "4"]
    assert "[^2]: *Grants in Tŷ Gŵyn*. Fenshire Panel, 3 May 2021, reference 12/2021, p. 2, " in text


def test_headings_go_down_by_one_level(briefing: Briefing):
    headings = re.findall(r"^#+ .*", markdown_text(briefing), re.M)

    assert headings == [
        "# Answers to 2 questions",
        "## What was agreed on grants?",
        "### Planned",
        "### Agreed",
        "## Who paid for the boat?",
        "### Nearest passages, which do not answer it",
    ]


def test_words_out_of_papers_are_no_markup(briefing: Briefing):
    text = markdown_text(briefing)

    assert r"open \*two\* \[centres\] &amp; a hub;" in text
    assert r"\<b\>Plan\</b\> \{\{ 7 \* 7 \}\} \*star\*" in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("words", "shown"),
    [("1. Agreed", r"1\. Agreed"), ("- item", r"\- item"), ("2019", "2019"), ("a-b", "a-b")],
)
def test_words_that_would_begin_a_list_do_not(words: str, shown: str):
    assert escaped(words) == shown


@given(st.text("ab1.)-+=*_#<>[]`~|$!{}\\ ", min_size=1))
def test_escaping_adds_backslashes_only(text: str):
    assert re.sub(r"\\(.)", r"\1", escaped(text)) == text
