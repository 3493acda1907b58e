"""The command line with an encoder that needs no model, for tests that run it as a process.

``python -m tests.support.agreed_with_stand_ins watch PAPERS --data DATA``
"""

from ingest import encoder
from tests.support.stand_in_encoder import StandInEncoder

if __name__ == "__main__":
    encoder.SentenceTransformerEncoder = lambda model=None: StandInEncoder()  # type: ignore[assignment,misc]
    from service.cli import main

    main()
