"""The forms of OpenAI's chat completions, as far as this service reads and writes them."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from retrieval.answering.answer import Answer

MODEL = "agreed"


class _Lenient(BaseModel):
    # Clients send dozens of settings for a language model: none has a meaning here, so all pass.
    model_config = ConfigDict(extra="ignore")


class ContentPart(_Lenient):
    """A piece of a message; only pieces of text are read."""

    type: str
    text: str = ""


class Message(_Lenient):
    """One message of a conversation."""

    role: str
    content: str | list[ContentPart] | None = None

    @property
    def words(self) -> str:
        """The message's text, without its pictures and sounds."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type in ("text", "input_text"))
        return self.content or ""


class StreamOptions(_Lenient):
    """What a stream says at its end."""

    include_usage: bool = False


class ChatRequest(_Lenient):
    """What a client asks: the last message of the user is the question, earlier ones are its history."""

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=1000)
    stream: bool | None = False
    stream_options: StreamOptions | None = None


class UrlCitation(BaseModel):
    """Where a mark of a source stands in the message (characters; the end is after the last) and leads."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A mark of a source."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class ReplyMessage(BaseModel):
    """The answer as a message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one answer."""

    index: Literal[0] = 0
    message: ReplyMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Usage(BaseModel):
    """Tokens of a language model: none, for the answer is quoted and not written."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Completion(BaseModel):
    """The answer whole; ``agreed`` is our own answer object, as ``/v1/ask`` returns it."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="Seconds since 1970.")
    model: str = MODEL
    choices: list[Choice]
    usage: Usage = Usage()
    agreed: Answer


class ModelOut(BaseModel):
    """The one model that a client may choose."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class ModelList(BaseModel):
    """Every model that a client may choose."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


class ErrorBody(BaseModel):
    """What is wrong, as OpenAI's clients read it."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class Refusal(BaseModel):
    """An error."""

    error: ErrorBody


class Chunk(BaseModel):
    """One piece of a stream."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int = Field(description="Seconds since 1970.")
    model: str = MODEL
    choices: list[dict[str, Any]]


class LastChunk(Chunk):
    """The piece that ends the message: its marks of sources, and our own answer object."""

    agreed: Answer


class UsageChunk(Chunk):
    """The piece after the message, for who asked for it."""

    usage: Usage = Usage()
