"""Questions for how things stood on a day: "as at 30 April 2013" looks at the edition that was in force then.

Only papers of which there are several editions are chosen among: a balance as at the end of March stands in
a report of May.
"""

import re

from ingest.links import REPLACING, read_links
from ingest.store import Store
from retrieval.query import Question
from retrieval.replaced import in_force
from retrieval.snapshot import Snapshot

_AS_AT = re.compile(r"\bas (?:at|of)\b|\bin force (?:on|in)\b", re.I)


def in_force_then(
    question: Question, documents: list[str] | None, snapshot: Snapshot, store: Store
) -> list[str] | None:
    """Return ``documents`` (all, when None) without the editions not in force on the day that is named."""
    if question.period is None or not _AS_AT.search(question.typed):
        return documents
    links = [link for link in read_links(store) if link.kind in REPLACING]
    editions = {one for link in links for one in (link.document_id, link.earlier_id)}
    held = in_force(snapshot.documents.values(), links, question.period.end)
    every = list(snapshot.documents) if documents is None else documents
    return [one for one in every if one in held or one not in editions]
