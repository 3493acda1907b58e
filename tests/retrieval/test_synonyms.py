"""The papers' words for a question's words."""

import math

import numpy as np
import pytest

from retrieval.synonyms import LEAST_COSINE, Synonyms
from retrieval.words import stem


def at(degrees):
    return [math.cos(math.radians(degrees)), math.sin(math.radians(degrees))]


# cosines with "jail" at 0°: prison 0.866, court 0.5, garden 0
VECTORS = {"prison": at(30), "prisons": at(31), "court": at(60), "garden": at(90)}
PAPERS_VECTORS = np.array(list(VECTORS.values()), dtype=np.float32)
PAPERS = Synonyms(list(VECTORS), PAPERS_VECTORS)


def vectors_of(words):
    return np.array([{"jail": at(0), "shed": at(180)}[word] for word in words], dtype=np.float32)


def test_a_word_that_the_papers_do_not_hold_is_answered_by_theirs() -> None:
    # (0.866 - 0.3) * 1.5 = 0.849; both forms share the stem
    assert PAPERS.of(["jail"], vectors_of) == {"jail": [(stem("prison"), pytest.approx(0.849, abs=1e-3))]}


def test_words_less_like_than_the_least_are_left_out() -> None:
    assert math.cos(math.radians(60)) < LEAST_COSINE
    assert stem("court") not in dict(PAPERS.of(["jail"], vectors_of)["jail"])
    assert PAPERS.of(["shed"], vectors_of) == {"shed": []}


def test_a_word_of_the_papers_needs_no_encoder() -> None:
    near = PAPERS.of(["court"], lambda words: pytest.fail(f"encoded {words}"))["court"]
    # prison and garden lie 30° away, "prisons" 29°: cos 29° = 0.8746, cos 30° = 0.866
    assert [word for word, _ in near] == [stem("prison"), stem("garden")]


def test_a_form_of_the_word_itself_is_no_synonym() -> None:
    assert stem("prison") not in dict(PAPERS.of(["prisons"], vectors_of)["prisons"])


def test_a_synonym_never_counts_as_much_as_the_word() -> None:
    same = Synonyms(["prison"], np.array([at(0)], dtype=np.float32))
    assert same.of(["jail"], vectors_of) == {"jail": [("prison", 0.85)]}


@pytest.mark.parametrize("words", [[], ["2018"], ["bus"]])
def test_figures_and_short_words_have_none(words) -> None:
    assert PAPERS.of(words, vectors_of) == {}


def test_papers_without_words_have_none() -> None:
    assert Synonyms([], np.empty((0, 0), np.float32)).of(["jail"], vectors_of) == {}


def test_for_a_word_that_hardly_any_paper_holds_less_like_words_will_do() -> None:
    # cos 60° = 0.5: (0.5 - 0.3) * 1.5 = 0.3
    assert dict(PAPERS.of(["jail"], vectors_of, {"jail"})["jail"])[stem("court")] == pytest.approx(0.3)
    assert stem("garden") not in dict(PAPERS.of(["jail"], vectors_of, {"jail"})["jail"])


def test_a_word_is_held_against_the_papers_once() -> None:
    papers, encoded = Synonyms(list(VECTORS), PAPERS_VECTORS), []

    def told(words):
        encoded.extend(words)
        return vectors_of(words)

    first = papers.of(["jail"], told)
    assert papers.of(["jail", "court"], told)["jail"] == first["jail"]
    assert encoded == ["jail"]
    # A word that hardly any paper holds is held against less like ones too: that is another matter.
    papers.of(["jail"], told, frozenset(["jail"]))
    assert encoded == ["jail", "jail"]


def test_of_the_words_that_were_asked_for_some_are_kept(monkeypatch) -> None:
    monkeypatch.setattr("retrieval.synonyms._MOST_KEPT", 1)
    papers = Synonyms(list(VECTORS), PAPERS_VECTORS)
    for _ in range(3):
        assert papers.of(["court", "prison", "garden"], vectors_of).keys() == {"court", "prison", "garden"}
        assert papers.of(["jail"], vectors_of) == PAPERS.of(["jail"], vectors_of)
    assert len(papers._known) <= 1 + 3
