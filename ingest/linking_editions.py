"""What one paper is to another of the same work: a later edition, its final form, a correction, a summary.

Nothing is linked by likeness alone. The titles must name the same work (or the numbers the same matter),
the body must be the same, and something must say which comes later; where a title names a form and no
subject ("Action log"), or the body is not known, the texts must agree too.
"""

from dataclasses import dataclass

from ingest.documents import Document, DocumentKind, PaperStatus
from ingest.linking_answers import same_number
from ingest.linking_order import is_later
from ingest.linking_texts import Texts
from ingest.linking_titles import is_summary, newness, same_body, says_what
from ingest.links import LinkKind

# Papers that hold until another takes their place, so that years in their titles tell editions apart.
STANDING = frozenset(
    {
        DocumentKind.STRATEGY,
        DocumentKind.POLICY,
        DocumentKind.ACTION_PLAN,
        DocumentKind.WORK_PROGRAMME,
        DocumentKind.LEAFLET,
    }
)
# Papers of one meeting: the next ones say something else.
OF_A_MEETING = frozenset({DocumentKind.MINUTES, DocumentKind.AGENDA, DocumentKind.AGENDA_PACK})
_UNDECIDED = frozenset({PaperStatus.DRAFT, PaperStatus.PROPOSED})

_SAME_TEXT = 0.4  # of the runs of words of the shorter paper
_CORRECTED = 0.6  # of the earlier paper's runs stand in what replaces it
_ENCLOSED = 0.9  # of the earlier paper's runs stand in a pack that encloses what replaces it
_COPY = 0.995  # nothing was changed: neither takes the other's place
_SOON = 62  # days within which a corrected paper follows


@dataclass(frozen=True, slots=True)
class Work:
    """A paper, with the words and the periods that its title names."""

    document: Document
    subject: frozenset[str]
    periods: frozenset[str]

    @property
    def undecided(self) -> bool:
        """Whether it says that it is a draft or a proposal."""
        return self.document.facts.status in _UNDECIDED

    @property
    def kind(self) -> DocumentKind:
        """The kind of the paper."""
        return self.document.facts.kind


def relation(earlier: Work, later: Work, texts: Texts) -> LinkKind | None:
    """Return what ``later`` is to ``earlier``; None where it is nothing, or not known to be."""
    if is_summary(later.document) or is_summary(earlier.document):
        return LinkKind.SUMMARY_OF if _is_summary_of(earlier, later, texts) else None
    if _is_final(earlier, later, texts):
        return LinkKind.FINAL_OF
    if _is_edition(earlier, later, texts):
        only_drafted = later.undecided and not earlier.undecided
        return LinkKind.DRAFT_OF if only_drafted else LinkKind.SUPERSEDES
    return LinkKind.REPLACES if _is_corrected(earlier, later, texts) else None


def _is_edition(earlier: Work, later: Work, texts: Texts) -> bool:
    """Whether ``later`` is a later edition of a work that holds until then, or of one report."""
    if not is_later(later.document, earlier.document):
        return False
    if not _same_office(earlier, later, texts):
        return False
    if {earlier.kind, later.kind} <= STANDING:
        if earlier.subject == later.subject and says_what(later.subject):
            return True
        return earlier.kind is later.kind and _same_text(earlier, later, texts)
    return (
        not {earlier.kind, later.kind} & OF_A_MEETING
        and _same_title(earlier, later)
        and not _other_number(earlier, later)
        and (earlier.undecided or _both_versions(earlier, later) or _is_newer(earlier, later))
        and _same_text(earlier, later, texts)
    )


def _is_final(earlier: Work, later: Work, texts: Texts) -> bool:
    """Whether ``later`` is the final form of a draft or a proposal, with the same number or title."""
    if not earlier.undecided or later.undecided or earlier.kind is not later.kind:
        return False
    if is_later(earlier.document, later.document):
        return False
    mine, theirs = earlier.document.facts, later.document.facts
    if earlier.kind is DocumentKind.DECISION_NOTICE:
        # A number is the body's own: where one of the two does not name it, it is not another's.
        of_one = mine.body is None or theirs.body is None or same_body(mine.body, theirs.body)
        return of_one and _same_number(earlier, later)
    if earlier.kind is DocumentKind.MINUTES:
        same = mine.date is not None and mine.date == theirs.date
    else:
        same = _same_title(earlier, later) and not _other_number(earlier, later)
    return same and _same_office(earlier, later, texts) and _same_text(earlier, later, texts)


def _is_corrected(earlier: Work, later: Work, texts: Texts) -> bool:
    """Whether ``later`` says that it is a supplement or a correction, and holds most of ``earlier``.

    It may be a pack that encloses the corrected paper; that is dated before the meeting.
    """
    if not _is_newer(earlier, later) or earlier.kind in OF_A_MEETING:
        return False
    before, after = earlier.document.facts.date, later.document.facts.date
    soon = before is None or after is None or abs((after - before).days) <= _SOON
    if not soon or not (_same_number(earlier, later) or _same_title(earlier, later)):
        return False
    shared = texts.shared(earlier.document.id, later.document.id).of_earlier
    if later.kind is DocumentKind.AGENDA_PACK:
        return _ENCLOSED <= shared < _COPY
    return later.kind is earlier.kind and _CORRECTED <= shared < _COPY


def _is_summary_of(earlier: Work, later: Work, texts: Texts) -> bool:
    if not is_summary(later.document) or is_summary(earlier.document):
        return False
    if earlier.kind is not later.kind or not says_what(later.subject):
        return False
    title = later.subject - {"summary"}
    shared = texts.shared(earlier.document.id, later.document.id)
    return title == earlier.subject and earlier.periods == later.periods and shared.of_later >= _SAME_TEXT


def _same_text(earlier: Work, later: Work, texts: Texts) -> bool:
    return texts.shared(earlier.document.id, later.document.id).most >= _SAME_TEXT


def _same_office(earlier: Work, later: Work, texts: Texts) -> bool:
    """Whether both papers are of one body; where that is not said of both, whether their texts agree."""
    mine, theirs = earlier.document.facts, later.document.facts
    if mine.body is None or theirs.body is None:
        return _same_text(earlier, later, texts)
    return (
        same_body(mine.body, theirs.body)
        or mine.body.lower() in theirs.title.lower()
        or theirs.body.lower() in mine.title.lower()
    )


def _same_title(earlier: Work, later: Work) -> bool:
    return bool(later.subject) and (earlier.subject, earlier.periods) == (later.subject, later.periods)


def _same_number(earlier: Work, later: Work) -> bool:
    mine, theirs = earlier.document.facts.reference, later.document.facts.reference
    return bool(mine and theirs and same_number(mine, theirs))


def _other_number(earlier: Work, later: Work) -> bool:
    mine, theirs = earlier.document.facts.reference, later.document.facts.reference
    return bool(mine and theirs and not same_number(mine, theirs))


def _both_versions(earlier: Work, later: Work) -> bool:
    return bool(earlier.document.facts.version and later.document.facts.version)


def _is_newer(earlier: Work, later: Work) -> bool:
    return newness(later.document) > max(newness(earlier.document), 0)
