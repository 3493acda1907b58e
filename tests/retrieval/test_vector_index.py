"""What is near in meaning, and the index's files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from ingest.store import Store
from retrieval.indexing import segments as segments_module
from retrieval.indexing.segments import Segments
from retrieval.indexing.vector_rows import VectorRows
from retrieval.vector_index import VectorIndex
from tests.retrieval.made import id_of, paper, write

ONE, OTHER = paper("Buses run to Sedgeford.", "Cycling is safe."), paper("Schools open on Monday.")
THIRD = paper("The precept rose.", title="Precept")


@pytest.fixture
def many(make_store):
    """A store of 40 passages in 20 papers, its index, and all keys and vectors."""
    papers = [paper(f"Road {n} is closed.", f"Bridge {n} is open.", title=f"Roads {n}") for n in range(20)]
    store = make_store(*papers)
    return (store, VectorIndex.of(store), *store.vectors())


def best_by_hand(keys, vectors, asked, k):
    cosines = vectors @ asked
    order = np.lexsort((keys, -cosines))[:k]
    return keys[order].tolist(), cosines[order]


@pytest.mark.parametrize("k", [1, 10, 40, 99])
def test_the_search_is_exact(many, k) -> None:
    _, index, keys, vectors = many
    for asked in vectors[::7]:
        found, cosines = index.search(asked, k)
        expected, by_hand = best_by_hand(keys, vectors, asked, k)
        assert cosines == pytest.approx(by_hand, abs=1e-6)
        assert set(found.tolist()) == set(expected) or k < 40  # equals may take each other's place


def test_only_allowed_keys_are_scored(many) -> None:
    _, index, keys, vectors = many
    allowed = keys[::3]
    found, cosines = index.search(vectors[1], 40, allowed)
    assert sorted(found.tolist()) == allowed.tolist()
    assert cosines == pytest.approx(sorted(vectors[::3] @ vectors[1], reverse=True), abs=1e-6)


def test_no_more_than_is_allowed_is_found_and_no_key_is_made_up(many) -> None:
    _, index, keys, vectors = many
    assert len(index.search(vectors[0], 50, keys[:2].tolist())[0]) == 2
    assert index.search(vectors[0], 50, [])[0].tolist() == []
    assert index.search(vectors[0], 50, [999_999])[0].tolist() == []


def test_keys_that_are_left_out_are_never_scored(many) -> None:
    _, index, keys, vectors = many
    out = set(keys[:5].tolist())
    assert set(index.search(vectors[0], 40, without=out)[0].tolist()) == set(keys.tolist()) - out
    assert index.search(vectors[0], 40, keys[3:7].tolist(), without=out)[0].tolist() == sorted(
        keys[5:7].tolist(), key=lambda key: -float(vectors[keys == key][0] @ vectors[0])
    )


def test_only_the_papers_that_may_be_looked_at_are(many) -> None:
    store, index, _, vectors = many
    chosen = [document.id for document in store.documents()[:3]]
    found = index.search_in(vectors[0], 40, chosen)[0]
    assert {p.document_id for p in store.passages(found.tolist())} == set(chosen)
    assert index.search_in(vectors[0], 40, ["no such paper"])[0].tolist() == []


@pytest.mark.parametrize("k", [0, -1])
def test_none_asked_for_none_found(many, k) -> None:
    _, index, _, vectors = many
    assert [len(part) for part in index.search(vectors[0], k)] == [0, 0]


def test_an_empty_store_has_an_empty_index(make_store) -> None:
    index = VectorIndex.of(make_store())
    assert index.size == 0
    assert index.search(np.ones(16, np.float32), 5)[0].tolist() == []


# Papers that come and go


def keys_of(store: Store) -> set[int]:
    return set(store.vectors()[0].tolist())


def keys_found(store: Store, before: Segments | None = None) -> set[int]:
    index = VectorIndex(Segments.of(store, before))
    return set(index.search(store.vectors()[1][0], 99)[0].tolist())


def test_a_new_paper_is_found_and_a_removed_one_is_not(make_store) -> None:
    store = make_store(ONE, OTHER)
    before = Segments.of(store)
    write(store, THIRD)
    assert keys_found(store, before) == keys_found(store) == keys_of(store)
    store.remove(id_of(ONE))
    assert keys_found(store, before) == keys_found(store) == keys_of(store)
    assert before.size == 3  # what was taken stays as it was


def test_a_paper_that_takes_the_keys_of_a_removed_one_is_told_apart(make_store) -> None:
    store = make_store(ONE, OTHER)
    before = Segments.of(store)
    store.remove(id_of(OTHER))
    write(store, THIRD)
    assert keys_of(store) == {1, 2, 3}  # SQLite gives the last key again
    index = VectorIndex(Segments.of(store, before))
    vectors = store.vectors()[1]
    found, cosines = index.search(vectors[2], 1)
    assert (found.tolist(), cosines.tolist()) == ([3], pytest.approx([1.0]))


def test_a_large_segment_is_not_written_again_for_one_paper(make_store) -> None:
    store = make_store(*(paper(*(f"Road {n}, {m}." for m in range(9)), title=f"{n}") for n in range(9)))
    large = Segments.of(store).held[0].segment.folder
    write(store, THIRD)
    folders = [one.segment.folder for one in Segments.of(store).held]
    assert folders[0] == large
    assert len(folders) == 2


def test_there_are_few_segments_however_papers_come(make_store) -> None:
    store = make_store(ONE)
    segments = Segments.of(store)
    for n in range(40):
        write(store, paper(f"Road {n} is closed.", f"Bridge {n}.", title=f"{n}"))
        segments = Segments.of(store, segments)
        assert segments.size == len(keys_of(store))
    assert len(segments.held) <= 4
    assert keys_found(store) == keys_of(store)


# The files


def index_files(store: Store) -> list[Path]:
    return [path for path in (store.folder / "index").rglob("*") if path.is_file()]


def test_current_files_are_used(make_store, monkeypatch) -> None:
    store = make_store(ONE, OTHER)
    Segments.of(store)
    monkeypatch.setattr(segments_module, "write", lambda *_, **__: pytest.fail("written again"))
    assert keys_found(store) == keys_of(store)


NAMES = [
    *("about.json", "keys.npy", "vectors.faiss", "index.json"),
    *("terms.txt", "starts.npy", "rows.npy", "amounts.npy", "lengths.npy"),
    *("words.json", "words.npy"),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", ["deleted", "cut short", "emptied", "other bytes"])
def test_what_is_lost_or_damaged_is_made_again(make_store, name, damage) -> None:
    store = make_store(ONE, OTHER)
    Segments.of(store)
    (file,) = (path for path in index_files(store) if path.name == name)
    whole = file.read_bytes()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_bytes(
            {"cut short": whole[: len(whole) // 2], "emptied": b"", "other bytes": b"\xff" * 99}[damage]
        )
    assert keys_found(store) == keys_of(store)
    assert keys_found(store) == keys_of(store)


@pytest.mark.parametrize("about", ["[]", "7", "null", '{"format": "x"}', '{"segments": ["../.."]}'])
def test_a_list_of_segments_that_says_something_else_is_not_trusted(make_store, about) -> None:
    store = make_store(ONE, OTHER)
    Segments.of(store)
    (store.folder / "index" / "index.json").write_text(about)
    assert keys_found(store) == keys_of(store)


def test_another_model_s_files_are_not_used(make_store, monkeypatch) -> None:
    store = make_store(ONE, OTHER)
    Segments.of(store)
    file = store.folder / "index" / "index.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"model": "other/float32"}))
    made = []
    true_write = segments_module.write
    monkeypatch.setattr(
        segments_module, "write", lambda *given, **named: made.append(1) or true_write(*given, **named)
    )
    assert keys_found(store) == keys_of(store)
    assert made == [1]


def test_a_folder_that_cannot_be_written_costs_only_the_files(make_store) -> None:
    store = make_store(ONE, OTHER)
    (store.folder / "index").write_text("a file where the folder should be")
    assert keys_found(store) == keys_of(store)


def test_what_was_replaced_is_removed(make_store) -> None:
    store = make_store(ONE)
    segments = Segments.of(store)
    for n in range(5):
        write(store, paper(f"Road {n}.", f"Bridge {n}.", title=f"{n}"))
        segments = Segments.of(store, segments)
    there = {path.name for path in (store.folder / "index").iterdir()}
    assert there == {"index.json", *(one.segment.folder.name for one in segments.held)}


def test_segments_that_another_process_removed_are_made_again(make_store) -> None:
    store = make_store(ONE, OTHER)
    Segments.of(store)
    for folder in (store.folder / "index").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    assert keys_found(store) == keys_of(store)


# Many vectors


def test_in_cells_nearly_all_of_the_nearest_are_found(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("retrieval.indexing.vector_rows.MOST_EXACT", 1000)
    random = np.random.default_rng(3)
    middles = random.standard_normal((60, 32))
    vectors = (middles[random.integers(60, size=4000)] + 0.3 * random.standard_normal((4000, 32))).astype(
        np.float32
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = VectorRows.write(tmp_path / "vectors.faiss", lambda: iter(np.split(vectors, 8)), 4000, 32)
    found = 0
    for asked in vectors[::100]:
        exact = set(np.argsort(-(vectors @ asked))[:10].tolist())
        got, cosines = rows.search(asked, 10)
        assert cosines == pytest.approx((vectors @ asked)[got], abs=2e-3)
        found += len(exact & set(got.tolist()))
    assert found / 400 >= 0.9
