"""What a question speaks of: its words as groups of ways to say them, and the words to look up."""

import re
from collections.abc import Mapping, Sequence, Set

from ingest.words import words_in
from retrieval.interpreting.acronyms import spelt_out_in, stems_of
from retrieval.interpreting.question import TermGroup
from retrieval.snapshot import Snapshot
from retrieval.synonyms import VectorsOf
from retrieval.words import ASKING, STOPWORDS, content_words, stem

# Who runs, provides or delivers a service is said by any of these.
_ROLES = frozenset(
    map(
        stem,
        "run runs provide provider deliver lead operate manage host appointed commissioned contract".split(),
    )
)
_ROLE_LIKENESS = 0.7
# Papers hold their own words for what they are about again and again. A word that hardly any of them
# holds is the asker's own, and worth looking for in other words.
_SELDOM = 3


def groups_of(
    text: str,
    expansions: Mapping[str, Sequence[str]],
    snapshot: Snapshot,
    vectors_of: VectorsOf,
    plain: Set[str] = frozenset(),
) -> tuple[TermGroup, ...]:
    """Return the things that ``text`` speaks of; the words in ``plain`` are taken at their word.

    ``expansions`` are the acronyms in it, in small letters, with what each stands for.
    """
    groups: dict[frozenset[str], TermGroup] = {}
    spelt_out = spelt_out_in(text, snapshot)
    words = [word for word in content_words(text) if word not in ASKING]
    seldom = frozenset(word for word in words if snapshot.stem_counts[stem(word)] < _SELDOM)
    synonyms = snapshot.synonyms.of([w for w in words if w not in plain], vectors_of, seldom)
    within = {s for way in spelt_out for s in way}
    for way, acronym in spelt_out.items():
        weight = max(snapshot.weight(s) for s in way)
        groups[way] = TermGroup((way, frozenset([stem(acronym)])), weight)
    for word in words:
        stemmed = stem(word)
        if stemmed in within:
            continue
        ways = [frozenset([stemmed])]
        if word not in plain:
            ways += [stems_of(phrase) for phrase in expansions.get(word, ())[:2]]
        name = word in expansions or _is_name(word, text)
        near = {} if name else dict(synonyms.get(word, ()))
        if stemmed in _ROLES:
            near |= dict.fromkeys(_ROLES - {stemmed}, _ROLE_LIKENESS)
        groups.setdefault(ways[0], TermGroup(tuple(ways), snapshot.weight(stemmed), near, name))
    return tuple(groups.values())


def searched_words(
    text: str,
    expansions: Mapping[str, Sequence[str]],
    unknown: Sequence[str],
    groups: Sequence[TermGroup],
    snapshot: Snapshot,
) -> list[str]:
    """Return the words to look up: the question's, acronyms both ways, the papers' for ``unknown`` ones."""
    words = content_words(text)
    for phrases in expansions.values():
        words += [word for word in words_in(phrases[0]) if word not in STOPWORDS]
    words += spelt_out_in(text, snapshot).values()
    near = {group.ways[0]: group.near for group in groups}
    for word in unknown:
        words += near.get(frozenset([stem(word)]), ())
    return words


def _is_name(word: str, text: str) -> bool:
    """Whether a word is written as a name: with a capital that does not begin the question."""
    at = re.search(rf"\b{re.escape(word)}", text, re.I)
    return bool(at and at.start() > 0 and at[0][:1].isupper()) or word[:1].isdigit()
