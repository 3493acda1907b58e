"""A collection in the format of BEIR is read, searched by the product's own search, and measured."""

import gzip
import json

import pytest

from ingest.errors import PathNotFound, RequestInvalid
from retrieval.evaluation.collections import is_collection, read_collection
from retrieval.evaluation.ranking import evaluate_collection
from tests.support.stand_in_encoder import StandInEncoder

ENTRIES = [
    {"_id": "p1", "title": "Bridges", "text": "The stone bridge at Hallow was closed after the flood."},
    {"_id": "p2", "title": "Bridges", "text": "Painting of the iron footbridge costs £40,000."},
    {"_id": "p3", "title": "Libraries", "text": "Opening hours of the library were cut by a day."},
]
QUERIES = [
    {"_id": "q1", "text": "which bridge was closed by the flood"},
    {"_id": "q2", "text": "library opening hours"},
    {"_id": "q3", "text": "who was the mayor"},
]
JUDGED = [("q1", "p1", 1), ("q1", "p2", 0), ("q2", "p3", 1)]


def write(folder, entries=ENTRIES, queries=QUERIES, judged=JUDGED):
    folder.mkdir(exist_ok=True)
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in entries)
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")
    rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in judged)]
    (folder / "qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_only_queries_that_something_is_relevant_to_are_asked(tmp_path) -> None:
    collection = read_collection(write(tmp_path / "small"))
    assert (collection.name, [q.id for q in collection.queries]) == ("small", ["q1", "q2"])
    assert collection.relevant == {"q1": {"p1"}, "q2": {"p3"}}


def test_a_folder_without_the_three_files_is_no_collection(tmp_path) -> None:
    assert not is_collection(tmp_path)
    with pytest.raises(PathNotFound, match="no whole collection") as refused:
        read_collection(tmp_path)
    assert "qrels.tsv" in refused.value.hint


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("queries.jsonl", '{"_id": "q1"}', "line 1 lacks '_id' or 'text'"),
        ("queries.jsonl", "{", "line 1 is not JSON"),
        ("qrels.tsv", "names\nq1\tp1\tvery\n", "line 2 is not"),
    ],
)
def test_a_bad_line_is_named(tmp_path, name, text, said) -> None:
    folder = write(tmp_path / "small")
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(RequestInvalid, match=said):
        read_collection(folder)


def test_a_file_that_was_cut_short_is_named(tmp_path) -> None:
    folder = write(tmp_path / "small")
    packed = folder / "corpus.jsonl.gz"
    packed.write_bytes(packed.read_bytes()[:40])
    with pytest.raises(RequestInvalid, match=r"corpus\.jsonl\.gz cannot be read"):
        read_collection(folder)


def test_a_query_about_a_meeting_that_is_not_there_is_named(tmp_path) -> None:
    queries = [{"_id": "q1", "text": "the flood", "meeting": "May"}]
    with pytest.raises(RequestInvalid, match="“May”"):
        read_collection(write(tmp_path / "small", queries=queries))


def test_what_is_relevant_is_found_first_and_a_second_run_embeds_no_passage_again(tmp_path) -> None:
    collection = read_collection(write(tmp_path / "small"))
    encoder = StandInEncoder()
    got, _ = evaluate_collection(collection, tmp_path / "data", encoder)
    assert (got.queries, got.ndcg_10, got.recall_100, got.mrr_10) == (2, 1.0, 1.0, 1.0)
    passages = [entry.text for entry in collection.entries]
    assert any(passages[0] in text for text in encoder.texts)

    again = StandInEncoder()
    assert evaluate_collection(collection, tmp_path / "data", again)[0] == got
    assert not any(passage in text for text in again.texts for passage in passages)


def test_passages_that_the_collection_holds_no_more_are_not_found(tmp_path) -> None:
    folder = write(tmp_path / "small")
    evaluate_collection(read_collection(folder), tmp_path / "data", StandInEncoder())
    write(folder, entries=ENTRIES[2:])
    got, _ = evaluate_collection(read_collection(folder), tmp_path / "data", StandInEncoder())
    assert (got.queries, got.recall_100) == (2, 1 / 2)


def test_a_query_about_a_meeting_is_searched_for_in_its_turns_alone_and_its_name_is_no_text(tmp_path) -> None:
    entries = [
        {"_id": "p1", "title": "flood", "text": "The chair opened the meeting."},
        {"_id": "p2", "title": "May", "text": "The flood closed the bridge."},
    ]
    queries = [{"_id": "q1", "text": "the flood", "meeting": "flood"}]
    collection = read_collection(write(tmp_path / "small", entries, queries, [("q1", "p2", 1)]))
    encoder = StandInEncoder()
    got, _ = evaluate_collection(collection, tmp_path / "data", encoder)
    assert got.recall_100 == 0.0
    assert "The chair opened the meeting." in encoder.texts


def test_queries_that_nothing_answers_are_judged_and_not_ranked(tmp_path) -> None:
    queries = [
        {"_id": "q1", "text": "What closed the bridge?"},
        {"_id": "q2", "text": "Who paints submarines in Paris?", "unanswerable": True},
    ]
    collection = read_collection(write(tmp_path / "small", ENTRIES, queries, [("q1", "p2", 1)]))
    assert [query.id for query in collection.unanswerable] == ["q2"]
    got, curve = evaluate_collection(collection, tmp_path / "data", StandInEncoder())
    assert got.queries == 1
    assert [point.refused for point in curve] == [1.0] * len(curve)
    assert curve
