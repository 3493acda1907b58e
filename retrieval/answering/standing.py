"""What a sentence commits to: agreed, recommended, planned, reported or discussed.

Told by its own words first, then by where it stands: under a heading, in a kind of paper, in a
column of a table. In a decision notice whose outcome approves it, the recommendation is what was
agreed.
"""

import re

from ingest.documents import DocumentKind, Passage
from ingest.imperatives import IMPERATIVES
from retrieval.answering.answer import Standing

_AGREED = re.compile(
    r"\bresolved\b|\b(?:was|were|is|are|been|be|has|have|had|it was|board|panel|cabinet|committee|commissioner|pcc|partners|members|council|group)"
    r"(?: \w+){0,2} (?:agreed|approved|decided|endorsed|adopted|granted|awarded|ratified)\b"
    r"|^(?:agreed|approved|carried|noted)\b|\b(?:agreement|approval) (?:of|reached|for|between|secured|given)\b"
    r"|\b(?:agreed|approved|signed off) (?:by|that|to|as|at)\b|\bsigned off\b|\bfunding agreed\b|\b(?:motion|amendment) (?:was )?(?:carried|lost)\b"
    r"|\bwill be awarded\b|\bagreed and\b|\b(?:hereby|formally) \w+(?:s|d)\b|\bagreed\s*$|\bdid not (?:exercise|agree|approve)\b",
    re.I,
)
_NOT_AGREED = re.compile(
    r"\b(?:to be|yet to be|if|once|subject to being|awaiting|when|before being|could be|should be|for) (?:agreed|approved|approval|adopted|signed off)\b"
    r"|\b(?:can|could|may|might|should|would|to|will) be (?:\w+ )?(?:agreed|approved|adopted|granted|decided|endorsed)\b"
    r"|\bnot (?:yet )?(?:agreed|approved)\b|\bdraft\b.{0,30}\bagree",
    re.I,
)
_RECOMMENDED = re.compile(
    r"\b(?:it is|is|are|was|were|be) (?:therefore )?recommended\b|\brecommend(?:s|ed)? (?:that|to)\b|\b(?:it is|is|are|was|were|be) (?:therefore )?proposed\b|\bproposes?\b|\bproposals?\b|\bis asked to\b|\bare asked to\b",
    re.I,
)
_DISCUSSED = re.compile(
    r"\b(?:discuss(?:ed|ion|ions)?|debated|queried|asked|questioned|considered|raised|explained|commented|suggested|expressed|stressed"
    r"|sought (?:the )?views|in response|replying|responding|under consideration|acknowledged)\b",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|plans? to|planned|intends?|intended|aims? to|is to|are to|to be|going forward|due to|scheduled|expected|anticipated|by (?:the )?end of"
    r"|in the process of|commit(?:s|ted|ment)?|next steps?|provisional)\b",
    re.I,
)
_FIRST_WORD = re.compile(r"^(?:[\w /&()'-]{1,40}:\s*)?(?:•\s*)?(?P<verb>[A-Z][a-z]+)(?:/\w+)?\s")
_SAYS_AGREED = re.compile(r"\b(?:agreed|resolved)(?: that| to)?:?$", re.I)
_UNDER_RECOMMENDATION = re.compile(r"\brecommendations?\b|\bproposed decision\b", re.I)
_GIVES_MONEY = re.compile(
    r"£.{0,80}\b(?:will be|to be|is|are)\b|\b(?:will|to) (?:award|grant|fund|pay|receive|provide)\b.{0,80}£",
    re.I,
)
_APPROVED_OUTCOME = re.compile(r"\bapproved\b|\bagreed\b|\bi approve\b", re.I)
_PLANNING_KINDS = frozenset(
    {DocumentKind.STRATEGY, DocumentKind.ACTION_PLAN, DocumentKind.AGENDA_PACK, DocumentKind.POLICY}
)

ORDER = tuple(Standing)


def standing_of(
    text: str, passage: Passage, kind: DocumentKind, *, outcome_approves: bool = False
) -> Standing:
    """Return the standing of ``text``, a sentence, item or row of ``passage`` in a paper of ``kind``.

    ``outcome_approves`` says that the paper is a decision notice whose recommendations were approved.
    """
    under = " / ".join(passage.heading[-2:])
    # "The Board agreed:" is read as the heading of the list below it.
    if _AGREED.search(text if not _SAYS_AGREED.search(under) else under) and not _NOT_AGREED.search(text):
        return Standing.AGREED
    if _RECOMMENDED.search(text) or _UNDER_RECOMMENDATION.search(under):
        return Standing.AGREED if outcome_approves else Standing.RECOMMENDED
    if outcome_approves and _GIVES_MONEY.search(text):
        return Standing.AGREED
    if _DISCUSSED.search(text):
        return Standing.DISCUSSED
    if _PLANNED.search(text) or (kind in _PLANNING_KINDS and _is_imperative(text)):
        return Standing.PLANNED
    return Standing.REPORTED


def _is_imperative(text: str) -> bool:
    """Whether a line begins with an order ("Improve the availability …"), as the items of a plan do."""
    match = _FIRST_WORD.match(text)
    return match is not None and match["verb"].lower() in IMPERATIVES


def approves(outcome_text: str) -> bool:
    """Whether the words of an outcome section approve what was recommended."""
    return bool(_APPROVED_OUTCOME.search(outcome_text)) and not re.search(
        r"\b(?:not|refused|rejected|deferred)\b", outcome_text, re.I
    )
