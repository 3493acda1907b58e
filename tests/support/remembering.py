"""A library that searches once for each query: for tests of what others make of the passages found."""

from typing import Any

from retrieval.answering.answer import SearchResult
from retrieval.library import Library


class Remembering:
    """Does what the library does, but for searching again for what was searched for before."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[tuple[str, int], SearchResult] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def search(self, query: str, *, k: int = 10, **more: Any) -> SearchResult:
        if (query, k) not in self._found:
            self._found[query, k] = self._library.search(query, k=k, **more)
        return self._found[query, k]
