"""How good search and answers are: one table over collections and files of questions.

``PYTHONPATH=. python tests/benchmarks/quality.py [--data DATA] [--misses] WHAT...`` measures each WHAT: a
folder that holds a collection (BEIR), or a file of questions on the papers of DATA, with what their answers
must hold (``corpus/questions.jsonl`` shows the form). A file gives a line a kind of question too; with
``--misses`` the questions that were not answered whole are named. Nothing is fitted on what is measured.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from ingest.encoder import open_encoder
from retrieval.evaluation.collections import read_collection
from retrieval.evaluation.ranking import configuration, evaluate_collection
from retrieval.library import Library
from tests.golden.scoring import Score, declined, means, score, share
from tests.support.matching import CELLS_BETWEEN

_SHOWN = 5


def main() -> None:
    """Measure all that is named, and print the table and the configuration."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=Path("agreed-data"))
    parser.add_argument("--misses", action="store_true", help="name the questions not answered whole")
    arguments = parser.parse_args()
    print(json.dumps(configuration(open_encoder())))
    for path in arguments.what:
        if path.is_dir():
            print_collection(path, arguments.data)
        else:
            print_questions(path, arguments.data, misses=arguments.misses)


def print_collection(folder: Path, data: Path) -> None:
    """Print the figures of a collection, one line."""
    collection = read_collection(folder)
    store = data / "collections" / collection.name
    got, curve = evaluate_collection(collection, store, open_encoder())
    print_line(
        collection.name,
        got.queries,
        {
            "nDCG@10": got.ndcg_10,
            "recall@10": got.recall_10,
            "recall@100": got.recall_100,
            "MRR@10": got.mrr_10,
            **{f"refused@{100 * point.borne:.0f}%": point.refused for point in curve},
        },
    )


def print_questions(file: Path, data: Path, *, misses: bool) -> None:
    """Print the figures of a file of questions, of all and of each kind, and what was missed."""
    questions = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    library = Library.open(data)
    of_kind: dict[str, list[tuple[Score, float]]] = defaultdict(list)
    open_ones: list[bool] = []
    missed = []
    for question in questions:
        answer = library.ask(question["question"], history=question.get("history", ()))
        if question.get("abstain"):
            open_ones.append(declined(question, answer))
            whole = open_ones[-1]
        else:
            got = score(question, answer)
            of_kind[question["kind"]].append((got, found_early(library, question)))
            whole = got.complete == 1.0
        if not whole:
            missed.append(f"{question['id']} ({question['kind']})")
    library.close()
    print_line(file.stem, len(questions), figures([one for some in of_kind.values() for one in some]))
    if open_ones:
        print_line("  not in the papers", len(open_ones), {"abstained": sum(open_ones) / len(open_ones)})
    for kind, scores in sorted(of_kind.items()):
        print_line(f"  {kind}", len(scores), figures(scores))
    if misses:
        print("  missed:", ", ".join(missed) or "none")


def found_early(library: Library, question: dict) -> float:
    """Return 1 when one of the first five passages found holds evidence, else 0."""
    hits = library.search(question["question"], k=_SHOWN, history=question.get("history", ())).hits
    gap = CELLS_BETWEEN if question["kind"] == "table" else 0
    return float(share(question["evidence"], [hit.text for hit in hits], gap) > 0)


def figures(scores: list[tuple[Score, float]]) -> dict[str, float]:
    """Return the means of scores and of their hits among the first five."""
    if not scores:
        return {}
    return {**means([one for one, _ in scores]), f"hit@{_SHOWN}": sum(hit for _, hit in scores) / len(scores)}


def print_line(what: str, questions: int, of: dict[str, float]) -> None:
    """Print one line of the table."""
    print(f"{what:<28}{questions:>6}  " + "  ".join(f"{name} {value:.3f}" for name, value in of.items()))


if __name__ == "__main__":
    main()
