"""Signs of a sentence's standing in its own words.

Each sign is a pattern with the standing that it speaks for and its weight; a sentence's signs are added
up (``ingest.kinds.standing_of``). The weights mean: 4 says it outright ("RESOLVED that"), 3 says it by
the verb of its main clause ("will publish", "should be kept"), 1 hints at it. A negative weight takes
back what words say elsewhere ("to be agreed", "as agreed at"): passing mentions commit to nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.kinds.standing import Standing

_AGREED, _RECOMMENDED, _PLANNED, _REPORTED, _DISCUSSED = Standing


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak with ``weight`` for ``standing``, or against it where the weight is negative."""

    standing: Standing
    weight: float
    words: re.Pattern[str]


def _sign(standing: Standing, weight: float, *patterns: str, case: bool = False) -> Sign:
    """Return a sign for any of ``patterns``, in whatever case unless ``case``; "_" is one or more blanks."""
    words = "|".join(f"(?:{pattern})" for pattern in patterns).replace("_", r"\s+")
    return Sign(standing, weight, re.compile(words, 0 if case else re.IGNORECASE))


_DECIDED = r"(?:agreed|approved|decided|endorsed|adopted|ratified|granted|awarded|resolved|signed_off)"
_ADVERB = r"(?:(?:\w+ly|also|then|therefore|further)_)?"
_BODY = (
    r"(?:board|panel|cabinet|committee|commissioner|pcc|council|group|members|leader|partners|partnership"
    r"|government|teams?|executive|forum|trustees|governors|authority)"
)
# A verb that opens the answer of a body: what it is asked to do, or what it resolved to do.
DECIDING_VERB = (
    r"(?:note|agree|approve|endorse|adopt|consider|accept|delegate|support|confirm|ratify|receive|refer|authorise"
    r"|recommend|appoint|award|defer|reject|decline|transfer|instruct|request)s?"
)

# What a body or a person with the power to do so has decided.
_OF_AGREEMENT = (
    _sign(_AGREED, 4, r"^\W*RESOLVED\b", r"\bRESOLVED\b[:_]", case=True),
    _sign(_AGREED, 4, rf"\b(?:it_)?(?:was|is|has_been)_{_ADVERB}(?:resolved|agreed|decided)_(?:that|to|not)\b"),
    _sign(_AGREED, 4, rf"\b{_BODY}(?:_(?:has|have|had|also|and_\w+))?_{_ADVERB}{_DECIDED}(?!_by\b)"),
    _sign(
        _AGREED,
        4,
        rf"\b(?:was|were|has_been|have_been|had_been|is|are|been|has|have|had)_{_ADVERB}(?:\w+_and_)?{_DECIDED}\b",
    ),
    _sign(_AGREED, 4, r"^\W*(?:agreed|approved|carried|noted)\b", rf"\b{_DECIDED}\W*$"),
    _sign(_AGREED, 4, r"\bagreed_(?:to|that|this|not)\b", r"\bfunding_agreed\b", r"\bhereby_\w+s?\b"),
    _sign(_AGREED, 4, r"\b(?:motion|amendment|proposal)s?_(?:was_|were_)?(?:carried|lost)\b"),
    _sign(_AGREED, 4, r"\bdid_not_(?:exercise|agree|approve)\b", r"\b(?:approval|agreement)_(?:was|has_been)_given\b"),
    # not agreed yet, not agreed at all, or mentioned in passing
    _sign(
        _AGREED,
        -4,
        rf"\b(?:to|will|can|could|may|might|should|would|must)_be_(?:\w+_)?{_DECIDED}\b",
        rf"\b(?:if|once|when|until|unless|awaiting|before|subject_to)_(?:\w+_){{0,3}}{_DECIDED}\b",
        rf"\b(?:not|never)_(?:yet_)?(?:been_)?{_DECIDED}\b",
        rf"\b(?:that|which|who)_(?:is|are|was|were|has_been|have_been)_{_DECIDED}\b",
        rf"\b(?:are|is)_{_DECIDED}_(?:in|on|by|at|with|as)\b",
        rf"\bas_{_DECIDED}\b",
        r"\b(?:is|are|was|were|be|been|being)_resolved\b(?!_(?:that|to)\b)",
    ),
)

# What is put to a body to decide, or what ought to be done.
_OF_RECOMMENDATION = (
    _sign(_RECOMMENDED, 4, r"\brecommend(?:s|ed|ing)?_(?:that|to)\b", r"\bit_is_(?:\w+_)?recommended\b"),
    _sign(_RECOMMENDED, 4, r"\b(?:is|are)_(?:therefore_)?(?:asked|invited|requested)_to\b"),
    _sign(_RECOMMENDED, 4, r"\b(?:is|are|was|were)_(?:therefore_|also_)?proposed_(?:that|to)\b"),
    _sign(_RECOMMENDED, 4, r"\bpropos(?:e|es|ing)_(?:to|that)\b", r"\brecommends_\w"),
    _sign(_RECOMMENDED, 3, r"\bseek(?:s|ing)?_(?:\w+_){0,3}(?:approval|agreement)\b", r"\bfor_approval\b"),
    _sign(_RECOMMENDED, 3, r"(?<!^)\b(?:should|ought_to)\b", r"\bneeds?_to\b(?!_know)"),
    _sign(_RECOMMENDED, 3, r"\b(?:essential|crucial|important|urgency|imperative|vital)_that\b"),
    # what should happen on a condition, or what is asked whether it should
    _sign(_RECOMMENDED, -3, r"\bshould_(?:any|this|these|it|there)\b[^.]*\bwill\b", r"\?\W*$", r"\bneeded_to\b"),
)

# What somebody means to do, or what is to come.
_OF_PLANNING = (
    _sign(_PLANNED, 3, r"\b(?:will|shall)_(?!not_be_(?:affected|changed))\w", r"\bgoing_to\b", r"\bwon.t\b"),
    _sign(_PLANNED, 3, r"\b(?:we|they|\w+)_plan_to\b", r"\bplans_to\b", r"\bintend(?:s|ed)?_to\b", r"\bwe_intend\b"),
    _sign(_PLANNED, 3, r"\b(?:are|is|am|be|remain)_(?:\w+_)?committed_to\b", r"\bhas_\w+_\w*_?commitments\b"),
    _sign(_PLANNED, 3, r"\baims?_to\b", r"\baim_(?:of_\w+_\w+_)?is_to\b", r"\b(?:due|scheduled|set)_to_(?!the\b)\w"),
    _sign(_PLANNED, 3, r"\b(?:is|are)_to_(?:be_)?\w", r"\b(?:is|are)_being_planned\b", r"\bnext_steps?\b"),
    _sign(_PLANNED, 3, r"\b(?:is|are)_(?:expected|hoped|anticipated|planned|intended|scheduled)\b"),
    _sign(_PLANNED, 2, r"\bprovisional\b.*\bdate\b", r"\bgoing_forward\b", r"\bin_the_process_of\b"),
    # in the middle of another statement
    _sign(_PLANNED, -1, r"\b(?:that|which|who|and)_(?:\w+_)?(?:will|shall|is_to|are_to)\b"),
    _sign(_PLANNED, -1.5, r"^(?:if|although|whilst|while)\b[^,]*\bnot\b"),
)

# What a paper says of its own present and past.
_OF_REPORT = (
    _sign(_REPORTED, 1, r"\b(?:has|have|had)_(?:\w+_)?been_\w", r"\bmust\b", r"\bsets_out\b", r"\?\W*$"),
    _sign(_REPORTED, 2.5, r"^(?:this|the)_(?:\w+_){0,3}(?:report|paper|document|section|chapters?|appendix)_\w"),
)

# What was said in a meeting, of which its minutes tell; elsewhere the same words may mean less.
_IN_MINUTES = (
    _sign(
        _DISCUSSED,
        4,
        r"\b(?:explained|commented|suggested|expressed|stressed|queried|questioned|asked|enquired|replied)\b",
        r"\b(?:introduced_the|reflected_that|acknowledged|highlighted|emphasised|clarified|reiterated|outlined)\b",
        r"\b(?:confirmed|advised|reported|said|stated|felt|thought)_(?:\w+_){0,3}that\b",
        r"\bit_was_(?:also_)?noted\b",
        r"\b(?:board|panel|committee|members|it|group|cabinet)_(?:also_)?noted\b",
        r"\bmade_the_point\b",
        r"\bpoints?_(?:was|were)_(?:made|raised)\b",
        r"\bprovided_(?:\w+_){0,3}(?:an_)?update\b",
        r"\bupdated_the\b",
        r"\bdiscussion_(?:followed|took_place|was_held)\b",
        r"\bin_discussion\b",
        r"\bsought_(?:more|clarification|assurance|the_views)\b",
        r"\b(?:would_like_to|was_keen|were_keen|were_pleased|was_pleased)\b",
    ),
    _sign(_PLANNED, 2, r"\bwould_(?!like\b|be_(?:useful|helpful|welcomed|good)\b|need\b|come\b)\w"),
)
_ANYWHERE_DISCUSSED = (
    _sign(_DISCUSSED, 4, r"\b(?:was|were|been)_(?:\w+_)?(?:discussed|debated|considered|queried|questioned|raised)\b"),
    _sign(_DISCUSSED, 4, r"\b(?:members|board|panel|committee|cabinet|councillors?|cllr_\w+|group|dsb)_discussed\b"),
    _sign(_DISCUSSED, 3, r"\bunder_consideration\b", r"\b(?:queried|debated|discussed)_(?:the|how|whether|a|an)\b"),
    _sign(_DISCUSSED, 3, r"\b(?:raised|expressed)_(?:\w+_){0,2}concerns?\b", r"\brespondents_\w+"),
)


def signs_in(text: str, *, minutes: bool) -> Iterator[tuple[Standing, float]]:
    """Yield the standing and weight of each sign in ``text``; ``minutes`` adds the verbs of speech."""
    for group in (_OF_AGREEMENT, _OF_RECOMMENDATION, _OF_PLANNING, _OF_REPORT, _ANYWHERE_DISCUSSED):
        for sign in group:
            if sign.words.search(text):
                yield sign.standing, sign.weight
    if minutes:
        for sign in _IN_MINUTES:
            if sign.words.search(text):
                yield sign.standing, sign.weight
