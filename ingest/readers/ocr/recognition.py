"""Text in a picture → its lines, by RapidOCR (PP-OCRv6): the one place where it is used.

Its two models, one that finds lines of text and one that reads them, come in its package: nothing is
fetched, and it works without a network.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from ingest.errors import ModelUnavailable
from ingest.readers.ocr.pictures import Grey

# Lines are found on a picture of at most this many pixels a side (about 110 dots an inch of an A4
# page), and read from the full one: finding them on a larger one takes far more time and memory, and
# finds no more.
_FINDING_SIDE = 1280
_UPWARDS = 1.5  # times as high as wide: RapidOCR takes such a box for a line that runs upwards
_ONE_LINE = 1.5  # heights of the picture's usual line

_FINDER, _READER = "*_det_*.onnx", "*_rec_*.onnx"  # the models' files: one of each comes in the package
_SHORT_OF_MEMORY = re.compile(r"alloc|memory", re.IGNORECASE)

# RapidOCR keeps what the last call asked for, so each call says it all.
_PAGE = {"use_det": True, "use_rec": True, "return_word_box": True, "return_single_char_box": True}
_LINE = {"use_det": False, "use_rec": True, "return_word_box": False, "return_single_char_box": False}

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class SeenWord:
    """Letters read without a blank, with the middle of each as a share (0..1) of its line's length."""

    text: str
    middles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of text in a picture, or a part of one that a wide gap sets apart.

    ``corners`` are the (x, y) in pixels, ``y`` downwards, of its top left, top right, bottom right and
    bottom left. ``confidence``, 0..1, is the mean of its letters'.
    """

    words: tuple[SeenWord, ...]
    corners: Corners
    confidence: float

    @property
    def text(self) -> str:
        """Its words, a blank between them."""
        return " ".join(word.text for word in self.words)

    @property
    def letters(self) -> int:
        """How many letters it has, without blanks."""
        return sum(len(word.text) for word in self.words)

    @property
    def width(self) -> float:
        """The length of its upper edge, in pixels."""
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """The length of its left edge, in pixels."""
        return math.dist(self.corners[0], self.corners[3])

    @property
    def runs_upwards(self) -> bool:
        """Whether it runs up or down the picture, or is a single narrow letter."""
        return self.height >= _UPWARDS * self.width


def ocr_available() -> bool:
    """Whether the library that reads pictures, and its models, are installed; loads neither."""
    return _models() is not None


def _models() -> tuple[Path, Path] | None:
    """Return the files of the two models; None where something is missing."""
    spec = find_spec("rapidocr") if find_spec("onnxruntime") else None
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "models"
    finder, reader = (next(iter(sorted(folder.glob(name))), None) for name in (_FINDER, _READER))
    return (finder, reader) if finder and reader else None


class Recogniser:
    """The two models, loaded once; ``threads`` is how many processor cores they may use.

    Raises ModelUnavailable when they are not there or cannot be loaded.
    """

    def __init__(self, threads: int) -> None:
        models = _models()
        if models is None:
            raise ModelUnavailable(
                "Scanned pages cannot be read: RapidOCR or its models are missing.",
                hint="Install it (pip install rapidocr onnxruntime), or ingest without OCR.",
            )
        try:
            self._engine = _engine(*models, threads)
        except Exception as error:  # a damaged package or model may raise anything
            raise ModelUnavailable(
                f"Scanned pages cannot be read: RapidOCR cannot be loaded ({error}).",
                hint="Install it again: pip install --force-reinstall rapidocr onnxruntime.",
            ) from error

    def lines(self, grey: Grey) -> list[SeenLine]:
        """Return the lines that stand in a picture. Raises MemoryError when there is too little memory."""
        found = self._ask(grey, _PAGE)
        if not found.txts:
            return []
        places = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
        lines = [
            _seen(text, float(score), tuple((float(x), float(y)) for x, y in corners), letters)
            for text, score, corners, letters in zip(
                found.txts, found.scores, found.boxes, places, strict=True
            )
        ]
        usual = median(min(line.width, line.height) for line in lines)
        return [
            self._level(grey, line) if line.runs_upwards and line.height <= _ONE_LINE * usual else line
            for line in lines
        ]

    def _level(self, grey: Grey, line: SeenLine) -> SeenLine:
        """Read a narrow letter or figure ("1") as it stands: RapidOCR has laid it on its side."""
        xs, ys = [round(x) for x, _ in line.corners], [round(y) for _, y in line.corners]
        found = self._ask(grey[min(ys) : max(ys), min(xs) : max(xs)], _LINE)
        if not found.txts or not found.txts[0].strip():
            return replace(line, words=())
        return _seen(found.txts[0], float(found.scores[0]), line.corners, ())

    def _ask(self, grey: Grey, wanted: dict[str, bool]) -> Any:
        try:
            return self._engine(grey, use_cls=False, **wanted)
        except Exception as error:
            if _SHORT_OF_MEMORY.search(str(error)):  # OpenCV and onnxruntime have errors of their own for it
                raise MemoryError from error
            raise


def _engine(finder: Path, reader: Path, threads: int) -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - takes a second, and memory: only where it is used

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # what is too unsure to keep is for ``ocr_page`` to say
            "Global.max_side_len": 10_000,  # pictures come in the size in which they are to be read
            "Det.model_path": str(finder),
            "Det.limit_type": "max",
            "Det.limit_side_len": _FINDING_SIDE,
            "Rec.model_path": str(reader),
            # Lines read several at a time are padded to the longest of them: that takes more memory and
            # no less time, and blanks between words are missed.
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )


def _seen(text: str, confidence: float, corners: Corners, letters: Sequence[Any]) -> SeenLine:
    """Make a line of what RapidOCR gives: its text, and for each letter (letter, confidence, corners)."""
    line = SeenLine((), corners, confidence)
    count = sum(not letter.isspace() for letter in text)
    middles = list(_middles(line, letters)) if len(letters) == count else []
    if not middles:  # no places: as if all letters were equally wide
        middles = [(index + 0.5) / len(text) for index, letter in enumerate(text) if not letter.isspace()]
    return replace(line, words=tuple(_words(text, middles)))


def _middles(line: SeenLine, letters: Sequence[Any]) -> Iterator[float]:
    (x0, y0), (x1, y1) = line.corners[:2]
    length = max(line.width, 1.0)
    for _, _, corners in letters:
        x = sum(float(corner[0]) for corner in corners) / 4
        y = sum(float(corner[1]) for corner in corners) / 4
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length**2
        yield min(max(along, 0.0), 1.0)


def _words(text: str, middles: Sequence[float]) -> Iterator[SeenWord]:
    places = iter(middles)
    for word in text.split():
        yield SeenWord(word, tuple(islice(places, len(word))))
