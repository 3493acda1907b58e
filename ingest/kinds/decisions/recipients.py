"""Who is to receive money or a contract, as the words of a decision say."""

import re
from collections.abc import Iterator

_WORD = r"[A-Z][\w&’'.°-]*"
_NAME = rf"(?:the )?{_WORD}(?: (?:{_WORD}|\d+|of|for(?! the\b)|and|&|\(UK\)|the|in|on))*"
_PATTERNS = (
    re.compile(
        rf"\b(?:award(?:ed|ing)?|grant(?:ed)?|allocat\w+|funding|contract|paid|payment|provided|donation)\b"
        rf"[^.;:]{{0,60}}?\bto (?P<who>{_NAME})(?= to | for | towards | in | at | of £| and £|[,.;:(]|$)"
    ),
    re.compile(rf"\b(?i:funding) for (?P<who>{_NAME}) to (?:provide|deliver|support|run|continue|extend)\b"),
    re.compile(rf"£[\d,.]+(?: ?(?:million|k|m))? to (?P<who>{_NAME})(?= to | for | towards | in |[,.;:(]|$)"),
)
_NOT = re.compile(
    r"^(?:the )?(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Commissioner|PCC|Police and Crime Commissioner|Council|Cabinet|Director|Corporate Director|Chief)\b"
)
_LINKING = re.compile(r"(?: (?:of|for|and|&|the|in|on))+$")


def recipients_in(text: str) -> Iterator[str]:
    """Yield the names to which ``text`` says that a grant, a contract or funding goes."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            name = _LINKING.sub("", match["who"]).removeprefix("the ").rstrip(".")
            if not _NOT.match(name) and len(name) > 2:
                yield name
