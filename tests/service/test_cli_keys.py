"""``agreed key``: what it prints, and what it keeps."""

import datetime
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from service.cli import app


def agreed(folder: Path, *words: str, code: int = 0):
    result = CliRunner().invoke(app, ["key", *words, "--data", str(folder)])
    assert result.exit_code == code, result.output
    return result


def test_a_key_is_shown_once_alone_on_standard_output_and_works(tmp_path: Path):
    text = agreed(tmp_path, "create", "Intranet", "--scope", "read").stdout.strip()
    keys = KeyStore(tmp_path)
    found = keys.found(text)
    keys.close()

    assert found is not None
    assert (found.name, found.scopes, found.expires) == ("Intranet", {KeyScope.READ}, None)
    listed = agreed(tmp_path, "list").stdout
    assert found.id in listed
    assert text not in listed


def test_a_revoked_key_stays_in_the_list_and_opens_nothing(tmp_path: Path):
    made = json.loads(agreed(tmp_path, "create", "one", "--json").stdout)
    assert made["scopes"] == ["ask"]
    agreed(tmp_path, "revoke", made["id"])
    keys = KeyStore(tmp_path)

    assert keys.found(made["key"]) is None
    assert keys.has_keys()
    keys.close()
    assert "revoked" in agreed(tmp_path, "list").stdout


@pytest.mark.parametrize(("said", "hours"), [("90d", 90 * 24), ("12h", 12)])
def test_a_key_may_end_after_a_span(tmp_path: Path, said: str, hours: int):
    made = json.loads(agreed(tmp_path, "create", "one", "--expires", said, "--json").stdout)
    lasts = datetime.datetime.fromisoformat(made["expires"]) - datetime.datetime.fromisoformat(made["made"])
    assert abs(lasts - datetime.timedelta(hours=hours)) < datetime.timedelta(seconds=5)


@pytest.mark.parametrize(
    "words",
    [
        ["--expires", "2001-01-01"],
        ["--expires", "soon"],
        ["--scope", "everything"],
        ["--origin", "www.example.org"],
        ["--origin", "https://www.example.org/page"],
        ["--origin", "https://www.example.org", "--scope", "admin"],
    ],
)
def test_what_makes_no_sense_is_refused_and_makes_no_key(tmp_path: Path, words: list[str]):
    agreed(tmp_path, "create", "one", *words, code=2)
    keys = KeyStore(tmp_path)
    assert not keys.has_keys()
    keys.close()


def test_an_origin_is_kept_as_a_browser_writes_it(tmp_path: Path):
    made = json.loads(
        agreed(tmp_path, "create", "p", "--origin", "https://WWW.Example.org/", "--json").stdout
    )
    assert made["origin"] == "https://www.example.org"


def test_an_unknown_key_cannot_be_revoked(tmp_path: Path):
    assert "agreed key list" in agreed(tmp_path, "revoke", "00000000", code=2).stderr


def test_looking_makes_no_file(tmp_path: Path):
    assert "no access keys" in agreed(tmp_path).stdout
    assert list(tmp_path.iterdir()) == []
