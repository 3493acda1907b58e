"""RapidOCR's answers → lines; and what is said when it is not there."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from ingest.errors import ModelUnavailable
from ingest.readers.ocr import recognition as ocr
from ingest.readers.ocr.recognition import Recogniser, ocr_available

PAGE = np.full((200, 400), 255, np.uint8)


def corners(left: float, top: float, right: float, bottom: float) -> list[list[float]]:
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def answer(*lines: tuple[str, float, list[list[float]], list[tuple[str, float, list[list[float]]]]]) -> Any:
    """Return what RapidOCR returns for a page: texts, scores, corners and the places of letters."""
    if not lines:
        return SimpleNamespace(txts=None, scores=None, boxes=None, word_results=(("", 1.0, None),))
    found = zip(*lines, strict=True)
    return SimpleNamespace(**dict(zip(("txts", "scores", "boxes", "word_results"), found, strict=True)))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return a list that takes what RapidOCR shall answer, one call after another."""
    given: list[Any] = []
    monkeypatch.setattr(ocr, "_models", lambda: (Path("det.onnx"), Path("rec.onnx")))
    monkeypatch.setattr(ocr, "_engine", lambda *_: lambda _grey, **_wanted: _next(given))
    return given


def _next(given: list[Any]) -> Any:
    found = given.pop(0)
    if isinstance(found, Exception):
        raise found
    return found


def test_it_is_installed_with_its_models() -> None:
    assert ocr_available()


def test_asking_whether_it_is_there_loads_nothing() -> None:
    code = (
        "import sys; from ingest.readers.ocr.process import OcrProcess;"
        "from ingest.readers.ocr.recognition import *;"
        "assert ocr_available(); print(*{'rapidocr', 'onnxruntime', 'cv2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_each_letter_has_its_place_on_the_line(answers: list[Any]) -> None:
    letters = [("a", 0.9, corners(0, 0, 20, 40)), ("b", 0.9, corners(40, 0, 60, 40))]
    answers.append(answer(("a b", 0.9, corners(0, 0, 100, 40), letters)))
    (line,) = Recogniser(1).lines(PAGE)
    assert [(word.text, word.middles) for word in line.words] == [("a", (0.1,)), ("b", (0.5,))]
    assert (line.text, line.letters, line.confidence, line.width, line.height) == ("a b", 2, 0.9, 100, 40)


def test_letters_without_places_are_spread_over_the_line(answers: list[Any]) -> None:
    answers.append(answer(("ab c", 0.9, corners(0, 0, 100, 40), [])))
    (line,) = Recogniser(1).lines(PAGE)
    assert [word.middles for word in line.words] == [(0.125, 0.375), (0.875,)]


def test_a_narrow_figure_is_read_again_as_it_stands(answers: list[Any]) -> None:
    row = ("a line of words", 0.9, corners(0, 0, 300, 40), [])
    answers.append(answer(row, ("-", 0.6, corners(320, 0, 340, 40), [])))
    answers.append(SimpleNamespace(txts=("1",), scores=(0.99,)))
    _, figure = Recogniser(1).lines(PAGE)
    assert (figure.text, figure.confidence, figure.runs_upwards) == ("1", 0.99, True)


def test_a_long_line_that_runs_upwards_is_left_so(answers: list[Any]) -> None:
    row = ("a line of words", 0.9, corners(0, 0, 300, 40), [])
    answers.append(answer(row, ("Appendix", 0.9, corners(320, 0, 360, 200), [])))
    assert [line.text for line in Recogniser(1).lines(PAGE)] == ["a line of words", "Appendix"]


def test_a_page_without_text_has_no_lines(answers: list[Any]) -> None:
    answers.append(answer())
    assert Recogniser(1).lines(PAGE) == []


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (RuntimeError("onnxruntime: bad allocation"), MemoryError),
        (RuntimeError("(-4:Insufficient memory) Failed to allocate 400 bytes"), MemoryError),
        (ValueError("axes"), ValueError),
    ],
)
def test_too_little_memory_is_told_as_such(
    answers: list[Any], raised: Exception, told: type[Exception]
) -> None:
    answers.append(raised)
    with pytest.raises(told):
        Recogniser(1).lines(PAGE)


def test_it_says_so_when_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    assert not ocr_available()
    with pytest.raises(ModelUnavailable, match="missing") as caught:
        Recogniser(1)
    assert "pip install rapidocr" in caught.value.hint


def test_it_says_so_when_the_models_are_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(ocr, "find_spec", lambda _: SimpleNamespace(origin=str(tmp_path / "__init__.py")))
    assert not ocr_available()


def test_it_says_so_when_a_model_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("protobuf parsing failed")

    monkeypatch.setattr(ocr, "_engine", broken)
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        Recogniser(1)
