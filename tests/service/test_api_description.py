"""The API does what its description says: asked by schemathesis, address by address."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.access import Access
from service.access_keys import KeyStore
from service.access_scopes import KeyScope
from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import FakeLibrary
from tests.support.recorded import recorded_library
from tests.support.stand_in_encoder import StandInEncoder

# What is asked of each address; hypothesis chooses it anew each time.
EXAMPLES = 30

DESCRIPTION: dict[str, Any] = create_app(Settings(), FakeLibrary()).openapi()
CALLS = {
    operation["operationId"]: (method.upper(), path)
    for path, operations in DESCRIPTION["paths"].items()
    for method, operation in operations.items()
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The real application over invented papers with records, which asks for a key."""
    folder = tmp_path_factory.mktemp("papers")
    library = recorded_library(folder)
    app = create_app(Settings(trusted_hosts=("testserver",)), library)
    app.state.parts.encoder = StandInEncoder()
    app.state.access = Access(KeyStore(folder))
    yield app
    app.state.access.keys.close()
    library.close()


@pytest.fixture(scope="module")
def headers(app: FastAPI) -> dict[str, str]:
    _, text = app.state.access.keys.create("all", [KeyScope.ADMIN], per_minute=1_000_000)
    return {"Authorization": f"Bearer {text}"}


@pytest.fixture(scope="module")
def described(app: FastAPI, headers: dict[str, str]) -> Any:
    load_all_checks()
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers=headers)
    schema.validate()
    return schema


@pytest.mark.filterwarnings("ignore")  # of the other library's own making
@pytest.mark.parametrize("call", CALLS)
def test_no_fault_and_nothing_that_is_not_described(described: Any, headers: dict[str, str], call: str):
    method, path = CALLS[call]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path][method].as_strategy())
    def ask(case: Any) -> None:
        # Not all that is wrong can be told by a schema: a first day after the last, a question of no word.
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    ask()


def test_the_description_is_openapi_3_1():
    assert DESCRIPTION["openapi"].startswith("3.1")


def test_schemas_and_calls_have_our_words_for_names():
    names = set(DESCRIPTION["components"]["schemas"])
    assert {
        "Document",
        "Page",
        "Part",
        "Answer",
        "Claim",
        "Citation",
        "DecisionList",
        "CitedDecision",
    } <= names
    assert [name for name in names if not name.isalpha() or name.endswith("Out")] == []
    assert not {"HTTPValidationError", "ValidationError"} & names
    assert {"ask", "search", "embed", "documents", "page", "page_picture", "decisions"} <= set(CALLS)


@pytest.mark.parametrize("call", [name for name, (_, path) in CALLS.items() if path.startswith("/v1/")])
def test_every_call_tells_its_problems_and_what_it_does(call: str):
    method, path = CALLS[call]
    operation = DESCRIPTION["paths"][path][method.lower()]
    assert operation["summary"]
    assert operation["description"]
    problems = {status: each for status, each in operation["responses"].items() if status >= "400"}
    assert {"401", "403", "422", "429", "500"} <= set(problems)
    assert all(set(each["content"]) == {"application/problem+json"} for each in problems.values())
    assert all(each["description"] for each in operation.get("parameters", ()) if each["in"] == "query")
    if "requestBody" in operation:
        assert "413" in problems
        form = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        fields = DESCRIPTION["components"]["schemas"][form]
        assert all(fields["properties"][name]["examples"] for name in fields["required"])


def test_an_encoder_s_vectors_come_in_the_order_of_the_texts(app: FastAPI, headers: dict[str, str]):
    from fastapi.testclient import TestClient

    client = TestClient(app)
    told = client.post(
        "/v1/embed", json={"texts": ["a grant", "diversion", "a grant"]}, headers=headers
    ).json()
    first, second, third = told["vectors"]
    assert (told["model"], told["dimension"]) == ("stand-in/float32", 64)
    assert first == third != second
    assert sum(number * number for number in first) == pytest.approx(1)


@pytest.mark.parametrize("texts", [[], [""], ["x" * 8001], ["x"] * 65, ["half \ud800"], "x"])
def test_what_cannot_be_embedded_is_told(app: FastAPI, headers: dict[str, str], texts: object):
    import json

    from fastapi.testclient import TestClient

    body = json.dumps({"texts": texts}).encode()
    refused = TestClient(app).post(
        "/v1/embed", content=body, headers=headers | {"Content-Type": "application/json"}
    )
    assert refused.status_code == 422
    assert refused.json()["errors"]
