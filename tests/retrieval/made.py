"""Papers of invented places, written straight into a store: what a paper says stands in its test."""

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.documents import (
    Block,
    BlockKind,
    Document,
    DocumentFacts,
    DocumentKind,
    Marking,
    Page,
    Passage,
    PassageKind,
    Rating,
)
from ingest.errors import Outcome
from ingest.kinds.acronyms.definitions import find_acronyms
from ingest.prepared import PreparedPaper
from ingest.store import FileState, Store, StoredPassage
from retrieval.answering.answer import Standing
from retrieval.answering.evidence import Unit
from retrieval.library import Library
from retrieval.query import Question, TermGroup, Wanted, interpret
from retrieval.search import Found
from retrieval.snapshot import Snapshot
from retrieval.words import stem
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder


def passage(
    text: str,
    *,
    heading: Sequence[str] = (),
    page: int = 1,
    page_end: int | None = None,
    paragraph: str | None = None,
    kind: PassageKind = PassageKind.PROSE,
    context: str = "",
    rating: Rating | None = None,
) -> Passage:
    return Passage(0, kind, text, tuple(heading), page, page_end or page, paragraph, context, rating)


def row(text: str, rating: Rating | None = None, *, heading: Sequence[str] = (), page: int = 1) -> Passage:
    context = f"{rating} rating" if rating else ""
    return passage(
        text, heading=heading, page=page, kind=PassageKind.TABLE_ROW, context=context, rating=rating
    )


def paper(
    *passages: Passage | str,
    title: str = "Report on the roads",
    kind: DocumentKind = DocumentKind.REPORT,
    body: str | None = None,
    area: str | None = None,
    date: datetime.date | None = None,
    reference: str | None = None,
    marking: Marking = Marking.PUBLIC,
) -> PreparedPaper:
    made = tuple(
        dataclasses.replace(passage(p) if isinstance(p, str) else p, ordinal=ordinal)
        for ordinal, p in enumerate(passages)
    )
    facts = DocumentFacts(kind, title, body, area, date, reference, marking)
    pages = tuple(
        Page(
            number,
            tuple(
                Block(BlockKind.PARAGRAPH, line, number)
                for p in made
                if p.page_start == number
                for line in p.text.split("\n")
            ),
        )
        for number in range(1, max(p.page_end for p in made) + 1)
    )
    acronyms = tuple(sorted({pair for p in made for pair in find_acronyms(p.text)}))
    sha256 = hashlib.sha256(repr((facts, made)).encode()).hexdigest()
    return PreparedPaper(sha256, facts, pages, made, acronyms)


def id_of(made: PreparedPaper) -> str:
    return made.sha256[:16]


def write(store: Store, made: PreparedPaper, *, name: str | None = None) -> str:
    """Write a paper, as held by the file ``name``, and return its id."""
    encoder = StandInEncoder()
    missing = store.missing_vectors(made.passages)
    rows, signs = encoder.encode_passages(list(missing.values()))
    vectors, tokens = dict(zip(missing, rows, strict=True)), dict(zip(missing, signs, strict=True))
    file = FileState(f"/papers/{name or id_of(made)}.txt", 1, 1, "1", id_of(made), Outcome.READ, "")
    store.write_paper(made, file, vectors, model=encoder.fingerprint, reading="1", tokens=tokens)
    return id_of(made)


def store_of(folder: Path, *papers: PreparedPaper) -> Store:
    store = Store(folder, create=True)
    for made in papers:
        write(store, made)
    return store


def library_of(folder: Path, *papers: PreparedPaper, show_restricted: bool = False) -> Library:
    store = store_of(folder, *papers)
    return Library(store, StandInEncoder(), StandInCrossEncoder(), show_restricted=show_restricted)


def question_about(store: Store, typed: str, *history: str) -> Question:
    return interpret(typed, history, Snapshot.of(store), StandInEncoder().encode)


def question(*words: str, wanted: Wanted = Wanted.STATEMENT, **fields: object) -> Question:
    """A question for ``words``, each of weight 1, as if interpreted already."""
    groups = tuple(TermGroup((frozenset([stem(word)]),), 1.0) for word in words)
    text = " ".join(words)
    return Question(text, text, groups, words, wanted=wanted, **fields)  # type: ignore[arg-type]


def found(
    of: Passage | str,
    *,
    key: int = 1,
    title: str = "Report on the roads",
    kind: DocumentKind = DocumentKind.REPORT,
    score: float = 1.0,
    cosine: float = 1.0,
    deciding: bool = False,
    **facts: object,
) -> Found:
    """A found passage of a paper of its own, without a store."""
    held = passage(of) if isinstance(of, str) else of
    known = DocumentFacts(kind, title, **facts)  # type: ignore[arg-type]
    sha256 = hashlib.sha256(repr(known).encode()).hexdigest()
    document = Document(sha256[:16], sha256, known, pages=1, passages=1, paths=())
    return Found(StoredPassage(key, document.id, held), document, score, cosine, deciding=deciding)


def unit(
    text: str,
    *,
    of: Found | None = None,
    standing: Standing = Standing.REPORTED,
    score: float = 1.0,
    covered: float = 1.0,
    own: float = 1.0,
    odds: float = 4.0,
    form: bool = True,
    key: int = 1,
) -> Unit:
    """A unit that is ``text`` in ``of``, or the whole of a passage of its own."""
    of = of or found(text, key=key)
    start = of.stored.passage.text.index(text)
    return Unit(of, text, start, start + len(text), standing, covered, own, form, odds, score)


def texts(units: Iterable[Unit]) -> list[str]:
    return [each.text for each in units]
