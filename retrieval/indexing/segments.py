"""All segments of a store's index, as of one revision: kept up with the store by what is new or gone.

Which papers a segment should hold is told by the revision that each was written with. New papers make a
segment of their own; it takes in the smaller ones before it, so that a store of n passages has about
log n segments and a passage is written again about log n times in all.
"""

import itertools
import json
import os
import shutil
import tempfile
import time
import weakref
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.documents import Document
from ingest.store import Store
from retrieval.indexing.segment import Segment, write
from retrieval.indexing.terms import Terms

FOLDER = "index"
_MANIFEST = "index.json"
_FORMAT = 1
# A new segment takes in those before it that are not this many times larger than all that comes after.
_GROWTH = 4
# A segment with fewer of its passages alive than this share is written again.
_LEAST_ALIVE = 0.7
_STALE_SECONDS = 86_400
_TRIES = 3

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Held:
    """A segment, and which of its papers the store still has: ``papers``, shape (its papers,)."""

    segment: Segment
    papers: Mask

    @cached_property
    def alive(self) -> Mask | None:
        """Which rows are still in the store; None for all."""
        return None if self.papers.all() else self.segment.mask_of(self.papers)

    @cached_property
    def count(self) -> int:
        """How many rows are still in the store."""
        return self.segment.rows if self.alive is None else int(self.alive.sum())

    @cached_property
    def names(self) -> list[str]:
        """The ids of the papers that the store still has."""
        return list(itertools.compress(self.segment.texts.papers, self.papers))


@dataclass(frozen=True)
class Said:
    """What the papers say, as far as it is not withheld.

    ``words`` and ``stems`` count the passages with each, ``title_words`` the papers with each in their
    title, ``forms`` the decision notices with each sentence; ``shown`` counts the passages of each paper.
    """

    words: Counter[str]
    stems: Counter[str]
    title_words: Counter[str]
    forms: Counter[str]
    shown: Counter[str]


class Segments:
    """The segments of one revision of a store."""

    def __init__(self, held: Sequence[Held], revision: int, terms: Terms) -> None:
        self.held = tuple(held)
        self.revision = revision
        self.terms = terms

    @property
    def size(self) -> int:
        """How many passages there are."""
        return sum(one.count for one in self.held)

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """Where each paper is: in which segment, and where among its papers."""
        return {
            name: (at, place)
            for at, one in enumerate(self.held)
            for place, name in enumerate(one.segment.texts.papers)
            if one.papers[place]
        }

    def said(self) -> Said:
        """Return what the papers say, counted."""
        total = Said(Counter(), Counter(), Counter(), Counter(), Counter())
        for one in self.held:
            texts = one.segment.texts
            total.words.update(texts.words.total(one.papers))
            total.stems.update(texts.stems.total(one.papers))
            total.title_words.update(texts.title_words.total(one.papers))
            total.forms.update(text for at, said in texts.forms.items() if one.papers[at] for text in said)
            total.shown.update(dict(zip(one.names, texts.shown[one.papers].tolist(), strict=True)))
        return total

    @classmethod
    def of(cls, store: Store, before: "Segments | None" = None) -> "Segments":
        """Return the segments of ``store`` as it is now: those of ``before``, or on disk, and what is new."""
        with store.reading():
            revision, written = store.revision, store.written()
            segments = [one.segment for one in before.held] if before else _load(store)
            terms = before.terms if before else Terms()
            held = _alive(segments, written)
            sound = [one for one in held if one.count >= max(1, _LEAST_ALIVE * one.segment.rows)]
            worn = [one for one in held if one.count and one not in sound]
            missing = written.keys() - {name for one in held for name in one.names}
            if missing or worn:
                fresh = [document for document in store.documents() if document.id in missing]
                size = sum(document.passages for document in fresh) + sum(one.count for one in worn)
                taken = _to_take_in(sound, size)
                new = _written(store, [*worn, *taken], fresh, written, terms)
                sound = [one for one in sound if one not in taken]
                sound.append(Held(new, np.ones(len(new.texts.papers), bool)))
            now = [one.segment for one in sound]
            if now != segments:
                _keep(store, now, replaced=[one for one in segments if one not in now])
        return cls(sorted(sound, key=lambda one: -one.count), revision, terms)


def _alive(segments: Sequence[Segment], written: Mapping[str, int]) -> list[Held]:
    """Return the segments with the papers that the store still has as they are there, each paper once."""
    claimed: set[str] = set()
    held = []
    for segment in segments:
        texts = segment.texts
        papers = np.array(
            [
                written.get(name) == revision and name not in claimed
                for name, revision in zip(texts.papers, texts.written, strict=True)
            ],
            bool,
        )
        held.append(Held(segment, papers))
        claimed.update(held[-1].names)
    return held


def _to_take_in(sound: Sequence[Held], size: int) -> list[Held]:
    """Return the segments that a new one of ``size`` passages takes in: the small ones."""
    taken = []
    for one in sorted(sound, key=lambda one: one.count):
        if one.count > _GROWTH * size:
            break
        taken.append(one)
        size += one.count
    return taken


# -- on disk ----------------------------------------------------------------------------------

_numbers = itertools.count()


def _written(
    store: Store,
    kept: Sequence[Held],
    fresh: Sequence[Document],
    written: Mapping[str, int],
    terms: Terms,
) -> Segment:
    """Write a segment beside the store; where that cannot be, into a folder that goes with the process."""
    parts = [(one.segment, one.papers) for one in kept]
    folder = store.folder / FOLDER / f"{store.revision}-{os.getpid()}-{next(_numbers)}"
    try:
        return write(store, folder, parts, fresh, written=written, terms=terms)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="agreed-")) / "segment"
    segment = write(store, folder, parts, fresh, written=written, terms=terms)
    weakref.finalize(segment, shutil.rmtree, folder.parent, ignore_errors=True)
    return segment


def _load(store: Store) -> list[Segment]:
    """Return the segments on disk; those that are lost, damaged or of another model are left out."""
    for _ in range(_TRIES):
        names = _read_manifest(store)
        found = [_loaded(store.folder / FOLDER / name, store) for name in names]
        # Another process may just have put one segment in the place of several.
        if None not in found or _read_manifest(store) == names:
            break
    return [segment for segment in found if segment is not None]


def _loaded(folder: Path, store: Store) -> Segment | None:
    try:
        segment = Segment.load(folder)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, EOFError):
        return None
    return segment if segment.vectors.dimension == store.dimension else None


def _read_manifest(store: Store) -> list[str]:
    try:
        manifest = json.loads((store.folder / FOLDER / _MANIFEST).read_text(encoding="utf-8"))
        if {name: manifest[name] for name in ("format", "model")} != _about(store):
            return []
        return [name for name in manifest["segments"] if Path(name).name == name]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _keep(store: Store, segments: Sequence[Segment], *, replaced: Sequence[Segment]) -> None:
    """Say on disk which segments there are, and remove those that are no more."""
    folder = store.folder / FOLDER
    names = [one.folder.name for one in segments if one.folder.parent == folder]
    text = json.dumps({**_about(store), "segments": names})
    try:
        replace_file(folder / _MANIFEST, text.encode())
        gone = {one.folder for one in replaced}
        for other in folder.iterdir():
            # One that another process is writing is named nowhere yet; one that it left behind grows old.
            stale = other.name not in names and time.time() - other.stat().st_mtime > _STALE_SECONDS
            if other.is_dir() and (stale or other in gone):
                shutil.rmtree(other, ignore_errors=True)
    except OSError:
        return  # a folder that cannot be written to costs only a slower start


def _about(store: Store) -> dict[str, object]:
    return {"format": _FORMAT, "model": store.model}


def replace_file(path: Path, data: bytes) -> None:
    """Write ``data`` so that a reader sees the old file or the new one, never half of it."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(data)
    temporary.replace(path)
