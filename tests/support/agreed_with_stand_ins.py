"""The command line with an encoder that needs no model, for tests that run it as a process.

``python -m tests.support.agreed_with_stand_ins watch PAPERS --data DATA``; with STAND_IN_SECONDS each
embedding takes that long, so that a test has the time to stop it in its midst.
"""

import os
import time

from ingest import encoder
from tests.support.stand_in_encoder import StandInEncoder

SECONDS = float(os.environ.get("STAND_IN_SECONDS", "0"))


class SlowEncoder(StandInEncoder):
    """A stand-in that takes its time."""

    def encode(self, texts, on_done=None):
        """Return the vectors after ``SECONDS``."""
        time.sleep(SECONDS)
        return super().encode(texts, on_done)


if __name__ == "__main__":
    encoder.open_encoder = lambda *_, **__: SlowEncoder()  # type: ignore[assignment,misc]
    from service.cli import main

    main()
