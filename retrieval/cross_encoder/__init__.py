"""Whether a text answers a question: both are read together, word against word.

The encoder reads question and passage apart, so that passages can be read once, before anybody asks; what
it finds is near the question, not yet an answer to it. A cross-encoder reads the two as one text. It is
slower, and so reads only the few that were found (docs/decisions/0018).
"""

from retrieval.cross_encoder.onnx_cross_encoder import OnnxCrossEncoder
from retrieval.cross_encoder.protocol import CrossEncoder, LogOdds

__all__ = ["CrossEncoder", "LogOdds", "OnnxCrossEncoder"]
