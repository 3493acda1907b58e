"""What is near in meaning, and the index's file."""

import json

import faiss
import numpy as np
import pytest

from retrieval.vector_index import VectorIndex
from tests.retrieval.made import paper, write

ONE, OTHER = paper("Buses run to Sedgeford.", "Cycling is safe."), paper("Schools open on Monday.")


def unit_rows(n, dimension=16, seed=0):
    rows = np.random.default_rng(seed).standard_normal((n, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def hundred():
    keys = np.arange(100, dtype=np.int64) * 7 + 3
    vectors = unit_rows(100)
    return keys, vectors, VectorIndex.build(keys, vectors, 1)


@pytest.mark.parametrize("k", [1, 10, 100])
def test_the_search_is_exact(hundred, k) -> None:
    keys, vectors, index = hundred
    for asked in unit_rows(5, seed=1):
        by_hand = vectors @ asked
        best = np.argsort(-by_hand)[:k]
        found, cosines = index.search(asked, k)
        assert found.tolist() == keys[best].tolist()
        assert cosines == pytest.approx(by_hand[best], abs=1e-6)


def test_only_allowed_keys_are_scored(hundred) -> None:
    keys, vectors, index = hundred
    allowed = keys[::10]
    asked = unit_rows(1, seed=2)[0]
    found, _ = index.search(asked, 10, allowed)
    assert found.tolist() == allowed[np.argsort(-(vectors[::10] @ asked))].tolist()


def test_no_more_than_is_allowed_is_found_and_no_key_is_made_up(hundred) -> None:
    _, vectors, index = hundred
    assert len(index.search(vectors[0], 50, [3, 10])[0]) == 2
    assert index.search(vectors[0], 50, [])[0].tolist() == []
    assert index.search(vectors[0], 50, [999_999])[0].tolist() == []


def test_keys_that_are_left_out_are_never_scored() -> None:
    vectors = unit_rows(6)
    index = VectorIndex.build(np.arange(6, dtype=np.int64), vectors, revision=1)
    best = index.search(vectors[2], 6)[0].tolist()
    assert best[0] == 2
    assert index.search(vectors[2], 6, without={2, 4})[0].tolist() == [
        key for key in best if key not in (2, 4)
    ]
    assert set(index.search(vectors[2], 6, [1, 2, 3], without={2})[0].tolist()) == {1, 3}
    assert index.search(vectors[2], 6, [2], without={2})[0].tolist() == []


@pytest.mark.parametrize("k", [0, -1])
def test_none_asked_for_none_found(hundred, k) -> None:
    _, vectors, index = hundred
    assert [len(part) for part in index.search(vectors[0], k)] == [0, 0]


def test_an_empty_store_has_an_empty_index(make_store) -> None:
    index = VectorIndex.of(make_store())
    assert index.size == 0
    assert index.search(unit_rows(1)[0], 5)[0].tolist() == []


# The file


def keys_found(index, store):
    keys, vectors = store.vectors()
    assert index.search(vectors[0], 10)[0][0] == keys[0]
    return set(index.search(vectors[0], 10)[0].tolist())


def test_a_current_file_is_used(make_store, monkeypatch) -> None:
    store = make_store(ONE, OTHER)
    first = VectorIndex.of(store)
    monkeypatch.setattr(VectorIndex, "build", lambda *_: pytest.fail("rebuilt"))
    assert keys_found(VectorIndex.of(store), store) == keys_found(first, store)


@pytest.mark.parametrize("name", ["vectors.faiss", "vectors.json"])
@pytest.mark.parametrize("damage", ["deleted", "cut short", "emptied", "other bytes"])
def test_a_lost_or_damaged_file_is_rebuilt(make_store, name, damage) -> None:
    store = make_store(ONE, OTHER)
    VectorIndex.of(store)
    file = store.folder / name
    whole = file.read_bytes()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_bytes(
            {"cut short": whole[: len(whole) // 2], "emptied": b"", "other bytes": b"\xff" * 99}[damage]
        )
    index = VectorIndex.of(store)
    assert keys_found(index, store) == set(store.vectors()[0].tolist())
    assert file.read_bytes() == whole


@pytest.mark.parametrize("about", ["[]", "7", "null", '{"revision": "x"}'])
def test_a_file_that_says_something_else_is_rebuilt(make_store, about) -> None:
    store = make_store(ONE, OTHER)
    VectorIndex.of(store)
    (store.folder / "vectors.json").write_text(about)
    assert VectorIndex.of(store).size == 3


def test_a_stale_file_is_rebuilt(make_store) -> None:
    store = make_store(ONE)
    assert VectorIndex.of(store).size == 2
    write(store, OTHER)
    index = VectorIndex.of(store)
    assert (index.size, index.revision) == (3, store.revision)
    assert json.loads((store.folder / "vectors.json").read_text())["revision"] == store.revision


def test_another_model_s_file_is_not_used(make_store) -> None:
    store = make_store(ONE, OTHER)
    VectorIndex.of(store)
    about = json.loads((store.folder / "vectors.json").read_text())
    foreign = faiss.IndexIDMap2(faiss.IndexFlatIP(64))
    foreign.add_with_ids(unit_rows(1, 64), np.array([999]))
    faiss.write_index(foreign, str(store.folder / "vectors.faiss"))
    (store.folder / "vectors.json").write_text(json.dumps(about | {"model": "other/float32"}))
    assert keys_found(VectorIndex.of(store), store) == set(store.vectors()[0].tolist())


def test_a_file_of_another_length_of_vectors_is_not_used(make_store) -> None:
    store = make_store(ONE, OTHER)
    VectorIndex.of(store)
    faiss.write_index(faiss.IndexIDMap2(faiss.IndexFlatIP(8)), str(store.folder / "vectors.faiss"))
    assert VectorIndex.of(store).size == 3


def test_a_folder_that_cannot_be_written_costs_only_the_file(make_store, monkeypatch) -> None:
    store = make_store(ONE, OTHER)

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("retrieval.vector_index._replace", full)
    assert VectorIndex.of(store).size == 3
    assert not (store.folder / "vectors.faiss").exists()


def test_no_half_written_file_is_left(make_store) -> None:
    store = make_store(ONE)
    VectorIndex.of(store)
    assert [file.name for file in store.folder.glob("*.new")] == []
