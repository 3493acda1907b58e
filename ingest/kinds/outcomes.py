"""What became of something, from the words that say so."""

import re

from ingest.records import DecisionOutcome

_NOT = r"\b(?:not|never)\s+(?:be\s+|to\s+)?(?:approved?|agreed?|supported?|accepted?|granted?|endorsed?)\b"
_SIGNS: tuple[tuple[DecisionOutcome, re.Pattern[str]], ...] = tuple(
    (outcome, re.compile(pattern, re.IGNORECASE))
    for outcome, pattern in (
        (DecisionOutcome.REJECTED, rf"{_NOT}|\b(?:reject(?:ed|s)?|refuse[ds]?|declined?|turned down)\b"),
        (DecisionOutcome.DEFERRED, r"\b(?:defer(?:red|s)?|postponed|adjourned|held over)\b"),
        (DecisionOutcome.LOST, r"\b(?:lost|defeated|(?:motion|amendment) (?:fell|failed)|not carried)\b"),
        (DecisionOutcome.CARRIED, r"(?<!not )\bcarried\b(?! (?:out|forward|over))"),
        (
            DecisionOutcome.NOTED,
            r"\bbe noted\b|^note\b|\bto note\b|(?:is|was|were|are) noted\b"
            r"|\bnoted?s?\b(?= (?:the|that|and|with|this|its|progress|an?)\b)|^(?:be )?noted\b|^receive\b"
            r"|\bbe received\b",
        ),
        (
            DecisionOutcome.APPROVED,
            r"\b(?:approv(?:e[ds]?|ing)|ratif(?:y|ied)|authorise[ds]?|be granted)\b|^\W*approval\b",
        ),
        (DecisionOutcome.AGREED, r"\b(?:agree[ds]?|adopt(?:ed|s)?|endorse[ds]?|accept(?:ed|s)?|resolved?)\b"),
    )
)
# Words that are as often the name of a thing ("the award", "delegated authority"): heard where no other is.
_AGREED_TOO = re.compile(
    r"\b(?:support(?:ed|s)?|confirm(?:ed|s)?|delegate[ds]?|appoint(?:ed|s)?|award(?:ed|s)?|recommend(?:ed"
    r"|s)?)\b",
    re.IGNORECASE,
)
# What a form lets one choose from, when nothing shows which was chosen.
_CHOICE = re.compile(
    r"\bapproved?\s*/\s*(?:not approved|rejected?|refused?|deferred?|declined?|amended)\b"
    r"|\bagreed\s*/\s*not agreed\b",
    re.IGNORECASE,
)
_BOX = re.compile(r"[☐□]")
_CHOSEN = re.compile(r"(?:[☑☒✓✔■]|\[\s?[xX✓]\s?\])\s*(?P<after>[^☐☑☒✓✔■□\[\]/]+)")
_VERB_WITHIN = 160  # characters: what follows is not the main verb


def outcome_of(wording: str, *, plain: bool = False) -> DecisionOutcome | None:
    """Return the outcome that the first telling verb of ``wording`` names; None where it has none.

    With ``plain``, words that name a thing as often ("award") do not count.

    A form that leaves open which of its words was meant ("Approved / Rejected") names none, unless a
    box is ticked.
    """
    if _CHOICE.search(wording) or _BOX.search(wording):
        chosen = _CHOSEN.search(wording)
        return outcome_of(chosen["after"].strip(), plain=plain) if chosen else None
    head = wording[:_VERB_WITHIN]
    found = [
        (match.start(), at, outcome)
        for at, (outcome, sign) in enumerate(_SIGNS)
        if (match := sign.search(head))
    ]
    if found:
        return min(found)[2]
    return DecisionOutcome.AGREED if not plain and _AGREED_TOO.search(head) else None
