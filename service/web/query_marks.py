"""The words of a query marked in a passage, in whatever form they stand there."""

import re
from collections.abc import Sequence

from retrieval.words import STOPWORDS, content_words, stem
from service.web.highlights import Segment, Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
# Characters of a passage that are shown.
_SHOWN = 360


def query_stems(query: str) -> frozenset[str]:
    """Return the stems of the words that carry the query's meaning."""
    return frozenset(stem(word) for word in content_words(query))


def marked_excerpt(text: str, stems: frozenset[str], shown: int = _SHOWN) -> tuple[Segment, ...]:
    """Return the part of ``text`` with most of the words of the query, about ``shown`` characters, marked.

    Cut between words; an ellipsis stands where it is cut. Without any such word it is the beginning.
    """
    spans = [(span, name) for span, name in _words(text) if name in stems]
    start = _densest(spans, shown)
    first = 0 if start <= shown // 4 else text.find(" ", start - shown // 4, start) + 1 or start
    last = len(text) if len(text) - first <= shown else text.rfind(" ", first + 1, first + shown)
    last = last if last > first else min(len(text), first + shown)
    inside = [span for span, _ in spans if first <= span[0] and span[1] <= last]
    before = [Segment("… ")] if first else []
    after = [Segment(" …")] if last < len(text) else []
    return (*before, *_segments(text[:last], inside, first), *after)


def _words(text: str) -> list[tuple[Span, str]]:
    found = []
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0].lower()).replace("’", "'")
        if word and word not in STOPWORDS:
            found.append((match.span(), stem(word)))
    return found


def _densest(spans: Sequence[tuple[Span, str]], width: int) -> int:
    """Return where the run of ``width`` characters with most different words begins; 0 for no words."""
    best, most = 0, 0
    for index, ((start, _), _) in enumerate(spans):
        names = {name for (_, end), name in spans[index:] if end <= start + width}
        if len(names) > most:
            best, most = start, len(names)
    return best


def _segments(text: str, spans: Sequence[Span], first: int) -> list[Segment]:
    segments, at = [], first
    for start, end in spans:
        if start > at:
            segments.append(Segment(text[at:start]))
        segments.append(Segment(text[start:end], marked=True))
        at = end
    if at < len(text):
        segments.append(Segment(text[at:]))
    return segments
