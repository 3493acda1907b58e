"""An ingest in a process of its own, for the tests that kill it.

``python -m tests.support.ingest_folder PAPERS DATA`` prints a line as each file is begun, and one at the end.
"""

import sys
from pathlib import Path

from ingest.pipeline import ingest
from ingest.report import Progress
from tests.support.stand_in_encoder import StandInEncoder


def tell(progress: Progress) -> None:
    """Say where the ingest is, so that it can be killed there."""
    if progress.step in ("reading", "done"):
        print(progress.done, flush=True)


if __name__ == "__main__":
    ingest([Path(sys.argv[1])], Path(sys.argv[2]), encoder=StandInEncoder(), on_progress=tell)
