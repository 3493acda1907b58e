"""A passage taken apart: its units, what each looks like, and the stems of them and of the whole.

None of this hangs on what is asked, and many questions find the same passages: it is kept, as small as it
can be, some 2 KB each.
"""

from array import array
from functools import lru_cache
from typing import NamedTuple

from ingest.documents import Passage, PassageKind
from ingest.store import PASSAGES_KEPT
from retrieval.answering.unit_looks import Looks, looks_of
from retrieval.answering.unit_spans import spans_of
from retrieval.stem_hashes import stem_hashes


class UnitWords(NamedTuple):
    """A unit is ``text[start:end]`` of its passage; ``stems`` are their hashes."""

    start: int
    end: int
    looks: Looks
    stems: "array[int]"


class PassageWords(NamedTuple):
    """The hashes of the stems of a passage's text, and its units."""

    stems: "array[int]"
    units: tuple[UnitWords, ...]


def words_of(passage: Passage) -> PassageWords:
    """Return a passage's text taken apart."""
    return _taken_apart(passage.text, passage.kind is PassageKind.TABLE_ROW)


@lru_cache(maxsize=PASSAGES_KEPT)
def _taken_apart(text: str, is_row: bool) -> PassageWords:
    spans = ((start, end, text[start:end]) for start, end in spans_of(text, is_row=is_row))
    units = (UnitWords(start, end, looks_of(said), stem_hashes(said)) for start, end, said in spans)
    return PassageWords(stem_hashes(text), tuple(units))
