"""Where the time of answers goes, as a flame picture: each bar a function, as wide as its share of the time.

A second thread looks every few milliseconds at what the thread that answers is doing. What is within FAISS,
onnxruntime or SQLite counts for the Python function that called it.
"""

import argparse
import sys
import threading
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import FrameType

from retrieval.evaluation.predictions import read_questions
from retrieval.library import Library
from service.freed_memory import keep_what_is_loaded

_EVERY = 0.002  # seconds
_WIDTH, _HEIGHT, _LEAST = 1200, 17, 0.004
_COLOURS = {"ingest": "#f2b45b", "retrieval": "#7fb0d6", "": "#c9c9c9"}


@dataclass
class Bar:
    """A function as it was called from those below it, with how often it was met."""

    met: int = 0
    inner: "dict[str, Bar]" = field(default_factory=lambda: defaultdict(Bar))


class Sampler(threading.Thread):
    """Looks at one thread until it is told to stop."""

    def __init__(self, thread_id: int) -> None:
        super().__init__(daemon=True)
        self.whole = Bar()
        self._thread_id = thread_id
        self._enough = threading.Event()

    def run(self) -> None:
        """Look, and wait, again and again."""
        while not self._enough.wait(_EVERY):
            names = _stack(sys._current_frames().get(self._thread_id))
            if names:  # else it waits for a question
                bar = self.whole
                bar.met += 1
                for name in names:
                    bar = bar.inner[name]
                    bar.met += 1

    def stop(self) -> None:
        """Look no more."""
        self._enough.set()
        self.join()


def _stack(frame: FrameType | None) -> list[str]:
    """Return the functions of a thread, outermost first, from ``Library`` on."""
    names: list[str] = []
    while frame is not None:
        names.append(f"{frame.f_globals.get('__name__', '?')}.{frame.f_code.co_name}")
        frame = frame.f_back
    names.reverse()
    first = next((at for at, name in enumerate(names) if name.startswith("retrieval.library")), len(names))
    return names[first:]


def picture(whole: Bar, title: str) -> str:
    """Return the picture as SVG, outermost functions at the top."""
    rects: list[str] = []

    def draw(bar: Bar, name: str, x: float, depth: int) -> int:
        width = _WIDTH * bar.met / whole.met
        share = bar.met / whole.met
        colour = next(c for package, c in _COLOURS.items() if name.startswith(package))
        short = name.rpartition(".")[2] if width < 6.5 * len(name) else name
        label = short if width >= 6.5 * len(short) else ""
        rects.append(
            f'<g><title>{escape(name)}: {share:.1%}</title><rect x="{x:.1f}" y="{(depth + 1) * _HEIGHT}"'
            f' width="{max(0.5, width - 0.5):.1f}" height="{_HEIGHT - 1}" fill="{colour}"/>'
            f'<text x="{x + 3:.1f}" y="{(depth + 1) * _HEIGHT + 12}">{escape(label)}</text></g>'
        )
        deepest = depth
        for inner_name, inner in sorted(bar.inner.items()):
            if inner.met >= _LEAST * whole.met:
                deepest = max(deepest, draw(inner, inner_name, x, depth + 1))
                x += _WIDTH * inner.met / whole.met
        return deepest

    deepest = draw(whole, title, 0.0, 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {(deepest + 3) * _HEIGHT}"'
        f' font-family="sans-serif" font-size="11">{"".join(rects)}</svg>\n'
    )


def main() -> None:
    """Ask the questions of a file, and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("picture", type=Path)
    asked = parser.parse_args()
    cases = read_questions(asked.questions)
    with closing(Library.open(asked.data, answers_kept=0)) as library:
        library.warm()
        library.take_apart()
        keep_what_is_loaded()
        library.ask(cases[0].question)
        # One asks at a time, so that one thread answers all (retrieval/turn_by_turn.py).
        answering = next(one for one in threading.enumerate() if one.name.startswith("answering"))
        assert answering.ident is not None
        sampler = Sampler(answering.ident)
        sampler.start()
        for case in cases:
            library.ask(case.question, history=case.history)
        sampler.stop()
    asked.picture.write_text(picture(sampler.whole, f"{len(cases)} answers"), "utf-8")


if __name__ == "__main__":
    main()
