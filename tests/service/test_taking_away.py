"""Taking answers away from the web chat: the page, the files, the timeline of an answer."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from tests.service.fake_library import APPROVED, HOSTILE, FakeLibrary

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


def ask(client: TestClient, *questions: str) -> str:
    """Ask, one after another, and return the conversation's id."""
    conversation = ""
    for question in questions:
        response = client.post(
            "/ask", data={"question": question, "conversation": conversation}, headers=BROWSER
        )
        conversation = re.match(r"/c/([^#]+)", response.headers["Location"])[1]
    return conversation


@pytest.fixture
def conversation(client: TestClient) -> str:
    return ask(client, "What was agreed?", "Which are amber?", "Is there a moon?")


@pytest.mark.parametrize(
    ("ending", "media_type", "begins"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
        ("md", "text/markdown; charset=utf-8", b"# Answers to 3 questions"),
        ("txt", "text/plain; charset=utf-8", b"What was agreed?"),
    ],
)
def test_a_conversation_is_had_as_a_file(
    client: TestClient, conversation: str, ending: str, media_type: str, begins: bytes
):
    response = client.get(f"/c/{conversation}/answers.{ending}", headers=BROWSER)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == media_type
    assert response.content.startswith(begins)
    named = response.headers["Content-Disposition"]
    assert named.startswith(f'attachment; filename="Answers-to-3-questions.{ending}"')


def test_a_set_of_answers_is_chosen_by_number(client: TestClient, conversation: str):
    text = client.get(f"/c/{conversation}/answers.txt?turn=1&turn=3&turn=77").text

    assert "What was agreed?" in text
    assert "Is there a moon?" in text
    assert "amber" not in text


def test_no_number_that_fits_means_all(client: TestClient, conversation: str):
    assert "Which are amber?" in client.get(f"/c/{conversation}/answers.txt?turn=x").text


def test_the_page_holds_the_text_to_copy_without_javascript(client: TestClient, conversation: str):
    page = client.get(f"/c/{conversation}/take-away?turn=1", headers=BROWSER).text

    plain = html.unescape(re.search(r'id="copy-plain"[^>]*>(.*?)</textarea>', page, re.S)[1])
    assert f"- {APPROVED} [1]" in plain
    assert re.findall(r'name="turn" value="(\d)"( checked)?', page) == [
        ("1", " checked"),
        ("2", ""),
        ("3", ""),
    ]
    assert page.count('formaction="/c/') == 3


def test_hostile_words_are_words(client: TestClient):
    conversation = ask(client, "Which are amber?")
    page = client.get(f"/c/{conversation}/take-away", headers=BROWSER).text

    assert "<script>alert(1)" not in page
    assert html.escape(HOSTILE, quote=False).split(" ")[0] in page


def test_an_answer_stands_on_a_timeline_with_a_table(client: TestClient, conversation: str):
    page = client.get(f"/c/{conversation}/timeline?turn=1", headers=BROWSER).text

    assert page.count('<th scope="row"') == 5
    assert html.escape(APPROVED) in page


def test_a_conversation_that_is_not_kept_is_not_found(client: TestClient):
    for address in ("take-away", "answers.pdf", "timeline"):
        assert client.get(f"/c/unknown-unknown/{address}", headers=BROWSER).status_code == 404


def test_a_form_that_is_not_written_is_not_found(client: TestClient, conversation: str):
    response = client.get(f"/c/{conversation}/answers.exe", headers=BROWSER)

    assert response.status_code == 404
    assert "docx, pdf, md, txt" in response.text


def test_a_paper_that_is_withdrawn_is_left_out_and_said_to_be(
    client: TestClient, library: FakeLibrary, conversation: str, monkeypatch: pytest.MonkeyPatch
):
    every = library.documents()
    monkeypatch.setattr(library, "documents", lambda: [d for d in every if d.facts.area != "Norfolk"])
    monkeypatch.setattr(FakeLibrary, "revision", property(lambda _: 99), raising=False)

    text = client.get(f"/c/{conversation}/answers.txt?turn=1").text

    assert APPROVED not in text
    assert "are no longer public, are left out" in text
