"""The words of a message: its own first, then those of the messages that it answers or hands on.

A reply quotes what it answers, above, below or between its own lines. Both are kept, but apart: what the
sender says now must not be taken for what somebody wrote before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.documents import Block, BlockKind
from ingest.normalise import normalise
from ingest.readers.flow import Flow, Paragraph
from ingest.readers.headings import numbered
from ingest.readers.web.content import content_of, text_of
from ingest.readers.web.walk import Walker
from ingest.readers.wording import Wording, without_list_mark
from ingest.readers.xml_tree import Element, parse_html, take_out

_QUOTE = re.compile(r"^\s?>[>\s]*")
# A line that says whose words follow: "On 3 May 2024, Jane Doe wrote:"
_SAYS_WHO = re.compile(r"^(?:on\b.{5,200}|.{3,120}) (?:wrote|writes):\s*$", re.I)
_PARTED = re.compile(
    r"^\s*(?:-{2,}\s*(?:original|forwarded) message\s*-{2,}|_{20,}|begin forwarded message:)\s*$", re.I
)
_SENDER = re.compile(r"^\s*\*?from:\*?\s+\S", re.I)
_SENT = re.compile(r"^\s*\*?(?:sent|date|to|subject):\*?\s+\S", re.I)
_SENT_WITHIN = 4  # lines after that of the sender
_WRAPPED_FROM = 60  # characters: a line that reaches this far was wrapped by the program
_EARLIER = "Earlier message"
_EARLIER_LEVEL = 2
_QUOTE_CLASS = re.compile(
    r"(?:^|\s)(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote)(?:$|\s)", re.I
)
_REST_IDS = frozenset(("divrplyfwdmsg", "appendonsend"))  # from here on, all is earlier


@dataclass(slots=True)
class _Parts:
    """The lines of a message: its own, and those of each earlier one with the line that says whose."""

    own: list[str] = field(default_factory=list)
    earlier: list[tuple[str, list[str]]] = field(default_factory=list)


def add_plain(text: str, flow: Flow, *, flowed: bool = False) -> None:
    """Add a body of plain text; ``flowed``: lines that end in a blank go on (RFC 3676)."""
    parts = _parts(_unwrapped(text) if flowed else text.split("\n"))
    _add_lines(parts.own, flow)
    for says_who, lines in parts.earlier:
        _add_earlier(says_who, flow)
        _add_lines(lines, flow)


def add_html(text: str, flow: Flow) -> None:
    """Add a body in HTML."""
    root = parse_html(text)
    if root is None:
        return
    content = content_of(root)
    earlier = _take_earlier_out(content.root)
    Walker(flow).walk(content.root)
    for elements in earlier:
        if any(text_of(element) for element in elements):
            _add_earlier("", flow)
            for element in elements:
                Walker(flow).walk(element)


def part_earlier(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield a body's blocks with a heading before each header of an earlier message that has none."""
    for position, block in enumerate(blocks):
        after_heading = position > 0 and blocks[position - 1].kind is BlockKind.HEADING
        if block.kind is BlockKind.PARAGRAPH and not after_heading:
            lines = [each.text for each in blocks[position : position + 1 + _SENT_WITHIN]]
            if _hands_on(lines, 0):
                yield Block(BlockKind.HEADING, _EARLIER, block.page, level=_EARLIER_LEVEL)
        yield block


def _parts(lines: Sequence[str]) -> _Parts:
    parts = _Parts()
    inside = False  # the lines before were quoted
    for position, line in enumerate(lines):
        if _PARTED.match(line) or _hands_on(lines, position):
            rest = list(lines[position + 1 :] if _PARTED.match(line) else lines[position:])
            parts.earlier.append(("", [_QUOTE.sub("", each) for each in rest]))
            break
        if _QUOTE.match(line):
            if not inside:
                parts.earlier.append((_take_who(parts.own), []))
            parts.earlier[-1][1].append(_QUOTE.sub("", line))
            inside = True
        elif line.strip():
            inside = False
            parts.own.append(line)
        elif inside:
            parts.earlier[-1][1].append("")
        else:
            parts.own.append(line)
    return parts


def _hands_on(lines: Sequence[str], position: int) -> bool:
    """Whether the head of an earlier message begins here: its sender, and soon its date or receivers."""
    return bool(_SENDER.match(lines[position])) and any(
        _SENT.match(line) for line in lines[position + 1 : position + 1 + _SENT_WITHIN]
    )


def _take_who(own: list[str]) -> str:
    """Take the line that says whose words follow off the end of ``own``; it may be wrapped into two."""
    while own and not own[-1].strip():
        own.pop()
    for count in (1, 2):
        line = normalise(" ".join(own[-count:]))
        if len(own) >= count and _SAYS_WHO.match(line):
            del own[-count:]
            return line
    return ""


def _add_earlier(says_who: str, flow: Flow) -> None:
    words = Wording()
    words.add(says_who or _EARLIER)
    flow.add(Paragraph(words, level=_EARLIER_LEVEL))


def _add_lines(lines: Sequence[str], flow: Flow) -> None:
    """Add the paragraphs that blank lines part, wrapped lines joined."""
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            if group and _wraps(group[-1], line):
                group[-1] = f"{group[-1].rstrip()} {line.strip()}"
            else:
                group.append(line)
        elif group:
            words = Wording()
            words.add("\n".join(group))
            flow.add(Paragraph(words))
            group = []


def _wraps(before: str, after: str) -> bool:
    last = before.rsplit("\n", 1)[-1]
    begins = without_list_mark(normalise(after)) is not None or numbered(after.strip())[0] is not None
    return len(last) >= _WRAPPED_FROM and not begins


def _unwrapped(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        # "-- " parts the signature off, though it ends in a blank.
        goes_on = bool(lines) and lines[-1].endswith(" ") and lines[-1] != "-- "
        same_depth = bool(lines) and bool(_QUOTE.match(lines[-1])) == bool(_QUOTE.match(line))
        if goes_on and same_depth:
            lines[-1] += _QUOTE.sub("", line)
        else:
            lines.append(line)
    return lines


def _take_earlier_out(root: Element) -> list[list[Element]]:
    """Take the parts of earlier messages out of a body and return them, in order."""
    taken: list[list[Element]] = []
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None or not _is_within(element, root):
            continue
        if (element.get("id") or "").lower() in _REST_IDS:
            rest = [element]
            seen = False
            for sibling in list(parent):
                if seen:
                    rest.append(sibling)
                seen = seen or sibling is element
        elif element.get("type") == "cite" or _QUOTE_CLASS.search(element.get("class") or ""):
            rest = [element]
        else:
            continue
        for each in rest:
            take_out(each)
        taken.append(rest)
    return taken


def _is_within(element: Element, root: Element) -> bool:
    return any(above is root for above in element.iterancestors())
