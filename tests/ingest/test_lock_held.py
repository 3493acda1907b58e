"""Whether an ingest is under way is seen without getting in its way."""

from pathlib import Path

from ingest.lock import LOCK_NAME, ingest_lock, is_held


def test_a_folder_that_nobody_wrote_to_is_not_held_and_gets_no_file(tmp_path: Path):
    assert is_held(tmp_path) is False
    assert is_held(tmp_path / "none") is False
    assert list(tmp_path.iterdir()) == []


def test_it_is_held_as_long_as_an_ingest_runs(tmp_path: Path):
    with ingest_lock(tmp_path):
        assert is_held(tmp_path) is True
    assert is_held(tmp_path) is False


def test_the_note_of_a_process_that_ended_badly_is_not_believed(tmp_path: Path):
    (tmp_path / LOCK_NAME).touch()
    (tmp_path / f"{LOCK_NAME}.holder").write_text('{"pid": 1, "since": "2026-01-01T00:00"}')
    assert is_held(tmp_path) is False
    (tmp_path / f"{LOCK_NAME}.holder").write_text("no JSON")
    assert is_held(tmp_path) is False
