import pytest

from ingest.documents import Passage, PassageKind
from service.data_out.licences import stated_licence


def passage(text: str) -> Passage:
    return Passage(ordinal=0, kind=PassageKind.PROSE, text=text, heading=(), page_start=1, page_end=1)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("This publication is licensed under the terms of the Open Government Licence v3.0.", "OGL-UK-3.0"),
        ("You may re-use this document under the Open Government Licence, version 2.", "OGL-UK-2.0"),
        ("This report is available under the Open Government Licence.", "Open Government Licence"),
        ("Except where noted, this work is licensed under CC BY 4.0.", "CC-BY-4.0"),
        ("This paper is published under CC BY-NC-SA 4.0.", "CC-BY-NC-SA-4.0"),
        ("Released under CC0 1.0.", "CC0-1.0"),
        ("You may re-use this information (not including logos) under the OGL.", "Open Government Licence"),
        ("© Crown copyright 2021, licensed under the Open Government Licence v3.0.", "OGL-UK-3.0"),
    ],
)
def test_a_licence_that_is_granted(words: str, name: str):
    found = stated_licence([passage("Nothing here."), passage(f"Fenshire Council 2021. {words}")])
    assert found is not None
    assert found.name == name
    assert found.words.endswith(words)


@pytest.mark.parametrize(
    "words",
    [
        "The Panel discussed the Open Government Licence.",
        "The data is made available under the Open Government Licence.",
        "We are committed to making our data available under the Open Government Licence.",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "The Board praised the Open Government Licence, under which this information can be shared.",
        "Three premises were licensed under the Licensing Act 2003.",
        "The CC BY the bridge was asked for.",
        "",
    ],
)
def test_a_licence_that_is_only_talked_about_or_none(words: str):
    assert stated_licence([passage(words)]) is None
