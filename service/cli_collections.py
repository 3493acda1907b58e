"""``agreed evaluate FOLDER``: a collection searched as papers are, its figures beside the last run's."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from service.cli_output import print_json, print_text
from service.cli_progress import shown_progress
from service.rendering import columns
from service.settings import Settings

if TYPE_CHECKING:
    from retrieval.evaluation.runs import Run

_FOLDER = "collections"


def evaluate_folder(folder: Path, data: Path | None, *, as_json: bool) -> None:
    """Measure the search on the collection in ``folder``, keep the figures and print them.

    The collection's own store is made at need under the data folder, apart from the papers'. Raises
    PathNotFound, RequestInvalid, ModelError and StoreError.
    """
    # Here, so that --help does not wait for the libraries that search.
    from retrieval.evaluation.collections import read_collection  # noqa: PLC0415
    from retrieval.evaluation.ranking import configuration, evaluate_collection  # noqa: PLC0415
    from retrieval.evaluation.runs import differences, keep_run, last_run, new_run  # noqa: PLC0415
    from service.encoders import encoder_of  # noqa: PLC0415

    settings = Settings.from_environment(data)
    kept_in = settings.data / _FOLDER
    collection = read_collection(folder)
    encoder = encoder_of(settings)
    with shown_progress("papers") as show:
        got, curve = evaluate_collection(
            collection,
            kept_in / collection.name,
            encoder,
            on_progress=lambda step, done, total: show(
                done, total, step, "papers" if step == "embedding" else "questions"
            ),
        )
    refused = {f"refused_{100 * point.borne:.0f}": point.refused for point in curve}
    run = new_run(collection.name, configuration(encoder), {**dataclasses.asdict(got), **refused})
    before = last_run(kept_in, collection.name)
    keep_run(kept_in, run)
    if as_json:
        print_json({**dataclasses.asdict(run), "before": dataclasses.asdict(before) if before else None})
    else:
        print_text(_text(run, differences(run, before)))


def _text(run: "Run", moved: dict[str, float]) -> str:
    """Return the figures, one a line, each with how it moved since the last run."""
    rows = [("Questions", f"{run.figures['queries']:g}")]
    for name, title in (
        ("ndcg_10", "nDCG@10"),
        ("recall_10", "Recall@10"),
        ("recall_100", "Recall@100"),
        ("mrr_10", "MRR@10"),
        *((f"refused_{share}", f"Refused, {share} % wrongly") for share in (2, 5, 10, 20)),
    ):
        if name not in run.figures:
            continue  # of collections whose queries are all answered
        change = f" ({moved[name]:+.3f} since the last run)" if name in moved else ""
        rows.append((title, f"{run.figures[name]:.3f}{change}"))
    return "\n".join(columns(rows))
