"""Whose paper it is: the bodies that it names, weighed by where they are named.

The line over a text that is nothing but a body's name says most; the venue of a meeting and the
offices of those who came to it say nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ingest.documents import DocumentKind
from ingest.kinds.acronyms.definitions import find_acronyms
from ingest.kinds.facts.body_names import NAMES, body_alone, may_name_body, names_in, plain_name, set_normally
from ingest.kinds.facts.head import PaperHead
from ingest.kinds.places import places_in

_ADDRESS = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\bvenue\b|\b\d+(?:st|nd|rd|th)? floor\b", re.I)
# "(Cabinet Office)" after a person's name, and the place of a meeting, name no body of the paper.
_ASIDE = re.compile(
    r"\([^()]*\)|\b(?:at|in) the [A-Z]\w+(?: [A-Z]\w+){0,3}(?= ?[:.,]|$)|,\s*(?:Cabinet|Home) Office\b"
)
_SAID_OF = re.compile(
    r"(?:meeting of|minutes of|report (?:of|by|to)|(?:produced|published|prepared)(?-i:(?: [a-z]+){0,5}) by)\s+(?:the\s+)?$",
    re.I,
)
_ISSUED_BY = re.compile(
    r"\bissued by\s+(?:the\s+)?$|\b(?:produced|published) [^\n]{0,30}\bfor\s+(?:the\s+)?$", re.I
)
_TO = re.compile(
    r"to|(?:submitted|presented|circulated|report) to|committee|meeting|body|board|decision (?:to be )?(?:taken|made) by"
)
_OWNER = re.compile(
    r"(?:produced|published|prepared|issued|developed) by|department|organisation|body|authority|author"
)
_DOMAIN = re.compile(r"(?:www\.|@(?:[a-z-]+\.){0,2})(?P<office>[a-z]+)\.(?:gsi\.)?gov\.uk\b", re.I)
_GOVERNMENT = re.compile(r"\bGovernment(?:['’]s)? response\b", re.I)
_COUNCIL = re.compile(r"\bCouncil$")

_ALONE, _BEGINS, _SAID, _IN_HEAD, _IN_NAME, _IN_FIELD, _INITIALS = 7.0, 5.0, 4.0, 3.0, 3.0, 4.0, 4.0
_PUBLISHES = 14.0  # more than any line of the cover, which may name others in its title
_MOST_MENTIONS = 4
_MENTION = 0.5
_ENOUGH = 2.5  # more than mentions alone can give
_LEAST_COUNCIL, _CLEAR = 2.0, 1.5
_ACTING = re.compile(r"\b(?P<name>[A-Z][A-Za-z]{1,5})(?:['’]s|(?= (?:will|has|is|published|sees|holds)\b))")
_LEAST_ACTS, _LEAST_CAPITALS = 4, 2


def body_of(head: PaperHead, text: str, kind: DocumentKind, reference: str | None) -> str | None:
    """Return the body whose paper it is, or None; ``text`` is all that the paper says."""
    weights: Counter[str] = Counter()
    for name, weight in _weighed(head, text):
        weights[name] += weight  # type: ignore[assignment]
    _join_variants(weights)
    for name in weights:
        # The papers of a committee are numbered by its initials: "OSF(5)2" is one of the Open Spaces Forum.
        if reference and _initials(name) == re.match(r"[A-Za-z]*", reference)[0]:  # type: ignore[index]
            weights[name] += _INITIALS  # type: ignore[assignment]
    if kind is DocumentKind.DECISION_NOTICE:
        deciders = [name for name in weights if "Commissioner" in name]
        if deciders:
            return max(deciders, key=lambda name: weights[name])
    best = max(weights, key=lambda name: weights[name], default="")
    if weights[best] < _ENOUGH:
        return _acting(text)
    return _council_of(weights) or best if best == "Cabinet" else best


def _weighed(head: PaperHead, text: str) -> Iterator[tuple[str, float]]:
    """Yield the names of bodies, each time with the weight of where it stands."""
    expansions = dict(find_acronyms(text))
    in_head: dict[str, float] = {}
    for line in head.titles:
        alone = body_alone(line.text)
        for name, weight in [(alone, _ALONE)] if alone else _in_line(_ASIDE.sub(" ", line.text)):
            in_head[name] = max(weight, in_head.get(name, 0.0))
        for name in _expanded(line.text, expansions):
            in_head[name] = max(_IN_HEAD, in_head.get(name, 0.0))
    yield from in_head.items()
    if any(_GOVERNMENT.search(line.text) for line in head.titles):
        yield "HM Government", _ALONE
    yield from ((name, _ALONE) for name in _of_domain(head, text))
    yield from ((name, _PUBLISHES) for name in _publishers(head))
    for inside in head.inside:
        yield from ((name, _IN_HEAD) for name in names_in(inside))
    for words in (head.name, head.own_title):
        yield from ((name, _IN_NAME) for name in (*names_in(words), *_expanded(words, expansions)))
    for label, value in head.fields:
        if _OWNER.fullmatch(label):
            yield from ((name, _SAID) for name in names_in(value))
        elif _TO.fullmatch(label):
            yield from ((name, _IN_FIELD) for name in names_in(value))
    for part, sign in ((head.opening, _SAID_OF), (head.imprint, _ISSUED_BY), (head.text, _ISSUED_BY)):
        yield from ((name, _SAID) for name in _said_of(part, sign))
    mentions = Counter(name for line in _lines_with_names(text) for name in names_in(_ASIDE.sub(" ", line)))
    for name, count in mentions.items():
        yield name, _MENTION * min(count, _MOST_MENTIONS)


def _in_line(line: str) -> Iterator[tuple[str, float]]:
    """Yield the names in a line over the text that says more than a name; none of an address but its first."""
    begins = set_normally(line)
    for name in names_in(line):
        if begins.startswith(name):
            yield name, _BEGINS
        elif not _ADDRESS.search(line):
            yield name, _IN_HEAD


def _publishers(head: PaperHead) -> Iterator[str]:
    """Yield the names that head an address on the page that says who published the paper."""
    lines = head.imprint.split("\n")
    for text, following in zip(lines, (*lines[1:], ""), strict=False):
        name = next(iter(names_in(text)), None)
        if name and set_normally(text).startswith(name) and _ADDRESS.search(f"{text} {following}"):
            yield name


def _of_domain(head: PaperHead, text: str) -> Iterator[str]:
    """Yield the words of the title and the name that are an office's address too ("www.osf.gov.uk")."""
    domains = {match["office"].casefold() for match in _DOMAIN.finditer(text)}
    words = " ".join((*(line.text for line in head.titles), head.name))
    for word in dict.fromkeys(re.findall(r"\b[A-Z][A-Za-z]{1,6}\b", words)):
        # A word that the text also writes small is a word, not a name: "data.gov.uk" is no office called Data.
        ordinary = re.search(rf"(?<![.@/\w]){word.lower()}(?![.\w])", text)
        if word.casefold() in domains and not ordinary and not places_in(word):
            yield word


def _lines_with_names(text: str) -> Iterator[str]:
    return filter(may_name_body, text.split("\n"))


def _said_of(text: str, sign: re.Pattern[str]) -> Iterator[str]:
    """Yield the names that follow "meeting of", "produced by" or what else ``sign`` is."""
    for line in _lines_with_names(text):
        normal = set_normally(line)
        for match in NAMES.finditer(normal):
            name = plain_name(match[0])
            before = normal[: match.start() + len(match[0]) - len(name)] if name else ""
            if name and sign.search(before):
                yield name


def _expanded(words: str, expansions: dict[str, str]) -> Iterator[str]:
    """Yield what the acronyms among ``words`` stand for in this paper, where that is a body."""
    spelt = {short.casefold(): long for short, long in expansions.items()}
    for token in dict.fromkeys(re.findall(r"\b[A-Z][A-Za-z]{1,6}\b", words)):
        long = spelt.get(token.casefold())
        if long:
            yield from names_in(long)


def _join_variants(weights: Counter[str]) -> None:
    """Give the weight of "Board of Works Annual Plan" to "Board of Works", if that stands alone too."""
    for name in sorted(weights, key=len, reverse=True):
        shorter = next((other for other in sorted(weights, key=len) if name.startswith(f"{other} ")), None)
        if shorter and shorter != "Cabinet":
            weights[shorter] += weights.pop(name)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _council_of(weights: Counter[str]) -> str | None:
    """Return the council whose cabinet it is: the one that the paper names far more than any other."""
    councils = sorted((name for name in weights if _COUNCIL.search(name)), key=lambda name: -weights[name])
    if not councils or weights[councils[0]] < _LEAST_COUNCIL:
        return None
    clear = len(councils) == 1 or weights[councils[0]] >= _CLEAR * weights[councils[1]]
    return councils[0] if clear else None


def _acting(text: str) -> str | None:
    """Return the body that the paper speaks of by its acronym as the one who acts, spelt out if it can be."""
    counts = Counter(match["name"] for match in _ACTING.finditer(text))
    for short in [short for short in counts if sum(map(str.isupper, short)) < _LEAST_CAPITALS]:
        del counts[short]
    short, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    if count < _LEAST_ACTS or 2 * count < counts.total():
        return None
    long = dict(find_acronyms(text)).get(short)
    return short if long is None else next(iter(names_in(long)), None)
