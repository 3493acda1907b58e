"""Whether a text says a snippet of the question file.

Text is compared as tokens: lower-case words, numbers without thousands separators, "£" and "%".
A snippet of a table may have up to ``CELLS_BETWEEN`` tokens between two of its own.
"""

import re
import unicodedata

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[£%]")
CELLS_BETWEEN = 12


def tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    found = [token.replace(",", "") if token[0].isdigit() else token for token in TOKEN.findall(plain)]
    return [token.removesuffix("'s") for token in found]


def says(text: str, snippet: str, gap: int = 0) -> bool:
    """Whether the snippet's tokens stand in ``text``, in order, at most ``gap`` others between two."""
    have, (first, *rest) = tokens(text), tokens(snippet)
    for start in (at for at, token in enumerate(have) if token == first):
        at = start
        for token in rest:
            following = have[at + 1 : at + 2 + gap]
            if token not in following:
                break
            at += 1 + following.index(token)
        else:
            return True
    return False
