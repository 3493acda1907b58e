"""``agreed serve``: the address is taken before anything is loaded, and told once it is ours."""

import socket
from types import SimpleNamespace

import pytest
import uvicorn
from typer.testing import CliRunner

from service import cli_serve
from service.access import Access
from service.access_keys import KeyStore
from service.cli import app


@pytest.fixture
def served(monkeypatch):
    """Replace the application and the server by one that is stopped at once; note its addresses."""
    addresses = []

    def run_until_stopped(_, sockets):
        addresses.extend(listener.getsockname() for listener in sockets)
        raise KeyboardInterrupt

    def without_keys(_, *, port):
        state = SimpleNamespace(access=Access(KeyStore(None)))
        return SimpleNamespace(state=state)

    monkeypatch.setattr(cli_serve, "create_app", without_keys)
    monkeypatch.setattr(uvicorn.Server, "run", run_until_stopped)
    return addresses


def run(*arguments):
    return CliRunner().invoke(app, ["serve", *arguments])


def test_the_keyboard_stops_it_in_good_order(served):
    result = run("--port", "0")

    assert result.exit_code == 0
    [(host, port)] = served
    assert result.stdout == f"Agreed answers at http://127.0.0.1:{port} (Ctrl-C stops it).\n"
    assert host == "127.0.0.1"


def test_a_taken_port_is_told_with_another_to_try(served):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        result = run("--port", str(port))

    assert result.exit_code == 2
    assert f"Port {port} on 127.0.0.1 is taken" in result.stderr
    assert "--port" in result.stderr
    assert (result.stdout, served) == ("", [])


def test_json_gives_the_address(served):
    assert '"url": "http://127.0.0.1:' in run("--port", "0", "--json").stdout


def test_beyond_this_machine_a_missing_key_is_told(served):
    result = run("--host", "0.0.0.0", "--port", "0")

    assert result.exit_code == 0
    assert "agreed key create" in result.stderr
    assert [host for host, _ in served] == ["0.0.0.0"]
    assert "agreed key" not in run("--port", "0").stderr
