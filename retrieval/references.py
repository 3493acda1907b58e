"""References of decisions in a question: "28/2021", "2021/28", "24/00115"."""

import re
from collections.abc import Collection, Sequence

_REFERENCE = re.compile(r"(?<![\d/])(?:[A-Z]{1,5}[-/ ])?\d{1,4}\s?/\s?\d{2,5}(?![\d/])")
_FINANCIAL_YEAR = re.compile(r"(?:19|20)(\d{2})/(\d{2})")
_NAMED = re.compile(r"\b(?:decisions?|notice|record|ref(?:erence)?|number|no)\b\W{0,3}$", re.I)


def references_in(question: str, known: Collection[str]) -> dict[str, str]:
    """Return the references that ``question`` gives, as typed, with the form that the papers print.

    ``known`` are the papers' references. "2018/19" is a year and not a reference, unless it is called one.
    """
    found: dict[str, str] = {}
    for match in _REFERENCE.finditer(question):
        plain = re.sub(r"\s", "", match[0])
        if _is_financial_year(plain) and not _NAMED.search(question[: match.start()]):
            continue
        found[match[0]] = next((r for r in known if same_reference(r, [plain])), plain)
    return found


def same_reference(reference: str, wanted: Sequence[str]) -> bool:
    """Whether a paper's reference is one of ``wanted``; "28/2021" and "2021/28" are the same decision."""
    parts = sorted(reference.upper().split("/"))
    return any(sorted(w.upper().split("/")) == parts for w in wanted)


def _is_financial_year(text: str) -> bool:
    years = _FINANCIAL_YEAR.fullmatch(text)
    return years is not None and int(years[2]) == (int(years[1]) + 1) % 100
