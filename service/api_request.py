"""What every body of a request has in common."""

import json

from pydantic import BaseModel, ConfigDict, model_validator


class RequestBody(BaseModel):
    """A body in which every field is known and every text can be stored."""

    # A misspelt field would otherwise be ignored in silence, and the filters with it.
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _refuse_half_characters(cls, data: object) -> object:
        """Refuse text that is no Unicode: JSON can spell half a character, and nothing can store it."""
        try:
            json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("The text holds half of a character (a lone surrogate).") from None
        return data
