"""Answers as plain text."""

from service.exports.briefing import Briefing
from service.exports.plain import plain_text


def test_quotes_are_numbered_and_the_references_stand_at_the_end(briefing: Briefing):
    text = plain_text(briefing)

    assert text.startswith(
        "What was agreed on grants?\n"
        "Asked on 4 May 2026. Searched 12 papers (Fenshire). Understood as: grants.\n"
    )
    assert "- We will:\n  • open *two* [centres] & a hub;\n  • train staff. [1]\n" in text
    assert "AGREED\n- The panel agreed a grant of £4,200 – “at once” – to Tŷ Gŵyn. [2][3]\n" in text
    assert "  (3 May 2021 · Fenshire Panel)" in text
    references = text[text.index("References\n") :].splitlines()
    assert [line.partition(" ")[0] for line in references[1:]] == ["[1]", "[2]", "[3]", "[4]"]
    assert references[2].startswith(
        "[2] Grants in Tŷ Gŵyn. Fenshire Panel, 3 May 2021, reference 12/2021, p. 2, "
    )
