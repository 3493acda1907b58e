"""Texts to unit vectors, by a sentence-transformers model.

The default model, all-MiniLM-L6-v2, comes in a package from the registry, so that a first run needs no
model hub. Any other model is named by its hub name or by the path of its folder. Each is exported once,
in a process of its own (``export``), and then run by onnxruntime: neither a question nor an ingest imports
torch. A model that cannot be exported, or a large ingest on a GPU, is run by sentence-transformers itself
(``torch_encoder``).
"""

from ingest.encoder.choice import Runtime, open_encoder
from ingest.encoder.model_files import DEFAULT_MODEL
from ingest.encoder.protocol import EncodedQuestion, Encoder, QuestionEncoder, Vectors

__all__ = [
    "DEFAULT_MODEL",
    "EncodedQuestion",
    "Encoder",
    "QuestionEncoder",
    "Runtime",
    "Vectors",
    "open_encoder",
]
