"""Teach a narrower network what a wide one says: ``python -m retrieval.training.distil KEPT --general FILE``.

The network that ``retrieval.training.train`` kept is made narrower, and learns the log-odds that the wide one
gives all pairs of question and text of the extracts, each under two headings, and of the general groups.
On two cores it takes about three quarters of an hour.
"""

import argparse
import random
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from ingest.encoder.model_files import default_model_folder
from retrieval.cross_encoder.onnx_cross_encoder import QUICK, OnnxCrossEncoder
from retrieval.training.examples import (
    Example,
    every_of_groups,
    of_extract,
    read_extracts,
    read_groups,
    varied,
)
from retrieval.training.export import export
from retrieval.training.learning import SEED, Lesson, features, learn, log_odds, pair_tokenizer
from retrieval.training.narrowing import load_narrower, narrow
from retrieval.training.network import HEADS, NEURONS, Network, mean_of
from retrieval.training.report import report
from retrieval.training.slips import with_slips

_VARIANTS = 2
_RATE = 1e-4
# The pairs by which what does most is told.
_TOLD_BY, _A_BATCH = 1024, 32
# Far below nought, log-odds only say more loudly that there is no answer, and most pairs have none.
_SURE, _SHARE_OF_SURE = -4.5, 0.5
_FAR_BELOW = 4.0
# Of the questions, so many are read with slips; what is wanted is what was said of them without.
_SLIPPED = 0.3


def main() -> None:
    """Narrow a network, teach it what it said before, say how well it does, and write the weights."""
    asked = _arguments()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    learnt, held = read_extracts()
    examples = [each for _ in range(_VARIANTS) for each in varied(learnt, chance)]
    examples += every_of_groups(read_groups(asked.general), chance)
    of_held = [each for extract in held for each in of_extract(extract)]
    network = Network(default_model_folder())
    network.load_state_dict(torch.load(asked.wide))
    print(f"wide: {report(of_held, log_odds(network, of_held))}", flush=True)
    taught = _least_sure(list(zip(examples, _said(network, examples), strict=True)), chance)
    print(f"{len(taught)} pairs to learn from", flush=True)
    if asked.start:
        load_narrower(network, torch.load(asked.start))
    else:
        narrow(network, asked.heads, asked.neurons, _batches(chance.sample(examples, _TOLD_BY)))
    print(f"narrower: {report(of_held, log_odds(network, of_held))}", flush=True)
    _without_dropout(network)
    learn(network, _some_slipped(taught, chance), _apart, rate=_RATE, epochs=asked.epochs)
    if asked.start and asked.mean:
        network.load_state_dict(mean_of(torch.load(asked.start), network.state_dict()))
    print(f"taught: {report(of_held, log_odds(network, of_held))}", flush=True)
    if asked.keep:
        torch.save(network.state_dict(), asked.keep)
    export(network, asked.out)
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wide", type=Path, help="the network that retrieval.training.train kept")
    parser.add_argument("--general", type=Path, required=True, help="the groups that it learnt from")
    parser.add_argument("--heads", type=int, default=HEADS, help="heads of a layer that are kept, of twelve")
    parser.add_argument("--neurons", type=int, default=NEURONS, help="neurons of a layer, of 1,536")
    parser.add_argument("--epochs", type=int, default=1, help="how often the pairs are read")
    parser.add_argument("--start", type=Path, help="a narrower network that was kept, to be taught on")
    parser.add_argument(
        "--mean", action="store_true", help="take the mean of the start and of what was learnt"
    )
    parser.add_argument("--keep", type=Path, help="where to keep the network that was taught")
    parser.add_argument("--out", type=Path, default=QUICK, help="where the weights go")
    return parser.parse_args()


def _said(network: Network, examples: Sequence[Example]) -> list[float]:
    """Return the log-odds that ``network`` gives each example, in eight bits, as it is used."""
    said: list[float] = []
    with TemporaryDirectory() as folder:
        weights = Path(folder) / QUICK.name
        export(network, weights)
        cross_encoder = OnnxCrossEncoder(weights)
        for question, asked in groupby(examples, lambda example: example.question):
            said += cross_encoder.log_odds(question, [example.text for example in asked]).tolist()
    return said


def _least_sure(said: Sequence[Lesson], chance: random.Random) -> list[Lesson]:
    """Return what was said of pairs, without some of those that surely do not answer."""
    return [one for one in said if one[1] > _SURE or chance.random() < _SHARE_OF_SURE]


def _some_slipped(lessons: Sequence[Lesson], chance: random.Random) -> list[Lesson]:
    return [
        (example._replace(question=with_slips(example.question, chance)), said)
        if chance.random() < _SLIPPED
        else (example, said)
        for example, said in lessons
    ]


def _batches(examples: Sequence[Example]) -> list[dict[str, torch.Tensor]]:
    tokenizer = pair_tokenizer()
    return [features(tokenizer, examples[i : i + _A_BATCH]) for i in range(0, len(examples), _A_BATCH)]


def _apart(odds: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Return how far ``odds`` are from what is ``wanted``; the less, the farther below nought both are."""
    softplus = torch.nn.functional.softplus
    return torch.nn.functional.mse_loss(softplus(odds + _FAR_BELOW), softplus(wanted + _FAR_BELOW))


def _without_dropout(network: Network) -> None:
    """What is wanted is exact, and there is far more of it than the network could learn by heart."""
    for module in network.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0


if __name__ == "__main__":
    main()
