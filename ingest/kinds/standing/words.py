"""Signs of a sentence's standing in its own words.

A sign is wordings, the standing that they speak for and its weight: 4 says it outright ("RESOLVED
that"), 3 by the verb of a main clause ("will publish", "should be kept"), 2 and less hints at it.
Words that mention a decision in passing, or one not taken yet ("as agreed at", "to be agreed"), are
blanked first, so that they speak for nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.kinds.standing.standings import Standing
from ingest.kinds.standing.wording import Wording, folded_words, saying

_AGREED, _RECOMMENDED, _PLANNED, _REPORTED, _DISCUSSED = Standing


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for ``standing`` with ``weight``, in any of the ``wordings``."""

    standing: Standing
    weight: float
    wordings: tuple[Wording, ...]


_DECIDED_WORDS = "agreed approved decided endorsed adopted ratified granted awarded resolved signed"
_DECIDED = r"(?:agreed|approved|decided|endorsed|adopted|ratified|granted|awarded|resolved|signed[ ]off)"
_BODY = (
    r"(?:board|panel|cabinet|committee|commissioner|pcc|council|group|members|leader|partners|partnership"
    r"|government|teams?|executive|forum|trustees|governors|authority)"
)
_ADVERB = r"(?:(?:\w+ly|also|then|therefore|further)_)?"
_TO_BE = r"(?:is|are|was|were|has_been|have_been|had_been)"

# The participle is blanked where the decision is not taken yet, or only tells which thing is meant.
_UNDECIDED = saying(
    _DECIDED_WORDS,
    rf"\b(?:to|will|can|could|may|might|should|would|must)_be_(?:\w+_)?{_DECIDED}\b",
    rf"\b(?:if|once|when|until|unless|awaiting|before|subject_to)_(?:\w+_){{0,3}}{_DECIDED}\b",
    rf"\b(?:has_|have_|had_|is_|are_|was_|were_)?(?:not|never)_(?:yet_)?(?:been_)?{_DECIDED}\b",
    rf"\b(?:that|which|who)_(?:\w+_)?{_TO_BE}_{_DECIDED}\b",
    rf"\b(?:as_(?:previously_)?|the_|an_|any_|all_|of_){_DECIDED}\b(?!_(?:that|to)\b)",
    # a habit or a solution, no decision
    rf"\b(?:is|are)_{_DECIDED}_(?:in|on|at|with|as|within)\b",
    r"\b(?:is|are|was|were|be|been|being)_resolved\b(?!_(?:that|to)\b)",
    rf"\bbeing_{_DECIDED}\b|\b(?:urgency|essential|important|vital"
    rf"|crucial)_that_(?:\w+_){{0,6}}{_DECIDED}\b",
)
_DECIDED_WORD = re.compile(_DECIDED, re.IGNORECASE)
# Words about the future that say what is meant, not that it is meant to be done.
_ASIDE = saying(
    "will shall planned expected intended due scheduled should would",
    r"\b(?:that|which|who|how|what|where|whether)_(?:\w+_){0,2}(?:will|shall)\b",
    r"\b(?:that|which|who|as)_(?:is_|are_|were_|was_)?(?:planned|expected|intended|due|scheduled)\b",
    r"\b(?:which|what|whether|how)_(?:\w+_){0,4}should\b|\bso_that_(?:\w+_){0,10}would\b",
    r"^should\b|\bthere_should\b|^if\b[^,]{0,200}\bnot\b[^,]{0,200},[^.]{0,200}\bwill\b",
)

SIGNS = (
    # What a body or a person with the power to do so has decided.
    Sign(
        _AGREED,
        4.5,
        (saying("resolved", r"^\W*(?:\d+\W+)?RESOLVED\b", r"\bRESOLVED(?::|_that)", flags=0),),
    ),
    Sign(
        _AGREED,
        4,
        (
            saying(
                _DECIDED_WORDS,
                rf"\b(?:was|is|has_been|had_been)_{_ADVERB}(?:resolved|agreed|decided)_(?:that|to|not)\b",
                rf"\b{_BODY}(?:_(?:has|have|had|also|and_\w+))?_{_ADVERB}(?:\w+_and_)?{_DECIDED}\b(?!_by\b)",
                rf"\b(?:{_TO_BE}|been|has|have|had)_{_ADVERB}(?:\w+_and_)?{_DECIDED}\b",
                r"(?:^|[:;]_)(?:[^\s.:;]+_){0,12}(?:agreed|approved|endorsed|adopted|signed_off)\W*$",
                r"(?:^|\b(?:and|it|they|we|has|have|(?-i:[A-Z]\w+))_)agreed_(?:to|that|this|not)\b"
                r"|\bfunding_agreed\b",
            ),
            saying("agreed approved carried noted", r"^\W*(?:agreed|approved|carried|noted)\b(?!_by\b)"),
            saying("hereby formally", r"\b(?:hereby|formally)_\w+(?:s|d)\b"),
            saying("carried lost", r"\b(?:motion|amendment|proposal)s?_(?:was_|were_)?(?:carried|lost)\b"),
            saying("exercise agree approve", r"\bdid_not_(?:exercise|agree|approve)\b"),
            saying(
                "given reached secured",
                r"\b(?:approval|agreement)_(?:was|has_been)_(?:given|reached|secured)\b",
            ),
        ),
    ),
    # What is put to somebody to decide, or ought to be done.
    Sign(
        _RECOMMENDED,
        4,
        (
            saying(
                "recommend recommends recommended recommending",
                r"\brecommend(?:s|ed|ing)?_(?:that|to)\b|\bit_is_(?:\w+_)?recommended\b|\brecommends_\w",
            ),
            saying(
                "asked invited requested", r"\b(?:is|are)_(?:therefore_)?(?:asked|invited|requested)_to\b"
            ),
            saying(
                "proposed propose proposes proposing",
                r"\b(?:is|are|was|were)_(?:therefore_|also_)?proposed_(?:that|to)\b",
                r"\bpropos(?:e|es|ing)_(?:to|that)\b",
            ),
            saying(
                "approval endorsement decision",
                r"\b(?:provides?|presents?|presented|submits?|submitted)\b.{0,200}\bfor_(?:approval|endorsement"
                r"|decision)\b",
            ),
        ),
    ),
    Sign(
        _RECOMMENDED,
        3.2,
        (
            saying("seek seeks seeking", r"\bseek(?:s|ing)?_(?:\w+_){0,3}(?:approval|agreement)\b"),
            saying("should ought", r"\b(?:should|ought_to)_(?!any\b)\w"),
            saying("need needs", r"\bneeds?_to_(?!know\b)\w"),
            saying(
                "essential crucial urgency imperative vital",
                r"\b(?:essential|crucial|urgency|imperative|vital)_that\b",
            ),
        ),
    ),
    # What somebody means to do, or what is to come.
    Sign(
        _PLANNED,
        3,
        (
            saying("will shall", r"\b(?:will|shall)_\w"),
            saying(
                "going planning intend intends intended hope hopes aim aims",
                r"\bgoing_to\b|\bplanning_to\b|\bintend(?:s|ed)?_to\b|\bhopes?_to\b|\baims?_to\b",
            ),
            saying(
                "plan plans",
                r"\b(?:and|it|they|we|who|(?-i:[A-Z]\w+))_(?:also_|now_|currently_)?plans?_to\b",
            ),
            saying(
                "committed commitment commitments",
                r"\b(?:is|are|am|be|remain|has|have)_(?:\w+_)?committed_to\b"
                r"|\bcommitments?_(?:has|have)_been_made\b",
            ),
            saying(
                "aim ambition intention objective priority vision goal",
                r"\b(?:aim|ambition|intention|objective|priority|vision|goal)_(?:\w+_){0,4}is_(?:to|that)\b",
            ),
            saying("due scheduled", r"\b(?:due|scheduled)_to_(?!the\b|an?\b|its?\b|their\b|\w+ing\b)\w"),
            saying("is are", r"\b(?:is|are)_to_(?!the\b)\w"),
            saying(
                "expected hoped anticipated planned intended scheduled due",
                r"\b(?:is|are)_(?:\w+_)?(?:expected|hoped|anticipated|planned|intended|scheduled|due)\b",
            ),
        ),
    ),
    Sign(_PLANNED, 1.5, (saying("forward process", r"\bgoing_forward\b|\bin_the_process_of\b"),)),
    # What is said of a paper, of the past and of what the law lays down.
    Sign(
        _REPORTED,
        3.3,
        (
            saying(
                "report paper document section chapter chapters appendix",
                r"^\W*(?:\d+_)?(?:this|the)_(?:\w+_){0,3}(?:report|paper|document|section|chapters?|appendix)"
                r"_(?:will_(?:set|describe|explain|cover|present|outline)"
                r"|(?!will\b|shall\b|should\b|is_to\b)\w)",
            ),
        ),
    ),
    Sign(_REPORTED, 3.65, (saying("", r"\?(?:\W*$|;)"),)),
    Sign(_REPORTED, 2.95, (saying("must reminded", r"\bmust\b|\bare_reminded\b"),)),
    # What was talked of.
    Sign(
        _DISCUSSED,
        3.6,
        (
            saying(
                "discussed debated considered queried questioned raised",
                r"\b(?:was|were|been)_(?:\w+_)?(?:discussed|debated|considered|queried|questioned|raised)\b",
                rf"\b(?:{_BODY}|councillors?|cllr_\w+)_(?:discussed|debated|considered|queried|questioned)\b",
                r"\b(?:queried|debated|discussed)_(?:the|how|whether|an?)\b",
            ),
            saying("consideration", r"\bunder_consideration\b"),
            saying(
                "concern concerns",
                r"\b(?:raised|expressed)_(?:\w+_){0,2}concerns?\b"
                r"|\bconcerns?\b.{0,200}\b(?:raised|arose|expressed)\b",
            ),
            saying("views", r"\b(?:sought|seeks?|seeking|asking_for|invited)_(?:\w+_)?views\b"),
        ),
    ),
)

# The verbs of speech tell of a meeting in its minutes; in another paper they tell of what was done.
SIGNS_IN_MINUTES = (
    Sign(
        _DISCUSSED,
        3.8,
        (
            saying(
                "explained commented suggested expressed stressed queried questioned asked enquired replied"
                " introduced acknowledged highlighted emphasised clarified reiterated outlined discussed",
                r"\b(?:explained|commented|suggested|expressed|stressed|queried|questioned|asked|enquired"
                r"|replied)\b",
                r"\b(?:introduced|acknowledged|highlighted|emphasised|clarified|reiterated|outlined"
                r"|discussed)\b",
            ),
            saying(
                "confirmed advised reported said stated felt thought reflected",
                r"\b(?:confirmed|advised|reported|said|stated|felt|thought|reflected)_(?:\w+_){0,3}that\b",
            ),
            saying(
                "noted described",
                rf"\b(?:it_was_(?:also_)?noted|noted_that|described)\b|\b(?:{_BODY}|it)_(?:also_)?noted\b",
            ),
            saying(
                "point points issue issues",
                r"\bmade_the_point\b|\b(?:points?|issues?)_(?:was|were)_(?:made|raised)\b",
            ),
            saying("update updated", r"\bprovided_(?:\w+_){0,3}update\b|\bupdated_the\b"),
            saying(
                "discussion discussions",
                r"\bbrief_discussion\b|\bdiscussions?_(?:followed|took_place|was_held)\b"
                r"|^(?:in|during)_discussion\b",
            ),
            saying("sought", r"\bsought_(?:more|clarification|assurances?|views)\b"),
            saying("like keen pleased", r"\b(?:would_like_to|keen|pleased)\b"),
        ),
    ),
    Sign(
        _AGREED,
        3.9,
        (saying("noted received accepted", r"(?<!\bit)_(?:was|were)_(?:noted|received|accepted)\W*$"),),
    ),
    Sign(
        _PLANNED,
        2.5,
        (
            saying(
                "offered would",
                r"\boffered_to\b|\bwould_(?!like\b|be_(?:useful|helpful|welcomed|good)\b|need\b|come\b)\w",
            ),
        ),
    ),
)


def signs_in(text: str, *, minutes: bool) -> Iterator[Sign]:
    """Yield the signs that ``text`` holds, those of ``minutes`` too where it stands in such."""
    words = folded_words(text)
    said = _blanked(text, words)
    if said != text:
        words = folded_words(said)
    signs = SIGNS + SIGNS_IN_MINUTES if minutes else SIGNS
    # Of some twenty signs, most texts hold the words of one or two.
    near = _PLACES[""].union(*map(_PLACES.__getitem__, _PLACES.keys() & words))
    for sign in (signs[at] for at in sorted(near) if at < len(signs)):
        if any(one.may_be_among(words) and one.pattern.search(said) for one in sign.wordings):
            yield sign


def _places_by_word(signs: Sequence[Sign]) -> dict[str, frozenset[int]]:
    """Return, for each word that a wording needs, where its signs are among ``signs``; under "", of none."""
    places: dict[str, set[int]] = defaultdict(set)
    for at, sign in enumerate(signs):
        for wording in sign.wordings:
            for word in wording.needed or {""}:
                places[word].add(at)
    return {word: frozenset(of_word) for word, of_word in places.items()}


_PLACES = _places_by_word(SIGNS + SIGNS_IN_MINUTES)


def blanked(text: str) -> str:
    """Return ``text`` with "…" for the words that mention a decision, or the future, only in passing."""
    return _blanked(text, folded_words(text))


def _blanked(text: str, words: frozenset[str]) -> str:
    if _UNDECIDED.may_be_among(words):
        text = _UNDECIDED.pattern.sub(lambda match: _DECIDED_WORD.sub("…", match[0]), text)
    return _ASIDE.pattern.sub("…", text) if _ASIDE.may_be_among(words) else text
