"""A briefing as plain text: what is copied into a letter or a message."""

from collections.abc import Iterator

from service.exports.briefing import Briefing, Note, Part, Statement
from service.strings import text


def plain_text(briefing: Briefing) -> str:
    """Return ``briefing`` as text: quotes with numbers in brackets, and the references at the end."""
    blocks = [block for part in briefing.parts for block in _part(part)]
    notes = [note_line(note) for note in briefing.notes]
    if notes:
        blocks.append("\n".join([text("export.references"), *notes]))
    return "\n\n".join(blocks) + "\n"


def note_line(note: Note) -> str:
    """Return a reference on one line: "[1] Title. Body, 3 May 2021, p. 2. http://…"."""
    return f"[{note.number}] {note.title}. {', '.join(note.facts)}. {note.address}"


def _part(part: Part) -> Iterator[str]:
    about = " ".join(filter(None, (part.asked, part.searched, part.understood)))
    yield f"{part.question}\n{about}" if about else part.question
    if part.headline:
        yield part.headline
    yield from part.remarks
    for group in part.groups:
        title = group.standing.upper() + (f" ({group.means})" if group.means else "")
        yield "\n".join([title, *(_statement(each) for each in group.statements)])
    if part.nearest:
        yield "\n".join([text("export.nearest"), *map(_statement, part.nearest)])


def _statement(statement: Statement) -> str:
    marks = "".join(f"[{note.number}]" for note in statement.notes)
    texts = [("• " if line.is_item else "") + line.text for line in statement.lines]
    texts[-1:] = [f"{last} {marks}".rstrip() for last in texts[-1:]]
    said = "\n  ".join(texts)
    return f"- {said}" + (f"\n  ({statement.facts})" if statement.facts else "")
