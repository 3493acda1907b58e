"""The forms of Dify's external knowledge API."""

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.doors.sources import Fact


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class RetrievalSetting(_Lenient):
    """How many passages are wanted, and how near at least (0 to 1)."""

    top_k: int = Field(default=10, ge=1, le=100)
    score_threshold: float = Field(default=0.0, ge=0.0, le=1.0)


class Condition(_Lenient):
    """What some facts of a paper must be."""

    name: list[str] = Field(min_length=1)
    comparison_operator: str
    value: str | None = None


class MetadataCondition(_Lenient):
    """Conditions that must hold together."""

    logical_operator: Literal["and", "or"] = "and"
    conditions: list[Condition] = Field(default_factory=list)


class RetrievalRequest(_Lenient):
    """A query to one knowledge base."""

    knowledge_id: str
    query: str
    retrieval_setting: RetrievalSetting = RetrievalSetting()
    metadata_condition: MetadataCondition | None = None


class KnowledgeRecord(BaseModel):
    """One passage; ``metadata`` says which paper and page it is from, and is never null."""

    content: str
    score: float
    title: str
    metadata: dict[str, Fact]


class RetrievalResponse(BaseModel):
    """The passages, best first."""

    records: list[KnowledgeRecord]


class KnowledgeRefusal(BaseModel):
    """An error: 1001 and 1002 for the key, 2001 for knowledge that is not here, else the HTTP status."""

    error_code: int
    error_msg: str


def day_of(value: str) -> datetime.date | None:
    """Return the day that a value begins with (2021-05-19 or a date and time); None where it holds none."""
    try:
        return datetime.date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None
