"""The kind that a title names: its noun, which stands before "of", "for" or a colon.

"Report on the strategy" is a report, "Strategy for reporting crime" a strategy.
"""

import re

from ingest.documents import DocumentKind

# What a title says as a whole, wherever it stands in it.
_PHRASES = [
    (DocumentKind.WORK_PROGRAMME, r"\b(?:forward )?work(?:ing)? programme\b|\bforward plan\b"),
    (DocumentKind.ACTION_PLAN, r"\baction (?:plan|log|tracker|list)\b|\bprogress tracker\b|\bpriorities and actions\b|\b(?:update|report) on actions\b"),
    (DocumentKind.PERFORMANCE_REPORT, r"\bperformance (?:report|table|data|against|summary|update|dashboard|scorecard|monitoring)\b|\bmeasures table\b|\bmonitoring (?:report|data|table)\b"),
    (DocumentKind.LETTER, r"\b(?:written|ministerial|press|joint) statement\b|\bletter (?:to|from|of|on)\b|\bletter\W*$"),
    (DocumentKind.DECISION_NOTICE, r"\bdecision (?:notice|record)\b|\brecord of decision\b"),
    (DocumentKind.MINUTES, r"\bminutes (?:of|[-–—:]|\d|final|draft)|\b(?:final|draft|printed|meeting|board|panel|committee|group) minutes\b|\bminutes\W*$|^minutes\b"),
]  # fmt: skip

# The nouns themselves; a phrase of several words stands before its last word alone.
_NOUNS = [
    (DocumentKind.AGENDA, r"agenda"),
    (DocumentKind.LEAFLET, r"leaflet|fact ?sheet|flyer|poster|newsletter|brochure"),
    (DocumentKind.REPORT, r"statement of accounts|(?:governance|financial|service|income|outturn) statements?|terms and conditions"),
    (DocumentKind.POLICY, r"polic(?:y|ies)(?: statement)?|guidance|guidelines?|code of practice|protocol|procedures?|terms of reference|standing orders|scheme of delegation|constitution|charter|white paper|statement"),
    (DocumentKind.STRATEGY, r"strateg(?:y|ies)(?: refresh)?|strategic (?:framework|plan)|framework|blueprint|plan|road ?map|prospectus"),
    (DocumentKind.REPORT, r"reports?|review|update|analysis|assessment|evaluation|briefing|response|consultation|lessons learn(?:ed|t)|register|case study|findings|account|submission form|screening(?: tool)?"),
]  # fmt: skip
# The strategy group of a board is no strategy.
_BODY_AFTER = r"(?!\s+(?:group|board|panel|committee|team|unit|officer|manager|director|partnership)\b)"
_NOUN = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<k{n}>{nouns}){_BODY_AFTER}" for n, (_, nouns) in enumerate(_NOUNS))
    + r")(?![\w’'])",
    re.I,
)
_WHOLE = [(kind, re.compile(pattern, re.I)) for kind, pattern in _PHRASES]
# Terms whose "of" belongs to the noun are kept together.
_SEGMENT = re.compile(
    r"\b(?:(?<!statement )(?<!code )(?<!terms )(?<!scheme )of|for|on|to|in|into|about|towards?|by|regarding|from|with|within|as (?:at|of))\b"
    r"|[:–—(,|]|\s-\s",
    re.I,
)
# A file's name often ends with the form of the paper: "Adoption of the homes strategy - Report".
_AT_END = re.compile(r"\s-\s(?:\w+ )?(?P<noun>report|minutes|agenda)$", re.I)
_WHOLE_END = {
    "report": DocumentKind.REPORT,
    "minutes": DocumentKind.MINUTES,
    "agenda": DocumentKind.AGENDA,
}
# A title that begins so says what is done about a paper of the kind that it names.
_ABOUT = re.compile(
    r"^(?:report|review|approval|adoption|consultation|decision|response|proposed?|proposal)\b", re.I
)


def kind_of_title(title: str) -> DocumentKind | None:
    """Return the kind of paper that ``title`` names, or None."""
    end = _AT_END.search(title)
    if end:
        return _WHOLE_END[end["noun"].casefold()]
    if not _ABOUT.match(title):
        for kind, phrase in _WHOLE:
            if phrase.search(title):
                return kind
    for segment in _SEGMENT.split(title):
        nouns = list(_NOUN.finditer(segment))
        if nouns:
            return _NOUNS[int((nouns[-1].lastgroup or "k0")[1:])][0]
    return None
