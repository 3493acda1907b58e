"""All segments of a store's index, as of one revision: kept up with the store by what is new or gone.

Which papers a segment should hold is told by the revision that each was written with. New papers make a
segment of their own; it takes in the smaller ones before it, so that a store of n passages has about
log n segments and a passage is written again about log n times in all. Whoever waits for an answer waits
for little of that: then only small segments are taken in, and the others are left to
``retrieval.indexing.tidying``.
"""

import itertools
import math
import os
import shutil
import tempfile
import time
import weakref
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.documents import Document
from ingest.store import Store
from retrieval.indexing import manifest
from retrieval.indexing.manifest import FOLDER
from retrieval.indexing.said import Said
from retrieval.indexing.segment import Segment, write
from retrieval.indexing.terms import Terms

# A segment is merged with the smaller ones, what is new among them, unless it is this many times larger than
# all of these.
_GROWTH = 4
# A segment with fewer of its passages alive than this share is written again.
_LEAST_ALIVE = 0.7
# The passages that may be written again while somebody waits for an answer: a fifth of a second's work.
_MOST_IN_PASSING = 2000
_FEW = 100  # papers that are read one by one
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
            said = one.segment.counted.of(one.papers)
            total.words.update(said.words)
            total.stems.update(said.stems)
            total.title_words.update(said.title_words)
            total.forms.update(said.forms)
            total.shown.update(said.shown)
        return total

    @classmethod
    def of(cls, store: Store, before: "Segments | None" = None, *, tidy: bool = False) -> "Segments":
        """Return the segments of ``store`` as it is now: those on disk, or of ``before``, and what is new.

        With ``tidy``, all that are due to be merged are, which takes minutes for a million passages.
        """
        with store.reading():
            revision, written = store.revision, store.written()
            segments = _known(store, before)
            terms = before.terms if before else Terms()
            held = [one for one in _alive(segments, written) if one.count]
            missing = written.keys() - {name for one in held for name in one.names}
            fresh = _documents(store, missing)
            size = sum(document.passages for document in fresh)
            due = _due(held, size, most=math.inf if tidy else _MOST_IN_PASSING)
            if fresh or due:
                new = _written(store, due, fresh, written, terms)
                held = [one for one in held if one not in due]
                held.append(Held(new, np.ones(len(new.texts.papers), bool)))
            now = [one.segment for one in held]
            if now != segments or (tidy and not manifest.is_tidy(store)):
                gone = [one for one in segments if one not in now]
                _keep(store, now, replaced=gone, tidy_at=revision if tidy else None)
        return cls(sorted(held, key=lambda one: -one.count), revision, terms)


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


def _documents(store: Store, ids: Set[str]) -> list[Document]:
    """Return the papers with ``ids``; a few of them without a look at all the others."""
    if len(ids) > _FEW:
        return [document for document in store.documents() if document.id in ids]
    return [store.document(one) for one in sorted(ids)]


def _due(held: Sequence[Held], fresh: int, most: float) -> list[Held]:
    """Return the segments to write into one with ``fresh`` new passages, up to ``most`` of their passages.

    They are those with few passages alive, and the small ones: up to the largest that is not ``_GROWTH``
    times larger than all before it, what is new among them.
    """
    worn = [one for one in held if one.count < _LEAST_ALIVE * one.segment.rows and one.count <= most]
    again = sum(one.count for one in worn)
    size, taken, end = fresh + again, [], 0
    for one in sorted((one for one in held if one not in worn), key=lambda one: one.count):
        again += one.count
        if again > most:
            break
        taken.append(one)
        if one.count <= _GROWTH * size:
            end = len(taken)
        size += one.count
    return [*worn, *taken[:end]]


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


def _known(store: Store, before: Segments | None) -> list[Segment]:
    """Return the segments on disk, where another process may have merged some, then those of ``before``."""
    loaded = {one.segment.folder: one.segment for one in before.held} if before else {}
    on_disk = _load(store, loaded)
    return on_disk + [one for one in loaded.values() if one not in on_disk]


def _load(store: Store, loaded: Mapping[Path, Segment]) -> list[Segment]:
    """Return the segments on disk; those that are lost, damaged or of another model are left out.

    Those that are ``loaded``, by their folder, are not loaded again.
    """
    for _ in range(_TRIES):
        names = manifest.names(store)
        folders = [store.folder / FOLDER / name for name in names]
        found = [loaded.get(folder) or _loaded(folder, store) for folder in folders]
        # Another process may just have put one segment in the place of several.
        if None not in found or manifest.names(store) == names:
            break
    return [segment for segment in found if segment is not None]


def _loaded(folder: Path, store: Store) -> Segment | None:
    try:
        segment = Segment.load(folder)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, EOFError):
        return None
    return segment if segment.vectors.dimension == store.dimension else None


def _keep(
    store: Store, segments: Sequence[Segment], *, replaced: Sequence[Segment], tidy_at: int | None
) -> None:
    """Say on disk which segments there are, and remove those that are no more."""
    folder = store.folder / FOLDER
    names = [one.folder.name for one in segments if one.folder.parent == folder]
    try:
        manifest.write(store, names, tidy_at=tidy_at)
        gone = {one.folder for one in replaced}
        for other in folder.iterdir():
            # One that another process is writing is named nowhere yet; one that it left behind grows old.
            stale = other.name not in names and time.time() - other.stat().st_mtime > _STALE_SECONDS
            if other.is_dir() and (stale or other in gone):
                shutil.rmtree(other, ignore_errors=True)
    except OSError:
        return  # a folder that cannot be written to costs only a slower start
