"""``POST /v1/embed``: texts as vectors, by the very model that the papers were read with.

For programs that keep passages in an index of their own (``agreed export`` gives the passages' vectors): a
question must be embedded by the same model.
"""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from service.api_request import RequestBody
from service.errors import responses
from service.parts import EncoderPart

router = APIRouter()

MOST_TEXTS = 64
LONGEST_TEXT = 8000


class EmbedRequest(RequestBody):
    """Texts to embed."""

    texts: list[Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]] = Field(
        min_length=1,
        max_length=MOST_TEXTS,
        description="What stands beyond the model's window (256 tokens of the default model) does not count.",
        examples=[["what was agreed on women offenders", "the cost of a link worker"]],
    )


class Embeddings(BaseModel):
    """The vectors of texts, in the order of the texts."""

    model: str = Field(
        description="Name, digits of the weights' hash, precision: the same as in an export's manifest."
    )
    dimension: int = Field(description="Numbers in a vector.", examples=[384])
    vectors: list[list[float]] = Field(
        description="Of unit length: the inner product of two is the likeness of their texts, -1 to 1."
    )


@router.post("/v1/embed", responses=responses(413, 422, 503), tags=["ask"], summary="Embed texts")
def embed(asked: EmbedRequest, encoder: EncoderPart) -> Embeddings:
    """Return the vector of each text."""
    vectors = encoder.encode(asked.texts)
    return Embeddings(model=encoder.fingerprint, dimension=encoder.dimension, vectors=vectors.tolist())
