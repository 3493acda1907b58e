"""Actions that minutes and notes give in a line of their own: "Action 4: the Secretary to write to …".

The one who is to act stands before "to", or in brackets at the end; "ACTION: A. Fell" names only them,
and what is to be done is the sentence before.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.kinds.paper import Line, Paper
from ingest.records import Action
from ingest.sentences import split_sentences

_MARK = re.compile(
    r"^\W{0,3}(?:(?P<state>outstanding|new|completed|closed|ongoing)\s+)?actions?(?:\s+points?)?"
    r"(?:\s*(?:no\.?\s*)?(?P<number>\d{1,3}(?:[./-]\d{1,4})*[a-z]?))?"
    r"(?:\s+(?P<from>from|on|for|by)\s+(?P<whom>[^:.]{2,60}))?\s*(?::|(?<=\d)\s*[–—-])\s*(?P<text>\S.*)$",
    re.I,
)
_DUE = re.compile(r"\b(?:due|deadline|by when|timescale|target date)\s*:\s*(?P<when>[^.;]{2,60})\.?$", re.I)
_WHO_TO = re.compile(r"^(?P<who>[^.,;:]{2,80}?)\s+(?:to|will|should|agreed to)\s+[a-z]")
_IN_BRACKETS = re.compile(r"\((?P<who>[A-Z][^()]{1,60})\)[.\s]*$")
_MOST_WORDS_OF_WHO = 8
_MOST_NAME_WORDS = 5
_MOST_LINES_MORE = 2


def listed_actions(paper: Paper) -> Iterator[Action]:
    """Yield the actions that ``paper`` gives in lines of their own, in reading order."""
    lines = paper.lines
    for at, line in enumerate(lines):
        match = None if line.is_row else _MARK.match(line.text)
        if match is None:
            continue
        words, end = _whole(lines, at, match)
        if (name := _name_alone(words)) is not None:
            if at and not lines[at - 1].is_row and (before := list(split_sentences(lines[at - 1].text))):
                source = lines[at - 1].source(before[-1].start, before[-1].end)
                yield Action(source=source, action=before[-1].text, lead=name, theme=_theme(line))
            continue
        timescale = _DUE.search(words)
        if timescale:
            words = words[: timescale.start()].rstrip()
        after = lines[end + 1].text if timescale is None and end + 1 < len(lines) else ""
        due = timescale or _DUE.match(after)
        yield Action(
            source=line.source(match.start("text")),
            action=words,
            reference=match["number"],
            theme=_theme(line),
            lead=_lead(words),
            timescale=due["when"].strip() if due else None,
            status=match["state"],
        )


def _whole(lines: Sequence[Line], at: int, match: re.Match[str]) -> tuple[str, int]:
    """Return the words of an action that may run over its line's end, and the index of its last line."""
    words, end = match["text"], at
    while (
        words[-1] not in ".!?)"
        and end - at < _MOST_LINES_MORE
        and end + 1 < len(lines)
        and lines[end + 1].passage is lines[at].passage
        and not _MARK.match(lines[end + 1].text)
        and lines[end + 1].text[:1].isalpha()
        and _name_alone(words) is None
        and not _DUE.search(lines[end + 1].text)
    ):
        end += 1
        words = f"{words} {lines[end].text}"
    return words, end


def _name_alone(words: str) -> str | None:
    """Return the one who is to act where a line names nothing else: "ACTION: A. Fell / B. Ray"."""
    tokens = words.strip(" .").replace("/", " ").split()
    named = all(token[:1].isupper() or token in {"and", "&", "of", "all"} for token in tokens)
    return words.strip(" .") if named and len(tokens) <= _MOST_NAME_WORDS else None


def _lead(words: str) -> str | None:
    bracketed = _IN_BRACKETS.search(words)
    if bracketed:
        return bracketed["who"].strip()
    match = _WHO_TO.match(words)
    if match is None or len(match["who"].split()) > _MOST_WORDS_OF_WHO or not match["who"][:1].isupper():
        return None
    return match["who"].strip()


def _theme(line: Line) -> str | None:
    return line.heading[-1] if line.heading else None
