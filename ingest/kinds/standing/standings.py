"""What a sentence of a paper commits to."""

from enum import StrEnum


class Standing(StrEnum):
    """What a sentence commits to, from the firmest to the loosest."""

    AGREED = "agreed"
    RECOMMENDED = "recommended"
    PLANNED = "planned"
    REPORTED = "reported"
    DISCUSSED = "discussed"


# From the firmest to the loosest: the order in which answers give what they quote.
ORDER = tuple(Standing)
