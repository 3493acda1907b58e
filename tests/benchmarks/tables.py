"""How many of the labelled table cells of a folder of PDFs are read right, with their row and column.

``PYTHONPATH=. python tests/benchmarks/tables.py [--misses] [--labels FILE]... FOLDER`` reads the papers
that the labels say something about, and prints the share of each and of each file of labels. Those of
``table_cells.jsonl`` were looked at while the reader was mended; those of ``table_cells_held_out.jsonl``
(draw 21, other pages) were written down and measured first, before anything was mended by them.
``--draw [--seed N]`` prints instead the tables of the folder in the order of the draw, for more to be
labelled.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from ingest.documents import Block, BlockKind, Page
from ingest.errors import PaperError
from ingest.readers import read
from ingest.row_ends import row_runs_on, whole_row
from tests.benchmarks.table_cells import Label, fault, read_labels
from tests.benchmarks.table_draw import SEED, draw

LABELS = [Path(__file__).with_name(f"{name}.jsonl") for name in ("table_cells", "table_cells_held_out")]


def main() -> None:
    """Read the papers of a folder and print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=Path, action="append", help="may be given again; both by default")
    parser.add_argument("--misses", action="store_true", help="print each cell that was read wrong, and how")
    parser.add_argument("--draw", action="store_true", help="print the tables of the folder, drawn by a seed")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the draw ({SEED})")
    arguments = parser.parse_args()
    if arguments.draw:
        print_draw(arguments.folder, arguments.seed)
        return
    for path in arguments.labels or LABELS:
        print(f"{path.name}:")
        print_shares(arguments.folder, read_labels(path), misses=arguments.misses)


def print_draw(folder: Path, seed: int) -> None:
    """Print every candidate of the draw, one JSON object a line."""
    if find_spec("pdfplumber") is None or which("pdftotext") is None:
        raise SystemExit("A draw needs pdfplumber (pip install pdfplumber) and pdftotext (poppler-utils).")
    for candidate in draw(folder, seed):
        print(json.dumps(asdict(candidate), ensure_ascii=False))


def print_shares(folder: Path, labels: list[Label], *, misses: bool) -> None:
    """Print the cells read right of each paper and of all; with ``misses``, the others too."""
    by_file: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_file[label.file].append(label)
    right = 0
    for file, some in sorted(by_file.items()):
        found = faults(folder / f"{file}.pdf", some)
        good = sum(reason is None for reason in found)
        right += good
        print(f"{good:4} of {len(some):3}  {file}")
        if misses:
            for label, reason in zip(some, found, strict=True):
                if reason is not None:
                    print(f"        p. {label.page}, table {label.table}: “{short(label.row)}” × "
                          f"“{short(label.column)}” = “{short(label.value)}”: {reason}")  # fmt: skip
    print(f"{right:4} of {len(labels):3}  = {right / len(labels):.1%} of the cells, "
          f"{len({label.table for label in labels})} tables, {len(by_file)} papers")  # fmt: skip


def faults(path: Path, labels: list[Label]) -> list[str | None]:
    """Return what is wrong with each label's cell in the paper at ``path``; None where nothing is."""
    try:
        rows = rows_of(read(path).pages)
    except PaperError as error:
        return [str(error)] * len(labels)
    return [fault(label, rows[label.page]) for label in labels]


def rows_of(pages: Iterable[Page]) -> dict[int, list[Block]]:
    """Return the table rows by the page on which they begin; those that page ends cut are put together."""
    parts: list[list[Block]] = []
    for page in pages:
        text = [block for block in page.blocks if block.kind not in (BlockKind.FOOTNOTE, BlockKind.STRUCK)]
        for position, block in enumerate(text):
            if position == 0 and parts and row_runs_on(parts[-1][-1], block):
                parts[-1].append(block)
            else:
                parts.append([block])
    rows: dict[int, list[Block]] = defaultdict(list)
    for blocks in parts:
        if blocks[0].kind is BlockKind.TABLE_ROW:
            rows[blocks[0].page].append(whole_row(blocks))
    return rows


def short(text: str) -> str:
    """Return the beginning of ``text``, enough to find it on the page."""
    return text if len(text) <= 50 else f"{text[:49]}…"


if __name__ == "__main__":
    main()
