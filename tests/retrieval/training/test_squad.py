"""Questions in SQuAD's form as groups."""

import json
from pathlib import Path

from retrieval.training.squad import groups_of

CONTEXT = "The pier opened in 1902. It burnt down in 1911. Nobody was hurt."


def squad(path: Path, *asked: dict[str, object]) -> Path:
    article = {"title": "Old_Pier", "paragraphs": [{"context": CONTEXT, "qas": list(asked)}]}
    path.write_text(json.dumps({"data": [article]}), "utf-8")
    return path


def test_the_sentence_that_holds_the_answer_answers(tmp_path: Path) -> None:
    answer = {"text": "1911", "answer_start": CONTEXT.index("1911")}
    (made,) = groups_of(squad(tmp_path / "a.json", {"question": "When did it burn?", "answers": [answer]}))
    assert made["title"] == "Old Pier"
    assert made["answers"] == ["It burnt down in 1911."]
    assert made["others"] == ["The pier opened in 1902.", "Nobody was hurt."]


def test_a_question_without_an_answer_has_none_of_its_paragraph(tmp_path: Path) -> None:
    asked = {"question": "Who painted it?", "answers": [], "is_impossible": True}
    (made,) = groups_of(squad(tmp_path / "a.json", asked))
    assert made["answers"] == []
    assert len(made["others"]) == 3
