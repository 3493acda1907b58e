"""What earlier evaluations gave: kept with their configuration, so that the next is compared with the last.

Runs are kept in ``runs.jsonl``, one JSON object a line, the newest last.
"""

import datetime
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import StoreUnusable

FILE_NAME = "runs.jsonl"


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation: of what, when (UTC), with which configuration, and the figures that it gave."""

    of: str
    at: str
    configuration: dict[str, str | int | float]
    figures: dict[str, float]


def new_run(of: str, configuration: dict[str, str | int | float], figures: dict[str, float]) -> Run:
    """Return a run that was made now."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Run(of, now, configuration, figures)


def last_run(folder: Path, of: str) -> Run | None:
    """Return the newest run of ``of`` that is kept in ``folder``; None when none is."""
    try:
        lines = (folder / FILE_NAME).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(folder) from error
    for line in reversed(lines):
        try:
            run = Run(**json.loads(line))
        except (ValueError, TypeError):
            continue  # cut short by a full disk, or of a later version
        if run.of == of:
            return run
    return None


def keep_run(folder: Path, run: Run) -> None:
    """Add a run to those kept in ``folder``. Raises StoreUnusable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / FILE_NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")
    except OSError as error:
        raise _unusable(folder) from error


def differences(run: Run, before: Run | None) -> dict[str, float]:
    """Return by how much each figure moved since ``before``; none when it was not measured then."""
    return {
        name: value - before.figures[name]
        for name, value in run.figures.items()
        if before and name in before.figures
    }


def _unusable(folder: Path) -> StoreUnusable:
    return StoreUnusable(
        f"The earlier figures in {folder / FILE_NAME} cannot be read or written.",
        hint="Check the folder's rights, or name another with --data.",
    )
