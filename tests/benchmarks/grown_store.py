"""A store as large as is asked for: real papers first, then copies of them with other words.

A copy is of another office, in an area of an invented name. One word in ten is another of the same length,
drawn as often as the papers use it, so that words stay as common or rare as they are and every citation
still stands where it stood. The vector of a passage is its original's with a share of that of another
passage and a little noise, of unit length: the distribution stays that of real papers.
"""

import argparse
import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.documents import Document
from ingest.encoder import Vectors
from ingest.errors import Outcome
from ingest.prepared import PreparedPaper
from ingest.records import RecordType
from ingest.store import FileState, Store, embedded_text, vector_hash
from ingest.token_signs import TokenSigns, read_signs

OTHER_WORDS = 0.1
OTHER_PASSAGE = 0.3
NOISE = 0.1
_WORD = re.compile(r"[a-z]{3,}")
_SYLLABLES = "ald bex corn dun elm fen gar hax ing kel lam mor nor pen rad sed thorn ul wex yar".split()


@dataclass(frozen=True)
class Original:
    """A real paper as it was stored, with its vectors, shape (passages, dimension), and token signs."""

    paper: PreparedPaper
    vectors: Vectors
    signs: list[TokenSigns]


class Copies:
    """Makes copies of papers, the same ones whenever it is asked to."""

    def __init__(self, originals: list[Original]) -> None:
        self._originals = originals
        self._random = np.random.default_rng(7)
        self._vectors = np.concatenate([one.vectors for one in originals])
        by_length: dict[int, list[str]] = defaultdict(list)
        for one in originals:
            for passage in one.paper.passages:
                for word in _WORD.findall(passage.text):
                    by_length[len(word)].append(word)
        self._words = {length: np.array(words) for length, words in by_length.items()}
        # Bits that are on in one of 32, to turn so many signs about.
        few = self._random.integers(0, 256, (5, 1 << 16), dtype=np.uint8)
        self._turned = np.bitwise_and.reduce(few)

    def of(self, original: Original, office: int) -> Original:
        """Return a copy for the ``office``-th office (from 1)."""
        paper, name = original.paper, name_of(office)
        passages = tuple(replace(p, text=self._other_words(p.text)) for p in paper.passages)
        facts = replace(
            paper.facts,
            title=f"{self._other_words(paper.facts.title)} {name}",
            body=f"{paper.facts.body} {name}" if paper.facts.body else None,
            area=name if paper.facts.area else None,
            reference=f"{paper.facts.reference}/{office}" if paper.facts.reference else None,
            date=paper.facts.date and paper.facts.date + datetime.timedelta(days=office % 365),
        )
        sha256 = hashlib.sha256(f"{paper.sha256} {office}".encode()).hexdigest()
        copied = PreparedPaper(
            sha256, facts, paper.pages, passages, paper.acronyms, paper.notes, paper.parts, paper.records
        )
        return Original(
            copied, self._other_vectors(original.vectors), [self._other_signs(s) for s in original.signs]
        )

    def _other_words(self, text: str) -> str:
        chance = iter(self._random.random(len(text) // 3 + 1))
        return _WORD.sub(lambda m: self._like(m[0]) if next(chance) < OTHER_WORDS else m[0], text)

    def _like(self, word: str) -> str:
        choices = self._words.get(len(word))
        return word if choices is None else str(choices[self._random.integers(len(choices))])

    def _other_vectors(self, vectors: Vectors) -> Vectors:
        others = self._vectors[self._random.integers(len(self._vectors), size=len(vectors))]
        noise = self._random.standard_normal(vectors.shape) / np.sqrt(vectors.shape[1])
        mixed = vectors + OTHER_PASSAGE * others + NOISE * noise
        return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), np.float32)

    def _other_signs(self, signs: TokenSigns) -> TokenSigns:
        packed = np.frombuffer(signs.packed, np.uint8)
        at = int(self._random.integers(len(self._turned)))
        return TokenSigns(signs.width, (packed ^ np.resize(np.roll(self._turned, at), len(packed))).tobytes())


def name_of(office: int) -> str:
    """Return the invented name of an office's area; no two have the same."""
    letters, n = [], office
    while n:
        n, at = divmod(n, len(_SYLLABLES))
        letters.append(_SYLLABLES[at])
    return "".join(letters).capitalize() + "shire"


def grow(source: Path, target: Path, passages: int, *, signs: bool = True) -> int:
    """Write a store of about ``passages`` passages into the folder ``target``; return how many it has.

    It goes on from what ``target`` holds. Without ``signs``, none are kept of the copies' tokens: at
    10⁶ passages these take 5 GB of disk.
    """
    given = Store(source)
    grown = Store(target, create=True)
    try:
        # A benchmark's store need not outlive a power cut.
        grown.db.execute("PRAGMA synchronous = OFF")
        known, real, model = grown.written(), given.written(), given.model or ""
        words, vectors = given.words()
        made = grown.db.execute("SELECT count(*) FROM passages").fetchone()[0]
        for one in _papers(given):
            if made >= passages:
                break
            if one.paper.sha256[:16] in known:
                continue
            _write(grown, one, model, signs=signs or one.paper.sha256[:16] in real)
            made += len(one.paper.passages)
        grown.write_words(words, vectors)
        grown.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(made)
    finally:
        given.close()
        grown.close()


def _papers(given: Store) -> Iterator[Original]:
    """Yield the real papers, then copies of them without end."""
    originals = [_original(given, document) for document in given.documents()]
    yield from originals
    copies, office = Copies(originals), 0
    while True:
        office += 1
        for one in originals:
            yield copies.of(one, office)


def _original(given: Store, document: Document) -> Original:
    stored = given.passages_of(document.id)
    keys, vectors = given.vectors_of(document.id)
    with given.reading() as db:
        signs: dict[int, TokenSigns] = {}
        for start in range(0, len(keys), 500):
            signs |= read_signs(db, keys[start : start + 500].tolist())
    row = {int(key): at for at, key in enumerate(keys)}
    paper = PreparedPaper(
        sha256=document.sha256,
        facts=document.facts,
        pages=tuple(given.page(document.id, number) for number in range(1, document.pages + 1)),
        passages=tuple(s.passage for s in stored),
        acronyms=tuple(
            (r.record.acronym, r.record.expansion)  # type: ignore[union-attr]
            for r in given.records(RecordType.ACRONYM, document_id=document.id)
        ),
        notes=document.notes,
        parts=given.parts(document.id),
        records=tuple(r.record for r in given.records(*RecordType, document_id=document.id)),
    )
    return Original(paper, vectors[[row[s.key] for s in stored]], [signs[s.key] for s in stored])


def _write(store: Store, one: Original, model: str, *, signs: bool) -> None:
    paper = one.paper
    texts = [vector_hash(embedded_text(p)) for p in paper.passages]
    document_id = paper.sha256[:16]
    file = FileState(f"/papers/{document_id}.pdf", 1, 1, "1", document_id, Outcome.READ, "")
    store.write_paper(
        paper,
        file,
        dict(zip(texts, one.vectors, strict=True)),
        model=model,
        reading="1",
        tokens=dict(zip(texts, one.signs, strict=True)) if signs else {},
    )


def main() -> None:
    """Grow a store on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="the folder of a store of real papers")
    parser.add_argument("target", type=Path, help="the folder of the store to write, or to go on with")
    parser.add_argument("passages", type=int)
    parser.add_argument("--without-signs", action="store_true", help="keep no signs of the copies' tokens")
    asked = parser.parse_args()
    print(grow(asked.source, asked.target, asked.passages, signs=not asked.without_signs))


if __name__ == "__main__":
    main()
