"""Questions of SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0) as groups to learn from.

``python -m retrieval.training.squad train-v2.0.json > groups.jsonl``
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.sentences import split_sentences
from retrieval.training.examples import Group


def groups_of(path: Path) -> Iterator[Group]:
    """Yield a group for each question of a file in SQuAD's form.

    A question without an answer has none of its paragraph's sentences for one; a question whose answer
    stands in several sentences is left out, for the others are no others.
    """
    for article in json.loads(path.read_text("utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                group = _group(title, paragraph["context"], asked)
                if group is not None:
                    yield group


def _group(title: str, context: str, asked: dict[str, Any]) -> Group | None:
    sentences = list(split_sentences(context))
    if asked.get("is_impossible"):
        return {
            "question": asked["question"],
            "title": title,
            "answers": [],
            "others": [s.text for s in sentences],
        }
    start, answer = asked["answers"][0]["answer_start"], asked["answers"][0]["text"].lower()
    answering = [s for s in sentences if s.start <= start < s.end]
    if len(answering) != 1:
        return None
    others = [s.text for s in sentences if s is not answering[0] and answer not in s.text.lower()]
    return {
        "question": asked["question"],
        "title": title,
        "answers": [answering[0].text],
        "others": others,
    }


if __name__ == "__main__":
    for made in groups_of(Path(sys.argv[1])):
        print(json.dumps(made, ensure_ascii=False))
