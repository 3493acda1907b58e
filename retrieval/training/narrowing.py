"""A trained network made narrower: of each layer, the heads and the neurons that do most are kept.

What leaves a layer is then made once more by least squares out of what is left, so that the narrower
network begins near the wide one, and has little to learn again (``retrieval.training.distil``).
Michel et al., "Are Sixteen Heads Really Better than One?" (2019), found most heads to be spare.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from retrieval.training.network import Network

# Added to the squares' diagonal, as a share of its mean: neurons that nearly always say the same.
_RIDGE = 1e-3

Features = dict[str, torch.Tensor]


def narrow(network: Network, heads: int, neurons: int, batches: Sequence[Features]) -> None:
    """Keep the best ``heads`` and ``neurons`` of each layer of ``network``, told by ``batches`` of pairs.

    Layer after layer, what it made before is what it is fitted to.
    """
    layers: Sequence[Any] = list(network.bert.encoder.layer)
    for layer in layers:
        _keep_heads(network, layer.attention, heads, batches)
        _keep_neurons(network, layer, neurons, batches)


def load_narrower(network: Network, weights: Mapping[str, torch.Tensor]) -> None:
    """Load the ``weights`` of a network that was narrowed; ``network`` is made as narrow."""
    layers: Sequence[Any] = list(network.bert.encoder.layer)
    for number, layer in enumerate(layers):
        name = f"bert.encoder.layer.{number}"
        _shape_attention(layer.attention, torch.arange(len(weights[f"{name}.attention.self.query.bias"])))
        _shape_feed_forward(layer, torch.arange(len(weights[f"{name}.intermediate.dense.bias"])))
    network.load_state_dict(weights)


def _keep_heads(network: Network, attention: Any, heads: int, batches: Sequence[Features]) -> None:
    dense = attention.output.dense
    moments = _Moments(network, dense, batches)
    width = attention.self.attention_head_size
    counts = moments.importance(dense.weight).view(-1, width).sum(1)
    best = counts.topk(heads).indices.sort().values
    kept = (best[:, None] * width + torch.arange(width)).flatten()
    weight, bias = moments.fitted(dense, kept)
    _shape_attention(attention, kept)
    attention.output.dense.weight.data, attention.output.dense.bias.data = weight, bias


def _keep_neurons(network: Network, layer: Any, neurons: int, batches: Sequence[Features]) -> None:
    dense = layer.output.dense
    moments = _Moments(network, dense, batches)
    kept = moments.importance(dense.weight).topk(neurons).indices.sort().values
    weight, bias = moments.fitted(dense, kept)
    _shape_feed_forward(layer, kept)
    layer.output.dense.weight.data, layer.output.dense.bias.data = weight, bias


def _shape_attention(attention: Any, kept: torch.Tensor) -> None:
    own = attention.self
    for name in ("query", "key", "value"):
        setattr(own, name, _rows(getattr(own, name), kept))
    own.num_attention_heads = len(kept) // own.attention_head_size
    own.all_head_size = len(kept)
    attention.output.dense = _columns(attention.output.dense, kept)


def _shape_feed_forward(layer: Any, kept: torch.Tensor) -> None:
    layer.intermediate.dense = _rows(layer.intermediate.dense, kept)
    layer.output.dense = _columns(layer.output.dense, kept)


def _rows(linear: torch.nn.Linear, kept: torch.Tensor) -> torch.nn.Linear:
    made = torch.nn.Linear(linear.in_features, len(kept))
    made.weight.data, made.bias.data = linear.weight.data[kept].clone(), linear.bias.data[kept].clone()
    return made


def _columns(linear: torch.nn.Linear, kept: torch.Tensor) -> torch.nn.Linear:
    made = torch.nn.Linear(len(kept), linear.out_features)
    made.weight.data, made.bias.data = linear.weight.data[:, kept].clone(), linear.bias.data.clone()
    return made


class _Moments:
    """The first and second moments of what goes into a linear layer, over the tokens of ``batches``."""

    def __init__(self, network: Network, linear: torch.nn.Linear, batches: Sequence[Features]) -> None:
        size = linear.in_features
        self._squares, self._sums, self._tokens = torch.zeros(size, size), torch.zeros(size), 0
        kept: list[torch.Tensor] = []
        hook = linear.register_forward_pre_hook(lambda _, given: kept.append(given[0].detach()))
        network.eval()
        with torch.no_grad():
            for batch in batches:
                kept.clear()
                network(batch)
                rows = kept[0][batch["attention_mask"].bool()]
                self._squares += rows.T @ rows
                self._sums += rows.sum(0)
                self._tokens += len(rows)
        hook.remove()

    def importance(self, weight: torch.Tensor) -> torch.Tensor:
        """Return how much of what leaves the layer each input tells, shape (inputs,)."""
        spread = self._squares.diagonal() / self._tokens - (self._sums / self._tokens) ** 2
        return spread * weight.data.square().sum(0)

    def fitted(self, linear: torch.nn.Linear, kept: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the weight and bias that make most nearly the same of the ``kept`` inputs alone."""
        mean = self._sums / self._tokens
        spread = self._squares / self._tokens - mean[:, None] * mean
        own = spread[kept][:, kept]
        own = own + torch.eye(len(kept)) * own.diagonal().mean() * _RIDGE
        weight = torch.linalg.solve(own, spread[kept] @ linear.weight.data.T).T
        bias = linear.bias.data + linear.weight.data @ mean - weight @ mean[kept]
        return weight.contiguous(), bias
