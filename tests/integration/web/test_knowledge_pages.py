"""The pages of questions and answers: residents find and judge, editors write and publish, clerks answer with them."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases import actions as cases
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Case
from banjie.knowledge.models import Article, Tally, Version
from banjie.platform import clock, stamps
from tests.integration.cases.test_closed_loop import do, matter
from tests.integration.cases.world import AT, World
from tests.integration.knowledge.articles import proposed, published
from tests.integration.knowledge.test_answering import closed_enquiry
from tests.integration.organisations.factories import make_area
from tests.integration.web.conftest import soup
from tests.integration.web.publicity import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
ASKED = "路灯坏了多久能修好？"


def test_a_resident_finds_reads_and_says_whether_it_answered(world: World) -> None:
    made = published(world)
    client = Client()
    found = soup(client.get("/knowledge/", {"q": "路灯报修"})).select_one(".public-line a")
    assert found.get_text() == ASKED
    page = client.get(found["href"])
    for said in ("主街24小时内修好", "报修时说清灯杆编号", "这条回答有帮助吗？"):
        assert said in words(page)
    yes = client.post(f"/knowledge/{made}/verdict/", {"answered": "yes"})
    assert yes["Location"] == f"/knowledge/{made}/?said=yes#answered"
    client.post(f"/knowledge/{made}/verdict/", {"answered": "no"})
    no = soup(client.get(f"/knowledge/{made}/?said=no"))
    onward = no.select_one("#answered a")["href"]
    assert f"category={world.category}" in onward
    assert dict(Tally.objects.values_list("what", "count")) == {"yes": 1, "no": 1}
    assert {name for name in client.cookies if client.cookies[name].value} <= {"csrftoken"}


def test_from_no_to_the_form_with_category_and_kind_filled_in(world: World) -> None:
    page = soup(Client().get("/report/", {"kind": "enquiry", "category": world.category, "text": "路灯<b>\0"}))
    assert page.select_one("#id_kind option[selected]")["value"] == "enquiry"
    assert page.select_one("#id_category option[selected]")["value"] == world.category
    assert page.select_one("#id_body").get_text().strip() == "路灯<b>"
    odd = soup(Client().get("/report/", {"kind": "dragon", "category": "NONE"}))
    assert [each["value"] for each in odd.select("#id_kind option[selected], #id_category option[selected]")] in (
        [],
        [""],
        ["", ""],
    )


def test_while_typing_an_answer_is_offered_and_taking_it_makes_no_case(world: World) -> None:
    made = published(world)
    client = Client()
    offered = soup(client.post("/report/answers/", {"body": ASKED, "kind": "report"}))
    button = offered.select_one("button[form=answered]")
    assert button["value"] == str(made)
    form = soup(client.get("/report/")).select_one("form#answered")
    assert {each["name"] for each in form.select("input")} == {"csrfmiddlewaretoken"}
    done = client.post(form["action"], {"article": made})
    assert done["Location"] == f"/knowledge/{made}/?said=spared#answered"
    after = soup(client.get(f"/knowledge/{made}/?said=spared"))
    assert after.select_one("[data-ends-draft=report]") is not None
    assert not Case.objects.exists()
    assert Tally.objects.get().what == "spared"


def test_without_script_the_answer_stands_before_the_form_is_sent_and_then_it_is_sent_all_the_same(
    world: World,
) -> None:
    published(world)
    sent = {"body": ASKED, "kind": "enquiry", "identity": "anonymous", "key": "k" * 20, "show_similar": "yes"}
    page = soup(Client().post("/report/", sent))
    assert page.select_one("#answers button[form=answered]") is not None
    assert page.select_one("[name=show_similar]") is None
    assert Client().post("/report/", {**sent, "show_similar": ""}).status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize("article", ["", "0", "x", "9" * 30, "-1", "١"])
def test_an_article_that_is_none_answers_nobody(world: World, article: str) -> None:
    assert Client().post("/knowledge/answered/", {"article": article}).status_code == 404
    assert Client().get(f"/knowledge/{article or 'x'}/").status_code == 404
    assert not Tally.objects.exists()


def test_a_draft_is_nobodys_to_read_and_what_is_old_says_so(world: World, monkeypatch: Any) -> None:
    waiting, shown = proposed(world), published(world, confirm_every=7)
    assert Client().get(f"/knowledge/{waiting}/").status_code == 404
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=8))
    assert "最近一次核对是2026-03-02，已过核对期限" in words(Client().get(f"/knowledge/{shown}/"))
    assert "近期未核对" in words(Client().get("/knowledge/"))


def test_in_english_where_it_is_written_in_english(world: World) -> None:
    made = published(world, question_en="How soon is a lamp mended?", answer_en="Within a day.")
    page = Client().get(f"/knowledge/{made}/", headers={"accept-language": "en"})
    assert "How soon is a lamp mended?" in words(page)
    only = published(world, question="停水怎么办？", answer="打电话。")
    page = soup(Client().get(f"/knowledge/{only}/", headers={"accept-language": "en"}))
    assert page.select_one("article")["lang"] == "zh-CN"


FORM = {"question": ASKED, "answer": "主街24小时内。", "confirm_every": "180", "asked_as": "报修路灯\n\n灯不亮几天修"}


def test_an_editor_writes_and_another_publishes(world: World, signed_in) -> None:
    handler, reviewer = signed_in("handler"), signed_in("reviewer")
    sent = FORM | {"unit": world.units["urban"].pk, "sources": "办法 https://example.cn/a\n口头规定", "then": "propose"}
    made = handler.post("/work/articles/new/", sent)["Location"]
    version = Version.objects.get()
    assert version.asked_as == ["报修路灯", "灯不亮几天修"]
    assert version.sources == [
        {"title": "办法", "url": "https://example.cn/a"},
        {"title": "口头规定", "url": ""},
    ]
    assert "须由他人审阅后发布" not in words(handler.get(made))
    page = soup(reviewer.get(made))
    assert [each["value"] for each in page.select("button[name=act]")] == ["publish", "discard", "send_back"]
    seen = page.select_one("[name=seen]")["value"]
    assert reviewer.post(made, {"act": "publish", "seen": seen})["Location"] == made
    assert Article.objects.get().live == version
    stale = reviewer.post(made, {"act": "confirm", "seen": seen})
    assert stale.status_code == 409
    assert ASKED in words(reviewer.get("/work/articles/?pile=published"))
    assert ASKED in words(reviewer.get("/work/articles/", {"q": "报修"}))


def below_west(world: World) -> None:
    village = make_area("xingfu", level="village", parent=world.townships[0], name="幸福村")
    make_area("grid3", level="grid", parent=village, name="第三网格")
    stamps.bump("areas")


def ticks(page: Any) -> dict[str, tuple[str, bool]]:
    return {
        each["value"]: (each.find_parent("label").get_text(strip=True), each.has_attr("checked"))
        for each in page.select("input[name=areas]")
    }


def test_an_article_is_for_an_area_of_whatever_level(world: World, signed_in) -> None:
    below_west(world)
    handler = signed_in("handler")
    assert set(ticks(soup(handler.get("/work/articles/new/")))) == {"county", "west", "east"}
    found = handler.get("/organisation/options/areas/", {"q": "第三"}).json()["options"]
    assert [each["value"] for each in found] == ["grid3"]
    part = soup(handler.post("/work/articles/areas/", {"areas": ["east"], "more_areas": "grid3"}))
    assert ticks(part)["grid3"] == ("西乡 › 幸福村 › 第三网格", True)
    assert ticks(part)["east"] == ("东镇", True)
    assert part.select_one("input[name=more_areas]")["value"] == ""
    assert part.select_one("#id_more_areas").has_attr("autofocus")
    sent = FORM | {"unit": world.units["urban"].pk, "areas": ["grid3"], "more_areas": "east"}
    made = handler.post("/work/articles/new/", sent)["Location"]
    assert Version.objects.get().areas == ["grid3", "east"]
    again = soup(handler.get(f"{made}edit/"))
    assert {code for code, (_name, chosen) in ticks(again).items() if chosen} == {"grid3", "east"}
    assert handler.post(f"{made}edit/", FORM | {"unit": world.units["urban"].pk, "areas": ["grid3"]}).status_code == 302
    assert Version.objects.latest("id").areas == ["grid3"]


@pytest.mark.parametrize("given", ["atlantis", "x" * 300, "\0", "'; --"])
def test_an_area_that_is_none_is_said_beside_its_field(world: World, signed_in, given: str) -> None:
    handler = signed_in("handler")
    sent = FORM | {"unit": world.units["urban"].pk, "more_areas": given}
    page = handler.post("/work/articles/new/", sent)
    assert page.status_code == 422
    found = BeautifulSoup(page.content, "html.parser")
    assert found.select_one("#id_more_areas")["aria-invalid"] == "true"
    assert not Version.objects.exists()
    assert handler.post("/work/articles/areas/", {"more_areas": given}).status_code == 200


def test_who_writes_no_articles_chooses_no_areas(world: World, signed_in) -> None:
    assert signed_in("auditor").post("/work/articles/areas/", {"more_areas": "west"}).status_code == 404
    assert Client().post("/work/articles/areas/", {"more_areas": "west"}).status_code == 302


def test_whoever_wrote_it_is_told_that_somebody_else_publishes(world: World, signed_in) -> None:
    made = proposed(world, by="reviewer")
    page = signed_in("reviewer").get(f"/work/articles/{made}/")
    assert "须由他人审阅后发布" in words(page)
    assert soup(page).select_one("button[value=publish]") is None
    refused = signed_in("reviewer").post(f"/work/articles/{made}/", {"act": "publish"})
    assert (refused.status_code, Article.objects.get().live) == (409, None)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"answer": ""}, "必填"),
        ({"question": "", "answer": "", "answer_en": "So."}, "成对填写"),
        ({"question": "", "answer": ""}, "必填"),
        ({"sources": "办法 javascript://x"}, "请填写以https://或http://开头的网址"),
        ({"valid_from": "2026-03-02", "valid_until": "2026-03-01"}, "末日早于首日"),
        ({"unit": "999999"}, "选择"),
        ({"confirm_every": "x"}, "整数"),
        ({"category": "NONE"}, "没有此分类"),
        ({"answer": "身份证号11010519491231002X"}, "内容中有身份证号码"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(world: World, signed_in, changes: Any, told: str) -> None:
    sent = FORM | {"unit": str(world.units["urban"].pk)} | changes
    page = signed_in("handler").post("/work/articles/new/", sent)
    assert page.status_code == 422
    assert told in words(page)
    assert "报修路灯" in page.content.decode()
    assert not Article.objects.exists()


def test_sending_back_needs_a_reason_and_gives_it(world: World, signed_in) -> None:
    made = proposed(world)
    client = signed_in("reviewer")
    assert client.post(f"/work/articles/{made}/", {"act": "send_back", "reason": " "}).status_code == 422
    client.post(f"/work/articles/{made}/", {"act": "send_back", "reason": "请写明电话"})
    assert "请写明电话" in words(signed_in("handler").get(f"/work/articles/{made}/"))


@pytest.mark.parametrize("who", ["auditor", "administrator", "supervisor", "caller", "field"])
def test_for_others_there_are_no_articles_to_keep(world: World, signed_in, who: str) -> None:
    made = published(world)
    for path in ("", "new/", f"{made}/", f"{made}/edit/", f"{made}/versions/1/"):
        assert signed_in(who).get(f"/work/articles/{path}").status_code == 404


def test_the_old_words_stay_to_be_read(world: World, signed_in) -> None:
    made = published(world)
    client = signed_in("handler")
    form = soup(client.get(f"/work/articles/{made}/edit/"))
    assert form.select_one("#id_question")["value"] == ASKED
    sent = FORM | {"unit": world.units["urban"].pk, "answer": "改为12小时。", "seen": "3"}
    assert client.post(f"/work/articles/{made}/edit/", sent).status_code == 302
    assert "主街24小时内修好" in words(client.get(f"/work/articles/{made}/versions/1/"))
    assert client.get(f"/work/articles/{made}/versions/9/").status_code == 404
    stale = client.post(f"/work/articles/{made}/edit/", sent)
    assert stale.status_code == 409
    assert "改为12小时。" in stale.content.decode()


def test_a_clerk_reads_out_the_answer_and_one_press_takes_the_case_in_and_closes_it(world: World, signed_in) -> None:
    made = published(world)
    client = signed_in("intake")
    offered = soup(client.post("/work/articles/offered/", {"body": "灯坏了几天修好 路灯报修时限"}))
    button = offered.select_one("button[name=article]")
    assert (button["value"], button["data-shortcut"]) == (str(made), "mod+j")
    sent = {
        "body": "来电问路灯几天修",
        "channel": "hotline",
        "identity": "anonymous",
        "article": made,
        "key": "a" * 20,
    }
    page = client.post("/work/cases/new/", sent)
    case = Case.objects.get()
    assert (page["Location"], case.state, case.kind) == (f"/work/cases/{case.id}/", "closed", "enquiry")
    assert client.post("/work/cases/new/", sent).status_code == 302
    assert Case.objects.count() == 1
    gone = client.post("/work/cases/new/", sent | {"article": "999999", "key": "b" * 20})
    assert gone.status_code == 422
    assert "已不再发布" in words(gone)
    assert "来电问路灯几天修" in gone.content.decode()
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [{"body": "灯坏了几天修好 路灯报修时限 灯杆漏电"}, {"body": "灯坏了几天修好 路灯报修时限", "level": "critical"}],
)
def test_what_is_pressing_is_not_ended_by_an_article(world: World, signed_in, typed: dict[str, str]):
    published(world)
    offered = soup(signed_in("intake").post("/work/articles/offered/", typed))
    assert "事项仍须受理派遣" in offered.text
    assert offered.select("details"), "what helps is told all the same"
    assert not offered.select("button")


def test_an_enquiry_that_waits_is_answered_from_its_page(world: World, signed_in) -> None:
    made = published(world)
    asked = cases.submit(matter(world, kind="enquiry", body=ASKED), channel="web", by=AS_REPORTER, at=AT)
    client = signed_in("intake")
    link = soup(client.get(f"/work/cases/{asked.case_id}/")).select_one("a[href*='/work/articles/cases/']")["href"]
    page = soup(client.get(link))
    seen = page.select_one("[name=seen]")["value"]
    assert client.post(link, {"article": made, "seen": seen})["Location"] == f"/work/cases/{asked.case_id}/"
    again = client.post(link, {"article": made, "seen": seen})
    assert again.status_code == 409
    assert Case.objects.get().state == "closed"
    assert soup(client.get(f"/work/cases/{asked.case_id}/")).select_one("a[href*='articles/new']") is None
    assert signed_in("handler").get(link).status_code == 404


def test_a_handler_makes_an_article_of_an_answer_and_is_told_to_take_names_out(world: World, signed_in) -> None:
    case_id = closed_enquiry(world)
    client = signed_in("handler")
    link = soup(client.get(f"/work/cases/{case_id}/")).select_one("a[href*='articles/new']")["href"]
    page = client.get(link)
    for said in ("请改写成对所有人都适用的内容", "19900000077", "王师傅"):
        assert said in words(page)
    assert not Article.objects.exists()
    sent = FORM | {"unit": world.units["urban"].pk}
    made = client.post(link, sent)["Location"]
    assert "由这件事项的答复改写" in words(client.get(made))
    assert signed_in("other_handler").get(link).status_code == 404
    open_one = cases.submit(matter(world, kind="enquiry"), channel="web", by=AS_REPORTER, at=AT)
    assert signed_in("intake").get(f"/work/articles/new/?case={open_one.case_id}").status_code == 404


def test_a_handler_begins_an_answer_with_an_article(world: World, signed_in) -> None:
    published(world)
    asked = cases.submit(matter(world, kind="enquiry", body=ASKED), channel="web", by=AS_REPORTER, at=AT)
    do(world, "intake", asked.case_id, "accept")
    do(world, "dispatcher", asked.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", asked.case_id, "claim")
    page = BeautifulSoup(signed_in("handler").get(f"/work/cases/{asked.case_id}/do/answer/").content, "html.parser")
    assert ASKED in [each.get_text() for each in page.select("#ready-reply option")]


def test_what_waits_stands_in_the_rail(world: World, signed_in) -> None:
    proposed(world)
    rail = soup(signed_in("reviewer").get("/work/cases/")).select_one("a.rail-link[href='/work/articles/']")
    assert "1" in rail.get_text()
