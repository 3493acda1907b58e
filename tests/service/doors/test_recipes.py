"""Every recipe of docs/recipes.md is copied from the page and run, against a server of this machine."""

import contextlib
import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from retrieval.library import Library
from retrieval.records import Catalogue
from tests.service.fake_library import DECISION, FakeLibrary
from tests.support.needed import needed, needed_program
from tests.support.recorded import recorded_library

PAGE = (Path(__file__).parents[3] / "docs" / "recipes.md").read_text("utf-8")
RECIPES = re.findall(r"^## (.+?)$|^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
# Modules of other libraries that a recipe needs, and how they are installed.
EXTRAS = {"langchain": "langchain_core", "llamaindex": "llama_index", "haystack": "haystack"}


class _WithRecords(FakeLibrary):
    """Answers as the library in memory does, and lists the records of another."""

    def __init__(self, records: Library) -> None:
        super().__init__()
        self.records = records

    def catalogue(self) -> Catalogue:
        return self.records.catalogue()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    records = recorded_library(tmp_path_factory.mktemp("papers"))
    yield _WithRecords(records)
    records.close()


def recipes(language: str) -> list[Any]:
    """Return the recipes in one language, each named for the heading that it stands under."""
    found, heading = [], ""
    for title, spoken, text in RECIPES:
        heading = title or heading
        if spoken == language:
            found.append(pytest.param(text, id=f"{heading}-{len(found)}"))
    return found


def here(text: str, url: str) -> str:
    assert "http://127.0.0.1:8000" in text
    return text.replace("http://127.0.0.1:8000", url)


def test_every_recipe_is_in_a_language_that_is_run_here():
    assert {spoken for _, spoken, _ in RECIPES} - {""} == {"sh", "python", "javascript", "powerquery"}


@pytest.mark.parametrize("text", recipes("sh"))
def test_curl(url: str, text: str):
    needed_program("curl")
    done = subprocess.run(["sh", "-c", here(text, url)], capture_output=True, text=True, check=True)
    assert '"vectors"' in done.stdout if "/v1/embed" in text else '"passage_id"' in done.stdout


@pytest.mark.filterwarnings("ignore")  # of other libraries' own making
@pytest.mark.parametrize("text", recipes("python"))
def test_python(url: str, text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAYSTACK_TELEMETRY_ENABLED", "False")
    for extra, module in EXTRAS.items():
        if f"service.retrievers.{extra}" in text:
            needed(module, extra)
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(here(text, url), "recipe", "exec"), {})
    assert "Secretariat role for the Women" in said.getvalue()


@pytest.mark.parametrize("text", recipes("javascript"))
def test_javascript(url: str, text: str):
    node = [needed_program("node"), "--input-type=module"]
    done = subprocess.run(node, input=here(text, url), capture_output=True, text=True, check=True)
    assert "p. 1: The recommendations as outlined above are approved." in done.stdout


@pytest.mark.parametrize("text", recipes("powerquery"))
def test_power_query_asks_for_what_there_is(url: str, text: str):
    """Its language runs in Excel only: what it sends is sent, and the fields that it names are looked for."""
    address = re.search(r'Web\.Contents\("([^"]+)"', here(text, url))[1]
    if address.endswith(".csv"):
        answer = httpx2.get(address)
        assert answer.headers["content-type"].startswith("text/csv")
        assert "charset=utf-8" in answer.headers["content-type"]
        return
    query, k = re.search(r'\[query = "([^"]+)", k = (\d+)\]', text).groups()
    answer = httpx2.post(address, json={"query": query, "k": int(k)}).json()
    columns, fields = (re.findall(r'"(\w+)"', each) for each in re.findall(r"\{([^}]+)\}", text))
    (hit,) = (hit for hit in answer["hits"] if hit["passage_id"] == "d1-award")
    assert set(columns) <= set(hit)
    assert set(fields) <= set(hit["document"])
    assert hit["document"]["id"] == DECISION
