"""A network made narrower is smaller, and says nearly what it said before."""

from typing import Any

import torch

from ingest.encoder.model_files import default_model_folder
from retrieval.training.examples import Example
from retrieval.training.learning import features, log_odds, pair_tokenizer
from retrieval.training.narrowing import load_narrower, narrow
from retrieval.training.network import Network

_QUESTION = "When does the clinic open?"
_TEXTS = [
    "The clinic opens on Mondays at nine.",
    "A van was bought for the clinic's outreach team.",
    "Members noted the report and thanked the officers.",
    "The budget for roads was cut by a tenth in March.",
    "Opening hours will be reviewed after the first year.",
]
_EXAMPLES = [
    Example(question, question, f"{place}: {text}", answers=False)
    for question in (_QUESTION, "What was bought for the outreach team?")
    for place in ("Minutes of the board", "Sallow Lock", "Annual report 2024")
    for text in _TEXTS
]


def _network() -> Network:
    torch.manual_seed(5)
    network = Network(default_model_folder(), layers=2).eval()
    torch.nn.init.normal_(network.head.weight, std=0.2)
    return network


def _narrowed(heads: int, neurons: int) -> Network:
    network = _network()
    narrow(network, heads, neurons, [features(pair_tokenizer(), _EXAMPLES)])
    return network


def test_the_more_is_kept_the_nearer_is_what_is_said() -> None:
    before = torch.tensor(log_odds(_network(), _EXAMPLES))
    off = [
        (torch.tensor(log_odds(_narrowed(heads, neurons), _EXAMPLES)) - before).abs().mean().item()
        for heads, neurons in ((11, 1400), (8, 512), (2, 32))
    ]
    assert off == sorted(off)
    assert off[0] < off[2] / 2


def test_nothing_is_lost_where_all_is_kept() -> None:
    before, after = (torch.tensor(log_odds(n, _EXAMPLES)) for n in (_network(), _narrowed(12, 1536)))
    torch.testing.assert_close(after, before, atol=0.02, rtol=0.0)


def test_layers_have_the_heads_and_neurons_that_were_asked_for() -> None:
    layers: list[Any] = list(_narrowed(8, 512).bert.encoder.layer)
    assert [layer.attention.self.num_attention_heads for layer in layers] == [8, 8]
    assert {layer.attention.self.query.weight.shape for layer in layers} == {(256, 384)}
    assert {layer.intermediate.dense.weight.shape for layer in layers} == {(512, 384)}


def test_what_was_kept_of_a_narrower_network_can_be_loaded_again() -> None:
    narrowed, loaded = _narrowed(8, 512), _network()
    load_narrower(loaded, narrowed.state_dict())
    assert log_odds(loaded, _EXAMPLES) == log_odds(narrowed, _EXAMPLES)
