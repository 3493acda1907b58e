"""Fitting the weights by which ``abstain`` judges, and reporting the curve that they give.

``python -m retrieval.evaluation.fit_abstain --on DATA QUESTIONS.jsonl... [--on …] [--write]``

``DATA`` is a store, the files hold questions about its papers: one JSON object a line, as ``evaluate``
reads it, ``"kind": "abstain"`` for what the papers do not answer. Every figure that is printed is of questions
that the weights were not fitted on: each file (or each ``part`` that its lines name) is left out in turn,
the weights are fitted on the others, and it is judged by them. ``--write`` puts the weights of
all files together, and the threshold, into ``retrieval/answering/abstain_weights.py``.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.answering import abstain_weights
from retrieval.answering.abstain import MOST_LOOKED_AT, named_elsewhere
from retrieval.answering.answer import Filters
from retrieval.answering.certainty import NAMES
from retrieval.answering.compose import weighed_units
from retrieval.answering.signs import AGAINST, signs_of
from retrieval.library import Library

Floats = npt.NDArray[np.float64]

_WRONGLY_REFUSED = 0.05
