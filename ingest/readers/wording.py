"""The words of one paragraph, gathered run by run: live and struck, with links, notes and page ends."""

from dataclasses import dataclass, field

from ingest.normalise import BULLET, normalise
from ingest.readers.links import web_address

_LIST_MARKS = "•·▪◦‣●○■□–-*" + "\uf0b7\uf0a7\uf0d8\uf076\uf0fc"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its printed mark and its words. ``last`` puts it at the paper's end."""

    mark: str
    text: str
    last: bool = False


@dataclass(slots=True)
class Wording:
    """What the runs of a paragraph say.

    ``leading`` and ``trailing`` are the page ends before its first word and after it; each says
    whether the author set it (True) or the program that laid the paper out noted it (False).
    """

    notes: list[Note] = field(default_factory=list)
    leading: list[bool] = field(default_factory=list)
    trailing: list[bool] = field(default_factory=list)
    pictured: bool = False
    fills: bool = False  # words or a picture take up room, be they live or struck out
    _live: list[str] = field(default_factory=list)
    _struck: list[list[str]] = field(default_factory=list)  # the runs of each stretch
    _links: list[tuple[list[str], str]] = field(default_factory=list)  # the runs of each, and the address
    _striking: bool = False  # the run before was struck out
    _letters: int = 0
    _strong: int = 0
    _begun: bool = False  # a word was added
    _since_end: bool = False  # a word was added since the last page end
    _linking: str | None = None  # the address of the run before

    def add(
        self, text: str, *, struck: bool = False, strong: bool = False, address: str | None = None
    ) -> None:
        """Add a run. A line feed in it is a line's end; ``strong`` says bold or underlined."""
        if text.strip():
            self.fills = True
        was_struck, self._striking = self._striking, struck
        if struck:
            if not was_struck:
                self._struck.append([])
            self._struck[-1].append(text)
            return
        self._live.append(text)
        if text.strip():
            self._begun = self._since_end = True
        letters = sum(map(str.isalnum, text))
        self._letters += letters
        self._strong += letters * strong
        address = web_address(address)
        if address is not None:
            if self._linking != address:
                self._links.append(([], address))
            self._links[-1][0].append(text)
        self._linking = address

    def picture(self) -> None:
        """Note that a picture stands here, which fills its place as words do."""
        self.pictured = self.fills = self._begun = self._since_end = True

    def end_page(self, *, by_author: bool) -> None:
        """Note that a page ends here. What the layout notes where none of it has words is no second end."""
        if not self._begun:
            self.leading.append(by_author)
        elif by_author or self._since_end:
            self.trailing.append(by_author)
        self._since_end = False

    def join(self, other: "Wording") -> None:
        """Add all of ``other``, the paragraph that this one runs on into."""
        self._live.append(" ")
        self._live += other._live
        self._struck += other._struck
        self._striking = False
        self.take_asides(other)
        (self.trailing if self._begun else self.leading).extend([*other.leading, *other.trailing])
        self.pictured |= other.pictured
        self.fills |= other.fills
        self._letters += other._letters
        self._strong += other._strong
        self._begun |= other._begun

    def take_asides(self, other: "Wording") -> None:
        """Add the links and notes of ``other``, whose words are added otherwise."""
        self._links += other._links
        self._linking = None
        self.notes += other.notes

    @property
    def lines(self) -> list[str]:
        """The live words, normalised, a string for each line that the author ended; none is empty."""
        return [line for line in map(normalise, "".join(self._live).split("\n")) if line]

    @property
    def raw(self) -> str:
        """The live words as they came, with their tabs and line feeds."""
        return "".join(self._live)

    @property
    def text(self) -> str:
        """The live words, normalised, on one line."""
        return normalise("".join(self._live))

    @property
    def struck(self) -> str:
        """The struck-out words, normalised, on one line."""
        return normalise(" ".join("".join(stretch) for stretch in self._struck))

    @property
    def weight(self) -> tuple[int, int]:
        """How many of the live letters and digits are bold or underlined, and how many there are."""
        return self._strong, self._letters

    @property
    def all_strong(self) -> bool:
        """Whether every live letter is bold or underlined, and there is one."""
        return self._letters > 0 and self._strong == self._letters

    @property
    def linked(self) -> tuple[tuple[str, str], ...]:
        """(words, address) of each link that has words."""
        named = ((normalise("".join(runs)), address) for runs, address in self._links)
        return tuple((words, address) for words, address in named if words)


def without_list_mark(text: str) -> str | None:
    """Return ``text`` without the list mark that was typed before it; None where there is none."""
    mark, _, rest = text.partition(" ")
    if rest and len(mark) == 1 and (mark in _LIST_MARKS or mark == BULLET):
        return rest.strip()
    return None
