import asyncio

import httpx2
import pytest

from ingest.errors import NotInStore, QuestionInvalid, RequestInvalid
from retrieval.answering.answer import Filters
from service.client import Agreed, AsyncAgreed, ServiceRefused, ServiceUnreachable
from tests.service.fake_library import APPROVED, DECISION, FakeLibrary


def test_an_answer_comes_typed_and_its_links_open_the_words(url: str):
    with Agreed(url) as agreed:
        answer = agreed.ask("What was agreed?")
        opened = httpx2.get(agreed.link(answer.citations[0]), follow_redirects=True)
    assert answer.citations[0].quote.exact == APPROVED
    assert answer.citations[0].document.id == DECISION
    assert opened.status_code == 200
    assert opened.url.path == f"/documents/{DECISION}/pages/1"


def test_history_and_filters_reach_the_library(url: str, library: FakeLibrary):
    only = Filters.model_validate({"areas": ["Norfolk"], "from": "2021-01-01"})
    with Agreed(url) as agreed:
        agreed.ask("Who pays?", history=["What was agreed?"], filters=only)
    assert library.asked[-1] == ("Who pays?", ("What was agreed?",), only)


def test_what_can_be_read_is_read(url: str):
    with Agreed(url) as agreed:
        found = agreed.search("secretariat", k=2)
        assert [hit.passage_id for hit in found.hits] == ["d1-award", "d1-outcome"]
        assert agreed.passage("d1-award").page_start == 1
        assert [each.id for each in agreed.documents(areas=["Norfolk"])] == [DECISION]
        assert agreed.document(DECISION).reference == "28/2021"
        assert agreed.page(DECISION, 2).label == "ii"


def test_texts_come_back_as_vectors(url: str):
    async def waited_for() -> list[list[float]]:
        async with AsyncAgreed(url) as agreed:
            return (await agreed.embed(["a grant"])).vectors

    with Agreed(url) as agreed:
        told = agreed.embed(["a grant", "diversion"])
    assert (told.model, told.dimension, len(told.vectors)) == ("stand-in/float32", 64, 2)
    assert asyncio.run(waited_for()) == told.vectors[:1]


def test_the_async_client_says_the_same(url: str):
    async def both() -> tuple[list[str], int]:
        async with AsyncAgreed(url) as agreed:
            answer, found = await asyncio.gather(agreed.ask("What was agreed?"), agreed.search("x", k=3))
            await agreed.page(DECISION, 1)
            return [each.quote.exact for each in answer.citations], len(found.hits)

    quotes, hits = asyncio.run(both())
    assert quotes[0] == APPROVED
    assert hits == 3


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda agreed: agreed.ask("  "), QuestionInvalid),
        (lambda agreed: agreed.search("x", k=101), RequestInvalid),
        (lambda agreed: agreed.passage("none"), NotInStore),
        (lambda agreed: agreed.ask("busy"), ServiceRefused),
    ],
)
def test_what_the_service_refuses_is_an_error_of_ours_with_a_hint(url: str, ask, error: type[Exception]):
    with Agreed(url) as agreed, pytest.raises(error) as raised:
        ask(agreed)
    assert raised.value.message
    assert raised.value.hint


def test_a_service_that_is_not_there_is_named():
    with Agreed("http://127.0.0.1:1") as agreed, pytest.raises(ServiceUnreachable, match=r"127\.0\.0\.1:1"):
        agreed.search("x")


def test_an_answer_of_another_form_is_refused():
    def other(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"hello": "world"})

    with Agreed(transport=httpx2.MockTransport(other)) as agreed, pytest.raises(ServiceRefused):
        agreed.ask("What?")


def test_a_key_is_sent_and_never_in_the_address():
    seen: list[httpx2.Request] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(401, json={"title": "An access key is needed", "status": 401})

    with (
        Agreed(key="agreed_1_secret", transport=httpx2.MockTransport(note)) as agreed,
        pytest.raises(ServiceRefused) as raised,
    ):
        agreed.search("x")
    assert raised.value.status == 401
    assert seen[0].headers["Authorization"] == "Bearer agreed_1_secret"
    assert "secret" not in str(seen[0].url)
