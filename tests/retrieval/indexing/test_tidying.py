"""Large merges of the index are made when nobody waits: a question leaves them undone."""

from filelock import FileLock

import retrieval.indexing.segments as segments_module
from retrieval.indexing.manifest import FOLDER, is_tidy
from retrieval.indexing.segments import Segments
from retrieval.indexing.tidying import LOCK_NAME, index_first, tidy
from tests.retrieval.made import id_of, paper, write


def report(n: int, passages: int = 3):
    """Return a paper of so many passages."""
    return paper(*(f"Road {n}, lane {lane}, is closed." for lane in range(passages)), title=f"Report {n}")


def sizes(segments: Segments) -> list[int]:
    return [one.count for one in segments.held]


def on_disk(store) -> set[str]:
    return {path.name for path in (store.folder / FOLDER).iterdir() if path.is_dir()}


def test_a_question_takes_in_no_more_than_it_may(make_store, monkeypatch) -> None:
    monkeypatch.setattr(segments_module, "_MOST_IN_PASSING", 5)
    store = make_store(report(0))
    segments = Segments.of(store)
    for n in range(1, 5):
        write(store, report(n))
        segments = Segments.of(store, segments)

    # A segment of three passages is taken in; one of six would be too much to write again.
    assert sizes(segments) == [6, 6, 3]
    assert not is_tidy(store)


def test_tidying_merges_what_was_left(make_store, monkeypatch) -> None:
    monkeypatch.setattr(segments_module, "_MOST_IN_PASSING", 0)
    store = make_store(report(0))
    segments = Segments.of(store)
    for n in range(1, 5):
        write(store, report(n))
        segments = Segments.of(store, segments)
    assert sizes(segments) == [3] * 5

    tidy(store.folder)

    assert is_tidy(store)
    assert len(on_disk(store)) == 1
    assert sizes(Segments.of(store)) == [15]
    # A server that had the many takes up the one that another process made of them.
    assert sizes(Segments.of(store, segments)) == [15]
    assert segments.size == 15  # what was taken stays as it was


def test_a_large_segment_stays_as_it_is_beside_a_small_one(make_store) -> None:
    store = make_store(report(0, 40))
    tidy(store.folder)
    large = on_disk(store)
    write(store, report(1))

    tidy(store.folder)

    assert is_tidy(store)
    assert large < on_disk(store)
    assert sizes(Segments.of(store)) == [40, 3]


def test_what_was_removed_is_left_out_when_most_of_a_segment_is_gone(make_store) -> None:
    store = make_store(*(report(n) for n in range(4)))
    tidy(store.folder)
    for n in range(2):
        store.remove(id_of(report(n)))

    tidy(store.folder)

    (held,) = Segments.of(store).held
    assert held.segment.rows == held.count == 6


def test_nothing_is_written_where_nothing_is_due(make_store, monkeypatch) -> None:
    store = make_store(report(0))
    tidy(store.folder)
    monkeypatch.setattr(Segments, "of", lambda *_, **__: (_ for _ in ()).throw(AssertionError("looked")))

    tidy(store.folder)


def test_it_is_left_to_another_process_that_is_at_it(make_store) -> None:
    store = make_store(report(0))
    (store.folder / FOLDER).mkdir()
    with FileLock(store.folder / FOLDER / LOCK_NAME):
        tidy(store.folder)

    assert not is_tidy(store)


def test_an_index_that_cannot_be_written_is_no_fault(make_store) -> None:
    store = make_store(report(0))
    (store.folder / FOLDER).write_text("a file where the folder should be")

    tidy(store.folder)

    assert sizes(Segments.of(store)) == [3]


def test_only_a_store_of_which_nothing_is_indexed_is_indexed_first(make_store, monkeypatch) -> None:
    monkeypatch.setattr(segments_module, "_MOST_IN_PASSING", 0)
    store = make_store(report(0))
    index_first(store.folder)
    assert is_tidy(store)
    write(store, report(1))

    index_first(store.folder)

    assert not is_tidy(store)
    assert len(on_disk(store)) == 1
    tidy(store.folder)
    assert sizes(Segments.of(store)) == [6]
