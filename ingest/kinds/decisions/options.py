"""Other ways that were considered, each with why it was not taken."""

import re
from collections.abc import Iterable, Iterator

from ingest.kinds.enumerations import mark_of
from ingest.records import Option

_NONE = re.compile(
    r"^\W*(?:none|n/?a|not applicable|nil|no (?:other|alternative)s?\b.{0,60})\W*$", re.IGNORECASE
)
_NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})+\s+")
_REJECTED = (
    r"(?:rejected|dismissed|discounted|discarded|ruled out|not (?:taken forward|pursued|progressed"
    r"|recommended|considered \w+))"
)
_WHY = re.compile(
    rf"\s*[–—:;,.-]?\s*(?:(?:this|the|that|which|it)\s+)?(?:option\s+)?(?:(?:has been|have been|was|were"
    rf"|is)\s+)?{_REJECTED}"
    r"(?:\s+(?:due(?: to)?|because(?: of)?|as|since|on (?:the )?(?:grounds?|basis)(?: that| of)?|owing to"
    r"|given)\b|\s*[–—:;,-])?\s*",
    re.IGNORECASE,
)
_HOWEVER = re.compile(
    r"[;,.]\s+(?:however|but)\b,?\s*|;\s+(?=this would\b)|\s[–—]\s(?=(?:this|it|because)\b)", re.IGNORECASE
)


def options_of(lines: Iterable[str]) -> Iterator[Option]:
    """Yield the options that the lines of a form's field describe, one a paragraph."""
    for line in lines:
        text = _NUMBER.sub("", line).strip()
        mark = mark_of(text)
        text = text[mark.width :].strip() if mark else text
        if not text or _NONE.match(text):
            continue
        why = _WHY.search(text) or _HOWEVER.search(text)
        if why and text[: why.start()].strip() and text[why.end() :].strip():
            yield Option(text[: why.start()].strip(" –—-:;,"), text[why.end() :].strip())
        else:
            yield Option(text)
