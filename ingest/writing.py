"""One paper that was read becomes one transaction: recognised, cut, embedded and written."""

from ingest.documents import ReadPaper
from ingest.encoder import Encoder
from ingest.errors import Outcome
from ingest.files import FoundFile, storable
from ingest.prepared import Prepare, PreparedPaper
from ingest.report import FileReport, Step, Teller
from ingest.store import ID_LENGTH, FileState, Store


class PaperWriter:
    """Writes papers to a store, one at a time.

    Papers are embedded one by one, too: texts of several papers in one batch were no faster (on two
    cores, 314 texts of 18 papers took 4.4 s paper by paper, 4.9 s gathered by 64 and 5.2 s by 256).
    """

    def __init__(self, store: Store, encoder: Encoder, prepare: Prepare, teller: Teller) -> None:
        self._store = store
        self._encoder = encoder
        self.prepare = prepare
        self._teller = teller
        self.encoded = 0  # passages whose vectors were computed

    def write(
        self,
        file: FoundFile,
        digest: str,
        read: ReadPaper,
        outcome: Outcome,
        reading: str,
        *,
        prepared: PreparedPaper | None = None,
    ) -> FileReport:
        """Write a paper whole, in place of what ``file`` held before; ``prepared`` where it is already.

        Raises PaperRefused when no words could be read from it; then nothing is written.
        """
        paper = prepared or self.prepare(read, digest, storable(file.path.name))
        self._teller.tell(Step.EMBEDDING, file.key)
        texts = self._store.missing_vectors(paper.passages)
        vectors, signs = self._encoder.encode_passages(list(texts.values())) if texts else ((), ())
        self.encoded += len(texts)
        self._teller.tell(Step.WRITING, file.key)
        reason = " ".join(paper.notes)
        self._store.write_paper(
            paper,
            state_of(file, digest, outcome, reason, reading),
            dict(zip(texts, vectors, strict=True)),
            model=self._encoder.fingerprint,
            reading=reading,
            tokens=dict(zip(texts, signs, strict=True)),
        )
        return FileReport(file.key, outcome, reason, len(paper.pages), len(paper.passages))


def document_id(digest: str) -> str:
    """Return the id of the paper whose bytes have ``digest`` (sha256, hex)."""
    return digest[:ID_LENGTH]


def state_of(file: FoundFile, digest: str | None, outcome: Outcome, reason: str, reading: str) -> FileState:
    """Return what the store is to remember of ``file``; ``digest`` is None when it holds no paper."""
    held = None if digest is None else document_id(digest)
    return FileState(file.key, file.size, file.modified_ns, reading, held, outcome, reason)
