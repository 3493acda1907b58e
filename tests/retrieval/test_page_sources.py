"""Pages are shown as pictures with the quoted words marked; what is withheld is never shown in any way."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import Marking, PlacedWord, ReadPaper
from ingest.errors import NotInStore, Outcome, PaperRefused
from ingest.originals import Originals
from ingest.pipeline import ingest, prepare
from ingest.store import FileState, Store
from retrieval.answering.answer import Answer
from retrieval.library import Library
from tests.support.packs import closed_pack, open_pack
from tests.support.papers import text_paper
from tests.support.scans import PICTURE, StandInPageReader, scan_paper
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder
from tests.support.written_pdf import BODY, Paper

Make = Callable[..., tuple[Library, str]]


def drawn(folder: Path, read: ReadPaper) -> Path:
    """Write a PDF whose pages hold the lines of ``read``'s blocks."""
    path = folder / "pack.pdf"
    canvas = Canvas(str(path), invariant=True)
    for page in read.pages:
        for index, block in enumerate(page.blocks):
            canvas.setFont("Helvetica", 8)
            canvas.drawString(40, 800 - 20 * index, f"{block.number or ''} {block.text}".strip())
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Make a library of one pack, whose file is at hand; and the pack's id."""
    opened: list[Library] = []

    def of(
        read: ReadPaper, *, show_restricted: bool = False, marking: Marking | None = None
    ) -> tuple[Library, str]:
        path = drawn(tmp_path, read)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        paper = prepare(read, digest, path.name)
        if marking:
            paper = dataclasses.replace(paper, facts=dataclasses.replace(paper.facts, marking=marking))
        store = Store(tmp_path / "data", create=True)
        encoder, missing = StandInEncoder(), store.missing_vectors(paper.passages)
        rows, signs = encoder.encode_passages(list(missing.values()))
        status = path.stat()
        file = FileState(str(path), status.st_size, status.st_mtime_ns, "1", digest[:16], Outcome.READ, "")
        store.write_paper(
            paper,
            file,
            dict(zip(missing, rows, strict=True)),
            model=encoder.fingerprint,
            reading="1",
            tokens=dict(zip(missing, signs, strict=True)),
        )
        Originals(store).keep()
        opened.append(Library(store, encoder, show_restricted=show_restricted))
        return opened[-1], digest[:16]

    yield of
    for library in opened:
        library.close()


def passage_with(library: Library, words: str) -> tuple[str, int, int]:
    """Return the id of the passage that holds ``words``, and where in it."""
    for stored in library._store.all_passages():
        at = stored.passage.text.find(words)
        if at >= 0:
            return stored.id, at, at + len(words)
    raise AssertionError(words)


def test_the_quoted_words_are_marked_on_their_page(make: Make) -> None:
    library, pack = make(open_pack())
    marks = library.marks(*passage_with(library, "The Panel agreed a grant of £42,000"))
    (box,) = marks.boxes
    assert (box.page, marks.exact) == (4, True)
    plain = library.page_picture(pack, 4, width=600)
    assert Image.open(BytesIO(plain)).width == 600
    assert library.page_picture(pack, 4, width=600, boxes=marks.boxes) != plain
    assert library.page_picture(pack, 5, width=600, boxes=marks.boxes) == library.page_picture(
        pack, 5, width=600
    )
    assert library.page_size(pack, 4) == pytest.approx((595.3, 841.9), abs=0.1)


# Withheld


def test_a_pack_with_a_withheld_part_is_not_given_out_whole(make: Make) -> None:
    library, pack = make(closed_pack())
    with pytest.raises(NotInStore, match="not given out whole: 1 of its parts is closed") as refused:
        library.original(pack)
    assert "one by one" in refused.value.hint
    assert not library.has_original(pack)


def test_no_page_of_a_withheld_part_is_drawn_and_no_word_of_it_marked(make: Make) -> None:
    library, pack = make(closed_pack())
    assert library.page_picture(pack, 4, width=200)
    for number in (10, 11):
        for ask in (
            lambda n=number: library.page_picture(pack, n, width=200),
            lambda n=number: library.page_size(pack, n),
            lambda n=number: library.page(pack, n),
        ):
            with pytest.raises(NotInStore, match="withheld"):
                ask()
    with pytest.raises(NotInStore, match="no passage"):
        library.marks(*passage_with(library, "zeppelin hangar"))


def test_whoever_may_see_it_sees_the_whole_pack(make: Make) -> None:
    library, pack = make(closed_pack(), show_restricted=True)
    assert library.original(pack).read_bytes().startswith(b"%PDF")
    assert library.page_picture(pack, 10, width=200)
    assert library.marks(*passage_with(library, "zeppelin hangar")).boxes


def test_a_withheld_paper_is_as_if_it_were_not_there(make: Make) -> None:
    library, pack = make(open_pack(), marking=Marking.EXEMPT)
    unknown = f"There is no paper with the id “{pack}”."
    for ask in (
        lambda: library.original(pack),
        lambda: library.page_picture(pack, 1, width=200),
        lambda: library.page_size(pack, 1),
    ):
        with pytest.raises(NotInStore, match=unknown):
            ask()
    with pytest.raises(NotInStore, match="no passage"):
        library.marks(*passage_with(library, "£42,000"))


# What there is no picture of


@pytest.fixture
def library_of(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    opened: list[Library] = []

    def of(*paths: Path, **options: object) -> Library:
        ingest(paths, tmp_path / "data", encoder=StandInEncoder(), **options)
        opened.append(Library(Store(tmp_path / "data"), StandInEncoder(), StandInCrossEncoder()))
        return opened[-1]

    yield of
    for library in opened:
        library.close()


def test_a_text_paper_has_no_picture_but_its_file(tmp_path: Path, library_of: Callable[..., Library]) -> None:
    library = library_of(text_paper(tmp_path, "minutes.txt"))
    (document,) = library.documents()
    assert library.page_size(document.id, 1) is None
    with pytest.raises(NotInStore, match="no PDF"):
        library.page_picture(document.id, 1, width=200)
    assert library.marks(*passage_with(library, "£42,000")).boxes == ()
    assert library.original(document.id).read_text("utf-8").startswith("# Minutes")


def test_a_paper_whose_file_is_gone_is_shown_as_text(
    tmp_path: Path, library_of: Callable[..., Library]
) -> None:
    path = Paper(tmp_path / "paper.pdf").paragraph(BODY).save()
    library = library_of(path, keep_originals=False)
    (document,) = library.documents()
    path.unlink()
    assert library.page_size(document.id, 1) is None
    with pytest.raises(NotInStore, match="not kept here"):
        library.page_picture(document.id, 1, width=200)
    assert library.page(document.id, 1).blocks


def test_a_paper_that_is_removed_takes_its_copy_along(
    tmp_path: Path, library_of: Callable[..., Library]
) -> None:
    library = library_of(Paper(tmp_path / "paper.pdf").paragraph(BODY).save())
    (document,) = library.documents()
    kept = library.original(document.id)
    library.remove(document.id)
    assert not kept.exists()


def test_a_page_that_cannot_be_drawn_is_asked_for_once(
    tmp_path: Path, library_of: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(_: object, path: Path, number: int, *more: object) -> None:
        asked.append(number)
        raise PaperRefused("Page 1 took longer than 10 seconds to read, and was left out.")

    monkeypatch.setattr("ingest.readers.pdf.marks_process.PageProcess.letters", refuse)
    library = library_of(Paper(tmp_path / "paper.pdf").paragraph(BODY).save())
    (document,) = library.documents()
    assert library.page_size(document.id, 1) is None
    with pytest.raises(PaperRefused, match="could not be drawn"):
        library.page_picture(document.id, 1, width=200)
    assert asked == [1]


def test_a_page_read_by_ocr_is_marked_where_its_words_were_seen(
    tmp_path: Path, library_of: Callable[..., Library]
) -> None:
    class Reader(StandInPageReader):
        def read_page(self, path: Path, number: int):
            page = super().read_page(path, number)
            words = page.blocks[0].text.split()
            placed = [PlacedWord(w, 0.1 * i, 0.5, 0.1 * i + 0.09, 0.52) for i, w in enumerate(words)]
            return dataclasses.replace(page, words=tuple(placed))

    library = library_of(scan_paper(tmp_path, "scan.pdf", PICTURE), ocr=Reader())
    marks = library.marks(*passage_with(library, "agrees the grant."))
    (box,) = marks.boxes
    assert (box.x0, box.y0, box.y1) == pytest.approx((0.3 * 595.3, 0.5 * 841.9, 0.52 * 841.9), abs=0.5)


def test_an_answer_can_say_where_its_quotes_stand(make: Make) -> None:
    library, _ = make(open_pack())
    answer: Answer = library.ask("What grant was agreed for the clinic in Sedgeford?")
    assert all(citation.boxes == [] for citation in answer.citations)
    boxed = library.with_boxes(answer)
    assert boxed.citations
    assert all(citation.boxes for citation in boxed.citations)
