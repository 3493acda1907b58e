"""Signs of vectors are packed and unpacked, bit by bit."""

import numpy as np
import pytest

from ingest.token_signs import TokenSigns, unpacked


def test_a_row_of_nine_numbers_takes_two_bytes_and_comes_back() -> None:
    rows = np.array([[0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7, -0.8, 0.9]], dtype=np.float32)
    signs = TokenSigns.of(rows)
    assert signs.packed == bytes([0b10101010, 0b10000000])
    assert (signs.width, signs.tokens) == (9, 1)
    assert unpacked([signs]).tolist() == [[1, -1, 1, -1, 1, -1, 1, -1, 1]]


def test_passages_follow_one_another() -> None:
    first = TokenSigns.of(np.ones((2, 8), dtype=np.float32))
    none = TokenSigns.of(np.empty((0, 8), dtype=np.float32))
    last = TokenSigns.of(-np.ones((1, 8), dtype=np.float32))
    assert unpacked([first, none, last]).sum(axis=1).tolist() == [8, 8, -8]


def test_vectors_of_several_widths_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="unpack"):
        unpacked([TokenSigns(8, b"\xff"), TokenSigns(16, b"\xff\xff")])
