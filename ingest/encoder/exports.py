"""Models exported once for onnxruntime, each in a folder of its own that all stores share.

An export is made by a process of its own, so that torch and its memory go with it; it is written beside
its place and then moved there, whole. ``about.json`` is written last. It says what the export was made of
and how large each file is: what was cut short, or made of other files, is made anew.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from ingest.encoder.model_files import (
    DEFAULT_MODEL,
    check_weights,
    file_digest,
    model_folder,
    unavailable,
    weights_digest,
)
from ingest.encoder.protocol import first_line
from ingest.errors import ModelUnavailable

# Raised whenever an export is made otherwise: older ones stay beside it, for older versions of Agreed.
VERSION = 4

MODEL_FILE = "model.onnx"
SMALL_FILE = "model.int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
FACTS_FILE = "facts.json"
_ABOUT_FILE = "about.json"

_ROOT = str(Path(__file__).resolve().parents[2])
# A process that multiprocessing spawns would import the parent's main module again.
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from ingest.encoder.exporting import main; main()"
_SOURCE_ENDINGS = frozenset({".json", ".safetensors", ".bin", ".txt", ".model"})

Tell = Callable[[str], object]
_State = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an exported model.

    ``weights`` is their sha256 (hex), ``prefix`` what the model wants before every text. ``small`` says
    whether passages are run in int8, ``why_not`` why onnxruntime cannot run it at all; empty when it can.
    """

    weights: str
    dimension: int
    prefix: str = ""
    small: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A model's files for onnxruntime, and what is known of it."""

    folder: Path
    facts: Facts

    @property
    def whole(self) -> Path:
        """The model in float32."""
        return self.folder / MODEL_FILE

    @property
    def for_passages(self) -> Path:
        """The model that passages are run by: in int8 where that was found to do."""
        return self.folder / SMALL_FILE if self.facts.small else self.whole

    @property
    def tokenizer(self) -> Path:
        """The tokenizer."""
        return self.folder / TOKENIZER_FILE


def default_cache() -> Path:
    """Return the folder where this account's exports are kept."""
    return user_cache_path("agreed", appauthor=False) / "models"


def find_export(name: str, cache: Path) -> Export | None:
    """Return the export of the model ``name`` when it is whole and up to date; None otherwise."""
    folder = cache / _folder_name(name)
    try:
        about = json.loads((folder / _ABOUT_FILE).read_text("utf-8"))
        facts = Facts(**about["facts"])
        source, files = Path(about["source"]), about["files"]
        current = name == DEFAULT_MODEL or not source.exists() or _state(source) == about["source_files"]
        whole = all(_is_whole(folder / file, *seen) for file, seen in files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None  # absent, or cut short
    # The default model's weights are known: once they were checked, its package is not looked at again.
    return Export(folder, facts) if current and whole else None


def get_export(name: str, cache: Path, tell: Tell) -> Export:
    """Return the export of the model ``name``, which is made at need; ``tell`` is told so before.

    Another process that wants it waits meanwhile. Raises ModelUnavailable when the model is not on this
    machine, or the export cannot be made or kept.
    """
    found = find_export(name, cache)
    if found is None:
        with _alone(cache, _folder_name(name), tell):
            found = find_export(name, cache) or _make(name, cache, tell)
    return found


def _folder_name(name: str) -> str:
    path = Path(name)
    known_as = str(path.resolve()) if path.is_dir() else name
    digest = hashlib.sha256(known_as.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return f"{re.sub(r'[^A-Za-z0-9._-]', '-', path.name)}-{digest}-v{VERSION}"


@contextmanager
def _alone(cache: Path, folder_name: str, tell: Tell) -> Iterator[None]:
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / f"{folder_name}.lock")
        try:
            held = lock.acquire(blocking=False)
        except Timeout:
            tell("Waiting for another process, which prepares the model.")
            held = lock.acquire()
    except OSError as error:
        raise _cannot_be_kept(cache, error) from error
    with held:
        yield


def _make(name: str, cache: Path, tell: Tell) -> Export:
    source = model_folder(name)
    weights = weights_digest(source)
    check_weights(name, weights)
    tell(f"Preparing the model {Path(name).name}: once, about half a minute of work.")
    place = cache / _folder_name(name)
    for left in cache.glob(f"{place.name}.*.new"):
        shutil.rmtree(left, ignore_errors=True)  # of a process that was killed
    try:
        made = Path(tempfile.mkdtemp(prefix=f"{place.name}.", suffix=".new", dir=cache))
        try:
            source_files = _state(source)
            _run_export(name, source, made)
            facts = Facts(weights, **json.loads((made / FACTS_FILE).read_text("utf-8")))
            _seal(made, facts, source, source_files)
            if place.exists():
                shutil.rmtree(place)
            made.rename(place)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise _cannot_be_kept(cache, error) from error
    return Export(place, facts)


def _run_export(name: str, source: Path, target: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, _ROOT, str(source), str(target)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise unavailable(name, said[-1] if said else f"its export ended with {done.returncode}")


def _seal(folder: Path, facts: Facts, source: Path, source_files: _State) -> None:
    files = sorted(path for path in folder.iterdir() if path.name != FACTS_FILE)
    about: dict[str, Any] = {
        "facts": asdict(facts),
        "source": str(source),
        "source_files": source_files,
        "files": {path.name: [*_seen(path), file_digest(path)] for path in files},
    }
    (folder / _ABOUT_FILE).write_text(json.dumps(about, indent=1), "utf-8")


def _is_whole(path: Path, size: int, modified_ns: int, digest: str) -> bool:
    # Reading 100 MB at each start would take longer than all else: only a copied file is read.
    seen = _seen(path)
    return seen == [size, modified_ns] or (seen[0] == size and file_digest(path) == digest)


def _state(folder: Path) -> _State:
    """Return size and time of each file that a model is made of, by its path in ``folder``."""
    files = (path for path in folder.rglob("*") if path.suffix in _SOURCE_ENDINGS and path.is_file())
    return {path.relative_to(folder).as_posix(): _seen(path) for path in files}


def _seen(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _cannot_be_kept(cache: Path, error: OSError) -> ModelUnavailable:
    return ModelUnavailable(
        f"The prepared model cannot be kept in {cache}: {error.strerror or first_line(error)}.",
        hint="Make room there, or name another folder that this account may write to (AGREED_CACHE).",
    )
