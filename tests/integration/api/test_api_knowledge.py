"""Articles through the interface: strangers search them, clients write, publish and answer with them."""

from typing import Any

import pytest
from django.test import Client

from banjie.cases.models import Case
from banjie.knowledge.models import Article, Tally
from banjie.platform import clock
from tests.integration.api.callers import CASES, EVERYTHING, make_caller, matter
from tests.integration.cases.world import AT, World
from tests.integration.knowledge.articles import LAMP, proposed, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_working_hours")]
ARTICLES = "/api/v1/articles"
SCOPES = (*EVERYTHING, "knowledge")


@pytest.fixture
def _working_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def strangers(path: str, **query: Any):
    return Client().get(f"/api/v1/public/articles{path}", query)


def body(world: World, **changes: Any) -> dict[str, Any]:
    return LAMP | {"unit": world.units["urban"].pk, "categories": [world.category]} | changes


def test_strangers_list_search_read_and_judge_what_is_published(world: World) -> None:
    made, waiting = published(world, question_en="How soon?", answer_en="A day."), proposed(world)
    listed = strangers("").json()
    assert [each["id"] for each in listed["articles"]] == [made]
    assert listed["articles"][0] | {"unit_name": "", "unit_id": 0} == {
        "id": made,
        "question": LAMP["question"],
        "language": "zh-hans",
        "categories": [world.category],
        "areas": ["county"],
        "unit_id": 0,
        "unit_name": "",
        "confirmed_on": "2026-03-02",
        "is_past": False,
        "valid_until": None,
    }
    assert [each["id"] for each in strangers("/search", q="灯坏了几天修好").json()["articles"]] == [made]
    assert strangers("/search", q="火星移民").json()["articles"] == []
    one = strangers(f"/{made}", language="en").json()
    assert (one["question"], one["answer"], one["also_in"], one["version"]) == ("How soon?", "A day.", "zh-hans", 1)
    for gone in (waiting, made + 99):
        assert strangers(f"/{gone}").status_code == 404
    path = f"/api/v1/public/articles/{made}/verdict"
    assert Client().post(path, {"answered": True}, content_type="application/json").status_code == 204
    assert Client().post(path, {"answered": "maybe"}, content_type="application/json").status_code == 422
    assert list(Tally.objects.values_list("what", "count")) == [("yes", 1)]


def test_a_client_writes_another_publishes_and_neither_without_the_scope(world: World) -> None:
    writer = make_caller(world, ("handler", "urban"), scopes=SCOPES, name="writer")
    publisher = make_caller(world, ("reviewer", "centre"), scopes=SCOPES, name="publisher")
    without = make_caller(world, ("handler", "urban"), name="without")
    assert without.post(ARTICLES, body(world)).status_code == 403
    made = writer.post(ARTICLES, body(world))
    assert (made.status_code, made.json()["standing"], made["ETag"]) == (201, "writing", '"1"')
    path = f"{ARTICLES}/{made.json()['id']}"
    assert writer.post(f"{path}/do/propose").json()["may"] == ["discard", "write"]
    assert writer.post(f"{path}/do/publish").status_code == 403
    assert publisher.post(f"{path}/do/publish", if_match='"1"').status_code == 412
    sent_back = publisher.post(f"{path}/refuse/send-back", {"reason": "写明电话"})
    assert sent_back.json()["records"][0]["reason"] == "写明电话"
    assert publisher.post(f"{path}/do/publish").status_code == 409
    assert publisher.post(f"{path}/refuse/withdraw", {"reason": ""}).status_code == 422
    assert writer.post(f"{path}/do/propose").status_code == 200
    assert publisher.post(f"{path}/do/publish").json()["live"]["number"] == 1
    piled = writer.get(f"{ARTICLES}?pile=published").json()
    assert (piled["count"], piled["articles"][0]["is_live"]) == (1, True)
    assert make_caller(world, ("handler", "housing"), scopes=SCOPES).get(path).status_code == 404


def test_ones_own_words_are_anothers_to_publish(world: World) -> None:
    both = make_caller(world, ("reviewer", "centre"), scopes=SCOPES)
    made = both.post(ARTICLES, body(world)).json()["id"]
    both.post(f"{ARTICLES}/{made}/do/propose")
    refused = both.post(f"{ARTICLES}/{made}/do/publish")
    assert (refused.status_code, refused.json()["code"]) == (409, "own_words")
    assert Article.objects.get().live is None


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"answer": ""}, "half_a_language", "#"),
        ({"unit": 999_999}, "unit_unknown", "#/unit"),
        ({"categories": ["NONE"]}, "category_unknown", "#/categories"),
        ({"sources": [{"title": "x", "url": "javascript:1"}]}, "not_a_web_address", "#/sources/0/url"),
        ({"colour": "red"}, "extra_forbidden", "#/colour"),
    ],
)
def test_bad_words_are_refused_where_they_stand(world: World, changes: Any, code: str, pointer: str) -> None:
    writer = make_caller(world, ("intake_clerk", "centre"), scopes=SCOPES)
    answer = writer.post(ARTICLES, body(world, **changes))
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    assert (fault["code"], fault["pointer"].rstrip("/")) == (code, pointer)
    assert not Article.objects.exists()


def test_a_client_answers_a_caller_at_once_and_a_case_that_waits(world: World) -> None:
    article = published(world)
    centre = make_caller(world, ("intake_clerk", "centre"), scopes=SCOPES)
    asked = matter(world, body="路灯坏了多久能修好？", channel="hotline")
    made = centre.post(f"{ARTICLES}/{article}/answer", asked, Idempotency_Key="a")
    assert (made.status_code, made.json()["state"]) == (201, "closed")
    assert centre.post(f"{ARTICLES}/{article}/answer", asked, Idempotency_Key="a").status_code == 200
    waiting = centre.post(CASES, matter(world, kind="enquiry")).json()["case_id"]
    done = centre.post(f"{CASES}/{waiting}/answer-with/{article}", if_match='"1"')
    assert (done.status_code, done.json()["state"]) == (200, "closed")
    report = centre.post(CASES, matter(world, kind="report")).json()["case_id"]
    refused = centre.post(f"{CASES}/{report}/answer-with/{article}")
    assert (refused.status_code, refused.json()["code"]) == (409, "is_enquiry")
    assert Case.objects.filter(is_open=True).count() == 1
    begun = centre.get(f"{CASES}/{waiting}/article").json()
    assert begun["answer"].startswith("主街24小时")
    assert centre.get(f"{CASES}/{report}/article").json()["code"] == "not_closed"
    reading = make_caller(world, ("intake_clerk", "centre"), scopes=("create", "read"), name="reading")
    assert reading.post(f"{ARTICLES}/{article}/answer", asked).status_code == 403
