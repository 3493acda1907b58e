"""What kind of paper a title names."""

import pytest

from ingest.documents import DocumentKind
from ingest.kinds.facts.title_nouns import kind_of_title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Report on the homes strategy", DocumentKind.REPORT),
        ("Strategy for reporting crime", DocumentKind.STRATEGY),
        ("Homes matter: the Housing Plan of Fenshire", DocumentKind.STRATEGY),
        ("Adoption of the homes strategy - Report", DocumentKind.REPORT),
        ("Domestic Abuse Action Plan 2024", DocumentKind.ACTION_PLAN),
        ("Status update on actions", DocumentKind.ACTION_PLAN),
        ("Finance Monitoring Report", DocumentKind.PERFORMANCE_REPORT),
        ("Forward Work Programme", DocumentKind.WORK_PROGRAMME),
        ("Pay Policy Statement", DocumentKind.POLICY),
        ("Code of Practice", DocumentKind.POLICY),
        ("Statement of Accounts", DocumentKind.REPORT),
        ("Written Ministerial Statement", DocumentKind.LETTER),
        ("Open Spaces Forum minutes - final", DocumentKind.MINUTES),
        ("Homes Strategy Group", None),
        ("Homes for Fenshire", None),
    ],
)
def test_the_noun_tells_the_kind(title: str, kind: DocumentKind | None) -> None:
    assert kind_of_title(title) is kind
