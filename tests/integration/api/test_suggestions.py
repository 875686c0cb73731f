"""What a text is likely about, asked by another system."""

import pytest

from tests.integration.api.callers import Caller

ADDRESS = "/api/v1/suggestions"


def test_level_and_kind_come_with_their_words(centre: Caller) -> None:
    answer = centre.post(ADDRESS, {"title": "停水", "body": "我们小区已经停水三天，请求帮助协调恢复供水。"})
    assert answer.status_code == 200
    told = answer.json()
    assert told["level"]["level"] == "urgent"
    assert told["level"]["seen"][0]["sign"] == "water"
    assert told["kind"]["kind"] == "request"
    assert told["categories"] == [], "no model was learned here"


def test_nothing_is_made_up(centre: Caller) -> None:
    told = centre.post(ADDRESS, {"body": "今天天气好"}).json()
    assert told == {"categories": [], "level": {"level": "general", "seen": []}, "kind": None}


@pytest.mark.parametrize("body", [{"text": "x"}, {"body": "长" * 20_001}, {"body": 7}])
def test_what_is_no_question_is_refused(centre: Caller, body: dict[str, object]) -> None:
    assert centre.post(ADDRESS, body).status_code == 422


def test_only_for_clients(client) -> None:
    assert client.post(ADDRESS, {"body": "x"}, content_type="application/json").status_code == 401
