"""Lines → paragraphs: where one ends, and how its lines are joined."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from ingest.normalise import BULLET
from ingest.readers.headings import numbered
from ingest.readers.pdf.lines import Line

_BULLETS = "•▪◦‣·●■□○♦◆►➢➤❖✓✔\u2043"
_ITEM = re.compile(rf"^(?:[{_BULLETS}]\s*|[-–—*]\s+|o\s+(?=\S))(?=\S)")
_BARE_BULLET = re.compile(rf"^[{_BULLETS}o–-]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_FIRST = re.compile(r"^[^\W\d_]+")
_PARAGRAPH_ROLES = frozenset(
    ("P", "LI", "TD", "TH", "Caption", "TOCI", "BlockQuote", "Title", "Note", "FENote")
)
_ENDS_SENTENCE = re.compile(r"[.:;!?][”’\"')\]]?$")


def words_of(lines: Iterable[Line]) -> Counter[str]:
    """Count the words of ``lines`` in lower case, leaving out what a hyphen at a line end may have cut."""
    words: Counter[str] = Counter()
    cut: list[str] = []
    ends_cut = False
    for line in lines:
        found = [match.lower() for match in _WORD.findall(line.text)]
        words.update(found[1:] if ends_cut else found)
        if ends_cut := bool(found) and line.text.endswith("-"):
            cut.append(found[-1])
    for word in [word for word in words if "-" in word]:
        for part in set(word.split("-")):
            words[part] += words[word]
    words.subtract(cut)
    return words


def join_lines(texts: Sequence[str], words: Counter[str]) -> str:
    """Return ``texts`` as one run of words, words that were cut by a line end made whole.

    "informa-" + "tion" loses its hyphen, "decision-" + "making" keeps it: a hyphen goes when the
    paper has the whole word elsewhere, or has neither the hyphened word nor both parts as words.
    """
    joined = ""
    for text in texts:
        cut = _BROKEN.search(joined) if joined.endswith("-") else None
        rest = _FIRST.match(text) if cut else None
        if cut and rest:
            whole, hyphened = (cut[1] + rest[0]).lower(), f"{cut[1]}-{rest[0]}".lower()
            are_words = words[cut[1].lower()] > 0 and words[rest[0].lower()] > 0
            drop = text[0].islower() and (words[whole] > 0 or not (words[hyphened] > 0 or are_words))
            joined = joined[:-1] + text if drop else joined + text
        elif joined.endswith(("-", "/")) and text[:1].islower() and not joined.endswith((" -", " /")):
            joined += text
        else:
            joined = f"{joined} {text}" if joined else text
    return joined


def strip_bullet(text: str) -> str | None:
    """Return the text of a list item without its bullet, or None where it has none."""
    match = _ITEM.match(text)
    return text[match.end() :] if match else None


def cell_text(lines: Sequence[Line], words: Counter[str]) -> str:
    """Return a table cell's text; the items of a list stand on lines of their own ("• ...")."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if starts_bullet(line.text):
            parts.append([f"{BULLET} {strip_bullet(line.text) or ''}".strip()])
        else:
            parts[-1].append(line.text)
    return "\n".join(join_lines(part, words) for part in parts if part)


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Part ``lines``, which stand under one another in reading order, into paragraphs."""
    leading = _usual_leading(lines)
    right = max((line.x1 for line in lines), default=0.0)
    parts: list[list[Line]] = []
    for line in lines:
        if parts and _goes_on(parts[-1], line, leading, right):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def tagged_paragraphs(lines: Sequence[Line], role: str) -> list[list[Line]]:
    """Part the lines of one tagged element of ``role``.

    An element that is no paragraph (a section, a figure) may hold several; one that is may still hold
    list items that were typed with line breaks.
    """
    if role not in _PARAGRAPH_ROLES and not re.fullmatch(r"H[1-6]?", role):
        return paragraphs(lines)
    parts: list[list[Line]] = []
    for line in lines:
        lone_bullet = parts and len(parts[-1]) == 1 and _BARE_BULLET.match(parts[-1][0].text)
        if parts and (lone_bullet or not starts_bullet(line.text)):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def starts_bullet(text: str) -> bool:
    """Whether ``text`` begins with a bullet that is no dash: a dash may as well go on a sentence."""
    return bool(_BARE_BULLET.match(text) and text not in "o–-") or (
        strip_bullet(text) is not None and text[0] not in "-–—*"
    )


def _usual_leading(lines: Sequence[Line]) -> float:
    """Return the usual distance of two lines of a paragraph, in em."""
    steps = [
        (above.y - below.y) / above.size
        for above, below in pairwise(lines)
        if above.size > 0 and abs(above.size - below.size) < 0.5 and above.x1 - above.x0 > 20 * above.size
    ]
    near = [step for step in steps if 0.8 < step < 2.2]
    # A page of headings and list items has few pairs of lines of one paragraph: 1.2 is single spacing.
    return min(median(near), 2.0) if len(near) > 3 else 1.25


def _goes_on(  # noqa: PLR0911 - one reason to end a paragraph after another reads best
    paragraph: Sequence[Line], line: Line, leading: float, right: float
) -> bool:
    """Whether ``line`` belongs to ``paragraph``."""
    last, first = paragraph[-1], paragraph[0]
    step = (last.y - line.y) / max(last.size, line.size, 1.0)
    if _BARE_BULLET.match(last.text) and len(paragraph) == 1:
        return abs(step) < 1.5
    if step < -0.2 or step > max(leading * 1.2, 1.3):
        return False
    if abs(line.size - last.size) > 0.08 * last.size + 0.3 or (
        line.bold != last.bold and _parts_styles(last, line)
    ):
        return False
    if starts_item(line.text):
        return False
    if len(paragraph) > 1 and line.x0 < paragraph[1].x0 - 1.5 * line.size and not _centred(paragraph, line):
        return False
    if len(paragraph) > 1 and line.x0 > last.x0 + 1.5 * line.size and _ENDS_SENTENCE.search(last.text):
        return False
    ended_early = last.x1 < right - 0.2 * (right - first.x0) and last.x1 + _first_word_width(line) < right
    if ended_early and _ENDS_SENTENCE.search(last.text) and not line.text[:1].islower():
        return False
    # Entries of a form or an address: short lines under one another, each beginning anew.
    return not (last.x1 < first.x0 + 0.55 * (right - first.x0) and line.text[:1].isupper() and not last.bold)


def _parts_styles(last: Line, line: Line) -> bool:
    """Whether a change of weight parts two lines: not where a bold phrase runs over a line end."""
    return not (line.runs[0].bold and last.runs[-1].bold)


def _first_word_width(line: Line) -> float:
    word = line.text.split(" ", 1)[0]
    return (line.x1 - line.x0) * (len(word) + 1) / max(1, len(line.text))


def _centred(paragraph: Sequence[Line], line: Line) -> bool:
    middle = (line.x0 + line.x1) / 2
    return all(abs((other.x0 + other.x1) / 2 - middle) < 0.5 * line.size for other in paragraph)


def starts_item(text: str) -> bool:
    """Whether ``text`` begins with a bullet or a printed paragraph number."""
    return strip_bullet(text) is not None or bool(_BARE_BULLET.match(text)) or numbered(text)[0] is not None
