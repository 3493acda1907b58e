"""A question's vectors, made on another core while its words are interpreted.

What is encoded is the question as interpreted, which is nearly always the question as typed: where it is
not, the vectors of what was typed were made for nothing, on a core that had nothing else to do.
"""

from ingest.encoder import EncodedQuestion, QuestionEncoder
from retrieval.side_by_side import SideBySide


class EncodingAhead:
    """The encoding of one question, begun before it is known which words of it are encoded. Of one thread."""

    def __init__(self, encoder: QuestionEncoder, helpers: SideBySide, text: str) -> None:
        """Begin to encode ``text``, if a helper is free."""
        self._encoder, self._ahead = encoder, text
        self._begun = helpers.begin(lambda: encoder.encode_question(text))
        self._encoded: dict[str, EncodedQuestion] = {}

    def encode_question(self, text: str) -> EncodedQuestion:
        """Return the vectors of ``text``, made once; raises ModelError."""
        known = self._encoded.get(text)
        if known is None:
            known = self._begun() if text == self._ahead else self._encoder.encode_question(text)
            self._encoded[text] = known
        return known
