"""Papers added while the service runs: read in the background, in the store one by one."""

import io
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ingest.errors import Outcome, StoreUnusable
from ingest.pipeline import ingest
from ingest.report import IngestReport, Progress, Step
from ingest.store import Store
from retrieval.library import Library
from service.adding import MOST_FILES, Added, Adding, Stage
from service.app import create_app
from tests.service.conftest import SETTINGS
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

MAY = b"Minutes of 3 May 2021\n\nThe panel agreed to open a hub for women in Sedgeford.\n"
JUNE = b"Minutes of 7 June 2021\n\nThe panel noted the report on roads and bridges.\n"
SECRET = b"OFFICIAL - SENSITIVE\nNOT FOR PUBLICATION: exempt under paragraph 3\n\nThe payment was agreed.\n"
BROWSER = {"Accept": "text/html"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(Store(tmp_path / "data", create=True), StandInEncoder(), StandInCrossEncoder())
    yield library
    library.close()


@pytest.fixture
def adding(library: Library, tmp_path: Path) -> Iterator[Adding]:
    adding = Adding(library, tmp_path / "data")
    yield adding
    adding.close()


def settled(adding: Adding, identity: str) -> tuple[Added, ...]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        files = adding.batch(identity)
        if files is not None and all(file.is_settled for file in files):
            return files
        time.sleep(0.02)
    pytest.fail(f"not settled: {adding.batch(identity)}")


def sent(**files: bytes) -> list[tuple[str, io.BytesIO]]:
    return [(name.replace("_", "."), io.BytesIO(content)) for name, content in files.items()]


def test_papers_are_read_and_can_be_asked_about(adding: Adding, library: Library):
    files = settled(adding, adding.take("", sent(may_txt=MAY, june_txt=JUNE)))

    assert [(f.name, f.stage, f.outcome, f.pages) for f in files] == [
        ("may.txt", Stage.IN, Outcome.READ, 1),
        ("june.txt", Stage.IN, Outcome.READ, 1),
    ]
    assert {f.document_id for f in files} == {d.id for d in library.documents()}
    assert "hub for women" in library.search("hub").hits[0].text


def test_what_is_refused_says_why_and_is_not_kept(adding: Adding, library: Library, tmp_path: Path):
    files = settled(adding, adding.take("", sent(a_exe=b"x", broken_pdf=b"%PDF-1.4 cut", may_txt=MAY)))

    assert [f.stage for f in files] == [Stage.FAILED, Stage.FAILED, Stage.IN]
    assert "a.exe is no paper" in files[0].reason
    assert "broken.pdf" in files[1].reason
    assert [p.name for p in (tmp_path / "data" / "added").rglob("*.*") if p.is_file()] == ["may.txt"]
    assert len(library.file_states()) == 1


def test_the_same_paper_again_is_unchanged(adding: Adding, library: Library):
    batch = adding.take("", sent(may_txt=MAY))
    settled(adding, batch)

    again = settled(adding, adding.take(batch, sent(copy_txt=MAY)))

    assert [(f.name, f.outcome) for f in again] == [
        ("may.txt", Outcome.READ),
        ("copy.txt", Outcome.UNCHANGED),
    ]
    assert len(library.documents()) == 1


def test_a_later_ingest_of_another_folder_leaves_added_papers_alone(
    adding: Adding, library: Library, tmp_path: Path
):
    settled(adding, adding.take("", sent(may_txt=MAY)))
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "june.txt").write_bytes(JUNE)
    (folder / "may again.txt").write_bytes(MAY)

    ingest([folder], tmp_path / "data", encoder=StandInEncoder())
    (folder / "may again.txt").unlink()
    ingest([folder], tmp_path / "data", encoder=StandInEncoder())

    assert len(library.documents()) == 2


def test_the_first_paper_is_in_while_the_next_is_still_being_read(
    adding: Adding, library: Library, monkeypatch: pytest.MonkeyPatch
):
    first_is_in, go_on = threading.Event(), threading.Event()
    add = library.add

    def slow(paths: Sequence[Path], *, on_progress: Callable, **others: object) -> IngestReport:
        def follow(progress: object) -> None:
            on_progress(progress)
            if library.documents():
                first_is_in.set()
                go_on.wait(30)

        return add(paths, on_progress=follow, **others)

    monkeypatch.setattr(library, "add", slow)
    batch = adding.take("", sent(may_txt=MAY, june_txt=JUNE))
    assert first_is_in.wait(30)
    # The step at which the test holds the ingest up may come before the one that shows the second file.
    shown = adding.batch(batch)
    go_on.set()

    assert shown is not None
    assert shown[0].document_id is not None
    assert not shown[0].is_settled
    assert [f.outcome for f in settled(adding, batch)] == [Outcome.READ, Outcome.READ]


def test_what_is_being_done_is_told_of_the_file_that_it_is_done_with(
    adding: Adding, library: Library, monkeypatch: pytest.MonkeyPatch
):
    is_embedding, go_on = threading.Event(), threading.Event()
    add = library.add

    def slow(paths: Sequence[Path], *, on_progress: Callable, **others: object) -> IngestReport:
        def follow(progress: Progress) -> None:
            on_progress(progress)
            if progress.step is Step.EMBEDDING and not is_embedding.is_set():
                is_embedding.set()
                go_on.wait(30)

        return add(paths, on_progress=follow, **others)

    monkeypatch.setattr(library, "add", slow)
    batch = adding.take("", sent(may_txt=MAY, june_txt=JUNE))
    assert is_embedding.wait(30)
    shown = adding.batch(batch)
    go_on.set()

    assert shown is not None
    assert [file.progress.step if file.progress else None for file in shown] == [Step.EMBEDDING, None]
    assert [file.progress for file in settled(adding, batch)] == [None, None]


def test_a_fault_of_the_store_settles_all_that_wait(
    adding: Adding, library: Library, monkeypatch: pytest.MonkeyPatch
):
    def fails(*_: object, **__: object) -> IngestReport:
        raise StoreUnusable("The disk at /somewhere/private is full.", hint="Free some.")

    monkeypatch.setattr(library, "add", fails)

    (file,) = settled(adding, adding.take("", sent(may_txt=MAY)))

    assert file.stage is Stage.FAILED
    assert file.reason
    assert "/somewhere/private" not in file.reason


def test_what_was_kept_but_not_read_is_read_after_the_next_start(library: Library, tmp_path: Path):
    stopped = Adding(library, tmp_path / "data")
    stopped.close()
    stopped.take("", sent(may_txt=MAY))
    assert library.documents() == []

    started = Adding(library, tmp_path / "data")
    started.resume()
    deadline = time.monotonic() + 60
    while not library.documents() and time.monotonic() < deadline:
        time.sleep(0.02)
    started.close()

    assert len(library.documents()) == 1


def test_a_batch_takes_so_many_files_and_is_known_by_its_id_only(adding: Adding):
    batch = adding.take("", [(f"{n}.exe", io.BytesIO(b"x")) for n in range(MOST_FILES + 5)])

    assert len(adding.batch(batch) or ()) == MOST_FILES
    assert adding.batch("") is None
    assert adding.batch("unknown") is None
    assert adding.take("unknown", sent(a_exe=b"x")) != "unknown"


# -- the page ------------------------------------------------------------------------------------


@pytest.fixture
def client(library: Library, adding: Adding) -> Iterator[TestClient]:
    app = create_app(SETTINGS, library)
    app.state.adding = adding
    with TestClient(app, follow_redirects=False) as client:
        yield client


def post(client: TestClient, *files: tuple[str, bytes], headers: dict[str, str] | None = None, **fields: str):
    return client.post(
        "/add",
        files=[("papers", (name, content, "application/octet-stream")) for name, content in files],
        data=fields,
        headers=headers or BROWSER,
    )


def test_the_form_takes_several_files_at_once_without_javascript(client: TestClient, adding: Adding):
    response = post(client, ("may.txt", MAY), ("june.txt", JUNE), ("virus.exe", b"MZ"))
    address = response.headers["Location"].partition("#")[0]

    assert response.status_code == 303
    first = client.get(address, headers=BROWSER).text
    assert "Look again" in first or "All done" in first
    settled(adding, address.rpartition("/")[2])
    page = client.get(address, headers=BROWSER).text
    assert "Look again" not in page
    assert "All done: 2 papers can be asked about. 1 file was not read." in page
    assert page.count(">Read<") == 2
    assert "virus.exe is no paper that can be read." in page
    assert page.index('name="question"') > 0


def test_a_script_sends_one_by_one_and_follows(client: TestClient, adding: Adding):
    first = post(client, ("may.txt", MAY), headers={"Accept": "application/json"}).json()["batch"]
    second = post(client, ("june.txt", JUNE), headers={"Accept": "application/json"}, batch=first).json()

    assert second == {"batch": first}
    settled(adding, first)
    state = client.get(f"/add/{first}/files").json()
    assert (state["running"], state["canAsk"]) == (False, True)
    assert state["announced"] == "All done: 2 papers can be asked about."
    assert "june.txt" in state["html"]


def test_hostile_names_are_words(client: TestClient, adding: Adding):
    response = post(
        client, ("<img src=x onerror=alert(1)>\u202e.txt", MAY), headers={"Accept": "application/json"}
    )
    batch = response.json()["batch"]
    settled(adding, batch)

    shown = client.get(f"/add/{batch}/files").json()["html"]

    assert "<img" not in shown
    assert "\u202e" not in shown


def test_a_paper_whose_marking_withholds_it_is_not_named(
    client: TestClient, adding: Adding, library: Library
):
    batch = post(client, ("a.txt", SECRET), headers={"Accept": "application/json"}).json()["batch"]
    (file,) = settled(adding, batch)

    shown = client.get(f"/add/{batch}/files").json()["html"]

    assert file.stage is Stage.IN
    assert library.documents() == []
    assert "Its marking keeps it out of answers" in shown
    assert str(file.document_id) not in shown


def test_nothing_chosen_leads_back(client: TestClient):
    assert client.post("/add", data={"batch": ""}, headers=BROWSER).headers["Location"] == "/add"


def test_another_sites_page_may_not_send(client: TestClient):
    response = post(client, ("a.txt", MAY), headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


def test_a_batch_that_is_not_known_is_not_found(client: TestClient):
    assert client.get("/add/unknown-batch", headers=BROWSER).status_code == 404


def test_where_it_is_not_allowed_nothing_is_taken(library: Library):
    with TestClient(create_app(SETTINGS, library)) as client:
        for response in (client.get("/add", headers=BROWSER), post(client, ("a.txt", MAY))):
            assert response.status_code == 403
            assert "Papers cannot be added here." in response.text


def test_a_body_elsewhere_keeps_its_limit(client: TestClient):
    assert client.post("/ask", data={"question": "x" * 2_000_000}, headers=BROWSER).status_code == 413
    assert post(client, ("large.exe", b"x" * 2_000_000)).status_code == 303
