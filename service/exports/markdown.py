"""A briefing as Markdown with footnotes, as GitHub, Pandoc and most editors write them (``[^1]``)."""

import re
from collections.abc import Iterator

from service.exports.briefing import Briefing, Note, Part, Statement
from service.strings import text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$#!])")
# What would begin a list, a heading or a rule, were it the first of a line.
_LEADING = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")


def markdown_text(briefing: Briefing) -> str:
    """Return ``briefing`` as Markdown; the papers' words are escaped, so that none of them is markup."""
    blocks = [f"# {escaped(briefing.title)}", escaped(briefing.opening)]
    for part in briefing.parts:
        blocks += _part(part, titled=not briefing.is_single)
    blocks += [_note(note) for note in briefing.notes]
    return "\n\n".join(blocks) + "\n"


def escaped(words: str) -> str:
    r"""Return words so that Markdown shows them as they are.

    >>> escaped("1. *Bold* <b>")
    '1\\. \\*Bold\\* \\<b\\>'
    """
    words = _SPECIAL.sub(r"\\\1", words).replace("&", "&amp;")
    found = _LEADING.match(words)
    if found is None:
        return words
    end = found.end()
    # A number is no list once the point after it is escaped; any other sign is escaped itself.
    return f"{words[:end]}\\{words[end:]}" if found[1].isdigit() else f"\\{words}"


def _part(part: Part, *, titled: bool) -> Iterator[str]:
    if titled:
        yield f"## {escaped(part.question)}"
    about = " ".join(filter(None, (part.asked, part.searched, part.understood)))
    if about:
        yield f"*{escaped(about)}*"
    if part.headline:
        yield f"**{escaped(part.headline)}**"
    for remark in part.remarks:
        yield escaped(remark)
    level = "###" if titled else "##"
    for group in part.groups:
        yield f"{level} {group.standing}"
        if group.means:
            yield f"*{group.means}*"
        yield "\n".join(map(_statement, group.statements))
    if part.nearest:
        yield f"{level} {text('export.nearest')}"
        yield "\n".join(map(_statement, part.nearest))


def _statement(statement: Statement) -> str:
    r"""Return a quote as an item: its lines, then its facts, each on a line of its own (``\\``)."""
    marks = "".join(f"[^{note.number}]" for note in statement.notes)
    texts = [("• " if line.is_item else "") + escaped(line.text) for line in statement.lines]
    texts[-1:] = [last + marks for last in texts[-1:]]
    facts = [escaped(statement.facts)] if statement.facts else []
    return "- " + "\\\n  ".join([*texts, *facts])


def _note(note: Note) -> str:
    return f"[^{note.number}]: *{escaped(note.title)}*. {escaped(', '.join(note.facts))}. <{note.address}>"
