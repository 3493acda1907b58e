"""The part of a passage that is shown: the quoted words with a little of what stands around them."""

from service.web.highlights import Segment, split

# Characters of the passage shown before and after the quoted words.
_AROUND = 220


def excerpt(text: str, start: int, end: int, around: int = _AROUND) -> tuple[Segment, ...]:
    """Return the characters ``start`` to ``end`` of ``text`` marked, with what stands around them.

    About ``around`` characters are shown on each side, cut between words, and an ellipsis stands
    where it is cut. Where ``start`` and ``end`` make no sense, nothing is marked.
    """
    if not 0 <= start < end <= len(text):
        return opening(text, 2 * around)
    first = 0 if start <= around else text.find(" ", start - around, start) + 1 or start
    last = len(text) if len(text) - end <= around else max(text.rfind(" ", end, end + around), end)
    before = [Segment("… ")] if first else []
    after = [Segment(" …")] if last < len(text) else []
    return (*before, *split(text[first:last], (start - first, end - first)), *after)


def opening(text: str, most: int = 2 * _AROUND) -> tuple[Segment, ...]:
    """Return the beginning of ``text``, about ``most`` characters, cut between words."""
    if len(text) <= most:
        return split(text, None)
    last = text.rfind(" ", 0, most)
    return (Segment(text[: last if last > 0 else most]), Segment(" …"))
