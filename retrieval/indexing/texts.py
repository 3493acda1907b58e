"""What the texts of some papers say, as the index knows it: in memory at first, then mapped from disk."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.documents import Document, DocumentKind, Marking
from ingest.sentences import split_sentences
from ingest.store import Store, indexed_words, is_withheld
from ingest.words import words_in
from retrieval.indexing import postings, word_counts
from retrieval.indexing.postings import Postings
from retrieval.indexing.terms import Terms
from retrieval.indexing.word_counts import WordCounts
from retrieval.words import stem

Mask = npt.NDArray[np.bool_]

_ABOUT, _KEYS = "about.json", "keys.npy"
_COUNTED = ("words", "stems", "title_words")


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

    def save(self, folder: Path) -> None:
        """Write into ``folder``."""
        np.save(folder / _KEYS, self.keys)
        self.postings.save(folder)
        for name in _COUNTED:
            getattr(self, name).save(folder, name)
        _write_about(
            folder,
            papers=self.papers,
            written=self.written,
            sizes=self.sizes,
            shown=self.shown,
            forms=self.forms,
        )

    @classmethod
    def load(cls, folder: Path) -> "Texts":
        """Map what ``save`` or ``merge`` wrote.

        Raises OSError, ValueError or KeyError when it is not whole.
        """
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        return cls(
            papers=about["papers"],
            written=about["written"],
            sizes=np.array(about["sizes"], np.int64),
            shown=np.array(about["shown"], np.int64),
            keys=np.load(folder / _KEYS, mmap_mode="r"),
            postings=Postings.load(folder),
            forms={int(at): said for at, said in about["forms"].items()},
            **{name: WordCounts.load(folder, name) for name in _COUNTED},
        )

    @classmethod
    def of(
        cls, store: Store, documents: Sequence[Document], written: Mapping[str, int], terms: Terms
    ) -> "Texts":
        """Read what ``documents`` say. ``written`` gives the revision of each paper."""
        entries: list[tuple[str, str, str] | None] = []
        keys: list[int] = []
        sizes, shown, words, stems, titles = [], [], [], [], []
        forms: dict[int, list[str]] = {}
        for at, document in enumerate(documents):
            facts, said = document.facts, dict[str, None]()
            of_words, of_stems = Counter[str](), Counter[str]()
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
        return cls(
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


def merge(parts: Sequence[tuple[Texts, Mask]], written: Mapping[str, int], folder: Path) -> list[str]:
    """Write into ``folder`` the kept papers of ``parts``, one after another; return their ids, in that order.

    Each part comes with a mask, shape (its papers,). ``written`` gives the revision of each paper.
    """
    rows = [(texts, np.repeat(papers, texts.sizes)) for texts, papers in parts]
    names = [name for texts, papers in parts for name, keep in zip(texts.papers, papers, strict=True) if keep]
    np.save(folder / _KEYS, np.concatenate([texts.keys[keep] for texts, keep in rows]))
    postings.merge([(texts.postings, keep) for texts, keep in rows], folder)
    for name in _COUNTED:
        word_counts.merge([(getattr(texts, name), papers) for texts, papers in parts]).save(folder, name)
    place = {name: at for at, name in enumerate(names)}
    _write_about(
        folder,
        papers=names,
        written=[written[name] for name in names],
        sizes=np.concatenate([texts.sizes[papers] for texts, papers in parts]),
        shown=np.concatenate([texts.shown[papers] for texts, papers in parts]),
        forms={
            place[texts.papers[at]]: said
            for texts, papers in parts
            for at, said in texts.forms.items()
            if papers[at]
        },
    )
    return names


def _write_about(
    folder: Path,
    *,
    papers: Sequence[str],
    written: Sequence[int],
    sizes: npt.NDArray[np.int64],
    shown: npt.NDArray[np.int64],
    forms: Mapping[int, Sequence[str]],
) -> None:
    about = {
        "papers": papers,
        "written": written,
        "sizes": sizes.tolist(),
        "shown": shown.tolist(),
        "forms": forms,
    }
    (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")


def title_of(store: Store, document: Document, *, show_restricted: bool = False) -> str:
    """Return what a paper is called, with the parts of it that may be shown; nothing if it may not be."""
    facts = document.facts
    if not show_restricted and facts.marking is not Marking.PUBLIC:
        return ""
    shown = [part for part in store.parts(document.id) if show_restricted or part.marking is Marking.PUBLIC]
    own = (facts.title, facts.body, facts.area, facts.reference)
    return " ".join(filter(None, (*own, *(text for part in shown for text in (part.title, part.author)))))
