"""Areas that a question names, by their own names or within the name of a body."""

from collections.abc import Iterable

from ingest.kinds.places import places_in
from retrieval.snapshot import Snapshot


def areas_in(text: str, spelt_out: Iterable[str], snapshot: Snapshot) -> tuple[str, ...]:
    """Return the areas named in ``text``, or in what its acronyms are ``spelt_out`` to, each once."""
    named = places_in(text)
    lowered = text.lower()
    named += [area for area in sorted(snapshot.areas) if area.lower() in lowered]
    for phrase in spelt_out:
        named += places_in(phrase)
    return tuple(dict.fromkeys(named))
