"""``agreed alerts``: saved searches, and what is new since they last ran."""
# ruff: noqa: PLC0415 - so that --help does not wait for the libraries that search

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service.cli_options import Areas, AsJson, Data, open_library
from service.cli_output import print_json, print_text

if TYPE_CHECKING:
    from service.alerts import Alert, Alerts
    from service.feeds_agreed import Agreed

alerts_app = typer.Typer(
    help="Saved searches: what was agreed on a topic since they last ran.",
    invoke_without_command=True,
    no_args_is_help=False,
)


@alerts_app.callback(epilog='Example: agreed alerts add "women offenders"')
def alerts(context: typer.Context, data: Data = None, as_json: AsJson = False) -> None:
    """Save searches and run them; without a further word, list them."""
    if context.invoked_subcommand is None:
        list_alerts(data, as_json)


@alerts_app.command(epilog='Example: agreed alerts add "women offenders" --area Norfolk')
def add(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="A few words.")],
    *,
    areas: Areas = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Save a search. "agreed alerts run" tells what is agreed on it in papers that come after this."""
    from service.rendering import words_line

    with open_library(data) as library, _alerts(data) as store:
        alert, found = store.add(library, topic, areas or ())
    if as_json:
        print_json({**_alert_json(alert), "agreed_so_far": len(found)})
    else:
        print_text(f"Saved as {alert.number}: {words_line(alert.topic)}. So far agreed: {len(found)}.")


@alerts_app.command("list", epilog="Example: agreed alerts list")
def list_alerts(data: Data = None, as_json: AsJson = False) -> None:
    """List the saved searches: number, topic, areas, and when each last ran."""
    from service.rendering import columns, words_line

    with _alerts(data) as store:
        every = store.every()
    if as_json:
        print_json({"alerts": [_alert_json(alert) for alert in every]})
    elif not every:
        print_text("There are no saved searches. Save one with: agreed alerts add TOPIC")
    else:
        rows = [("no.", "topic", "areas", "last run")]
        rows += [
            (
                str(alert.number),
                words_line(alert.topic),
                ", ".join(alert.areas) or "all",
                alert.looked.astimezone().strftime("%Y-%m-%d %H:%M"),
            )
            for alert in every
        ]
        print_text("\n".join(columns(rows)))


@alerts_app.command(epilog="Example: agreed alerts remove 1")
def remove(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As “agreed alerts” lists it.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Remove a saved search."""
    from service.rendering import words_line

    with _alerts(data) as store:
        alert = store.remove(number)
    if as_json:
        print_json(_alert_json(alert))
    else:
        print_text(f"Removed {alert.number}: {words_line(alert.topic)}.")


@alerts_app.command(epilog="Example: agreed alerts run --json")
def run(data: Data = None, as_json: AsJson = False) -> None:
    """Print what was agreed in papers that came since the last run; nothing where there is none.

    So it can be run by a timetable that sends what is printed.
    """
    from service.rendering import day, words_line

    with open_library(data) as library, _alerts(data) as store:
        every = store.every()
        news = [(alert, store.news(library, alert)) for alert in every]
        if as_json:
            print_json(
                {
                    "alerts": [
                        {**_alert_json(alert), "new": [_agreed_json(n) for n in new]} for alert, new in news
                    ]
                }
            )
        for alert, new in news if not as_json else ():
            if new:
                print_text(f"{words_line(alert.topic)}: {len(new)} new")
            for one in new:
                document = one.citation.document
                when = f"{day(one.date)}, " if one.date else ""
                print_text(f"  {words_line(one.words)}")
                title = words_line(document.title or document.name)
                print_text(f"    {when}{title}, page {one.citation.page_start}")
        # Only when it has been told may it be forgotten.
        for alert in every:
            store.looked(library, alert)


@contextmanager
def _alerts(data: Path | None) -> Iterator["Alerts"]:
    from service.alerts import Alerts
    from service.settings import Settings

    store = Alerts(Settings.from_environment(data).data)
    try:
        yield store
    finally:
        store.close()


def _alert_json(alert: "Alert") -> dict[str, Any]:
    return {
        "number": alert.number,
        "topic": alert.topic,
        "areas": list(alert.areas),
        "looked": alert.looked.isoformat(timespec="seconds"),
    }


def _agreed_json(one: "Agreed") -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "words": one.words,
        "date": one.date.isoformat() if one.date else None,
        "path": one.path,
        "citation": one.citation.model_dump(mode="json", by_alias=True),
    }
