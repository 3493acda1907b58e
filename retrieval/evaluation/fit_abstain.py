"""Fitting the weights by which ``abstain`` judges, and the curve that they give.

``python -m retrieval.evaluation.fit_abstain --on DATA QUESTIONS.jsonl... [--on …] [--write]``

``DATA`` is a store, the files hold questions about its papers: one JSON object a line, as ``evaluate``
reads it, ``"kind": "abstain"`` for what the papers do not answer. Every figure that is printed is of
questions that the weights were not fitted on: each file is left out in turn (each ``part`` of it, where its
lines name one), the weights are fitted on the others, and it is judged by them. ``--write`` puts the weights
of all files together, and the threshold, into ``retrieval/answering/abstain_weights.py``.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from ingest.errors import AgreedError
from retrieval.answering import abstain_weights, compose
from retrieval.answering.abstain import LOOKED_AT, Verdict, judge, not_named
from retrieval.answering.certainty import NAMES
from retrieval.answering.evidence import Unit
from retrieval.answering.signs import AGAINST, signs_of
from retrieval.library import Library
from retrieval.query import Question
from retrieval.search import Found

Floats = npt.NDArray[np.float64]

WRONGLY_REFUSED = 0.05
_SHARES = (0.02, 0.05, 0.10, 0.20)
_ROUNDS, _STEPS, _STEP = 8, 400, 0.5
# Keeps weights of signs that say nearly the same from growing against each other.
_RIDGE = 0.02


@dataclass(frozen=True)
class Example:
    """A question of group ``group``; ``signs`` has a row for each sentence, shape (sentences, len(NAMES)).

    ``named`` is False where something that the question names is not in the evidence, so that it is
    refused whatever its signs.
    """

    group: str
    asked: str
    answerable: bool
    named: bool
    signs: Floats


@dataclass(frozen=True)
class Fitted:
    """Weights in the order of ``NAMES``."""

    intercept: float
    weights: Floats

    def evidence(self, examples: Sequence[Example]) -> Floats:
        """Return the log odds that each example is answered; minus infinity where it is refused by name."""
        return np.array(
            [
                self.intercept + float((e.signs @ self.weights).max())
                if e.named and len(e.signs)
                else -np.inf
                for e in examples
            ]
        )


def examples_of(library: Library, file: Path) -> Iterator[Example]:
    """Yield an example for each question of ``file`` that comes to be judged, by the way that serves everyone."""
    for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
        fields = json.loads(line)
        heard: list[tuple[Question, Sequence[Unit], Sequence[Found]]] = []

        def overhear(question: Question, best: Sequence[Unit], found: Sequence[Found]) -> Verdict:
            heard.append((question, best, found))  # noqa: B023 - called within this turn of the loop
            return judge(question, best, found)

        with patch.object(compose, "judge", overhear):
            library.ask(fields["question"], history=fields.get("history") or ())
        for question, best, found in heard:
            looked_at = best[:LOOKED_AT]
            rows = [astuple(signs) for signs in signs_of(question, looked_at, found)]
            yield Example(
                group=f"{file.stem} {fields.get('part', '')}".strip(),
                asked=fields["question"],
                answerable=fields.get("kind") != "abstain",
                named=not not_named(question, looked_at),
                signs=np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES)),
            )


def fit(examples: Sequence[Example]) -> Fitted:
    """Return the logistic model that fits best, no weight against what its sign means.

    Answerable and unanswerable questions count the same in all. Which sentence speaks for a question
    depends on the weights, so the two are found in turns: multiple-instance learning, after Andrews,
    Tsochantaridis and Hofmann (2002).
    """
    usable = [e for e in examples if e.named and len(e.signs)]
    side = np.array([-1.0 if name in AGAINST else 1.0 for name in NAMES])
    answerable = np.array([e.answerable for e in usable], dtype=np.float64)
    share = np.where(answerable == 1.0, 1 / answerable.sum(), 1 / (1 - answerable).sum()) / 2
    spread = np.vstack([e.signs for e in usable]).std(axis=0) + 1e-6
    weights, intercept = side / len(NAMES), 0.0
    for _ in range(_ROUNDS):
        rows = np.array([e.signs[np.argmax(e.signs @ weights)] for e in usable]) / spread
        scaled = weights * spread
        for _ in range(_STEPS):
            error = (1 / (1 + np.exp(-(rows @ scaled + intercept))) - answerable) * share
            scaled -= _STEP * (rows.T @ error + 2 * _RIDGE * scaled)
            scaled = side * np.maximum(scaled * side, 0.0)
            intercept -= _STEP * float(error.sum())
        weights = scaled / spread
    return Fitted(intercept, weights)


def held_out(examples: Sequence[Example]) -> Floats:
    """Return the log odds of every example by a model fitted on the other groups."""
    evidence = np.empty(len(examples))
    for group in {e.group for e in examples}:
        out = np.array([e.group == group for e in examples])
        model = fit([e for e in examples if e.group != group])
        evidence[out] = model.evidence([e for e in examples if e.group == group])
    return evidence


def threshold_at(evidence: Floats, answerable: npt.NDArray[np.bool_], wrongly: float) -> float:
    """Return the log odds below which at most the share ``wrongly`` of the answerable is refused."""
    right = np.sort(evidence[answerable])
    return float(right[min(int(wrongly * len(right)), len(right) - 1)])


def report(examples: Sequence[Example], evidence: Floats) -> str:
    """Return the curve of refused against wrongly refused, and both by group at ``WRONGLY_REFUSED``."""
    answerable = np.array([e.answerable for e in examples])
    lines = [f"{len(examples)} questions, {int((~answerable).sum())} of them unanswerable"]
    lines.append("wrongly refused   refused   answered   right of those answered")
    for share in _SHARES:
        given = evidence >= threshold_at(evidence, answerable, share)
        wrong, right = np.mean(~given[answerable]), np.mean(~given[~answerable])
        lines.append(f"{wrong:15.3f} {right:9.3f} {np.mean(given):10.3f} {np.mean(answerable[given]):10.3f}")
    limit = threshold_at(evidence, answerable, WRONGLY_REFUSED)
    for group in sorted({e.group for e in examples}):
        here = np.array([e.group == group for e in examples])
        wrong, right = here & answerable & (evidence < limit), here & ~answerable & (evidence < limit)
        lines.append(
            f"{group}: refused {right.sum()} of {(here & ~answerable).sum()},"
            f" wrongly {wrong.sum()} of {(here & answerable).sum()}"
        )
    return "\n".join(lines)


def written(model: Fitted, threshold: float) -> str:
    """Return the module that holds the weights; ``threshold`` is in log odds."""
    rows = "".join(
        f'    "{n}": {w:.2f},\n' for n, w in zip(NAMES, model.weights, strict=True) if abs(w) >= 0.005
    )
    return (
        '"""Weights of the signs, made by ``python -m retrieval.evaluation.fit_abstain --write``."""\n\n'
        f"INTERCEPT = {model.intercept:.2f}\n"
        f"WEIGHTS = {{\n{rows}}}\n"
        "# The log odds below which a question is not answered.\n"
        f"LEAST_EVIDENCE = {threshold:.2f}\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print the report, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(prog="fit_abstain", description="Fit the weights of abstain.")
    parser.add_argument(
        "--on", nargs="+", action="append", required=True, metavar="PATH", help="store, then files"
    )
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args(arguments)
    examples = []
    for data, *files in options.on:
        library = Library.open(Path(data))
        for file in files:
            examples += examples_of(library, Path(file))
        library.close()
    evidence = held_out(examples)
    print(report(examples, evidence))
    model = fit(examples)
    everywhere = model.evidence(examples)
    limit = threshold_at(everywhere, np.array([e.answerable for e in examples]), WRONGLY_REFUSED)
    print(text := written(model, limit))
    if options.write:
        Path(abstain_weights.__file__).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
