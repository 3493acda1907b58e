"""The questions that one line asks: "what is SPACE and how much does it cost" asks two."""

import re

_ASKS = r"(?:(?:by|for|to|with|from|of|in|on|at) )?(?:who|whom|whose|when|where|why|how|what|which)\b"
_BETWEEN = re.compile(rf"(?:\?|[,;:]?\s+(?:and|but)|;)\s+(?=(?:and\s+)?{_ASKS})", re.I)
_LEADS = re.compile(r"^(?:and|but)\s+", re.I)
# "Who and when" is one question, and so is a name before "and how".
_LEAST_WORDS = 2
_MOST = 3


def parts_of(asked: str) -> tuple[str, ...]:
    """Return the questions in ``asked``, in order; one that asks a single thing is its only part."""
    pieces = [_LEADS.sub("", piece).strip(" ?,;:") for piece in _BETWEEN.split(asked)]
    whole = [piece for piece in pieces if piece]
    if not 1 < len(whole) <= _MOST or any(len(piece.split()) < _LEAST_WORDS for piece in whole):
        return (asked,)
    return tuple(f"{piece}?" for piece in whole)
