"""A set of answers as a paper that can be taken away: what every form of export writes down.

::

    Briefing         a title, the day, and a part for each question
      Part           the question, when it was asked, what was searched, the headline
        Group        quotes of one standing
          Statement  the words as lines, what stands beside them, and a note for each citation
        Note         a footnote: the paper, where in it, and the address that opens it

Each citation gets a note of its own, whole, also where one was cited before: so a sentence can be cut
out of the paper with its reference. Notes are numbered from 1 through the whole briefing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.claim_lines import ClaimLine
from service.strings import text


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: ``title`` is the paper's, ``facts`` say the rest, ``address`` opens the quoted words."""

    number: int
    title: str
    facts: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote: its lines, the notes at its end, and what stands under it (date, body, state)."""

    lines: tuple[ClaimLine, ...]
    notes: tuple[Note, ...]
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes of one standing; ``standing`` is its name as shown, ``means`` what it commits to."""

    standing: str
    means: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One question with its answer.

    ``remarks`` are said before the quotes (what the answer lacks), ``headline`` is "" where the first
    quote says the same. ``nearest`` are passages that do not answer but came closest.
    """

    question: str
    asked: str
    searched: str
    understood: str
    headline: str
    remarks: tuple[str, ...]
    groups: tuple[Group, ...]
    nearest: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """Answers to take away; ``made`` is the day of the export, in words."""

    title: str
    made: str
    parts: tuple[Part, ...]

    @property
    def opening(self) -> str:
        """What stands under the title."""
        return text("export.opening", day=self.made)

    @property
    def is_single(self) -> bool:
        """Whether its one question is its title, so that no heading need say it again."""
        return len(self.parts) == 1 and self.parts[0].question == self.title

    @property
    def notes(self) -> Iterator[Note]:
        """Every note, in the order of the numbers."""
        for part in self.parts:
            for statement in (*(s for group in part.groups for s in group.statements), *part.nearest):
                yield from statement.notes
