"""How far a paper has come, as it says of itself."""

import pytest

from ingest.documents import DocumentFacts, DocumentKind, PaperStatus
from service.paper_state import state_line


@pytest.mark.parametrize(
    ("status", "version", "said"),
    [
        (PaperStatus.UNSTATED, None, ""),
        (PaperStatus.UNSTATED, "2", "version 2"),
        (PaperStatus.APPROVED, None, "approved"),
        (PaperStatus.DRAFT, "0.3", "draft, version 0.3"),
    ],
)
def test_what_a_paper_does_not_say_is_left_out(status, version, said):
    facts = DocumentFacts(DocumentKind.POLICY, "Retention policy", status=status, version=version)

    assert state_line(facts) == said
