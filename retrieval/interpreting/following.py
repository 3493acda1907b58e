"""Follow-ups: whether a question leans on those before it, and on what of them."""

# ruff: noqa: E501 (a pattern cut over lines is harder to read than a long one)

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from ingest.kinds.places import places_in
from retrieval.interpreting.question import Question, TermGroup
from retrieval.snapshot import Snapshot
from retrieval.words import ASKING, content_words, stem


class Leaning(Enum):
    """How a question leans on the ones before it."""

    ALONE = auto()  # it can be understood without them
    ABOUT = auto()  # it speaks of what they are about: "when was it signed?"
    INSTEAD = auto()  # it is the last one with something else in its place: "and in Suffolk?"


# A question of more telling words says itself what it is about, whatever "it" stands for.
_MOST_TELLING = 6
_BEGINNING = re.compile(
    r"^(?:and|or|but|so|also)\b|^(?:what|how|who|where|anything) else\b|^(?:tell me more|more on)\b"
    r"|^(?:why|when|who|where|how(?: much| many| long| often)?|which(?: one| ones)?|what for|since when|by whom|who by)(?: not| exactly)?\s*\?*$",
    re.I,
)
_INSTEAD = re.compile(
    r"^(?:and|but|ok|or)?[\s,]*(?:what|how) about\b|^(?:and|but|or)\s+(?:(?:in|for|on|at|by|of|from|since|before|after|under|with|to|the)\b|(?-i:[A-Z0-9]))"
    r"|^(?:in|for|at|on|since|before|after)(?: [\w/’'-]+){1,4}\s*\?*$",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|itself|he|she|him|his|her|hers|them|they|their|theirs|instead(?! of\b)|the (?:former|latter|others|rest)"
    r"|the (?:same|other)(?=\s*\?*$| (?:one|ones|thing|time|year|period|area|meeting|paper)\b))\b",
    re.I,
)
_MANY_OF = frozenset("them they their theirs".split())
# "Does it cost to run", "is it true that": nothing is pointed at.
_EMPTY_IT = re.compile(
    r"\b(?:does|did|will|would) it (?:cost|take|mean) to\b|\bis it (?:true|called|possible|legal|right|known)\b",
    re.I,
)
# "What is SPACE, and how much does it get?", "do the two boards compare in what they plan": named within.
_JOINED = re.compile(r"\band\b|,|;", re.I)
_NAMED_BEFORE_ITS = 3
# "The schemes that help", "this year", "those who" point at nothing before the question.
_POINTING = re.compile(
    r"\b(?:is|was|are|were|does|did|do|will|would|has|had|about|for|of|to|in|on|with|from|by|after|before|at|than|why|how|like|and|under)"
    r"\s+(?:that|this|these|those)\b(?!\s+(?:year|month|week|who|whose|which)\b)"
    r"|\b(?:that|this|these|those)\s*\?*$|^(?:that|this|these|those)\b(?!\s+(?:year|month|week|who|whose)\b)",
    re.I,
)
# "Who chairs the group?", "when does the contract end?": the one that was spoken of. "The Group" is a name.
_THE_ONE = re.compile(
    r"\bthe (?:whole |total |full |other |new )?[a-z]+\s*\?*$"
    r"|\b(?:will|does|did|do|can|could|would|should|must) the (?:whole |total |full |other |new )?[a-z]+(?: be)? [a-z]+\s*\?*$"
)
# "Who voted against?", "what is it paid from?": what it was against was said before.
_DANGLING = re.compile(r"\b(?:against|before|after|since|from|by|with|to|under|for)\s*\?*$", re.I)
_MOST_TELLING_OF_ONE = 2
_COUNTING = frozenset("people person long often soon old big far whole total full other new time".split())
# "What was agreed on the precept?" says in one word what it is about.
_ON_A_MATTER = re.compile(
    r"\b(?:(?:about|regarding|concerning) (?:the |an? |our )?(?P<about>[\w'’-]+)|on (?:the |an? |our )?(?P<on>[\w'’-]+)\s*\?*$)",
    re.I,
)
# "Women?" asks the last question again, of women; "who voted?" asks another.
_ASKS = re.compile(
    r"^(?:who|what|when|where|why|how|which|whose|is|was|are|were|do|does|did|has|have|had|can|could|will|would|should|tell|show)\b",
    re.I,
)
_THERE = re.compile(r"\bthere\b", re.I)
_EXISTS = re.compile(
    r"\b(?:is|are|was|were|will|has|have|be|if)\s+there\b|\bthere\s+(?:is|are|was|were|be|been|has|have|will|any)\b",
    re.I,
)
# "Women and their children", "charities that say they": the many are named in the question itself.
_MANY = re.compile(r"\b(?:[a-z]{3,}(?<!s)s|people|folk|women|men|children|staff|police)\b", re.I)
_NO_MANY = frozenset("does was is has this its his plus across towards always perhaps yes".split())


def leaning_of(asked: str, snapshot: Snapshot) -> Leaning:
    """Return how ``asked`` leans on the questions before it."""
    telling = [word for word in content_words(asked) if word not in ASKING]
    if len(telling) > _MOST_TELLING:
        return Leaning.ALONE
    if _INSTEAD.search(asked):
        return Leaning.INSTEAD
    if _BEGINNING.search(asked) or _points_back(asked, telling):
        return Leaning.ABOUT
    if _says_its_matter(asked, telling, snapshot):
        return Leaning.ALONE
    return Leaning.ABOUT if _ASKS.search(asked) else Leaning.INSTEAD


def _says_its_matter(asked: str, telling: Sequence[str], snapshot: Snapshot) -> bool:
    """Whether a question in which nothing points back says in its own words what it is about."""
    matter = _ON_A_MATTER.search(asked)
    if matter and (matter["about"] or matter["on"]).lower() in telling:
        return True
    if any(word in snapshot.expansions for word in telling):
        return True
    of_one = (_THE_ONE.search(asked) or _DANGLING.search(asked)) and sum(
        w not in _COUNTING for w in telling
    ) <= _MOST_TELLING_OF_ONE
    return len(telling) > 1 and not of_one


def _points_back(asked: str, telling: Sequence[str]) -> bool:
    """Whether a pronoun in a question stands for something that the question itself does not name."""
    if _POINTING.search(asked) or (_THERE.search(asked) and not _EXISTS.search(asked)):
        return True
    pronoun = _PRONOUN.search(asked)
    if pronoun is None or _EMPTY_IT.search(asked):
        return False
    before = asked[: pronoun.start()]
    named = [word for word in content_words(before) if word in telling]
    joined = list(_JOINED.finditer(before))
    if joined and any(word in telling for word in content_words(before[: joined[-1].start()])):
        return False
    said = pronoun[0].lower()
    if said in _MANY_OF:
        return not any(match[0].lower() not in _NO_MANY for match in _MANY.finditer(before))
    return said != "its" or len(named) < _NAMED_BEFORE_ITS


@dataclass(frozen=True, slots=True)
class Thread:
    """What a conversation is about when its next question is asked.

    ``topic`` is the last question that stood alone (or brought a new matter), ``last`` the last of all.
    """

    topic: Question
    last: Question

    def next(self, question: Question, leaning: Leaning) -> "Thread":
        """Return the thread after ``question``."""
        # "What about the link worker?" brings a new matter; "and in Suffolk?" and "when was it?" do not.
        brings = leaning is Leaning.ALONE or (leaning is Leaning.INSTEAD and _brings_a_matter(question))
        return Thread(question, question) if brings else Thread(self.topic, question)


# How much of what is carried over counts, beside the question's own words.
_TOPIC_SHARE = 0.8
_LAST_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Carried:
    """What a follow-up takes from ``source``, the earlier question that it leans on.

    ``text`` is that question and the follow-up in one, ``searched`` further words to look up.
    """

    source: Question
    text: str
    groups: tuple[TermGroup, ...]
    searched: tuple[str, ...]


def carried_over(thread: Thread, asked: str, leaning: Leaning) -> Carried:
    """Return what ``asked`` takes from ``thread``: the topic, and less of the last question about it.

    A follow-up that puts something in the place of something takes all of the last question but that.
    """
    if leaning is Leaning.INSTEAD:
        replaced = _replaced(thread.last, asked)
        groups = [_lighter(g, _TOPIC_SHARE) for g in thread.last.groups if not g.ways[0] <= replaced]
        text = _put_in_place(thread.last.text, asked)
        return _carried(thread.last, text if text != thread.last.text else f"{text} {asked}", groups)
    groups = [_lighter(g, _TOPIC_SHARE) for g in thread.topic.groups]
    have = {group.ways[0] for group in groups}
    own = [g for g in thread.last.groups if g.ways[0] not in have]
    if thread.last is not thread.topic:
        groups += [_lighter(g, _LAST_SHARE) for g in own]
    return _carried(thread.topic, f"{thread.topic.text} {asked}", groups)


def _carried(source: Question, text: str, groups: Sequence[TermGroup]) -> Carried:
    stems = {s for group in groups for way in group.ways for s in way}
    searched = tuple(word for word in source.searched if stem(word) in stems)
    return Carried(source, text, tuple(groups), searched)


def _lighter(group: TermGroup, share: float) -> TermGroup:
    return replace(group, weight=group.weight * share)


def _brings_a_matter(question: Question) -> bool:
    """Whether a question of the form "what about X?" names a thing, and not only a place or a year."""
    places = {stem(word) for place in places_in(question.typed) for word in place.lower().split()}
    return any(
        not (w[:1].isdigit() or stem(w) in places) for w in content_words(question.typed) if w not in ASKING
    )


def _replaced(last: Question, asked: str) -> set[str]:
    """Return the stems of what ``asked`` puts something else in the place of: places, years, names."""
    replaced: set[str] = set()
    if places_in(asked) or any(word[:1].isupper() for word in asked.split()[1:]):
        names = re.findall(r"[A-Z][\w'’-]+", last.text)[1:]
        replaced |= {stem(w.lower()) for w in names} | {"exclud", "includ", "except"}
    if _YEAR.search(asked):
        replaced |= {stem(w) for w in content_words(" ".join(_YEAR.findall(last.text)))}
    return replaced


_YEAR = re.compile(r"\b(?:19|20)\d{2}(?:[/–-]\d{2,4})?\b")


def _put_in_place(earlier: str, asked: str) -> str:
    """Return ``earlier`` with its one place or year made that of ``asked``, where both have one."""
    for found in (places_in, _YEAR.findall):
        old, new = list(dict.fromkeys(found(earlier))), found(asked)
        if len(old) == 1 and new:
            earlier = re.sub(rf"\b{re.escape(old[0])}\b", new[0], earlier, flags=re.I)
    return earlier
