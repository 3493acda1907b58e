"""The process that exports a model: ``main`` runs in it, and alone imports torch.

The model is traced as a whole, its pooling and whatever else its modules do in it, so that none of them
need be known. What was exported is then held against the model itself on texts of many kinds; where it
does not say the same, the model is left to torch.
"""

import json
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.encoder.exports import FACTS_FILE, MODEL_FILE, SMALL_FILE, TOKENIZER_FILE
from ingest.encoder.onnx_session import INPUTS, SENTENCE_OUTPUT, TOKENS_OUTPUT, OnnxSession, feed_of, joined
from ingest.encoder.protocol import Vectors, first_line, unit
from ingest.encoder.samples import ODD, PLAIN
from ingest.encoder.tokens import Tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# The operators of a later set are spelt otherwise; onnxruntime joins the layers of this one.
_OPERATOR_SET = 17
_LEAST_COSINE = 0.9999
# Of what int8 makes of a sample, against float32. Of the default model, the least is 0.99.
_LEAST_COSINE_SMALL = 0.98


class NotUnderstoodError(Exception):
    """The model does something that the export cannot keep."""


def main() -> None:
    """Export the model in one folder to another (``sys.argv``), and write what is known of it there.

    Ends with status 1, the reason as the last line on standard error, when the model cannot be loaded.
    """
    source, target = map(Path, sys.argv[2:4])
    warnings.simplefilter("ignore")  # of libraries, about one another
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    try:
        model = _loaded(source)
    except Exception as error:  # noqa: BLE001 - whatever a library raises of a folder that is no model
        sys.exit(first_line(error))
    facts: dict[str, Any] = {"dimension": int(model.get_embedding_dimension() or 0)}
    try:
        facts["prefix"] = _prefix(model)
        _write_tokenizer(model, target / TOKENIZER_FILE)
        tokens = Tokens(target / TOKENIZER_FILE, facts["prefix"])
        with tempfile.TemporaryDirectory(dir=target) as folder:
            traced = Path(folder) / MODEL_FILE
            _trace(model, traced)
            _join_attention(tokens, traced)
            joined(traced, target / MODEL_FILE)
            _compare(model, tokens, target / MODEL_FILE)
            facts["small"] = _write_small(tokens, traced, target)
    except Exception as error:  # noqa: BLE001 - what cannot be traced is run by torch
        facts["why_not"] = first_line(error)
    (target / FACTS_FILE).write_text(json.dumps(facts), "utf-8")


def _loaded(source: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds to import

    # Attention spelt out: onnxruntime knows it again, and runs it as one step.
    return SentenceTransformer(
        str(source), device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
    ).eval()


def _prefix(model: "SentenceTransformer") -> str:
    """Return what the model puts before a text when nothing is said of its kind."""
    name = model.default_prompt_name
    return str(model.prompts[name]) if name else ""


def _write_tokenizer(model: "SentenceTransformer", path: Path) -> None:
    tokenizer = model.tokenizer
    if not getattr(tokenizer, "is_fast", False):
        raise NotUnderstoodError(f"its tokenizer, {type(tokenizer).__name__}, is not one of tokenizers")
    fast = tokenizer.backend_tokenizer
    if model.max_seq_length:
        fast.enable_truncation(int(model.max_seq_length), direction=tokenizer.truncation_side)
    # Every batch is filled up at the end; the token that fills is all that is read of this.
    fast.enable_padding(pad_id=int(tokenizer.pad_token_id or 0), pad_token=str(tokenizer.pad_token))
    fast.save(str(path))


def _trace(model: "SentenceTransformer", path: Path) -> None:
    import torch  # noqa: PLC0415 - as above

    features = model.preprocess(list(PLAIN[:2]))
    names = [name for name in INPUTS if name in features]

    class _Traced(torch.nn.Module):
        """The model with tensors in place of its dictionaries."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: Any) -> tuple[Any, Any]:
            features = self.model(dict(zip(names, inputs, strict=True)))
            return features[SENTENCE_OUTPUT], features[TOKENS_OUTPUT]

    shape = {0: "texts", 1: "tokens"}
    # Not the newer exporter (dynamo): onnxruntime does not know attention again in what it writes.
    torch.onnx.export(
        _Traced().eval(),
        tuple(features[name] for name in names),
        str(path),
        dynamo=False,
        input_names=names,
        output_names=[SENTENCE_OUTPUT, TOKENS_OUTPUT],
        dynamic_axes={**dict.fromkeys(names, shape), TOKENS_OUTPUT: shape, SENTENCE_OUTPUT: {0: "texts"}},
        opset_version=_OPERATOR_SET,
    )


def _join_attention(tokens: Tokens, traced: Path) -> None:
    import onnx  # noqa: PLC0415 - large

    from ingest.encoder.attention import join_attention  # noqa: PLC0415 - as above

    model = onnx.load(traced)
    join_attention(model, [feed_of([one], tokens.padding) for one in tokens.ids(PLAIN)])
    onnx.save(model, traced)


def _compare(model: "SentenceTransformer", tokens: Tokens, path: Path) -> None:
    """Raise NotUnderstoodError unless the export gives the vectors that the model gives."""
    samples = [*ODD, *PLAIN]
    ids = tokens.ids(samples)
    session = OnnxSession(path)
    expected = model.encode(samples, output_value=None, show_progress_bar=False)
    for text, want in zip(ids, expected, strict=True):
        (row,), (rows_of_tokens,) = session.sentences_and_tokens([text], tokens.padding)
        kept = want["attention_mask"].bool()
        if want["input_ids"][kept].tolist() != text:
            raise NotUnderstoodError("its tokenizer does not keep its meaning outside transformers")
        least = min(
            _least_cosine(row, want["sentence_embedding"].numpy()),
            _least_cosine(rows_of_tokens[: len(text)], want["token_embeddings"][kept].numpy()),
        )
        if least < _LEAST_COSINE:
            raise NotUnderstoodError("its export does not give the vectors that it gives")


def _write_small(tokens: Tokens, traced: Path, target: Path) -> bool:
    """Write the model in int8 to the folder ``target``, and return whether it will do for passages."""
    from ingest.encoder.quantising import write_small  # noqa: PLC0415 - its libraries are large, too

    whole, small, quantised = target / MODEL_FILE, target / SMALL_FILE, traced.with_name(SMALL_FILE)

    ids = tokens.ids(PLAIN)
    try:
        write_small(traced, quantised, [feed_of([one], tokens.padding) for one in ids])
        joined(quantised, small)
        sessions = OnnxSession(whole), OnnxSession(small)
        pairs = ([session.sentences([one], tokens.padding) for session in sessions] for one in ids)
        return all(_least_cosine(*pair) >= _LEAST_COSINE_SMALL for pair in pairs)
    except Exception:  # noqa: BLE001 - a model that cannot be made smaller is run whole
        return False


def _least_cosine(one: Vectors, other: Vectors) -> float:
    """Return the least cosine of the rows of two matrices (or of two rows); 1.0 of none."""
    return float(np.min(np.sum(unit(one) * unit(other), axis=-1), initial=1.0))
