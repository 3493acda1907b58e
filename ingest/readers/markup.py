"""Leftover markup in exported text: HTML tags, Markdown emphasis, escaped characters.

Text that was made from PDFs by a converter carries them in the middle of sentences and cells.
"""

import html
import re

from ingest.imperatives import IMPERATIVES
from ingest.normalise import BULLET, normalise

_LIST_START = re.compile(r"<(?:ul|ol)\b[^<>]*>", re.I)
_ITEM = re.compile(r"<li\b[^<>]*>", re.I)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b(?:\s[^<>]*)?/?>", re.I)
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>", re.I)
_STRUCK = re.compile(r"~~.+?~~", re.S)
# Bounded: marks that never close would be looked for to the end of the text, from each of them.
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1", re.S)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])", re.S)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # Markdown lets any ASCII punctuation be escaped
_HIDING = 0xF0000  # escaped characters wait here, where no mark-up is looked for
_HIDDEN = re.compile("[\U000f0021-\U000f007e]")
_UNMARKED_LIST = "\x02"  # stands for an opened list until its items are told apart

# Where a converter lost the bullets of a list, a capital on an imperative after running text is the only
# sign left of where an item begins; not after one of these.
_NOT_BEFORE_ITEM = frozenset(
    """
    a an and as at by for from in into its of on or our the their this to via with
    """.split()
)


def clean_inline(text: str) -> str:
    """Return ``text`` on one line with its markup taken out; struck-out words go with their marks."""
    return (
        normalise(" ".join(clean_cell(text).split("\n")))
        .replace(f" {BULLET} ", " ")
        .removeprefix(f"{BULLET} ")
    )


def clean_cell(text: str) -> str:
    """Return the text of a table cell, its list items on lines of their own that begin with "• "."""
    text = _ESCAPED.sub(lambda match: chr(_HIDING + ord(match[1])), text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _LIST_START.sub(f"\n{_UNMARKED_LIST}", text)
    text = _ITEM.sub(f"\n{BULLET} ", text)
    text = _BREAK.sub("\n", text)
    text = _TAG.sub(" ", text)
    text = _STRUCK.sub(" ", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _HIDDEN.sub(lambda match: chr(ord(match[0]) - _HIDING), text)
    text = html.unescape(text)
    lines: list[str] = []
    for line in text.split("\n"):
        lost = line.startswith(_UNMARKED_LIST)
        body = line.replace(_UNMARKED_LIST, "")
        parts = re.split(rf"(?:^|\s)[{BULLET}\ue000-\uf8ff]\s*", body)
        if len(parts) > 1:
            lines += [parts[0]] + [f"{BULLET} {part}" for part in parts[1:] if part.strip()]
        elif lost:
            lines += [f"{BULLET} {item}" for item in _items_of_unmarked_list(body) if item.strip()]
        else:
            lines.append(body)
    return "\n".join(line for line in map(normalise, lines) if line)


def _items_of_unmarked_list(text: str) -> list[str]:
    """Split a list whose bullets were lost where a capitalised imperative follows running text."""
    items: list[str] = [""]
    for word in text.split():
        before = items[-1].rsplit(" ", 1)[-1]
        opens = word[:1].isupper() and re.split(r"\W", word.lower(), maxsplit=1)[0] in IMPERATIVES
        ends = before[-1:] in ".;)" or (before[:1].islower() and before not in _NOT_BEFORE_ITEM)
        if items[-1] and opens and ends and len(items[-1].split()) > 2:
            items.append(word)
        else:
            items[-1] = f"{items[-1]} {word}".strip()
    return items
