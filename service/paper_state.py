"""How far a paper has come, in words: the same on every surface."""

from ingest.documents import DocumentFacts, PaperStatus
from service.strings import text


def state_line(facts: DocumentFacts) -> str:
    """Return the status and version that a paper prints of itself; "" where it prints none.

    >>> from ingest.documents import DocumentKind
    >>> state_line(DocumentFacts(DocumentKind.POLICY, "A policy", version="0.3", status=PaperStatus.DRAFT))
    'draft, version 0.3'
    """
    status = "" if facts.status is PaperStatus.UNSTATED else text(f"names.{facts.status}").lower()
    version = text("state.version", version=facts.version) if facts.version else ""
    return ", ".join(filter(None, (status, version)))
