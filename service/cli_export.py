"""``agreed export``: papers, passages, vectors and records as files for others to build on."""
# ruff: noqa: PLC0415 - so that --help does not wait for the libraries that search

from pathlib import Path
from typing import Annotated

import typer

from ingest.errors import RequestInvalid
from service.cli_options import AsJson, Data
from service.cli_output import print_json, print_remark, print_text

_FORMS = ("jsonl", "parquet")

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write; made where it is missing.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="jsonl or parquet. May be repeated. Otherwise both, as far as pyarrow is installed.",
        show_default=False,
    ),
]


def export(folder: Folder, *, formats: Formats = None, data: Data = None, as_json: AsJson = False) -> None:
    """Write papers, passages, vectors and records as JSON Lines and Parquet, with licence and source.

    What is marked as closed to the public is never exported, also where the server shows it. A paper's
    licence is the one that it names, else AGREED_LICENCE, else "unknown".
    """
    from ingest.store import Store
    from service.data_out.export import Form
    from service.data_out.export import export as write
    from service.data_out.parquet import has_parquet
    from service.rendering import counted
    from service.settings import Settings

    if unknown := [each for each in formats or () if each not in _FORMS]:
        raise RequestInvalid(f"“{unknown[0]}” is no format.", hint=f"Choose {' or '.join(_FORMS)}.")
    if formats:
        forms = [Form(each) for each in dict.fromkeys(formats)]
    else:
        forms = [Form.JSON_LINES, *([Form.PARQUET] if has_parquet() else [])]
    settings = Settings.from_environment(data)
    store = Store(settings.data)
    try:
        exported = write(store, folder, forms, licence=settings.licence)
    finally:
        store.close()
    if as_json:
        print_json(
            {"folder": str(exported.folder), "files": list(exported.files), "rows": dict(exported.rows)}
        )
        return
    rows = ", ".join(f"{number:,} {name}" for name, number in exported.rows.items())
    print_text(f"Wrote {counted(len(exported.files), 'file')} to {exported.folder}: {rows}.")
    if Form.PARQUET not in forms and not formats:
        print_remark("For Parquet files too: pip install agreed[parquet].")
