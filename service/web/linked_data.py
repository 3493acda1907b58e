"""What a paper is, as schema.org says it: a block of data in its page, for search engines and archives."""

import json
from typing import Any

from markupsafe import Markup

from ingest.documents import Document


def linked_data(document: Document) -> Markup:
    """Return the JSON-LD of a paper's page. It is data, which the Content-Security-Policy lets stand."""
    said = json.dumps(_report(document), ensure_ascii=False)
    # Inside a script element nothing is escaped as HTML: what could end it is spelt as JSON spells it.
    for sign in "<>&\u2028\u2029":
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(said)  # noqa: S704 - made safe above


def _report(document: Document) -> dict[str, Any]:
    facts = document.facts
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": f"urn:sha256:{document.sha256}",
        "name": facts.title,
        "url": f"/documents/{document.id}",
        "identifier": facts.reference,
        "datePublished": facts.date.isoformat() if facts.date else None,
        "publisher": {"@type": "Organization", "name": facts.body} if facts.body else None,
        "author": {"@type": "Person", "name": facts.author} if facts.author else None,
        "spatialCoverage": facts.area,
        "version": facts.version,
        "numberOfPages": document.pages,
    }
    return {name: value for name, value in said.items() if value is not None}
