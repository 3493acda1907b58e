"""What the pages say stands in one file for each language."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from retrieval import texts
from retrieval.texts import read_texts
from service.strings import FOLDER, LANGUAGE, catalogue, marked_up, text

SERVICE = Path(__file__).parents[2] / "service"
WEB = SERVICE / "web"
EXPORTS = SERVICE / "exports"
IN_TEMPLATES = re.compile(r"""\bt\("([a-z_.]+)\"""")
IN_CODE = re.compile(r"""\btext\("([a-z_.]+)\"""")
NOT_THERE = re.compile(r"not_there\((.+)\):")


def test_a_gap_is_filled_and_a_count_chooses_the_form():
    assert text("count.papers", n=1) == "1 paper"
    assert text("count.papers", n=1200) == "1,200 papers"


def test_what_fills_a_gap_of_a_template_is_escaped_and_our_own_mark_up_is_not():
    said = marked_up("turn.searched_for", words="<script>", papers="2 papers")
    assert said == Markup("Searched for <strong>&lt;script&gt;</strong> in 2 papers")


def test_a_key_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        text("ask.nothing")


@pytest.mark.parametrize(
    "file",
    sorted((*WEB.glob("templates/*.html"), *WEB.glob("*.py"), *SERVICE.glob("*.py"), *EXPORTS.glob("*.py"))),
    ids=lambda file: file.name,
)
def test_every_key_that_is_asked_for_is_there(file: Path):
    asked = (IN_TEMPLATES if file.suffix == ".html" else IN_CODE).findall(file.read_text("utf-8"))
    whole = [key for key in asked if not key.endswith((".", "_"))]
    assert [key for key in whole if key not in catalogue()] == []


def test_all_that_may_not_be_there_has_a_text_and_a_hint():
    named = [
        f"problem.no_{what}"
        for file in WEB.glob("*.py")
        for call in NOT_THERE.findall(file.read_text("utf-8"))
        for what in re.findall(r'"([a-z_]+)"', call)
    ]
    assert len(named) >= 5
    assert [key for key in named if not {key, f"{key}_hint"} <= set(catalogue())] == []


def test_what_answers_say_stands_in_one_place_and_the_pages_have_it():
    of_answers, of_pages = (read_texts(folder, LANGUAGE) for folder in (texts.FOLDER, FOLDER))
    assert of_answers.keys() & of_pages.keys() == set()
    assert catalogue() == of_answers | of_pages


def test_every_counted_text_has_the_forms_of_english():
    for key, said in catalogue().items():
        if not isinstance(said, str):
            assert set(said) == {"one", "other"}, key
