"""What an action plan's columns of ratings say: a colour, as a letter or a word, or a state in words.

"R", "Red" and "RAG: Red" are the colour red. "Complete", "On track" or the blue of a BRAG rating are
states: they are kept as they are printed, for only the paper's own key could say which colour they are.
"""

import re
from collections.abc import Sequence

from ingest.documents import Rating

_COLOURS = {
    "r": Rating.RED, "red": Rating.RED,
    "a": Rating.AMBER, "amber": Rating.AMBER, "yellow": Rating.AMBER,
    "g": Rating.GREEN, "green": Rating.GREEN,
    "w": Rating.WHITE, "white": Rating.WHITE,
}  # fmt: skip
_RATED = re.compile(
    r"^(?:b?rag(?:\s+(?:rating|status))?|rating|status)?\W*(?P<colour>[a-z]+)\b[^\w(–:/-]*(?P<rest>[(–:-].*)?$",
    re.I,
)
_ANOTHER = re.compile(r"\b(?:red|amber|yellow|green|white|blue|[ragb])\b", re.I)
_COLUMN = re.compile(
    r"^(?:current |overall |latest |progress |self |risk )?(?:b?rag\w?|rating)\b.*$|^.*\b(?:b?rag|rating)$",
    re.I,
)
_SPACED_LETTERS = re.compile(r"(?<![A-Za-z])(?:[A-Z][\W_]{1,2})+[A-Z](?![A-Za-z])")

_STATES = re.compile(
    r"""^\W*(?:action\s+|now\s+|partly\s+|partially\s+|fully\s+|not\s+(?:yet\s+)?)*(?:
        complete[d]? | closed | open | done | achieved | delivered | implemented | discharged | finished
      | on[\s-]?going | in[\s-]progress | on[\s-](?:track|target|hold|schedule) | under\s?way | started | new
      | commenced | progressing | outstanding | pending | overdue | delayed | behind\s+schedule | at\s+risk
      | off[\s-]track | carried\s+(?:forward|over) | c/f | deferred | paused | withdrawn | cancelled
      | superseded | super-ceded | no\s+longer\s+required | to\s+be\s+started | to\s+start
      | plan\s+in\s+place | blue | b
      )(?:\s*[(–-].{0,30}|\s+(?:by|in|on|until|to|at|from|since|with)\s.{1,25}|\s+(?:actions?|yet|to\s+date))?\W*$""",
    re.I | re.X,
)
_MOST_STATE_WORDS = 6
_LEAST_COLOURS = 3
_CARRIED = re.compile(r"\bc\s?/\s?f\b|\bcarried\s+(?:forward|over)\b", re.I)


def rating_in(cell: str) -> Rating | None:
    """Return the colour that a cell of a rating column prints; None where it prints none, or two.

    >>> rating_in("A"), rating_in("RAG: Green"), rating_in("Amber/Green"), rating_in("Complete")
    (<Rating.AMBER: 'amber'>, <Rating.GREEN: 'green'>, None, None)
    """
    match = _RATED.match(" ".join(cell.split()))
    if match is None or _ANOTHER.search(match["rest"] or ""):
        return None
    return _COLOURS.get(match["colour"].lower())


def is_rating_column(name: str) -> bool:
    """Whether a column is named for its ratings: "RAG", "R A G", "BRAG status", "Rating"."""
    return _COLUMN.match(joined_letters(name).strip()) is not None


def ticked_rating(header: Sequence[str], cells: Sequence[str]) -> Rating | None:
    """Return the colour whose own column is ticked, where "R", "A" and "G" are columns side by side."""
    colours = {at: _COLOURS.get(name.strip().lower()) for at, name in enumerate(header)}
    if len({colour for colour in colours.values() if colour}) < _LEAST_COLOURS:
        return None
    ticked = [colour for at, colour in colours.items() if colour and at < len(cells) and cells[at].strip()]
    return ticked[0] if len(ticked) == 1 else None


def is_state(cell: str) -> bool:
    """Whether a cell says in a few words how far an action has come, and nothing else.

    >>> is_state("On-going"), is_state("Carried forward"), is_state("New contract awarded to the trust")
    (True, True, False)
    """
    return len(cell.split()) <= _MOST_STATE_WORDS and _STATES.match(cell) is not None


def is_carried_forward(cell: str) -> bool:
    """Whether a cell says that an action was carried forward: "M c/f"."""
    return _CARRIED.search(cell) is not None


def without_carried(cell: str) -> str:
    """Return a cell without its "c/f"."""
    return " ".join(_CARRIED.sub("", cell).split()).strip(" -–,;()")


def joined_letters(name: str) -> str:
    """Return a column's name with letters that were printed one under another joined: "R A G" is "RAG"."""
    return _SPACED_LETTERS.sub(lambda match: re.sub(r"[\W_]", "", match[0]), name)
