"""The command line: ``agreed``, or ``python -m service.cli``.

Each command is thin: it opens the library, calls the function that every other surface calls, and
prints what came back, as text (``service.rendering``) or whole with ``--json``. Errors and exit
codes are the business of ``service.cli_errors``. Heavy modules are imported by the command that
needs them, so that ``--help`` answers at once.
"""
# ruff: noqa: PLC0415

import dataclasses
import sys
from pathlib import Path
from typing import Annotated

import typer

from service.cli_alerts import alerts_app
from service.cli_errors import DONE, FAILED, ReportingGroup
from service.cli_export import export
from service.cli_feedback import feedback_app
from service.cli_keys import key_app
from service.cli_options import (
    Areas,
    AsJson,
    Data,
    DateFrom,
    DateTo,
    Documents,
    Kinds,
    NoOcr,
    NoServer,
    Yes,
    filters_of,
    open_library,
)
from service.cli_output import print_json, print_remark, print_text, text_width
from service.cli_records import add_record_commands

_EPILOG = """First steps:

agreed ingest papers/

agreed ask "what was agreed on women offenders"

agreed serve

Exit codes: 0 done, 1 failed, 2 wrong use."""

app = typer.Typer(
    name="agreed",
    cls=ReportingGroup,
    help="Answers from your own papers, in their words, each with a citation. Nothing leaves this machine.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line: the entry point of ``agreed``."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without Unicode shows an escape for what it cannot show, rather than failing.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    app(prog_name="agreed")


@app.command(epilog="Example: agreed ingest papers/ minutes-2021.pdf")
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", help="Papers (PDF, Word, web pages, text and more), or folders of them."
        ),
    ] = None,
    *,
    urls: Annotated[
        list[str] | None,
        typer.Option(
            "--urls",
            metavar="FILE|URL",
            help="A list of web addresses, one a line, or a sitemap: its papers are fetched first. "
            "May be repeated.",
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Fetch from this machine and the office's network as well."),
    ] = False,
    proxy: Annotated[
        str | None,
        typer.Option("--proxy", metavar="URL", help="Fetch through this proxy, as http://proxy:8080."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when a file was refused, empty or locked.")
    ] = False,
    yes: Yes = False,
    no_ocr: NoOcr = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait for another ingest into the same store, rather than fail.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Read papers into the store, and keep it in step with their folders.

    Unchanged papers are skipped, changed ones read again, and those that are gone from a folder
    removed; when that is more than half of them, only after a question, or with --yes. A file that
    cannot be read is named with the reason, and the others go on. Pages that are pictures are read by
    OCR when all text is in. It may be stopped at any moment: run it again to go on.
    """
    from ingest.errors import RequestInvalid
    from service.cli_fetch import fetch_json, fetch_sources, fetch_text, has_fetch_failures
    from service.cli_ingest import has_failures, kept_text, report_json, report_text, run_ingest
    from service.settings import Settings

    settings = Settings.from_environment(data, ocr=False if no_ocr else None)
    if not paths and not urls:
        raise RequestInvalid(
            "Nothing to read was named.",
            hint="Name papers or folders, or a list of web addresses with --urls.",
        )
    fetched = fetch_sources(urls or [], settings.data, allow_private=allow_private, proxy=proxy)
    everything = [*(paths or []), *(each.folder for each in fetched)]
    report = run_ingest(everything, settings, yes=yes, wait=wait)
    if as_json:
        print_json({**report_json(report), "fetched": [fetch_json(each) for each in fetched]})
    else:
        print_text("\n".join([*map(fetch_text, fetched), report_text(report)]))
    if report.kept:
        print_remark(kept_text(report.kept))
    failures = has_failures(report) or any(map(has_fetch_failures, fetched))
    failed = report.kept or (strict and failures)
    raise typer.Exit(FAILED if failed else DONE)


@app.command(epilog="Example: agreed watch papers/ --interval 300")
def watch(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders of papers.")],
    *,
    interval: Annotated[
        float,
        typer.Option("--interval", min=1, metavar="SECONDS", help="Look at least this often, events or not."),
    ] = 60,
    yes: Yes = False,
    no_ocr: NoOcr = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Keep the store in step with folders until Ctrl-C.

    First it does what "agreed ingest" does; then it takes up every change soon after it is made, and
    prints a line for it (with --json, a JSON object a line). A server that is running sees the papers
    without a restart.
    """
    from service.cli_watch import watch_folders
    from service.settings import Settings

    settings = Settings.from_environment(data, ocr=False if no_ocr else None)
    watch_folders(folders, settings, interval=interval, yes=yes, as_json=as_json)


@app.command(epilog='Example: agreed ask "how much is the link worker" --area Norfolk --from 2019-01-01')
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In quotation marks.")],
    *,
    areas: Areas = None,
    kinds: Kinds = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    documents: Documents = None,
    no_server: NoServer = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the papers, with citations.

    Agreed things come first; what is only recommended, planned, reported or discussed is labelled
    so. Where the papers do not answer, it says so and shows the nearest passages. A server that runs
    over the same papers ("agreed serve") is asked, so that nothing need be loaded.
    """
    from retrieval.answering.answer import Status
    from service.cli_asking import answer_to
    from service.rendering import answer_text

    filters = filters_of(areas, kinds, documents, date_from, date_to)
    answer = answer_to(question, filters, data, no_server=no_server)
    if as_json:
        print_json(answer.model_dump(mode="json", by_alias=True))
    else:
        print_text(answer_text(answer, text_width()))
    raise typer.Exit(FAILED if answer.status is Status.FAILED else DONE)


@app.command(epilog='Example: agreed search "diversion scheme" -k 5 --kind minutes')
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A few words, or a question.")],
    *,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    areas: Areas = None,
    kinds: Kinds = None,
    date_from: DateFrom = None,
    date_to: DateTo = None,
    documents: Documents = None,
    no_server: NoServer = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Find the passages nearest to a query, best first.

    They are found by meaning and by word. The score compares passages of one search only. A server that
    runs over the same papers ("agreed serve") is asked, so that nothing need be loaded.
    """
    from service.cli_asking import passages_for
    from service.rendering import search_text

    filters = filters_of(areas, kinds, documents, date_from, date_to)
    result = passages_for(query, k, filters, data, no_server=no_server)
    if as_json:
        print_json(result.model_dump(mode="json", by_alias=True))
    else:
        print_text(search_text(result, text_width()))


@app.command("documents", epilog="Example: agreed documents --json")
def list_documents(data: Data = None, as_json: AsJson = False) -> None:
    """List the papers in the store: id, date, kind, pages and title."""
    from service.rendering import documents_text

    with open_library(data) as library:
        found = library.documents()
    if as_json:
        from service.api_forms import DocumentList

        print_json(DocumentList.of(found).model_dump(mode="json"))
    else:
        print_text(documents_text(found))


@app.command(epilog="Example: agreed remove 9f2c41d07be1a6c3")
def remove(
    document: Annotated[str, typer.Argument(metavar="ID", help="A paper's id, or its file's name.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Remove a paper from the store, so that it answers no more. Its file is not touched."""
    from service.rendering import removed_text

    with open_library(data) as library:
        removed = library.remove(document)
    if as_json:
        from service.api_forms import DocumentOut

        print_json(DocumentOut.of(removed).model_dump(mode="json"))
    else:
        print_text(removed_text(removed))


@app.command(epilog="Example: agreed status --data agreed-data")
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Say what the store holds: papers, passages, areas, kinds, the model, and what is withheld."""
    from service.rendering import status_text

    with open_library(data) as library:
        found = library.status()
    if as_json:
        print_json(dataclasses.asdict(found))
    else:
        print_text(status_text(found))


@app.command(epilog="Example: agreed doctor")
def doctor(data: Data = None, as_json: AsJson = False) -> None:
    """Check this machine, the store, the model and the index.

    Each problem comes with the next step. Exits with 1 when there is one.
    """
    from service.cli_doctor import checks_json, checks_text, examine
    from service.settings import Settings

    checks = examine(Settings.from_environment(data))
    if as_json:
        print_json(checks_json(checks))
    else:
        print_text(checks_text(checks))
    raise typer.Exit(DONE if all(check.ok for check in checks) else FAILED)


@app.command(epilog="Example: agreed serve --port 8080")
def serve(
    host: Annotated[
        str | None,
        typer.Option(
            "--host",
            help="Beyond this machine an access key is needed. Otherwise 127.0.0.1.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", help="Otherwise 8000. With 0, a free one is chosen.", show_default=False),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Serve the web chat and the HTTP API until Ctrl-C.

    Papers that are ingested meanwhile are seen without a restart.
    """
    from service.cli_serve import serve as serve_until_stopped
    from service.settings import Settings

    def announce(url: str) -> None:
        if as_json:
            print_json({"url": url})
        else:
            print_text(f"Agreed answers at {url} (Ctrl-C stops it).")

    serve_until_stopped(Settings.from_environment(data, host=host, port=port), announce)


@app.command(epilog="Example: agreed mcp --data agreed-data")
def mcp(
    url: Annotated[
        str,
        typer.Option("--url", help="Where “agreed serve” answers: the links to pages begin with it."),
    ] = "http://127.0.0.1:8000",
    data: Data = None,
) -> None:
    """Let an agent on this machine search and ask, over standard input and output.

    It is started by the agent's own program (a client of the Model Context Protocol), and prints that
    protocol's JSON, so it has no --json. Agents elsewhere use the address /mcp of "agreed serve".
    """
    from service.doors.mcp_stdio import serve as serve_agent

    with open_library(data) as library:
        serve_agent(library, base=url)


@app.command(epilog="Example: agreed evaluate corpus/questions.jsonl --predictions predictions.jsonl")
def evaluate(
    questions: Annotated[
        Path,
        typer.Argument(
            metavar="QUESTIONS.jsonl|FOLDER",
            help="One JSON object a line: id, question, history. Or a folder that holds a collection in the"
            " format of BEIR: its rankings are measured.",
        ),
    ],
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", metavar="OUT.jsonl", help="Where to write the answers, one a line."),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Answer a file of questions, by the very function that answers everyone else.

    Nothing but id, question and history is read of a line, so that answers to compare with may
    stand beside them.
    """
    if questions.is_dir():
        from service.cli_collections import evaluate_folder

        evaluate_folder(questions, data, as_json=as_json)
        return
    from retrieval.evaluation.predictions import evaluate as evaluate_file
    from service.cli_progress import shown_progress
    from service.rendering import evaluation_text, name_line

    with open_library(data) as library, shown_progress("questions") as show:
        summary = evaluate_file(
            library,
            questions,
            predictions,
            on_progress=lambda done, total, case: show(done, total, f"answering {name_line(case)}"),
        )
    if as_json:
        print_json(dataclasses.asdict(summary))
    else:
        print_text(evaluation_text(summary))


add_record_commands(app)
app.command(epilog="Example: agreed export data/ --format parquet")(export)
app.add_typer(feedback_app, name="feedback")
app.add_typer(key_app, name="key")
app.add_typer(alerts_app, name="alerts")


if __name__ == "__main__":
    main()
