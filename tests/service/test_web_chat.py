"""What the chat keeps, takes back and limits, without JavaScript."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from retrieval.answering.answer import UnderstoodWords
from retrieval.interpreting.question import UnderstoodAs
from service.app import create_app
from service.web.browser import COOKIE
from tests.service.conftest import SETTINGS
from tests.service.fake_library import DECISION, DOCUMENTS, FakeLibrary

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
QUESTION = "What was agreed in Norfolk?"
AREA = UnderstoodWords(kind=UnderstoodAs.AREA, text="Norfolk", key="area:Norfolk")
EARLIER = UnderstoodWords(kind=UnderstoodAs.EARLIER, text="Who met?", key="earlier:Who met?")


class UnderstandingLibrary(FakeLibrary):
    """Understands an area and an earlier question, but for what is to be ignored."""

    gone: frozenset[str] = frozenset()

    @property
    def revision(self):
        return 7 + len(self.gone)

    def ask(self, question, *, history=(), filters=None, ignore=frozenset()):
        answer = super().ask(question, history=history, filters=filters, ignore=ignore)
        understood = [words for words in (AREA, EARLIER) if words.key not in ignore]
        return answer.model_copy(update={"understood": understood})

    def documents(self):
        return [each for each in super().documents() if each.id not in self.gone]


@pytest.fixture
def library():
    return UnderstandingLibrary()


def ask(client: TestClient, question: str = QUESTION, **fields: object) -> str:
    """Send the form and return the page it leads to."""
    response = client.post("/ask", data={"question": question, **fields}, headers=BROWSER)
    assert response.status_code == 303, response.text
    return client.get(response.headers["Location"], headers=BROWSER).text


def conversation_of(page: str) -> str:
    return re.findall(r'name="conversation" value="([^"]+)"', page)[-1]


def chips_of(page: str) -> list[tuple[str, str]]:
    """Return what each chip sends: its field and the value."""
    return re.findall(r'class="chip-button" type="submit" name="(\w+)" value="([^"]+)"', page)


def fields_of(page: str) -> dict[str, object]:
    """Return the hidden fields of the last form of chips."""
    form = re.findall(r'<form class="chips".*?</form>', page, re.DOTALL)[-1]
    fields: dict[str, object] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        said = html.unescape(value)
        fields[name] = [*fields.get(name, []), said] if name == "ignore" else said
    return fields


def test_what_was_understood_is_taken_back_with_a_button_and_put_back_with_another(client, library):
    ask(client, "Who met?")
    first = ask(client)
    assert chips_of(first) == [("drop", "area:Norfolk"), ("drop", "earlier:Who met?")]

    second = ask(client, **{**fields_of(first), "drop": "area:Norfolk"})
    assert library.ignored[-1] == {"area:Norfolk"}
    assert chips_of(second)[-2:] == [("drop", "earlier:Who met?"), ("use", "area:Norfolk")]

    third = ask(client, **{**fields_of(second), "drop": "earlier:Who met?"})
    assert library.ignored[-1] == {"area:Norfolk", "earlier:Who met?"}

    ask(client, **{**fields_of(third), "use": "area:Norfolk"})
    assert library.ignored[-1] == {"earlier:Who met?"}


def test_a_question_asked_again_leans_on_what_was_asked_before_it_and_counts_once(client, library):
    first = ask(client, "Who met?")
    second = ask(client, conversation=conversation_of(first))
    ask(client, **{**fields_of(second), "drop": "area:Norfolk"})
    assert library.asked[-1][1] == ("Who met?",)
    ask(client, "And now?", conversation=conversation_of(first))
    assert library.asked[-1][1] == ("Who met?", QUESTION)


def test_where_to_look_is_limited_by_fields_and_each_limit_dropped_by_its_chip(client, library):
    limits = {"area": "Norfolk", "kind": "decision_notice", "since": "2019", "until": "2021"}
    page = ask(client, **limits)
    filters = library.asked[-1][2]
    assert (filters.areas, [str(kind) for kind in filters.kinds]) == (["Norfolk"], ["decision_notice"])
    assert (str(filters.date_from), str(filters.date_to)) == ("2019-01-01", "2021-12-31")
    assert [key for _, key in chips_of(page)][:4] == [
        "filter:area",
        "filter:kind",
        "filter:since",
        "filter:until",
    ]
    assert '<option value="Norfolk" selected>' in page

    ask(client, **{**fields_of(page), "drop": "filter:kind"})
    filters = library.asked[-1][2]
    assert filters.kinds == []
    assert filters.areas == ["Norfolk"]
    assert library.ignored[-1] == frozenset()


@pytest.mark.parametrize(
    "fields",
    [
        {"area": "Nowhere"},
        {"kind": "<b>"},
        {"since": "1", "until": "later"},
        {"again": "99", "drop": "x", "use": "y"},
        {"ignore": ["a", "b"]},
    ],
)
def test_fields_that_make_no_sense_do_no_harm(client, fields):
    assert "Searched 2 papers" in ask(client, **fields)


def test_a_browser_is_known_by_a_cookie_that_no_script_and_no_other_site_gets(client):
    assert client.get("/", headers=BROWSER).headers.get("set-cookie") is None
    cookie = client.post("/ask", data={"question": QUESTION}).headers["set-cookie"]
    assert re.match(rf"{COOKIE}=[\w-]{{22}}; HttpOnly; Max-Age=7776000; Path=/; SameSite=strict$", cookie)
    streamed = client.post("/ask", data={"question": QUESTION}, headers={"Accept": "text/event-stream"})
    assert COOKIE in streamed.headers["set-cookie"]


def test_conversations_are_listed_renamed_searched_and_deleted(client):
    first = conversation_of(ask(client, "Who met?"))
    second = conversation_of(ask(client, "How much was it?"))
    listed = client.get("/conversations", headers=BROWSER).text
    assert f"http://testserver/c/{first}" in listed
    assert set(re.findall(r'conversation-name"><a href="/c/([\w-]+)"', listed)) == {first, second}

    client.post(f"/conversations/{first}/name", data={"name": "The <b>panel"})
    assert "The &lt;b&gt;panel" in client.get("/conversations", headers=BROWSER).text
    found = client.get("/conversations", params={"words": "panel"}, headers=BROWSER).text
    assert first in found
    assert second not in found
    assert "No conversation holds these words." in client.get("/conversations?words=aardvark").text

    assert "Delete this conversation?" in client.get(f"/conversations/{first}/delete", headers=BROWSER).text
    assert client.get(f"/c/{first}").status_code == 200
    assert client.post(f"/conversations/{first}/delete").headers["Location"] == "/conversations"
    assert client.get(f"/c/{first}", headers=BROWSER).status_code == 404
    client.post("/conversations/all/delete")
    assert "None yet." in client.get("/conversations", headers=BROWSER).text


def test_whoever_has_the_link_reads_and_goes_on_in_a_copy_but_changes_nothing(client, library):
    page = ask(client)
    identity = conversation_of(page)
    with TestClient(create_app(SETTINGS, library), follow_redirects=False) as other:
        other.app.state.parts = client.app.state.parts
        read = other.get(f"/c/{identity}", headers=BROWSER).text
        assert "go on in a copy of your own" in read
        assert other.post(f"/conversations/{identity}/delete").status_code == 404
        assert other.post(f"/conversations/{identity}/name", data={"name": "x"}).status_code == 404
        assert other.get(f"/conversations/{identity}/delete", headers=BROWSER).status_code == 404
        copy = conversation_of(ask(other, "And then?", conversation=identity))
    assert copy != identity
    assert client.get(f"/c/{identity}", headers=BROWSER).text.count("<article") == 1
    assert client.get(f"/c/{copy}", headers=BROWSER).text.count("<article") == 2


def test_a_verdict_with_a_comment_is_kept_with_what_was_shown(client, library):
    page = ask(client, "Who met?")
    identity = conversation_of(page)
    ask(client, conversation=identity)
    for verdict, comment in (("right", ""), ("wrong", "It <i>left out</i> the sum.")):
        response = client.post(
            "/feedback", data={"conversation": identity, "turn": "2", "verdict": verdict, "comment": comment}
        )
        assert response.headers["Location"] == f"/c/{identity}#turn-2-feedback"
    shown = client.get(f"/c/{identity}", headers=BROWSER).text
    assert "You said that this was not right." in shown
    assert "It &lt;i&gt;left out&lt;/i&gt; the sum." in shown
    assert shown.count("Was this right?") == 1
    (given,) = client.app.state.parts.feedback.every()
    assert (given.history, given.revision, given.answer.question) == (
        ("Who met?",),
        library.revision,
        QUESTION,
    )


def test_a_verdict_for_the_script_comes_as_the_form_that_then_stands_there(client):
    identity = conversation_of(ask(client))
    fields = {"conversation": identity, "turn": "1", "verdict": "right"}
    said = client.post("/feedback", data=fields, headers={"Accept": "application/json"}).json()["html"]
    assert "You said that this was right." in said
    assert said.lstrip().startswith("<form")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"conversation": "none", "turn": "1", "verdict": "right"}, 404),
        ({"conversation": "", "turn": "x", "verdict": "right"}, 404),
        ({"conversation": "none", "turn": "1", "verdict": "perhaps"}, 422),
    ],
)
def test_a_verdict_on_nothing_is_refused(client, fields, status):
    assert client.post("/feedback", data=fields).status_code == status


def test_words_of_a_paper_that_was_removed_since_are_left_out_of_an_old_answer(client, library):
    page = ask(client)
    assert "£5,538.90" in page
    library.gone = frozenset({DECISION})
    again = client.get(f"/c/{conversation_of(page)}", headers=BROWSER).text
    assert "£5,538.90" not in again
    assert DOCUMENTS[DECISION].facts.title not in again
    assert "left out" in again


def test_that_papers_are_being_read_is_said(client, tmp_path, monkeypatch):
    client.app.state.parts.folder = tmp_path
    assert "being added" not in client.get("/", headers=BROWSER).text
    monkeypatch.setattr("service.web.reading_now.is_held", lambda folder: folder == tmp_path)
    assert "Papers are being added. 2 can be asked about by now." in client.get("/", headers=BROWSER).text
