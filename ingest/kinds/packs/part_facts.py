"""What a part of a pack is: its title, kind, author and date, told by its own pages."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import DocumentFacts, DocumentKind, Page, Part
from ingest.kinds.dates import first_date
from ingest.kinds.facts.recognise import recognise
from ingest.kinds.packs.item_order import Start
from ingest.kinds.packs.page_tops import PageTop, is_stamp

_LONGEST_TITLE = 200
# Kinds that a report's title tells: a "Report of the Director" may be a work programme.
_TITLED = frozenset({DocumentKind.WORK_PROGRAMME, DocumentKind.ACTION_PLAN, DocumentKind.PERFORMANCE_REPORT})
_PACKS = frozenset({DocumentKind.AGENDA, DocumentKind.AGENDA_PACK})
# Kinds that say of what day they are; a report is of the day of the meeting unless its head says another.
_DATED = frozenset({DocumentKind.MINUTES, DocumentKind.DECISION_NOTICE, DocumentKind.LETTER})


def make_part(
    ordinal: int, start: Start, pages: Sequence[Page], top: PageTop, *, is_agenda: bool, is_main: bool
) -> Part:
    """Return the part that begins with ``start`` and runs over ``pages``; ``top`` is that of its first page.

    ``is_main`` says that it is the paper of its item, not one that follows it.
    """
    title = "Agenda" if is_agenda else start.title or (start.item.title if is_main and start.item else "")
    plain = [
        replace(page, blocks=tuple(block for block in page.blocks if not is_stamp(block))) for page in pages
    ]
    name = re.sub(r"[./\\]", " ", title)  # as if it were a file's name, without folder and ending
    facts = recognise(plain, file_name=name)
    kind = DocumentKind.AGENDA if is_agenda else _kind(facts, name, top)
    return Part(
        ordinal=ordinal,
        title=title or _own_title(facts, top),
        kind=kind,
        page_start=pages[0].number,
        page_end=pages[-1].number,
        item=start.item.number if start.item and not is_agenda else None,
        author=top.author or facts.author,
        date=facts.date if kind in _DATED else _date(top),
        marking=start.marking,
    )


def _own_title(facts: DocumentFacts, top: PageTop) -> str:
    """Return the title that a paper's own first page gives it."""
    if top.appendix:
        title = f"{top.appendix} – {top.appendix_title}" if top.appendix_title else top.appendix
    else:
        title = facts.title
    if len(title) <= _LONGEST_TITLE:
        return title or "Untitled"
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _kind(facts: DocumentFacts, title: str, top: PageTop) -> DocumentKind:
    if top.is_minutes:
        return DocumentKind.MINUTES
    if top.is_decision:
        return DocumentKind.DECISION_NOTICE
    if top.is_report:
        by_title = recognise((), file_name=title).kind
        return by_title if by_title in _TITLED else DocumentKind.REPORT
    return DocumentKind.REPORT if facts.kind in _PACKS else facts.kind


def _date(top: PageTop) -> datetime.date | None:
    return first_date(top.words)
