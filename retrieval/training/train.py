"""Train the cross-encoder: ``python -m retrieval.training.train --general GROUPS.jsonl``.

Two stages: general questions about an encyclopaedia (``retrieval.training.squad``), then, with some of
these, those about invented papers that stand beside this file. Every tenth extract of a file is held back,
and what is said of these is printed. On two cores it takes about half an hour. The result is not the same
to the last bit on another machine; the figures that it is held against are in docs/quality.md. What is
kept is then made narrower (``retrieval.training.distil``).
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from ingest.encoder.model_files import default_model_folder
from retrieval.cross_encoder.onnx_cross_encoder import CLOSE
from retrieval.training.examples import (
    Example,
    likest,
    of_extract,
    of_groups,
    read_extracts,
    read_groups,
    varied,
)
from retrieval.training.export import export
from retrieval.training.learning import SEED, learn, log_odds
from retrieval.training.network import Network, mean_of
from retrieval.training.report import report

_GENERAL_RATE, _RATE = 1.5e-4, 1e-4
_MOST_GENERAL, _REPEATED = 14_000, 6_000


def main() -> None:
    """Train, say how well it does, and write the weights."""
    asked = _arguments()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    network = Network(default_model_folder())
    general = list(of_groups(read_groups(asked.general), chance)) if asked.general else []
    if asked.start:
        network.load_state_dict(torch.load(asked.start))
    elif general:
        _learn(network, chance.sample(general, min(_MOST_GENERAL, len(general))), _GENERAL_RATE, 1)
    learnt, held = read_extracts()
    examples = likest(list(varied(learnt, chance)), chance)
    # Some general questions among them, lest what was learnt of those be forgotten.
    examples += chance.sample(general, min(_REPEATED, len(general)))
    _learn(network, examples, _RATE, asked.epochs)
    if asked.start and asked.mean:
        network.load_state_dict(mean_of(torch.load(asked.start), network.state_dict()))
    if asked.keep:
        torch.save(network.state_dict(), asked.keep)
    examples = [x for e in held for x in of_extract(e)]
    print(report(examples, log_odds(network, examples)))
    export(network, asked.out)
    print(f"{asked.out}: {asked.out.stat().st_size / 1e6:.1f} MB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--general", type=Path, help="groups for the first stage, and some for the second")
    parser.add_argument("--start", type=Path, help="a network that was kept, in place of the first stage")
    parser.add_argument(
        "--mean", action="store_true", help="take the mean of the start and of what was learnt"
    )
    parser.add_argument("--keep", type=Path, help="where to keep the network that was trained")
    parser.add_argument("--epochs", type=int, default=2, help="how often the extracts are read")
    parser.add_argument("--out", type=Path, default=CLOSE, help="where the weights go")
    return parser.parse_args()


def _learn(network: Network, examples: Sequence[Example], rate: float, epochs: int) -> None:
    lessons = [(example, float(example.answers)) for example in examples]
    loss_of = torch.nn.functional.binary_cross_entropy_with_logits
    learn(network, lessons, loss_of, rate=rate, epochs=epochs)


if __name__ == "__main__":
    main()
