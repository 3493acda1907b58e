import asyncio

import openai
import pytest
from openai import AsyncOpenAI, OpenAI

from tests.service.fake_library import AMBER_TEXT, APPROVED, HOSTILE, FakeLibrary

ASKED = [{"role": "user", "content": "What was agreed?"}]


@pytest.fixture
def chat(url: str):
    with OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        yield client.chat.completions


def test_every_mark_is_annotated_with_the_page_that_it_opens(chat, url: str):
    completion = chat.create(model="agreed", messages=ASKED)
    message = completion.choices[0].message
    cited = [each.url_citation for each in message.annotations]
    assert [message.content[each.start_index : each.end_index] for each in cited] == [
        "[1]",
        "[2]",
        "[3]",
        "[4]",
        "[5]",
    ]
    assert all(each.url.startswith(f"{url}/p/d1-") for each in cited)
    assert cited[4].title.endswith("pp. 1 to 2")
    assert f"\n[1] [{cited[0].title}]({cited[0].url})" in message.content
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage.total_tokens == 0


def test_our_whole_answer_stands_beside_the_message(chat):
    answer = chat.create(model="agreed", messages=ASKED).agreed
    assert answer["status"] == "answered"
    assert answer["citations"][0]["quote"]["exact"] == APPROVED
    assert "from" in answer["searched"]


def test_a_stream_says_the_same_piece_by_piece(chat):
    whole = chat.create(model="agreed", messages=ASKED)
    chunks = list(
        chat.create(model="agreed", messages=ASKED, stream=True, stream_options={"include_usage": True})
    )
    said = "".join(each.choices[0].delta.content or "" for each in chunks if each.choices)
    last = chunks[-2]
    assert said == whole.choices[0].message.content
    assert last.choices[0].finish_reason == "stop"
    assert last.choices[0].delta.annotations == [
        each.model_dump() for each in whole.choices[0].message.annotations
    ]
    assert last.agreed == whole.agreed
    assert chunks[-1].usage.total_tokens == 0


def test_earlier_messages_of_the_user_are_the_history(chat, library: FakeLibrary):
    chat.create(
        model="agreed",
        messages=[
            {"role": "system", "content": "You are a pirate."},
            {"role": "user", "content": "What was agreed?"},
            {"role": "assistant", "content": "Something."},
            {"role": "user", "content": [{"type": "text", "text": "Who pays?"}]},
        ],
    )
    assert library.asked[-1] == ("Who pays?", ("What was agreed?",), None)


def test_settings_for_a_language_model_are_let_pass(chat):
    assert chat.create(model="agreed", messages=ASKED, temperature=0.2, max_tokens=5, seed=1).choices


def test_what_is_not_found_is_said_with_what_was_searched(chat):
    content = (
        chat.create(model="agreed", messages=[{"role": "user", "content": "the moon"}]).choices[0].message
    )
    assert content.content.startswith("**The papers do not say anything about this.**")
    assert "Searched 2 papers" in content.content
    assert "Nearest passages" in content.content
    assert content.annotations == []


def test_words_of_a_paper_are_no_markup(chat):
    content = (
        chat.create(model="agreed", messages=[{"role": "user", "content": "amber"}])
        .choices[0]
        .message.content
    )
    assert AMBER_TEXT.replace("; ", "; ") in content
    assert HOSTILE not in content
    assert "\\<script\\>" in content


def test_a_question_of_half_a_hundred_thousand_letters_is_refused_as_openai_does(chat):
    with pytest.raises(openai.BadRequestError) as raised:
        chat.create(model="agreed", messages=[{"role": "user", "content": "x" * 50_000}])
    assert raised.value.code == "question_invalid"
    assert raised.value.type == "invalid_request_error"
    assert "2,000" in raised.value.message


@pytest.mark.parametrize(
    "messages", [[], [{"role": "system", "content": "Hello"}], [{"role": "user", "content": " "}]]
)
def test_a_conversation_without_a_question_is_refused(chat, messages):
    with pytest.raises(openai.BadRequestError):
        chat.create(model="agreed", messages=messages)


@pytest.mark.parametrize("stream", [False, True])
def test_a_failure_is_told_by_the_status(chat, stream: bool):
    with pytest.raises(openai.InternalServerError) as raised:
        chat.create(model="agreed", messages=[{"role": "user", "content": "crash"}], stream=stream)
    assert raised.value.status_code == 500
    assert "secret" not in str(raised.value)


def test_there_is_one_model(url: str):
    with OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["agreed"]
        assert client.models.retrieve("agreed").owned_by == "agreed"
        with pytest.raises(openai.NotFoundError):
            client.models.retrieve("other")
        with pytest.raises(openai.NotFoundError):
            client.chat.completions.create(model="other", messages=ASKED)


def test_the_async_client_is_answered_as_well(url: str):
    async def ask() -> str:
        async with AsyncOpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
            stream = await client.chat.completions.create(model="agreed", messages=ASKED, stream=True)
            return "".join([each.choices[0].delta.content or "" async for each in stream if each.choices])

    assert "**Sources**" in asyncio.run(ask())
