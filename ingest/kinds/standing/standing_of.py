"""What a sentence commits to, by its own words and by where it stands.

Every sign found (``standing_words``, ``standing_place``) speaks for a standing with a weight; the
weightiest says what the sentence commits to, the firmer of two alike. Without a sign it reports.
``docs/standing.md`` says what each standing means.
"""

import re

from ingest.documents import DocumentKind, Passage
from ingest.kinds.standing.place import is_proposed, signs_of_place
from ingest.kinds.standing.standings import ORDER, Standing
from ingest.kinds.standing.words import signs_in

_GIVES_MONEY = re.compile(
    r"£.{0,80}\b(?:will be|to be|is|are)\b|\b(?:will|to) (?:award|grant|fund|pay|receive|provide)\b.{0,80}£",
    re.I,
)
_APPROVED_OUTCOME = re.compile(r"\bapproved\b|\bagreed\b|\bi approve\b", re.I)
_NOT_APPROVED = re.compile(r"\b(?:not|refused|rejected|deferred)\b", re.I)


def standing_of(
    text: str, passage: Passage, kind: DocumentKind, *, outcome_approves: bool = False
) -> Standing:
    """Return the standing of ``text``, a sentence, item or row of ``passage`` in a paper of ``kind``.

    ``outcome_approves`` says that the paper is a decision notice whose recommendations were approved:
    what it recommended, and the money that it gives, is then agreed.
    """
    weights = {Standing.REPORTED: 1.0}
    found = [(sign.standing, sign.weight) for sign in signs_in(text, minutes=kind is DocumentKind.MINUTES)]
    for standing, weight in (*found, *signs_of_place(text, passage, kind)):
        weights[standing] = max(weight, weights.get(standing, 0.0))
    standing = max(weights, key=lambda each: (weights[each], -ORDER.index(each)))
    approved = outcome_approves and not is_proposed(passage)
    if approved and (standing is Standing.RECOMMENDED or _GIVES_MONEY.search(text)):
        return Standing.AGREED
    return standing


def approves(outcome_text: str) -> bool:
    """Whether the words of an outcome section approve what was recommended."""
    return bool(_APPROVED_OUTCOME.search(outcome_text)) and not _NOT_APPROVED.search(outcome_text)
