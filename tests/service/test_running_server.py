"""A command asks the server that runs over its store, and otherwise answers by itself without a word."""

import json
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from typer.testing import CliRunner

from ingest.store import Store
from retrieval.library import Library
from service import running_server
from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from service.app import create_app
from service.cli import app
from service.server_address import FILE_NAME, address_of, told_in_store
from service.settings import Settings
from tests.service.fake_library import FakeLibrary

QUESTION = "what was agreed"


@pytest.fixture
def own(monkeypatch) -> FakeLibrary:
    """Return the library that the command's own process opens."""
    library = FakeLibrary()
    monkeypatch.setattr(Library, "open", lambda *_, **__: library)
    return library


@pytest.fixture
def data(tmp_path: Path) -> Path:
    Store(tmp_path / "data", create=True).close()
    return tmp_path / "data"


@pytest.fixture
def served(data: Path, monkeypatch):
    """Serve a library over ``data``; return it."""
    library = FakeLibrary()
    monkeypatch.setattr("service.app.library_of", lambda *_: library)
    monkeypatch.setattr(running_server, "_SECONDS_TO_SAY", 30.0)  # however busy this machine is
    with socket.create_server(("127.0.0.1", 0)) as listener:
        application = create_app(Settings(data=data, add=False, keep_days=0), port=listener.getsockname()[1])
        server = uvicorn.Server(uvicorn.Config(application, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        parts = application.state.parts
        try:
            assert parts.warmed.wait(10)
            yield library
        finally:
            server.should_exit = True
            thread.join()


def times_asked(library: FakeLibrary) -> int:
    """Return how often the question was asked; a server also tries the examples of its first page."""
    return sum(question == QUESTION for question, _, _ in library.asked)


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def change(data: Path, **values: object) -> None:
    """Change the address that the server told."""
    told = json.loads((data / FILE_NAME).read_text("utf-8"))
    (data / FILE_NAME).write_text(json.dumps({**told, **values}), "utf-8")


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_server_is_asked_and_the_same_is_printed(own, served, data, command, form):
    by_server = run(command, QUESTION, "--data", data, *form)
    asked_of_own = list(own.asked)
    by_itself = run(command, QUESTION, "--data", data, "--no-server", *form)

    assert by_server.exit_code == by_itself.exit_code == 0
    assert by_server.output == by_itself.output != ""
    assert asked_of_own == []


def test_filters_reach_the_server(own, served, data):
    run("ask", QUESTION, "--area", "Norfolk", "--kind", "minutes", "--from", "2020-01-01", "--data", data)

    [filters] = [filters for question, _, filters in served.asked if question == QUESTION]
    assert filters.areas == ["Norfolk"]
    assert filters.date_from.isoformat() == "2020-01-01"
    assert own.asked == []


def test_without_a_server_the_command_answers(own, data):
    assert run("ask", QUESTION, "--data", data).exit_code == 0
    assert len(own.asked) == 1


def test_what_the_server_refuses_is_told_by_the_command_itself(own, served, data):
    result = run("ask", "busy", "--data", data)

    assert result.exit_code == 1
    assert "/somewhere/private" in result.stderr  # the words that a server keeps to itself
    assert len(own.asked) == 1


def test_the_file_is_the_account_s_own_and_goes_with_the_server(served, data):
    mode = stat.S_IMODE((data / FILE_NAME).stat().st_mode)

    assert mode == 0o600
    assert sorted(json.loads((data / FILE_NAME).read_text("utf-8"))) == [
        "host",
        "instance",
        "manner",
        "pid",
        "port",
        "protocol",
        "store",
    ]


def test_the_file_goes_with_the_server(data):
    with told_in_store(Settings(data=data), 8000):
        assert (data / FILE_NAME).exists()

    assert not (data / FILE_NAME).exists()


def test_the_address_of_another_server_that_came_later_stays(data):
    with told_in_store(Settings(data=data), 8000):
        later = told_in_store(Settings(data=data), 8001)
        later.__enter__()

    found = address_of(Settings(data=data))
    assert found is not None
    assert found.port == 8001


class TestNotBelieved:
    def test_a_server_whose_process_has_ended(self, own, served, data):
        change(data, pid=_pid_of_nobody())

        self._is_not_asked(own, served, data)

    def test_a_server_over_the_store_that_this_is_a_copy_of(self, own, served, data, tmp_path):
        # The server may close its store meanwhile, and what SQLite keeps beside it is gone.
        beside = shutil.ignore_patterns("*-wal", "*-shm")
        shutil.copytree(data, tmp_path / "copy", ignore=beside)

        self._is_not_asked(own, served, tmp_path / "copy")

    def test_a_server_that_shows_what_this_command_would_withhold(self, own, served, data):
        told = json.loads((data / FILE_NAME).read_text("utf-8"))
        change(data, manner=[*told["manner"][:-1], True])

        self._is_not_asked(own, served, data)

    def test_a_server_of_another_protocol(self, own, served, data):
        change(data, protocol=0)

        self._is_not_asked(own, served, data)

    def test_another_server_that_has_taken_the_port(self, own, served, data):
        change(data, instance="of-an-earlier-start")

        self._is_not_asked(own, served, data)

    def test_a_file_that_is_no_address(self, own, served, data):
        (data / FILE_NAME).write_text("{", "utf-8")

        self._is_not_asked(own, served, data)

    def _is_not_asked(self, own, served, data):
        result = run("ask", QUESTION, "--data", data)

        assert result.exit_code == 0
        assert result.stderr == ""
        assert times_asked(served) == 0
        assert len(own.asked) == 1


def test_a_program_that_says_nothing_is_not_waited_for(own, data, monkeypatch):
    monkeypatch.setattr(running_server, "_SECONDS_TO_SAY", 0.05)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        told_in_store(Settings(data=data), silent.getsockname()[1]),
    ):
        began = time.monotonic()
        result = run("ask", QUESTION, "--data", data)

    assert result.exit_code == 0
    assert len(own.asked) == 1
    assert time.monotonic() - began < 5


class TestKeys:
    @pytest.fixture
    def key(self, data) -> str:
        keys = KeyStore(data)
        try:
            return keys.create("command line", scopes=[KeyScope.ASK])[1]
        finally:
            keys.close()

    def test_a_server_that_asks_for_a_key_is_left_alone_without_one(self, own, served, data, key):
        assert run("ask", QUESTION, "--data", data).exit_code == 0
        assert times_asked(served) == 0
        assert len(own.asked) == 1

    def test_with_a_key_it_is_asked(self, own, served, data, key, monkeypatch):
        monkeypatch.setenv("AGREED_KEY", key)

        assert run("ask", QUESTION, "--data", data).exit_code == 0
        assert times_asked(served) == 1
        assert own.asked == []

    def test_a_key_is_not_shown_with_the_settings(self):
        assert "agreed_1" not in repr(Settings(key="agreed_1"))


def _pid_of_nobody() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid
