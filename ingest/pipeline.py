"""The story of one ingest: files → pages → passages → vectors → the store.

Papers are read in processes of their own, a little ahead of this one, which alone embeds and writes:
each paper in one transaction, in the order of the files. A file that cannot be read is reported by
name and touches nothing else; a file that has not changed costs one look at its size and time.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.encoder import Encoder, open_encoder
from ingest.errors import PaperRefused
from ingest.files import check_paths, find_files, gone
from ingest.forgetting import Removal, forget
from ingest.kinds.acronyms.definitions import find_acronyms
from ingest.kinds.facts.recognise import recognise
from ingest.kinds.packs.agenda_pack import facts_of_pack, open_pages, split_pack, withheld, withheld_note
from ingest.kinds.records import find_records
from ingest.linking import link_papers
from ingest.lock import ingest_lock
from ingest.originals import Originals
from ingest.passages import make_passages
from ingest.prepared import PreparedPaper
from ingest.reading_scans import ReadingScans
from ingest.report import IngestReport, OnProgress, Step, Teller
from ingest.scanned_pages import OpenPageReader
from ingest.store import Store
from ingest.sync import Readings
from ingest.taking_in import TakingIn
from ingest.vocabulary import learn_words, learning_words
from ingest.writing import PaperWriter

# Raised whenever reading or cutting changes what is stored of the same bytes: papers are read anew.
READING = "10"


def ingest(
    paths: Sequence[Path],
    data: Path,
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    ocr: OpenPageReader | None = None,
    may_remove: Callable[[Removal], bool] = lambda _: False,
    index: Callable[[Path], None] = lambda _: None,
    wait: bool = False,
    keep_originals: bool = True,
    on_progress: OnProgress | None = None,
) -> IngestReport:
    """Bring the store under ``data`` up to date with the files and folders in ``paths``.

    Args:
        paths: files, and folders that the store is to follow: what is gone from them is removed.
        data: the folder of the store; it is created at need.
        model: the encoder's model, by name or folder.
        encoder: used in place of that model when given.
        ocr: opens what reads scanned pages; None leaves these unread, and says so.
        may_remove: asked before more than half of the folders' papers are removed (``ingest.forgetting``);
            when it says no, these are kept and the rest is done all the same.
        index: called with ``data`` once all papers are written, while their words are embedded.
        wait: whether to wait for another ingest into ``data``, rather than to raise StoreBusy.
        keep_originals: whether a copy of each file is kept in ``data``, so that its pages can be shown.
        on_progress: told what is being done, in this thread.

    Raises PathNotFound before anything is read when one of ``paths`` does not exist, ModelError and
    StoreError. A file that cannot be read is reported, never raised. It may be stopped at any moment,
    also by KeyboardInterrupt: papers written before are whole, and the next ingest goes on from there.
    """
    started = time.perf_counter()
    teller = Teller(on_progress)
    check_paths(paths)
    with (
        ingest_lock(data, wait=wait, on_wait=lambda: teller.tell(Step.WAITING)),
        closing(Store(data, create=True)) as store,
    ):
        encoder = encoder or open_encoder(model)
        store.check_model(encoder.fingerprint)
        writer = PaperWriter(store, encoder, prepare, teller)
        readings = Readings(READING, ocr=ocr is not None)

        found, known = find_files(paths), store.files()
        missing = gone(known, found, paths)
        files = TakingIn(store, writer, readings, teller, known=known, gone=missing)
        files.take_in(found)
        forgotten = forget(store, paths, may_remove, before=known, gone=missing, moved=files.moved)
        scans = ReadingScans(store, writer, readings, teller)
        if ocr and files.scans:
            learn_words(store, encoder, teller)
            scans.read(list(files.scans.values()), ocr, files.reports)
        with learning_words(store, encoder, teller):
            originals = Originals(store)
            if keep_originals:
                originals.keep()
                originals.prune()
            else:
                originals.clear()
            index(data)
        link_papers(store)
        store.prune()

        return IngestReport(
            files=(*(files.reports[file.key] for file in found), *forgotten.reports),
            seconds=time.perf_counter() - started,
            encoded=writer.encoded,
            ocr_pages=scans.pages,
            kept=forgotten.kept,
        )


def prepare(read: ReadPaper, digest: str, file_name: str) -> PreparedPaper:
    """Recognise a paper that was read, cut it into parts and passages, and read its records.

    What is known of the paper as a whole (its facts, its acronyms) comes from what everybody may see.
    Raises PaperRefused when no passages result.
    """
    pages, parts = split_pack(read)
    passages = make_passages(pages, parts)
    if not passages:
        raise PaperRefused(
            f"{file_name}: no words could be read from it.", hint="Open it and check what it holds."
        )
    closed = {part.ordinal for part in withheld(parts)}
    acronyms = {pair for p in passages if p.part not in closed for pair in find_acronyms(p.text)}
    note = withheld_note(parts)
    facts = facts_of_pack(
        recognise(open_pages(pages, parts) or pages, file_name=file_name, title=read.title), parts
    )
    return PreparedPaper(
        sha256=digest,
        facts=facts,
        pages=pages,
        passages=passages,
        acronyms=tuple(sorted(acronyms)),
        notes=(*read.notes, *([note] if note else [])),
        parts=parts,
        records=find_records(facts, pages, passages, parts),
    )
