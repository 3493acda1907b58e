"""The network: the first layers of the default model, and one number drawn from them."""

from pathlib import Path
from typing import Any

import torch
from transformers import BertModel

LAYERS = 4


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


class Layers(torch.nn.Module):
    """A network without its embeddings, which are given: what is exported."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.layers = network.bert.encoder.layer
        self.head = network.head

    def forward(self, embedded: torch.Tensor, mask: torch.Tensor) -> Any:
        """Return the log-odds of each pair, given its tokens' rows, shape (pairs, tokens, width)."""
        hidden = embedded
        # What is only filling is not looked at.
        unseen = (1.0 - mask[:, None, None, :].to(embedded.dtype)) * torch.finfo(embedded.dtype).min
        for layer in self.layers:
            out = layer(hidden, attention_mask=unseen)
            hidden = out[0] if isinstance(out, tuple) else out
        return self.head(hidden[:, 0])[:, 0]
