"""A part of the index, written once: some papers whole, with their vectors, terms and counts of words."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.documents import Document, DocumentKind, Marking
from ingest.encoder import Vectors
from ingest.sentences import split_sentences
from ingest.store import Store, indexed_words, is_withheld
from ingest.words import words_in
from retrieval.indexing import postings, word_counts
from retrieval.indexing.postings import Postings
from retrieval.indexing.terms import Terms
from retrieval.indexing.vector_rows import VectorRows
from retrieval.indexing.word_counts import WordCounts
from retrieval.words import stem

Mask = npt.NDArray[np.bool_]

_ABOUT, _VECTORS, _KEYS = "about.json", "vectors.faiss", "keys.npy"
_COUNTED = ("words", "stems", "title_words")
# Passages whose texts are read at a time while a segment is made.
_AT_A_TIME = 20_000


@dataclass(frozen=True)
class Texts:
    """What the texts of some papers say, in rows: a row a passage, paper after paper.

    ``sizes`` are the passages of each paper, ``shown`` those that are not withheld. Only of these are there
    terms and counts. ``title_words`` are those of what may be seen of a paper's title and its parts'.
    ``forms`` are the sentences of decision notices, by the place of the paper.
    """

    papers: list[str]
    written: list[int]
    sizes: npt.NDArray[np.int64]
    shown: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]
    postings: Postings
    words: WordCounts
    stems: WordCounts
    title_words: WordCounts
    forms: dict[int, list[str]]


class Segment:
    """Papers' texts and vectors, read from the ``folder`` that they were written into."""

    def __init__(self, folder: Path, texts: Texts, vectors: VectorRows) -> None:
        self.folder = folder
        self.texts = texts
        self.vectors = vectors

    @property
    def rows(self) -> int:
        """How many passages it holds, those that are gone from the store among them."""
        return len(self.texts.keys)

    @cached_property
    def indexed(self) -> Mask:
        """Which rows the word index knows: those of passages that are not withheld."""
        return np.asarray(self.texts.postings.found.lengths > 0)

    @cached_property
    def _by_key(self) -> npt.NDArray[np.int64]:
        return np.argsort(self.texts.keys, kind="stable")

    def rows_of(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the rows of those of ``keys`` that it holds."""
        return self.places_of(keys)[0]

    def places_of(self, keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the rows of those of ``keys`` that it holds, and where each of them is among ``keys``."""
        order, held = self._by_key, self.texts.keys
        if not len(order):
            return order, order
        rows = order[np.minimum(np.searchsorted(held, keys, sorter=order), len(order) - 1)]
        at = np.flatnonzero(held[rows] == keys)
        return rows[at], at

    def mask_of(self, papers: Mask) -> Mask:
        """Return which rows are of the kept papers; ``papers`` has the shape (papers,)."""
        return np.repeat(papers, self.texts.sizes)

    @classmethod
    def load(cls, folder: Path) -> "Segment":
        """Map what ``write`` wrote.

        Raises OSError, ValueError, KeyError or RuntimeError when it is not whole.
        """
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        texts = Texts(
            papers=about["papers"],
            written=about["written"],
            sizes=np.array(about["sizes"], np.int64),
            shown=np.array(about["shown"], np.int64),
            keys=np.load(folder / _KEYS, mmap_mode="r"),
            postings=Postings.load(folder),
            forms={int(at): said for at, said in about["forms"].items()},
            **{name: WordCounts.load(folder, name) for name in _COUNTED},
        )
        segment = cls(folder, texts, VectorRows.load(folder / _VECTORS))
        if not len(texts.keys) == len(segment.vectors) == len(segment.indexed) == texts.sizes.sum():
            raise ValueError(f"{folder}: its parts are not of one length")
        return segment


def write(
    store: Store,
    folder: Path,
    kept: Sequence[tuple[Segment, Mask]],
    fresh: Sequence[Document],
    *,
    written: Mapping[str, int],
    terms: Terms,
) -> Segment:
    """Write a segment of the kept papers of others and of ``fresh`` papers into ``folder``, and load it.

    Each other segment comes with a mask, shape (its papers,). ``written`` gives the revision of each paper.
    To be called within one reading of the store.
    """
    folder.mkdir(parents=True)
    parts = [(one.texts, papers) for one, papers in kept]
    parts += [(texts, np.ones(len(texts.papers), bool)) for texts in _read(store, fresh, written, terms)]
    sizes = np.concatenate([texts.sizes[papers] for texts, papers in parts])
    rows = [(texts, np.repeat(papers, texts.sizes)) for texts, papers in parts]
    names = [name for texts, papers in parts for name, keep in zip(texts.papers, papers, strict=True) if keep]
    keys = np.concatenate([texts.keys[keep] for texts, keep in rows])
    np.save(folder / _KEYS, keys)
    postings.merge([(texts.postings, keep) for texts, keep in rows], folder)
    for name in _COUNTED:
        word_counts.merge([(getattr(texts, name), papers) for texts, papers in parts]).save(folder, name)

    def vectors() -> Iterator[Vectors]:
        for name in names:
            yield store.vectors_of(name)[1]

    VectorRows.write(folder / _VECTORS, vectors, len(keys), store.dimension)
    place = {name: at for at, name in enumerate(names)}
    about = {
        "papers": names,
        "written": [written[name] for name in names],
        "sizes": sizes.tolist(),
        "shown": np.concatenate([texts.shown[papers] for texts, papers in parts]).tolist(),
        "forms": {
            place[texts.papers[at]]: said
            for texts, papers in parts
            for at, said in texts.forms.items()
            if papers[at]
        },
    }
    (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    return Segment.load(folder)


def _read(
    store: Store, documents: Sequence[Document], written: Mapping[str, int], terms: Terms
) -> Iterator[Texts]:
    """Yield what ``documents`` say, as many at a time as memory is no trouble with."""
    waiting: list[Document] = []
    for document in documents:
        waiting.append(document)
        if sum(one.passages for one in waiting) >= _AT_A_TIME:
            yield _texts(store, waiting, written, terms)
            waiting = []
    if waiting:
        yield _texts(store, waiting, written, terms)


def _texts(store: Store, documents: Sequence[Document], written: Mapping[str, int], terms: Terms) -> Texts:
    entries: list[tuple[str, str, str] | None] = []
    keys: list[int] = []
    sizes, shown, words, stems, titles = [], [], [], [], []
    forms: dict[int, list[str]] = {}
    for at, document in enumerate(documents):
        facts, of_words, of_stems, said = document.facts, Counter[str](), Counter[str](), dict[str, None]()
        stored = sorted(store.passages_of(document.id), key=lambda one: one.key)
        for one in stored:
            keys.append(one.key)
            if is_withheld(facts, one.part):
                entries.append(None)
                continue
            entries.append(indexed_words(one.passage, facts, one.part))
            found = set(words_in(" ".join((one.passage.text, *one.passage.heading))))
            of_words.update(found)
            of_stems.update({stem(word) for word in found})
            if facts.kind is DocumentKind.DECISION_NOTICE:
                said.update(dict.fromkeys(s.text for s in split_sentences(one.passage.text)))
        sizes.append(len(stored))
        shown.append(sum(not is_withheld(facts, one.part) for one in stored))
        words.append(of_words)
        stems.append(of_stems)
        titles.append(dict.fromkeys(words_in(title_of(store, document)), 1))
        if said:
            forms[at] = list(said)
    return Texts(
        papers=[document.id for document in documents],
        written=[written[document.id] for document in documents],
        sizes=np.array(sizes, np.int64),
        shown=np.array(shown, np.int64),
        keys=np.array(keys, np.int64),
        postings=Postings(terms.occurrences(entries)),
        words=WordCounts.of(words),
        stems=WordCounts.of(stems),
        title_words=WordCounts.of(titles),
        forms=forms,
    )


def title_of(store: Store, document: Document, *, show_restricted: bool = False) -> str:
    """Return what a paper is called, with the parts of it that may be shown; nothing if it may not be."""
    facts = document.facts
    if not show_restricted and facts.marking is not Marking.PUBLIC:
        return ""
    shown = [part for part in store.parts(document.id) if show_restricted or part.marking is Marking.PUBLIC]
    own = (facts.title, facts.body, facts.area, facts.reference)
    return " ".join(filter(None, (*own, *(text for part in shown for text in (part.title, part.author)))))
