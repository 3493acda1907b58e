import httpx2
import pytest

from tests.service.fake_library import AWARD, DECISION, GROUP


def retrieve(url: str, **changed: object) -> httpx2.Response:
    setting = {"top_k": 3, "score_threshold": 0.0}
    asked = {"knowledge_id": "agreed", "query": "secretariat", "retrieval_setting": setting} | changed
    return httpx2.post(f"{url}/retrieval", json=asked)


def test_passages_come_with_paper_page_and_address(url: str):
    records = retrieve(url).json()["records"]
    first = records[0]
    assert len(records) == 3
    assert first["content"] == f"{GROUP}\n{AWARD}"
    assert first["metadata"]["document_id"] == DECISION
    assert first["metadata"]["page_start"] == 1
    assert first["metadata"]["url"].startswith(f"{url}/p/d1-award?")
    assert all(value is not None for record in records for value in record["metadata"].values())
    assert httpx2.get(first["metadata"]["url"], follow_redirects=True).status_code == 200


def test_what_is_less_near_than_asked_for_is_left_out(url: str):
    found = retrieve(url, retrieval_setting={"top_k": 4, "score_threshold": 0.85}).json()["records"]
    assert [each["score"] for each in found] == [1.0, 0.9]


def test_an_area_is_a_knowledge_base_of_its_own(url: str):
    assert retrieve(url, knowledge_id="norfolk").status_code == 200
    missing = retrieve(url, knowledge_id="Atlantis")
    assert missing.status_code == 404
    assert missing.json()["error_code"] == 2001
    assert "Atlantis" in missing.json()["error_msg"]


@pytest.mark.parametrize(
    "condition",
    [
        {"name": ["area"], "comparison_operator": "is", "value": "Norfolk"},
        {"name": ["kind"], "comparison_operator": "is", "value": "minutes"},
        {"name": ["date"], "comparison_operator": "after", "value": "2021-05-19"},
    ],
)
def test_conditions_on_papers_are_kept(url: str, condition: dict[str, object]):
    assert retrieve(url, metadata_condition={"logical_operator": "and", "conditions": [condition]}).is_success


def test_a_condition_that_cannot_be_kept_is_refused_rather_than_ignored(url: str):
    condition = {"name": ["colour"], "comparison_operator": "is", "value": "red"}
    refused = retrieve(url, metadata_condition={"conditions": [condition]})
    assert refused.status_code == 422
    assert refused.json()["error_code"] == 422
    assert "colour" in refused.json()["error_msg"]


def test_a_body_of_another_form_is_refused_in_dify_s_form(url: str):
    refused = httpx2.post(f"{url}/retrieval", json={"query": 7})
    assert refused.status_code == 422
    assert set(refused.json()) == {"error_code", "error_msg"}
