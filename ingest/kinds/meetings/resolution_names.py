"""The words by which minutes call the body that met."""

import re

from ingest.kinds.paper import Paper

_SMALL = frozenset("of and the for in on to a an at".split())

_COLLECTIVE = frozenset("panel committee council cabinet authority".split())


def names_of_body(body: str | None, paper: Paper) -> frozenset[str]:
    """Return, in lower case, the words of the body's names, and the initials of each."""
    names = [body, paper.facts.body, paper.part.title if paper.part else paper.facts.title]
    found: set[str] = set()
    for name in names:
        words = re.findall(r"[\w’'&-]+", name or "")
        found.update(word.lower() for word in words)
        found.add("".join(word[0] for word in words if word.lower() not in _SMALL).lower())
    if not found & _COLLECTIVE:
        found.add("pcc")  # the Commissioner's own meeting: what the PCC approves there is its decision
    return frozenset(found)
