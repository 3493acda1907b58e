"""Answers made into a briefing: their quotes by standing, and a numbered note for each citation."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from retrieval.answering.answer import Answer, Citation, Claim, Hit, Standing, Status
from service.claim_lines import ClaimLine, approval_note, claim_lines
from service.exports.briefing import Briefing, Group, Note, Part, Statement
from service.exports.words import clean
from service.permanent_links import permanent_path
from service.replies import headline_of
from service.search_scope import interpreted_otherwise, scope_line
from service.source_lines import ocr_note, place_line, state_note
from service.standing_words import means
from service.strings import text
from service.wording import long_date, page_range

_LONGEST_TITLE = 300
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, and when it was asked for, where that is known.

    ``is_cut`` says that words of it are left out: their papers are gone, or closed to the public by now.
    """

    answer: Answer
    when: datetime.datetime | None = None
    is_cut: bool = False


@dataclass(slots=True)
class _Numbering:
    """Makes the notes of one briefing; ``base`` is the address of this server, without a last slash."""

    base: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def note(self, place: Citation | Hit) -> Note:
        document = place.document
        facts = (
            document.body,
            long_date(document.date) if document.date else None,
            text("export.reference", reference=document.reference) if document.reference else None,
            _place(place),
            " › ".join(place.heading),
            text("place.paragraph", number=place.paragraph) if place.paragraph else None,
            ocr_note(place.confidence),
            state_note(document),
        )
        return Note(
            number=next(self.numbers),
            title=_short(clean(document.title or document.name)),
            facts=tuple(_short(clean(fact)) for fact in facts if fact),
            address=f"{self.base}{permanent_path(place)}",
        )


def briefing_of(asked: Sequence[Asked], *, base: str, made: datetime.date, title: str = "") -> Briefing:
    """Return ``asked`` as a briefing.

    ``base`` is where this server answers ("http://127.0.0.1:8000"); it begins every note's address.
    Without a ``title``, a single question is the title.
    """
    numbering = _Numbering(base.rstrip("/"))
    parts = tuple(_part(each, numbering) for each in asked)
    usual = parts[0].question if len(parts) == 1 else text("export.title", n=len(parts))
    return Briefing(title=clean(title) or usual, made=long_date(made), parts=parts)


def _part(asked: Asked, numbering: _Numbering) -> Part:
    answer = asked.answer
    leads = bool(answer.claims) and answer.headline.strip() == answer.claims[0].text.strip()
    understood = interpreted_otherwise(answer.interpreted_as, answer.question)
    return Part(
        question=clean(answer.question),
        asked=text("export.asked", day=long_date(asked.when.date())) if asked.when else "",
        searched=clean(text("export.searched", papers=scope_line(answer.searched))),
        understood=text("export.understood", words=clean(understood)) if understood else "",
        headline="" if leads else clean(headline_of(answer)),
        remarks=tuple(_remarks(asked)),
        groups=tuple(_groups(answer, numbering)),
        nearest=tuple(_near(hit, numbering) for hit in answer.nearest[:_NEAREST]),
    )


def _remarks(asked: Asked) -> Iterator[str]:
    answer = asked.answer
    if asked.is_cut:
        yield text("export.cut")
    if answer.status is Status.NOT_FOUND:
        yield text("export.not_found")
    if answer.status is Status.PARTLY_ANSWERED:
        yield text("export.partly")


def _groups(answer: Answer, numbering: _Numbering) -> Iterator[Group]:
    for standing, claims in groupby(_by_standing(answer.claims), key=lambda claim: claim.standing):
        statements = tuple(_statement(claim, answer, numbering) for claim in claims)
        yield Group(text(f"names.{standing.value}"), means(standing), statements)


def _by_standing(claims: Iterable[Claim]) -> list[Claim]:
    """Bring claims of one standing together, the standings in the order in which they first occur."""
    ordered: dict[Standing, list[Claim]] = {}
    for claim in claims:
        ordered.setdefault(claim.standing, []).append(claim)
    return [claim for group in ordered.values() for claim in group]


def _statement(claim: Claim, answer: Answer, numbering: _Numbering) -> Statement:
    cited = {citation.id: citation for citation in answer.citations}
    citations = [cited[identity] for identity in claim.citation_ids if identity in cited]
    document = citations[0].document if citations else None
    date = claim.date or (document.date if document else None)
    facts = (
        long_date(date) if date else None,
        document.body if document else None,
        approval_note(claim),
        state_note(document) if document else None,
    )
    return Statement(
        lines=tuple(ClaimLine(clean(line.text), line.is_item) for line in claim_lines(claim, answer)),
        notes=tuple(numbering.note(citation) for citation in citations),
        facts=" · ".join(clean(fact) for fact in facts if fact),
    )


def _near(hit: Hit, numbering: _Numbering) -> Statement:
    return Statement((ClaimLine(_short(clean(" ".join(hit.text.split())))),), (numbering.note(hit),))


def _place(place: Citation | Hit) -> str:
    first, last, label = place.page_start, place.page_end, place.page_label
    pages = page_range(first, last)
    return place_line(place.part, pages, label if first == last and label != str(first) else None)


def _short(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    return f"{words[: words.rfind(' ', 0, _LONGEST_TITLE)]} …"
