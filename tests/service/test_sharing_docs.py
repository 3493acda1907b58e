"""The recipes of docs/sharing.md, run as they stand there."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from ingest.store import Store
from retrieval.library import Library
from service import encoders
from service.access import Access
from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from service.cli import app
from tests.support.recorded import recorded_library
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "sharing.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of invented papers, in the folder that the commands are run in."""
    recorded_library(tmp_path / "data").close()
    monkeypatch.setenv("AGREED_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    made = Store(tmp_path / "data")
    library = Library(made, StandInEncoder(), StandInCrossEncoder())
    monkeypatch.setattr(library, "close", lambda: None)
    monkeypatch.setattr(encoders, "library_of", lambda settings: library)
    yield tmp_path / "data"
    made.close()


def test_every_command_works_and_the_export_reads_as_it_says(data: Path):
    assert len(COMMANDS) == 9
    for command in COMMANDS:
        result = CliRunner().invoke(app, shlex.split(command)[1:])
        assert result.exit_code == 0, f"{command}: {result.output}"
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, list[dict[str, str]]] = {}
    exec(code, names)
    assert names["decisions"]
    assert {row["type"] for row in names["decisions"]} == {"decision"}


def test_the_header_of_the_recipe_opens_the_api(client: TestClient, data: Path):
    keys = KeyStore(data)
    client.app.state.access = Access(keys)
    _, text = keys.create("one", [KeyScope.READ])
    (recipe,) = re.findall(r"^curl .*$", TEXT, re.MULTILINE)
    words = shlex.split(recipe.replace("$AGREED_KEY", text))
    address = next(word for word in words if word.startswith("http"))
    name, _, value = words[words.index("-H") + 1].partition(": ")

    assert client.get(address, headers={name: value}).status_code == 200
    assert client.get(address).status_code == 401


def test_the_address_of_the_feed_gives_a_feed(client: TestClient):
    (address,) = re.findall(r"^http://\S+/feeds/\S+$", TEXT, re.MULTILINE)
    assert client.get(address).headers["content-type"] == "application/atom+xml"


def test_the_widgets_script_stands_where_the_page_says_and_has_each_property(client: TestClient):
    (address,) = re.findall(r'<script src="https://papers.example.org(.*?)"', TEXT)
    script = client.get(address)
    told = set(re.findall(r"`(--agreed-[a-z-]+)`", TEXT))

    assert script.status_code == 200
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert told == set(re.findall(r"var\((--agreed-[a-z-]+)", script.text))


def test_the_manifest_is_json(data: Path):
    assert CliRunner().invoke(app, ["export", "out", "--json"]).exit_code == 0
    assert json.loads(Path("out/manifest.json").read_text("utf-8"))["tables"]
