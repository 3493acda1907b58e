"""Signs are looked for only where they may stand; none is lost by that."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.kinds.standing.standings import Standing
from ingest.kinds.standing.wording import folded_words, saying
from ingest.kinds.standing.words import SIGNS, SIGNS_IN_MINUTES, blanked, signs_in

NEEDED = sorted(
    {word for sign in (*SIGNS, *SIGNS_IN_MINUTES) for one in sign.wordings for word in one.needed}
)
AROUND = (
    "The It RESOLVED Board board was were is are been has had be to that this not by for in a an also and"
    " motion funding approval did it concerns views under in_the process_of made out take"
).split()


@given(st.lists(st.sampled_from([*NEEDED, *AROUND, "?", ".", ":", ";", "\n", "£5"]), max_size=9))
def test_no_sign_is_lost_by_looking_only_where_it_may_stand(words) -> None:
    text = " ".join(words).replace("_", " ")
    said = blanked(text)
    everywhere = [
        sign for sign in (*SIGNS, *SIGNS_IN_MINUTES) if any(one.pattern.search(said) for one in sign.wordings)
    ]
    assert list(signs_in(text, minutes=True)) == everywhere


def test_a_wording_may_be_only_where_one_of_its_words_stands_whole() -> None:
    wording = saying("agreed approved", r"\b(?:agreed|approved)_that\b")
    assert wording.may_be_among(folded_words("It AGREED  that"))
    assert wording.pattern.search("It AGREED  that")
    assert not wording.may_be_among(folded_words("They disagreed that"))


def test_a_wording_that_needs_no_word_may_be_anywhere() -> None:
    assert saying("", r"\?").may_be_among(frozenset())


def test_letters_are_folded_as_a_pattern_folds_them() -> None:
    assert folded_words("Wıll the Paſſage") == {"will", "the", "passage"}


def test_a_decision_that_is_not_taken_yet_speaks_for_nothing() -> None:
    assert Standing.AGREED in {sign.standing for sign in signs_in("It was agreed.", minutes=False)}
    assert Standing.AGREED not in {sign.standing for sign in signs_in("It is to be agreed.", minutes=False)}
