"""What the records that a question asks for must be about.

A list must hold every record that is meant and no other, so a word that some record says must be said by
each that is listed. A word that none says (a verb, a way of asking) shuts nothing out by itself, unless it
is a name; where most of what is asked is said by none, there is no such record.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from retrieval.query import Question, TermGroup
from retrieval.records import Entry
from retrieval.words import stem, stems_in

# The least likeness by which another word stands for one that no record says.
_LIKE = 0.6
# The most of what is asked, by weight, that no record need say.
_MOST_UNSAID = 0.5

# Words of the asking after records: what kind of record, how many, in which state or order. They are no
# topic even where a record says them.
_OF_THE_ASKING = frozenset(
    map(
        stem,
        """action actions task tasks deliverable deliverables milestone milestones rated rating ratings
        status tracker trackers log list lists count number total decision decisions resolution resolutions
        meeting meetings minutes item items record recorded records vote votes voted voting apologies apology
        sent absent missing present attend attended attendance attendees chair chaired latest recent last
        newest current currently still pounds made take taken took come came held hold option options
        alternative alternatives other considered consider rejected dismissed marked shown showing remain
        remains remaining left assigned panel's members member people names name""".split(),
    )
)

Stems = frozenset[str]
WordsOf = Callable[[Entry], str]


@dataclass(frozen=True, slots=True)
class Topic:
    """The things that a question asks records about, without those that say which kind, time or sum."""

    groups: tuple[TermGroup, ...]

    @classmethod
    def of(cls, question: Question, aside: str = "") -> "Topic":
        """Return the topic of a question; the words of ``aside`` are none of it."""
        out = _OF_THE_ASKING | frozenset(stems_in(aside))
        return cls(
            tuple(g for g in question.groups if g.weight > 0 and not any(way <= out for way in g.ways))
        )

    def kept(self, entries: Sequence[Entry], words_of: WordsOf) -> list[Entry]:
        """Return the entries about this, in order; all of them where this is about nothing."""
        said = [(entry, stems_of(words_of(entry))) for entry in entries]
        wanted = self._said_by([stems for _, stems in said])
        if wanted is None:
            return []
        return [entry for entry, stems in said if all(_says(group, stems) for group in wanted)]

    def share(self, words: str) -> float:
        """Return how much of this ``words`` say, 0..1; 1 where it is about nothing."""
        stems, total = stems_of(words), sum(g.weight for g in self.groups)
        return sum(g.weight * g.match(stems) for g in self.groups) / total if total else 1.0

    def without(self, words: str) -> "Topic":
        """Return the topic without what ``words`` say."""
        stems = stems_of(words)
        return Topic(tuple(group for group in self.groups if not group.matches(stems)))

    def _said_by(self, every: Sequence[Stems]) -> list[TermGroup] | None:
        """Return the things that some record says, each to be said as closely as any says it."""
        wanted, unsaid = [], 0.0
        for group in self.groups:
            if any(group.matches(stems) for stems in every):
                wanted.append(replace(group, near={}))
            elif any(_says(group, stems) for stems in every):
                wanted.append(group)
            elif group.name:
                return None
            else:
                unsaid += group.weight
        total = sum(group.weight for group in self.groups)
        return None if unsaid > _MOST_UNSAID * total else wanted


def words_of_entry(entry: Entry) -> str:
    """Return the words by which a record is looked up, and those of its body, its area and its paper."""
    facts = entry.document.facts
    return " ".join(filter(None, (entry.text, entry.body, entry.area, facts.title, facts.area)))


def _says(group: TermGroup, stems: Stems) -> bool:
    return group.match(stems) >= (_LIKE if group.near else 1.0)


@lru_cache(maxsize=16384)
def stems_of(words: str) -> Stems:
    """Return the stems of ``words``."""
    return frozenset(stems_in(words))
