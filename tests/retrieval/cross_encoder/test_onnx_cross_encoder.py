"""The cross-encoder that is shipped: what it says of plain questions, and what it says when damaged."""

from pathlib import Path

import numpy as np
import pytest

from ingest.errors import ModelUnavailable
from retrieval.cross_encoder import OnnxCrossEncoder
from retrieval.cross_encoder.texts import under_headings

QUESTION = "How much does the night bus cost each year?"
COST = under_headings("Transport plan", "Night buses", "The night bus costs £84,000 a year to run.")
START = under_headings("Transport plan", "Night buses", "The night bus began in May 2031.")
OTHER = under_headings("Library review", "Opening hours", "Branches will close on Mondays.")


@pytest.fixture(scope="module")
def cross_encoder() -> OnnxCrossEncoder:
    return OnnxCrossEncoder()


@pytest.mark.parametrize("closely", [False, True])
def test_what_answers_is_likelier_than_what_is_near_and_that_than_what_is_far(cross_encoder, closely) -> None:
    cost, start, other = cross_encoder.log_odds(QUESTION, [COST, START, OTHER], closely=closely)
    assert cost > 0 > start
    assert cost > start
    assert cost > other


def test_odds_keep_the_order_of_the_texts_and_do_not_depend_on_what_is_read_beside(cross_encoder) -> None:
    together = cross_encoder.log_odds(QUESTION, [OTHER, COST * 3, START])
    alone = [cross_encoder.log_odds(QUESTION, [text])[0] for text in (OTHER, COST * 3, START)]
    np.testing.assert_array_equal(together, alone)


def test_the_narrow_network_says_nearly_what_the_wide_one_says(cross_encoder) -> None:
    texts = [COST, START, OTHER, "The bus costs too much.", "Minutes: £84,000 a year for the night bus."]
    quick, close = (cross_encoder.log_odds(QUESTION, texts, closely=closely) for closely in (False, True))
    assert np.corrcoef(quick, close)[0, 1] > 0.9


def test_no_texts_need_no_model() -> None:
    assert OnnxCrossEncoder(Path("nowhere.onnx")).log_odds(QUESTION, []).shape == (0,)


def test_texts_longer_than_the_window_are_cut(cross_encoder) -> None:
    (odds,) = cross_encoder.log_odds(QUESTION, [COST + " word" * 1000])
    assert np.isfinite(odds)


@pytest.mark.parametrize("network", ["quick", "close"])
def test_a_damaged_file_is_told_by_name(tmp_path: Path, network: str) -> None:
    damaged = tmp_path / f"{network}.onnx"
    damaged.write_bytes(b"no model")
    with pytest.raises(ModelUnavailable, match=rf"{network}\.onnx"):
        OnnxCrossEncoder(**{network: damaged}).log_odds(QUESTION, [COST])
