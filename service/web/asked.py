"""What the form of the ask page sends: a question, where to look, and what not to understand as it was."""

import datetime
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from ingest.documents import DocumentKind
from retrieval.answering.answer import Filters
from service.conversations import ID_PATTERN, Turn

_KINDS = frozenset(kind.value for kind in DocumentKind)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


class Asked(BaseModel):
    """The fields of the form. What makes no sense is as if it had not been said: a form is never refused.

    ``again`` is the number of the turn that is asked anew, ``ignore`` the keys of what it took back before.
    A chip sends its own in ``drop`` (not to be understood so) or in ``use`` (to be understood so after all).
    ``since`` and ``until`` are years.
    """

    question: str = ""
    conversation: str = ""
    again: str = ""
    ignore: Annotated[list[str], BeforeValidator(_listed)] = Field(default_factory=list)
    drop: str = ""
    use: str = ""
    area: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    @property
    def conversation_id(self) -> str:
        """The conversation that is gone on with; "" for a new one."""
        return self.conversation if re.fullmatch(ID_PATTERN, self.conversation) else ""

    @property
    def filters(self) -> Filters:
        """Where to look, without what a chip has just dropped."""
        area, kind, since, until = (
            "" if self.drop == f"filter:{name}" else value
            for name, value in (
                ("area", self.area),
                ("kind", self.kind),
                ("since", self.since),
                ("until", self.until),
            )
        )
        return Filters(
            areas=[area] if area else [],
            kinds=[DocumentKind(kind)] if kind in _KINDS else [],
            date_from=datetime.date(int(since), 1, 1) if _is_year(since) else None,
            date_to=datetime.date(int(until), 12, 31) if _is_year(until) else None,
        )

    @property
    def ignored_keys(self) -> frozenset[str]:
        """The keys of what is not to be understood as it was."""
        dropped = () if self.drop.startswith("filter:") or not self.drop else (self.drop,)
        return frozenset({*self.ignore, *dropped} - {self.use})

    def limited_to(self, filters: Filters) -> "Asked":
        """Return the same question with the fields that say where to look filled as ``filters`` say."""
        return self.model_copy(
            update={
                "area": next(iter(filters.areas), ""),
                "kind": next(iter(filters.kinds), ""),
                "since": str(filters.date_from.year) if filters.date_from else "",
                "until": str(filters.date_to.year) if filters.date_to else "",
            }
        )

    def asked_again(self, turns: tuple[Turn, ...]) -> Turn | None:
        """Return the turn that is asked anew, if it is one of ``turns``."""
        return next((turn for turn in turns if str(turn.number) == self.again), None)


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"[12]\d{3}", text))
