"""How a network learns: in batches of like length, at a rate that rises, then falls to nought."""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from transformers import AutoTokenizer

from ingest.encoder.model_files import default_model_folder
from retrieval.training.examples import Example
from retrieval.training.network import Network

SEED = 1
_PAIRS_A_STEP = 32
_BATCHES_SORTED = 40
_LONGEST = 112
_WARMING = 0.06

# An example, and the log-odds or the probability that are wanted of it.
Lesson = tuple[Example, float]
Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def learn(network: Network, lessons: Sequence[Lesson], loss_of: Loss, *, rate: float, epochs: int) -> None:
    """Teach the network ``lessons``, each ``epochs`` times.

    ``loss_of`` tells how far the log-odds that it gives a batch are from what is wanted.
    """
    steps = epochs * math.ceil(len(lessons) / _PAIRS_A_STEP)
    parameters = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (_WARMING * steps + 1)) * max(0.02, 1 - step / steps)
    )
    chance, tokenizer, started = random.Random(SEED), pair_tokenizer(), time.monotonic()
    network.train()
    losses: list[float] = []
    for _ in range(epochs):
        for batch in _shuffled(lessons, chance):
            odds = network(features(tokenizer, [example for example, _ in batch]))
            loss = loss_of(odds, torch.tensor([wanted for _, wanted in batch]))
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


def _shuffled(lessons: Sequence[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    """Yield batches of like length, so that little of a batch is filling, in no order."""
    order = chance.sample(lessons, len(lessons))
    for start in range(0, len(order), _PAIRS_A_STEP * _BATCHES_SORTED):
        near = sorted(
            order[start : start + _PAIRS_A_STEP * _BATCHES_SORTED],
            key=lambda lesson: len(lesson[0].question) + len(lesson[0].text),
        )
        batches = [near[i : i + _PAIRS_A_STEP] for i in range(0, len(near), _PAIRS_A_STEP)]
        yield from chance.sample(batches, len(batches))


def log_odds(network: Network, examples: Sequence[Example]) -> list[float]:
    """Return the log-odds that ``network`` gives each of ``examples``."""
    network.eval()
    tokenizer = pair_tokenizer()
    with torch.no_grad():
        return [
            odds
            for i in range(0, len(examples), 64)
            for odds in network(features(tokenizer, examples[i : i + 64])).tolist()
        ]


def pair_tokenizer() -> Any:
    """Return the default model's tokenizer; ``features`` takes it."""
    return AutoTokenizer.from_pretrained(str(default_model_folder()), local_files_only=True)


def features(tokenizer: Any, batch: Sequence[Example]) -> dict[str, torch.Tensor]:
    """Return a batch as what a network takes: ids, masks and types, shape (len(batch), tokens)."""
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
