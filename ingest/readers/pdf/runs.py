"""What stands on a PDF page, whoever drew it: runs of text and ruled lines, with their places.

All lengths are points (1/72 inch); ``x`` grows to the right, ``y`` upwards. A page is turned so that
most of its text reads from left to right.
"""

from dataclasses import dataclass

from ingest.readers.pdf.rules import Fill, Rule


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown in one go: from ``x0`` to ``x1`` on the baseline ``y``, ``size`` points high.

    ``space`` is the width of a blank in its font. ``artifact`` says that the file itself marks it
    as page furniture; ``mcid`` is the number by which a tagged file's structure refers to it;
    ``struck`` says that a line is drawn through it, ``parted`` that a blank parts it from what follows,
    however narrow the gap.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    space: float
    artifact: bool = False
    mcid: int | None = None
    struck: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the page that leads elsewhere: its words (as the page shows them) and address."""

    words: str
    address: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page, turned so that most of its text reads from left to right.

    ``bottom`` and ``top`` are the page's edges; ``aside`` is the text that runs another way (a label
    up the side, a watermark). ``pictured`` says that an image covers much of the page. ``fills`` are
    the areas that are filled with a colour, in the order in which they are painted.
    """

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    bottom: float
    top: float
    aside: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    pictured: bool = False
    fills: tuple[Fill, ...] = ()
