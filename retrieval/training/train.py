"""Train the cross-encoder: ``python -m retrieval.training.train --general GROUPS.jsonl``.

Two stages: general questions about an encyclopaedia (``retrieval.training.squad``), then, with some of
these, those about invented papers that stand beside this file. Every tenth extract of a file is held back,
and what is said of these is printed. On two cores it takes about half an hour. The result is not the same
to the last bit on another machine; the figures that it is held against are in docs/quality.md.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoTokenizer

from ingest.encoder.model_files import default_model_folder
from retrieval.cross_encoder.onnx_cross_encoder import WEIGHTS
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
from retrieval.training.network import Network, mean_of
from retrieval.training.report import report

SEED = 1
_PAIRS_A_STEP = 32
_BATCHES_SORTED = 40
_LONGEST = 112
_GENERAL_RATE, _RATE = 1.5e-4, 1e-4
_MOST_GENERAL, _REPEATED = 14_000, 6_000
_WARMING = 0.06


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
    print(report(examples, _log_odds(network, examples)))
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
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    return parser.parse_args()


def _learn(network: Network, examples: Sequence[Example], rate: float, epochs: int) -> None:
    """Teach the network ``examples``, each ``epochs`` times; the rate rises, then falls to nought."""
    steps = epochs * math.ceil(len(examples) / _PAIRS_A_STEP)
    parameters = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (_WARMING * steps + 1)) * max(0.02, 1 - step / steps)
    )
    chance, tokenizer, started = random.Random(SEED), _tokenizer(), time.monotonic()
    network.train()
    losses: list[float] = []
    for _ in range(epochs):
        for batch in _shuffled(examples, chance):
            answers = torch.tensor([float(example.answers) for example in batch])
            odds = network(_features(tokenizer, batch))
            loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, answers)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            losses.append(loss.item())
            if len(losses) % 100 == 0:
                taken = time.monotonic() - started
                print(
                    f"{len(losses)} of {steps}: loss {np.mean(losses[-100:]):.3f}, {taken:.0f} s", flush=True
                )


def _shuffled(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of like length, so that little of a batch is filling, in no order."""
    order = chance.sample(examples, len(examples))
    for start in range(0, len(order), _PAIRS_A_STEP * _BATCHES_SORTED):
        near = sorted(
            order[start : start + _PAIRS_A_STEP * _BATCHES_SORTED],
            key=lambda example: len(example.question) + len(example.text),
        )
        batches = [near[i : i + _PAIRS_A_STEP] for i in range(0, len(near), _PAIRS_A_STEP)]
        yield from chance.sample(batches, len(batches))


def _log_odds(network: Network, examples: Sequence[Example]) -> list[float]:
    network.eval()
    tokenizer = _tokenizer()
    with torch.no_grad():
        return [
            odds
            for i in range(0, len(examples), 64)
            for odds in network(_features(tokenizer, examples[i : i + 64])).tolist()
        ]


def _tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(str(default_model_folder()), local_files_only=True)


def _features(tokenizer: Any, batch: Sequence[Example]) -> dict[str, torch.Tensor]:
    return dict(
        tokenizer(
            [example.question for example in batch],
            [example.text for example in batch],
            truncation="longest_first",
            max_length=_LONGEST,
            padding=True,
            return_tensors="pt",
        )
    )


if __name__ == "__main__":
    main()
