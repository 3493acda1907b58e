"""Questions as they are typed in haste."""

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from retrieval.training.slips import with_slips

_WORD = re.compile(r"[^\W\d_]+")
_QUESTION = "Who chairs the transparency panel, and since when?"


def test_some_long_words_are_slipped_and_short_ones_never() -> None:
    chance = random.Random(3)
    slipped = {with_slips(_QUESTION, chance) for _ in range(200)}
    assert len(slipped) > 20
    assert all(one.startswith("Who c") and " the t" in one and " and s" in one for one in slipped)
    assert {one.split()[1] for one in slipped} >= {"chairs", "cairs", "chhairs", "cahirs"}


@given(st.text(), st.integers())
def test_a_slip_leaves_first_letters_and_what_is_no_letter(question: str, seed: int) -> None:
    slipped = with_slips(question, random.Random(seed))
    assert [word[0] for word in _WORD.findall(slipped)] == [word[0] for word in _WORD.findall(question)]
    assert _WORD.sub("", slipped) == _WORD.sub("", question)
