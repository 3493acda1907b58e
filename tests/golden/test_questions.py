"""The sample papers, asked the sample questions, with the real model."""

import json
from functools import cache

import pytest

from corpus.build import CORPUS, extracted_text
from ingest.documents import PassageKind
from ingest.normalise import BULLET
from retrieval.answering.answer import Answer, Standing, Status
from retrieval.evaluation.predictions import evaluate, read_questions
from retrieval.library import Library
from tests.golden.scoring import abstained, declined, means, score
from tests.support.matching import says

QUESTIONS = [
    json.loads(line) for line in (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [question for question in QUESTIONS if not question.get("abstain")]
UNANSWERABLE = [question for question in QUESTIONS if question.get("abstain")]

# A little under what was measured: 0.90, 0.85, 0.85, 0.82; 4 of 55 left open; 10 of 13 declined.
AT_LEAST = {"evidence": 0.86, "quoted": 0.80, "answer": 0.80, "complete": 0.76}
MOST_WRONGLY_ABSTAINED = 0.11
LEAST_DECLINED = 0.69


@pytest.fixture(scope="module")
def answers(library: Library) -> dict[str, Answer]:
    return {q["id"]: library.ask(q["question"], history=q.get("history", ())) for q in QUESTIONS}


# All questions


@pytest.fixture(scope="module")
def scores(answers):
    return {q["id"]: score(q, answers[q["id"]]) for q in ANSWERABLE}


@pytest.mark.parametrize("name", AT_LEAST)
def test_answerable_questions_are_answered(scores, name) -> None:
    mean = means(list(scores.values()))[name]
    missed = [
        f"{q['id']} {getattr(scores[q['id']], name):.2f} {q['question']}"
        for q in ANSWERABLE
        if getattr(scores[q["id"]], name) < 1.0
    ]
    assert mean >= AT_LEAST[name], f"{name} is {mean:.3f}. Short of it:\n" + "\n".join(missed)


def test_few_answerable_questions_are_left_open(scores) -> None:
    mean = means(list(scores.values()))["wrongly_abstained"]
    open_ones = [f"{q['id']} {q['question']}" for q in ANSWERABLE if scores[q["id"]].wrongly_abstained]
    assert mean <= MOST_WRONGLY_ABSTAINED, f"{mean:.3f} are left open:\n" + "\n".join(open_ones)


def test_most_unanswerable_questions_are_declined(answers) -> None:
    answered = [f"{q['id']} {q['question']}" for q in UNANSWERABLE if not declined(q, answers[q["id"]])]
    share = 1 - len(answered) / len(UNANSWERABLE)
    assert share >= LEAST_DECLINED, f"{share:.3f} are declined. Answered:\n" + "\n".join(answered)


def test_every_answer_is_short_and_cited(answers) -> None:
    for answer in answers.values():
        known = {citation.id for citation in answer.citations}
        assert sum(len(claim.text.split()) for claim in answer.claims) <= 180
        assert len(known) <= 8
        assert all(claim.citation_ids and set(claim.citation_ids) <= known for claim in answer.claims)
        assert bool(answer.claims) is not abstained(answer)


@cache
def page_texts(name: str) -> tuple[str, ...]:
    return tuple(extracted_text(CORPUS / f"{name}.pdf"))


def test_every_sentence_that_is_quoted_stands_on_the_page_that_is_cited(library, answers) -> None:
    """Held against the text that another reader extracts from the PDF."""
    checked = 0
    for citation in (citation for answer in answers.values() for citation in answer.citations):
        passage = library._store.passage(citation.passage_id).passage
        if passage.kind is not PassageKind.PROSE or BULLET in citation.quote.exact:
            continue  # the wording of rows and lists is made from cells and items
        pages = page_texts(citation.document.name)[citation.page_start - 1 : citation.page_end]
        assert says(" ".join(pages), citation.quote.exact), (citation.document.name, citation.quote.exact)
        checked += 1
    assert checked > 100


# Questions that must never go wrong


def test_what_was_agreed_on_women_offenders(library) -> None:
    answer = library.ask("what was agreed on women offenders")
    assert answer.status is Status.ANSWERED
    first = answer.claims[0]
    (cited,) = [citation for citation in answer.citations if citation.id in first.citation_ids]
    assert first.standing is Standing.AGREED
    assert cited.document.name == "norfolk-decision-2021-28"
    assert cited.document.reference == "28/2021"
    assert "St Giles Trust" in first.text
    assert any(claim.standing is Standing.PLANNED for claim in answer.claims[1:])


def test_the_three_diversion_actions_that_are_amber(library) -> None:
    answer = library.ask("Which diversion actions are still amber?")
    actions = (
        "Agree a forward Strategy and Operational Model",
        "Explore new diversionary policing approaches",
        "Agree changes in commissioning to support the new model",
    )
    assert len(answer.claims) == len(answer.citations) == 3
    for claim, citation, action in zip(answer.claims, answer.citations, actions, strict=True):
        assert action in claim.text
        assert citation.document.name == "staffordshire-action-plan-q4-2017-18"
        assert "Diversion" in citation.heading[-1]


@pytest.mark.parametrize("asked", ["how much is the link worker", "How much does the Link Worker cost?"])
def test_what_the_link_worker_costs(library, asked) -> None:
    answer = library.ask(asked)
    assert any("£98,684" in claim.text for claim in answer.claims)
    assert answer.citations[0].document.name == "norfolk-decision-2016-27"


@pytest.mark.parametrize(
    "asked",
    [
        "What is the capital of France?",
        "What is the recipe for Norfolk dumplings?",
        "What was the adult reoffending rate in Cambridgeshire?",  # of an area without papers
        "What precept did the Norfolk panel agree for 2018/19?",  # of another area
        "How much did the 180 link worker cost in 2022/23?",  # of another year
        "Why did Barnardo's turn down the FGM contract?",  # of something that did not happen
        "Quelle est la capitale de la France ?",
        "关于女性罪犯达成了什么协议",
    ],
)
def test_what_the_papers_do_not_say_is_not_found(library, asked) -> None:
    answer = library.ask(asked)
    assert answer.status is Status.NOT_FOUND
    assert (answer.claims, answer.citations, answer.headline) == ([], [], "")
    assert 1 <= len(answer.nearest) <= 3
    assert answer.searched.documents == 8
    assert answer.searched.areas == ["Norfolk", "Staffordshire"]


def test_a_false_premise_is_met_with_what_was_decided_or_left_open(library) -> None:
    answer = library.ask("Why did the panel reject the conference report?")
    assert abstained(answer) or any(
        says(citation.passage, "That the Conference report be noted") for citation in answer.citations
    )


@pytest.mark.parametrize(
    ("earlier", "asked", "said"),
    [
        ("What is Smart Alert?", "How many email sign-ups does it have?", "6,005"),
        ("What was the youth reoffending rate in Staffordshire without Stoke?", "And in Stoke?", "52.2%"),
        ("How much does the Norfolk 180 link worker get in 2016/17?", "and in the final year?", "£33,545"),
    ],
)  # fmt: skip
def test_a_follow_up_leans_on_what_was_asked_before(library, earlier, asked, said) -> None:
    answer = library.ask(asked, history=[earlier])
    assert any(said in claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    ("asked", "interpreted", "said"),
    [
        ("presept increse staffordshire 2018", "precept increase staffordshire 2018", "£11.40"),
        ("what does WONDER stand for", "what does WONDER stand for", "Diversion, Engagement and"),
    ],
)  # fmt: skip
def test_misspelt_words_and_acronyms(library, asked, interpreted, said) -> None:
    answer = library.ask(asked)
    assert answer.interpreted_as == interpreted
    assert any(said in claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    "reference",
    [
        "28/2021",
        "2021/28",
    ],
)
def test_a_decision_by_its_reference(library, reference) -> None:
    answer = library.ask(f"what was approved in decision {reference}")
    assert answer.status is Status.ANSWERED
    assert {citation.document.name for citation in answer.citations} == {"norfolk-decision-2021-28"}


# The file that a scorer reads


def test_predictions_have_the_documented_shape(library, tmp_path) -> None:
    chosen = [q for q in QUESTIONS if q["id"] in ("C02", "C54", "C58")]  # a fact, a follow-up, none
    questions, written = tmp_path / "questions.jsonl", tmp_path / "predictions.jsonl"
    questions.write_text("\n".join(map(json.dumps, chosen)), encoding="utf-8")
    assert [case.id for case in read_questions(questions)] == ["C02", "C54", "C58"]
    summary = evaluate(library, questions, written)
    assert (summary.questions, summary.answered, summary.not_found, summary.failed) == (3, 2, 1, 0)
    lines = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["C02", "C54", "C58"]
    for line, question in zip(lines, chosen, strict=True):
        assert set(line) == {"id", "answer", "abstained", "citations", "retrieved", "seconds"}
        assert line["abstained"] is bool(question.get("abstain"))
        assert 1 <= len(line["retrieved"]) <= 10
        for hit in line["retrieved"]:
            assert set(hit) == {"document", "text"}
            assert (CORPUS / f"{hit['document']}.pdf").exists()
        for citation in line["citations"]:
            assert set(citation) == {"document", "pages", "text", "quote"}
            assert citation["quote"] in citation["text"]
            assert all(
                1 <= page <= len(page_texts(citation["document"])) for page in citation["pages"]
            )  # fmt: skip
    fact, follow_up, none = lines
    assert "£5,538.90" in fact["answer"]
    assert "6,005" in follow_up["answer"]
    assert (none["answer"], none["citations"]) == ("", [])
