"""The network: the first layers of the default model, and one number drawn from them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from transformers import BertModel

LAYERS = 4
# Of the twelve heads and 1,536 neurons that a layer of the default model has.
HEADS, NEURONS = 8, 512


class Network(torch.nn.Module):
    """Reads question and text as one; says the log-odds that the one answers the other.

    The embeddings of tokens stay as they are: at use they are read from the model's own file.
    """

    def __init__(self, folder: Path, layers: int = LAYERS) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            str(folder), add_pooling_layer=False, attn_implementation="eager", local_files_only=True
        )
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        self.bert.config.num_hidden_layers = layers
        self.head = torch.nn.Linear(self.bert.config.hidden_size, 1)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)
        for parameter in self.bert.embeddings.parameters():
            parameter.requires_grad = False

    def forward(self, features: dict[str, torch.Tensor]) -> Any:
        """Return the log-odds of each pair, shape (pairs,)."""
        return self.head(self.bert(**features).last_hidden_state[:, 0])[:, 0]


def mean_of(one: Mapping[str, torch.Tensor], other: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the mean of two networks' weights; it forgets less of the one than learning on from it does."""
    return {name: (weights + other[name]) / 2 for name, weights in one.items()}


class Layers(torch.nn.Module):
    """A network without its embeddings, which are given: what is exported.

    Nothing is filling: a pair is run by itself. Of the last layer only the row is made that the log-odds
    are drawn from, a fifth of the work less.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.layers = network.bert.encoder.layer
        self.head = network.head

    def forward(self, embedded: torch.Tensor) -> Any:
        """Return the log-odds of each pair, given its tokens' rows, shape (pairs, tokens, width)."""
        hidden = embedded
        for layer in self.layers[:-1]:
            hidden = _made_of(hidden, hidden, layer)
        return self.head(_made_of(hidden[:, :1], hidden, self.layers[-1])[:, 0])[:, 0]


def _made_of(rows: torch.Tensor, seen: torch.Tensor, layer: Any) -> torch.Tensor:
    """Return what a layer of BERT makes of ``rows`` that look at all of ``seen``, shape of ``rows``."""
    attention = layer.attention.self

    def heads(made: torch.Tensor) -> torch.Tensor:
        apart: torch.Tensor = made.unflatten(-1, (attention.num_attention_heads, -1))  # type: ignore[no-untyped-call]
        return apart.transpose(1, 2)

    near = heads(attention.query(rows)) @ heads(attention.key(seen)).transpose(2, 3) * attention.scaling
    told = near.softmax(-1) @ heads(attention.value(seen))
    attended = layer.attention.output(told.transpose(1, 2).flatten(2), rows)
    made: torch.Tensor = layer.feed_forward_chunk(attended)
    return made
