"""Reads damaged papers by the thousand: no reader may crash, hang, or raise anything but our errors.

    PYTHONPATH=. python tests/benchmarks/fuzz.py FOLDER... [--runs 20000] [--seed 1] [--processes 2]

Each run takes a paper of the folders (or one of the small ones that are made here, one a format), damages
it, and reads it in the process that an ingest uses. Bytes are flipped, cut, doubled, swapped with those of
another paper, or replaced by what parsers trip over; a zip file's members are damaged inside their packing,
so that the parser within is reached and not the unpacker alone.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from ingest.errors import PaperError
from ingest.readers import SUFFIXES
from ingest.readers.limits import ReadingProcess

_LARGEST = 400_000  # bytes: many small papers show more than a few large ones
_SECONDS = 20.0
_TOKENS = (
    b"\x00", b"\xff\xff\xff\xff", b"<<", b">>", b"endobj", b"endstream", b"/Kids [1 0 R]", b"-1", b"9" * 20,
    b"((((", b"[" * 200, b"<w:p>", b"</w:tbl>", b'w:val="-99999999"', b"&x;", b"<!DOCTYPE x [", b"{\\rtf1 ",
    b"\\u-99999 ", b"\\bin99999 ", b"Content-Transfer-Encoding: base64\r\n\r\n",
    b"<table><tr><td colspan=99999>", b'rowspan="-1"', b",\"", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", "\u202e".encode(), b"\x1b", b"%PDF-1.4",
)  # fmt: skip

Lost = tuple[str, int, str]


def damage(data: bytes, others: Sequence[bytes], luck: random.Random) -> bytes:
    """Return ``data`` with one to eight kinds of damage."""
    if data[:2] == b"PK" and luck.random() < 0.8:
        return _damage_member(data, others, luck)
    out = bytearray(data)
    for _ in range(luck.choice((1, 1, 2, 3, 8))):
        if not out:
            break
        at = luck.randrange(len(out))
        length = min(luck.choice((1, 2, 8, 64, 1024)), len(out) - at)
        match luck.randrange(7):
            case 0:
                out[at] ^= 1 << luck.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * luck.choice((1, 2, 30))
            case 3:
                out[at : at + length] = luck.randbytes(length)
            case 4:
                out[at:at] = luck.choice(_TOKENS)
            case 5:
                other = luck.choice(others)
                start = luck.randrange(max(1, len(other)))
                out[at : at + length] = other[start : start + length]
            case 6:
                del out[at:]
    return bytes(out)


def _damage_member(data: bytes, others: Sequence[bytes], luck: random.Random) -> bytes:
    """Damage one file inside a zip file, and pack it again."""
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        chosen = luck.choice(names)
        for name in names:
            content = source.read(name)
            target.writestr(name, damage(content, others, luck) if name == chosen else content)
    return packed.getvalue()


def run(share: tuple[int, int, list[tuple[str, bytes]]]) -> tuple[Counter[str], list[Lost], float]:
    """Do ``count`` runs from ``seed``; return the outcomes, what was lost, and the slowest run's seconds."""
    seed, count, papers = share
    luck = random.Random(seed)
    outcomes: Counter[str] = Counter()
    lost: list[Lost] = []
    slowest = 0.0
    everything = [data for _, data in papers]
    with tempfile.TemporaryDirectory() as folder, ReadingProcess(seconds=_SECONDS) as reader:
        for number in range(count):
            suffix, data = luck.choice(papers)
            path = Path(folder, f"paper{suffix}")
            path.write_bytes(damage(data, everything, luck))
            started = time.perf_counter()
            try:
                reader.read(path)
                outcome = "read"
            except PaperError as error:
                outcome = error.outcome.value
                for sign in ("took longer", "made the reading process stop", "could not be read ("):
                    if sign in error.message:
                        outcome = "LOST"
                        lost.append((suffix, number, error.message[:200]))
                        kept = Path(tempfile.gettempdir(), f"agreed-fuzz-{seed}-{number}{suffix}")
                        kept.write_bytes(path.read_bytes())
            outcomes[f"{suffix} {outcome}"] += 1
            slowest = max(slowest, time.perf_counter() - started)
    return outcomes, lost, slowest


def papers_in(folders: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Return the papers to damage, as (ending, bytes)."""
    found: list[tuple[str, bytes]] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file() and path.stat().st_size <= _LARGEST:
                found.append((path.suffix.lower(), path.read_bytes()))
    return found


def balanced(papers: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return ``papers`` repeated so that each ending is drawn about as often."""
    by_suffix: dict[str, list[tuple[str, bytes]]] = {}
    for paper in papers:
        by_suffix.setdefault(paper[0], []).append(paper)
    most = max(map(len, by_suffix.values()))
    return [paper for some in by_suffix.values() for paper in some * max(1, most // len(some))]


def main() -> None:
    """Run, and print what became of the damaged papers; exit 1 when one was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    papers = balanced(papers_in(arguments.folders))
    share = arguments.runs // arguments.processes
    shares = [(arguments.seed * 1000 + n, share, papers) for n in range(arguments.processes)]
    started = time.perf_counter()
    outcomes: Counter[str] = Counter()
    lost: list[Lost] = []
    slowest = 0.0
    with multiprocessing.Pool(arguments.processes) as pool:
        for some, gone, slow in pool.imap_unordered(run, shares):
            outcomes += some
            lost += gone
            slowest = max(slowest, slow)
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:7}  {outcome}")
    for suffix, number, message in lost:
        print(f"LOST {suffix} run {number}: {message}")
    seconds = time.perf_counter() - started
    print(f"{outcomes.total()} runs in {seconds:.0f} s, {len(lost)} lost, the slowest {slowest:.1f} s")
    sys.exit(bool(lost))


if __name__ == "__main__":
    main()
