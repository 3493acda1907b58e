"""What was read before, kept while the store stays as it is, as far as there is room."""

import threading
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Up to ``most`` values by key, all read at one revision of a store. Safe to use from many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._revision = -1
        self._values: dict[Key, Value] = {}
        self._guard = threading.Lock()

    def of(self, keys: Iterable[Key], revision: int) -> dict[Key, Value]:
        """Return the values of those of ``keys`` that are kept of ``revision``."""
        with self._guard:
            if revision != self._revision:
                return {}
            values = self._values
            return {key: values[key] for key in keys if key in values}

    def keep(self, values: Mapping[Key, Value], revision: int) -> None:
        """Keep ``values``, read at ``revision``; those that were kept first make room."""
        with self._guard:
            if revision != self._revision:
                self._revision, self._values = revision, {}
            self._values.update(values)
            over = len(self._values) - self._most
            for key in list(self._values)[: max(over, 0)]:
                del self._values[key]
