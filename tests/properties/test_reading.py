"""What holds for the reading of any text."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.errors import PaperError
from ingest.normalise import normalise
from ingest.pipeline import prepare
from ingest.readers.text import read_text
from ingest.sentences import split_sentences
from tests.properties.strategies import TEXT
from tests.support.papers import blocks

quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reading") / "paper.txt"


@quick
@given(data=st.one_of(st.binary(max_size=400), TEXT.map(str.encode)))
@example(data=b"a\tb\n\t\n|\n|||\n")
@example(data="\ud7ff\ue000\U000f0021\n".encode())
def test_any_file_is_prepared_or_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with suppress(PaperError):
        paper = prepare(read_text(path), "0" * 64, path.name)
        assert paper.passages
        assert all(passage.text.strip() for passage in paper.passages)
        for block in blocks(read_text(path)):
            assert block.text == normalise(block.text)


PLAIN = st.lists(
    st.lists(
        st.text(alphabet="abcdefghijklmnoprstuvwyzABCDEFGHéß0123456789", min_size=1, max_size=9),
        min_size=1,
        max_size=30,
    ).filter(lambda words: words[0] != "o"),  # alone at the beginning of a line it is a bullet
    min_size=1,
    max_size=6,
)


@quick
@given(paragraphs=PLAIN, blank=st.sampled_from(["\n\n", "\n", "\f", ".\n\n", ":\n- "]))
def test_no_word_of_plain_paragraphs_is_lost(path: Path, paragraphs: list[list[str]], blank: str) -> None:
    path.write_text(blank.join(" ".join(words) for words in paragraphs), encoding="utf-8")
    read = " ".join(f"{block.number or ''} {block.text}" for block in blocks(read_text(path)))
    written = [word for words in paragraphs for word in words]
    assert re.findall(r"\w+", read) == written


@quick
@given(text=TEXT)
@example("He came. K. Fell and e.g. A. “Yes.” (No.)  … end ?!")
def test_sentences_are_slices_in_order_that_leave_only_blanks_out(text: str) -> None:
    at = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert text[at : sentence.start].strip() == ""
        at = sentence.end
    assert text[at:].strip() == ""


@quick
@given(text=st.text(max_size=200))
def test_what_is_normalised_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\n" not in once
    once.encode("utf-8")
