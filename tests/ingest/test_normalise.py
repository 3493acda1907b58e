"""The one form for text: what a person sees, without what a file hides."""

import pytest

from ingest.normalise import normalise


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ("ﬁnal oﬃcer ﬂow", "final officer flow"),
        ("pro\u00adbation", "probation"),
        ("pro\u200bbation\ufeff", "probation"),
        ("The\u00a0Panel\u2009met", "The Panel met"),
        ("The\tPanel \r\n\n met ", "The Panel met"),
        ("decision\u2011making, \u2212 5", "decision-making, - 5"),
        ("Cafe\u0301", "Café"),
        ("\uf0b7 to fund", "• to fund"),
        ("The\x00 Panel\x07", "The Panel"),
        ("The \udc80Panel", "The Panel"),
        ("“agreed” – it’s £42", "“agreed” – it’s £42"),
        ("Женщины, женщины", "Женщины, женщины"),
        ("", ""),
        ("\u200b\x00", ""),
    ],
)
def test_what_a_person_sees(hidden: str, seen: str) -> None:
    assert normalise(hidden) == seen
