"""An answer as a chat message: Markdown with numbered marks, the sources at the end, an annotation a mark."""

from dataclasses import dataclass, field
from itertools import groupby

from retrieval.answering.answer import Answer, Citation, Claim, Searched, Status
from service.claim_lines import approval_note, claim_lines
from service.doors.openai_forms import Annotation, UrlCitation
from service.doors.sources import address_of, title_of
from service.exports.markdown import escaped
from service.exports.words import clean
from service.rendering import day, searched_line
from service.source_lines import state_note

_NEAREST = 3
_KINDS_NAMED = 3
_EXCERPT_LETTERS = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """A message, and the marks of sources in it."""

    content: str
    annotations: tuple[Annotation, ...]


def reply_of(answer: Answer, base: str) -> Reply:
    """Return ``answer`` as a message; ``base`` is where this service answers.

    The papers' words are escaped, so that none of them is markup: a chat client that draws pictures and
    links out of Markdown would otherwise fetch what a paper tells it to.
    """
    writing = _Writing(answer, base)
    writing.headline()
    for (standing, date), claims in groupby(answer.claims, key=lambda claim: (claim.standing, claim.date)):
        writing.add(f"**{standing.value.capitalize()}**" + (f", {day(date)}" if date else "") + "\n\n")
        for claim in claims:
            writing.claim(claim)
        writing.add("\n")
    writing.sources()
    writing.nearest()
    return Reply("".join(writing.pieces), tuple(writing.annotations))


@dataclass(slots=True)
class _Writing:
    """A message as it is written."""

    answer: Answer
    base: str
    pieces: list[str] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    _length: int = 0
    _cited: dict[str, Citation] = field(init=False)
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cited = {citation.id: citation for citation in self.answer.citations}

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)

    def headline(self) -> None:
        answer = self.answer
        first = answer.claims[0].text if answer.claims else ""
        if answer.headline and answer.headline.split() != first.split():
            self.add(f"**{escaped(clean(answer.headline))}**\n\n")
        elif not answer.claims:
            self.add("The papers do not answer this.\n\n")
        if answer.status is Status.PARTLY_ANSWERED:
            self.add("The papers answer some of this, not all.\n\n")
        if not answer.claims:
            self.add(f"{escaped(clean(searched_line(_in_short(answer.searched))))}\n\n")

    def claim(self, claim: Claim) -> None:
        lines = [
            ("• " if line.is_item else "") + escaped(clean(line.text))
            for line in claim_lines(claim, self.answer)
        ]
        self.add("- " + "\\\n  ".join(lines))
        citations = [self._cited[each] for each in claim.citation_ids if each in self._cited]
        for citation in citations:
            self.add(" ")
            self._mark(citation)
        notes = [approval_note(claim), *(state_note(each.document) for each in citations[:1])]
        for note in filter(None, notes):
            self.add(f" ({escaped(clean(note))})")
        self.add("\n")

    def sources(self) -> None:
        if not self._numbers:
            return
        self.add("**Sources**\n\n")
        for identity, number in self._numbers.items():
            citation = self._cited[identity]
            self.add(f"[{number}] [{_title(citation)}]({address_of(citation, self.base)})  \n")

    def nearest(self) -> None:
        if self.answer.claims or not self.answer.nearest:
            return
        self.add("**Nearest passages**, which do not answer it\n\n")
        for hit in self.answer.nearest[:_NEAREST]:
            words = escaped(_short(clean(hit.text)))
            self.add(f"- {words} ([{escaped(clean(title_of(hit)))}]({address_of(hit, self.base)}))\n")

    def _mark(self, citation: Citation) -> None:
        mark = f"[{self._numbers.setdefault(citation.id, len(self._numbers) + 1)}]"
        place = UrlCitation(
            start_index=self._length,
            end_index=self._length + len(mark),
            title=clean(title_of(citation)),
            url=address_of(citation, self.base),
        )
        self.annotations.append(Annotation(url_citation=place))
        self.add(mark)


def _in_short(searched: Searched) -> Searched:
    """Return the same without its kinds where they are many: then no kind was left out."""
    return searched if len(searched.kinds) <= _KINDS_NAMED else searched.model_copy(update={"kinds": []})


def _title(citation: Citation) -> str:
    return escaped(clean(title_of(citation)))


def _short(text: str) -> str:
    if len(text) <= _EXCERPT_LETTERS:
        return text
    return f"{text[: text.rfind(' ', 0, _EXCERPT_LETTERS)]} …"
