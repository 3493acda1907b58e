"""Where a question may be looked for: the areas, kinds and years of the papers that are here."""

from dataclasses import dataclass
from functools import lru_cache

from ingest.documents import DocumentKind
from retrieval.library import Library
from service.wording import name_of


@dataclass(frozen=True, slots=True)
class Places:
    """What the fields offer; ``years`` newest first. ``documents`` are the ids of all papers shown."""

    documents: frozenset[str]
    areas: tuple[str, ...]
    kinds: tuple[DocumentKind, ...]
    years: tuple[int, ...]

    @property
    def papers(self) -> int:
        """How many papers there are."""
        return len(self.documents)

    def options(self, field: str) -> tuple[tuple[str, str], ...]:
        """Return what a field of the form offers: values with their words."""
        if field == "area":
            return tuple((area, area) for area in self.areas)
        if field == "kind":
            return tuple((kind.value, name_of(kind)) for kind in self.kinds)
        return tuple((str(year), str(year)) for year in self.years)


def places_of(library: Library) -> Places:
    """Return the places, which change only when papers come or go."""
    return _places(library, library.revision)


@lru_cache(maxsize=2)
def _places(library: Library, revision: int) -> Places:  # noqa: ARG001 - the revision is part of the key
    documents = library.documents()
    facts = [document.facts for document in documents]
    found = {each.kind for each in facts}
    return Places(
        documents=frozenset(document.id for document in documents),
        areas=tuple(sorted({each.area for each in facts if each.area})),
        kinds=tuple(kind for kind in DocumentKind if kind in found),
        years=tuple(sorted({each.date.year for each in facts if each.date}, reverse=True)),
    )
