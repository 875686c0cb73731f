"""The pages about suggestions: models and weeks, corrections, rules that dispatch; who may open and change which."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from banjie.cases import actions, learning
from banjie.cases.automatic import acting
from banjie.cases.automatic.rules import State
from banjie.cases.automatic.switching import switch
from banjie.cases.intake.draft import Submission, Through
from banjie.cases.models import Automation, Guess, Unlearned
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.intelligence.classifying.progress import Step
from banjie.intelligence.shelf import actions as shelf_actions
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf import telling
from banjie.intelligence.shelf.models import Learning
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, World, route_repairs_to_urban
from tests.integration.intelligence.test_automatic import sampled
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
HOME, CORRECTIONS, AUTOMATIC = "/work/suggestions/", "/work/suggestions/corrections/", "/work/suggestions/automatic/"


def handed_in(world: World, body: str, category: str = "repair", **more) -> int:
    told = Submission(body=body, category=category, longitude=110.5, latitude=30.5, **more)
    by = world.acting("intake")
    return actions.submit(told, channel="hotline", by=by, at=AT, through=Through.ACCEPTED).case_id


def corrected(world: World, category: str = "repair") -> int:
    case = handed_in(world, "广场喷泉漏电", "enquiry")
    by = world.acting("dispatcher")
    actions.perform(case, "classify", by=by, at=AT + timedelta(hours=1), data={"category": category})
    return case


def test_the_pages_open_for_those_they_are_for_and_for_nobody_else(world: World, signed_in):
    for who, pages in {
        "administrator": {HOME, HOME + "?of=unit", CORRECTIONS, CORRECTIONS + "?of=unit", AUTOMATIC},
        "dispatcher": {CORRECTIONS, CORRECTIONS + "?of=unit", AUTOMATIC},
        "auditor": {AUTOMATIC},
        "handler": set(),
        "intake": set(),
    }.items():
        client = signed_in(who)
        for page in (HOME, HOME + "?of=unit", CORRECTIONS, CORRECTIONS + "?of=unit", AUTOMATIC):
            assert client.get(page).status_code == (200 if page in pages else 404), (who, page)
    assert Client().get(HOME).status_code == 302


def test_the_model_page_tells_weeks_categories_and_what_they_are_taken_for(world: World, signed_in):
    learning.train(by=SYSTEM, at=AT)
    for number in range(3):
        handed_in(world, f"道路坑洼{number}")
    acting.note_new(at=AT)
    Guess.objects.filter(purpose=shelf.CATEGORY).update(code="enquiry", known=0.2)
    page = soup(signed_in("administrator").get(HOME))
    assert "逐周情况" in page.text
    assert "100 %" in page.text
    row = next(row for row in page.select("tr") if "设施与环境" in row.text)
    assert "0 %" in row.text
    assert "咨询" in row.text


def test_a_duel_is_shown_while_it_lasts_and_may_be_cut_short(world: World, signed_in):
    learning.train(by=SYSTEM, at=AT)
    kept = shelf.in_use()
    assert kept is not None
    shelf_actions.put(shelf_actions.Learned(kept.model), use=False, shadow=True, by=SYSTEM, at=AT)
    client = signed_in("administrator")
    assert "模型 2 正在暗中试用" in soup(client.get(HOME)).text
    client.post("/work/suggestions/2/use/")
    assert "正在暗中试用" not in soup(client.get(HOME)).text
    used = shelf.in_use()
    assert used is not None
    assert used.number == 2


def test_learning_shows_that_it_is_under_way_and_the_page_comes_anew(world: World, signed_in):
    client = signed_in("administrator")
    assert client.get(HOME + "progress/").headers["HX-Refresh"] == "true"
    client.post(HOME + "train/", {"of": "unit"})
    page = soup(client.get(HOME + "?of=unit"))
    assert page.select_one("#learning[hx-get] progress")
    assert "正在排队" in page.text
    assert "HX-Refresh" not in client.get(HOME + "progress/").headers
    assert not page.select_one('form[action$="/train/"]'), "one at a time"


def test_learning_tells_what_it_does_and_how_far_it_is(world: World, signed_in, monkeypatch):
    client = signed_in("administrator")
    with telling.learning(shelf.CATEGORY, by=SYSTEM, at=AT) as told:
        told.tell(Step.CALIBRATE, 0.42)
        monkeypatch.setattr("banjie.web.texts.under_way.under_way", lambda job: "doing")
        page = soup(client.get(HOME))
        assert page.select_one("#learning progress")["value"] == "42"
        assert page.select_one("#learning [role=status]").text == "正在核定把握程度"
        assert "HX-Refresh" not in client.get(HOME + "progress/").headers
        other = soup(client.get(HOME + "progress/?of=unit"))
        assert other.select_one("[role=status]").text.startswith("分类：")
        told.made = True
    monkeypatch.undo()
    assert not soup(client.get(HOME)).select("#learning progress")


def test_learning_that_failed_or_was_stopped_says_so_and_another_can_be_asked_for(world: World, signed_in):
    client = signed_in("administrator")

    def fails() -> None:
        with telling.learning(shelf.CATEGORY, by=SYSTEM, at=AT) as told:
            told.tell(Step.LEARN, 0.3)
            raise MemoryError

    with pytest.raises(MemoryError):
        fails()
    page = soup(client.get(HOME))
    assert "学习因故障中断" in page.text
    assert "30 %" in page.select_one("#learning").text
    assert page.select_one('form[action$="/train/"]')
    client.post(HOME + "train/")
    waiting = soup(client.get(HOME))
    assert "正在排队" in waiting.text
    assert "学习因故障中断" in waiting.text, "until it goes on"
    connection.cursor().execute("DELETE FROM procrastinate_jobs")
    Learning.objects.update(ended_at=None, outcome="")
    assert "学习没有完成" in soup(client.get(HOME)).text
    assert "学习没有完成" not in soup(client.get(HOME + "?of=unit")).text


def test_levels_that_people_change_stand_on_their_pages_with_what_became_of_them(world: World, signed_in):
    case = handed_in(world, "广场喷泉的水发绿")
    by = world.acting("dispatcher")
    actions.perform(case, "classify", by=by, at=AT + timedelta(hours=1), data={"level": "urgent", "kind": "complaint"})
    learning.train(shelf.LEVEL, by=SYSTEM, at=AT + timedelta(hours=2))
    learning.train(shelf.KIND, by=SYSTEM, at=AT + timedelta(hours=2))
    client = signed_in("administrator")
    levels = soup(client.get(CORRECTIONS + "?of=level"))
    assert "一般" in levels.text
    assert "紧急" in levels.text
    assert soup(client.get(HOME + "?of=level")).select("tbody tr")
    assert "投诉" in soup(client.get(CORRECTIONS + "?of=kind")).text
    entry = levels.select_one('form[action$="/unlearn/"]')
    assert signed_in("dispatcher").post(entry["action"], {"of": "level"}).headers["Location"].endswith("?of=level")


def test_a_clerk_sees_what_people_made_of_such_matters(world: World, signed_in):
    for text in ("公园长椅掉漆", "花坛杂草多", "站牌字迹模糊"):
        handed_in(world, text)
    case = handed_in(world, "广场喷泉的水发绿")
    by = world.acting("dispatcher")
    actions.perform(case, "classify", by=by, at=AT, data={"level": "urgent", "kind": "complaint"})
    for purpose in (shelf.LEVEL, shelf.KIND):
        learning.train(purpose, by=SYSTEM, at=AT)
    page = soup(signed_in("intake").post("/work/suggestions/reading/", {"title": "", "body": "广场喷泉的水又发绿了"}))
    assert page.select_one('button[data-set="level"]')["data-value"] == "urgent"
    assert page.select_one('button[data-set="kind"]')["data-value"] == "complaint"
    assert "同类事项" in page.text
    fresh = handed_in(world, "广场喷泉水发绿有异味")
    desk = soup(signed_in("dispatcher").get(f"/work/dispatch/?case={fresh}"))
    assert desk.select_one('a[href$="?level=urgent"]')
    link = desk.select_one('a[href$="?kind=complaint"]')
    form = soup(signed_in("dispatcher").get(link["href"]))
    assert form.select_one("[name=kind] option[selected]")["value"] == "complaint"


def test_a_dispatcher_withdraws_a_correction_that_was_wrong_and_takes_that_back(world: World, signed_in):
    case = corrected(world)
    client = signed_in("dispatcher")
    page = soup(client.get(CORRECTIONS))
    assert page.select_one(f'a[href="/work/cases/{case}/"]')
    form = page.select_one('form[action$="/unlearn/"]')
    assert client.post(form["action"], {"of": "category"}).status_code == 302
    assert Unlearned.objects.get().case_id == case
    back = soup(client.get(CORRECTIONS)).select_one('form[action$="/relearn/"]')
    client.post(back["action"], {"of": "category"})
    assert Unlearned.objects.get().ended_at is not None
    assert soup(client.get(CORRECTIONS)).select_one('form[action$="/unlearn/"]')
    assert client.post(f"{CORRECTIONS}999999/unlearn/").status_code == 404
    assert signed_in("intake").post(form["action"]).status_code == 404


def test_corrections_in_other_areas_are_not_shown_to_a_dispatcher(world: World, signed_in):
    told = Submission(body="东边的路坏了", category="enquiry", longitude=111.5, latitude=30.5)
    case = actions.submit(told, channel="hotline", by=world.acting("intake"), at=AT).case_id
    actions.perform(case, "classify", by=world.acting("dispatcher"), at=AT, data={"category": "repair"})
    found = learning.corrections()[0]
    client = signed_in("west_dispatcher")
    assert f"/work/cases/{case}/" not in client.get(CORRECTIONS).content.decode()
    assert client.post(f"{CORRECTIONS}{found.entry_id}/unlearn/").status_code == 404


def test_who_may_not_know_of_sensitive_matters_is_not_told_which_they_are(world: World, signed_in):
    document = default_content().as_json()
    next(each for each in document["categories"] if each["code"] == "help")["sensitive"] = True
    catalogue_actions.publish_content(content=content.read(document), note="sensitive", by=SYSTEM, at=AT)
    corrected(world, "help")
    number = learning.corrections()[0].number
    page = soup(signed_in("administrator").get(CORRECTIONS))
    assert number not in page.text
    assert "1 条涉及敏感分类" in page.text
    assert number in soup(signed_in("dispatcher").get(CORRECTIONS)).text
    learning.train(by=SYSTEM, at=AT)
    said = {"title": "", "body": "需要帮助和救助", "category": ""}
    shown = soup(signed_in("intake").post("/work/suggestions/category/", said))
    assert shown.select_one('button[data-category="help"]')
    assert not shown.select("mark"), "which words speak for it is told to those who may know of such matters"


def test_a_rule_is_measured_by_whoever_publishes_the_catalogue_and_not_let_loose_unmeasured(world: World, signed_in):
    client = signed_in("administrator")
    given = {"category": "repair", "asked": "95", "every": "5"}
    assert client.post(AUTOMATIC + "change/", {**given, "state": "measuring"}).status_code == 302
    assert Automation.objects.get().state == "measuring"
    refused = client.post(AUTOMATIC + "change/", {**given, "state": "on"})
    assert refused.status_code == 422
    assert "已检验的事项还太少" in refused.content.decode()
    for bad in ({"asked": "20"}, {"every": "0"}, {"category": "nowhere"}, {"state": "wild"}, {"asked": "x"}):
        assert client.post(AUTOMATIC + "change/", {**given, "state": "measuring", **bad}).status_code == 422
    assert client.post(AUTOMATIC + "change/", {**given, "state": "off"}).status_code == 302
    page = soup(client.get(AUTOMATIC))
    assert "Administrator" in page.text
    assert signed_in("dispatcher").post(AUTOMATIC + "change/", given).status_code == 404


def test_what_a_rule_dispatched_is_listed_and_taken_back_on_the_case(world: World, signed_in):
    route_repairs_to_urban(world)
    sampled(world, 70)
    switch(category="", state=State.ON, asked=0.9, every=50, by=SYSTEM, at=AT)
    cases = [handed_in(world, f"{number}号路灯不亮") for number in range(3)]
    acting.note_new(at=AT)
    case = next(each for each in cases if Guess.objects.get(case_id=each, purpose=shelf.UNIT).acted)
    client = signed_in("dispatcher")
    assert soup(client.get(AUTOMATIC)).select_one(f'a[href="/work/cases/{case}/"]')
    told = soup(client.get(f"/work/cases/{case}/")).text
    assert "按规则" in told
    assert "所有分类" in told
    done = client.post(f"/work/cases/{case}/do/recall/", {"reason": "应由住建办理"})
    assert done.status_code == 302
    assert "已被改" in soup(client.get(AUTOMATIC)).text


def test_the_desk_shows_the_learned_unit_beside_the_rule_and_says_where_they_disagree(world: World, signed_in):
    route_repairs_to_urban(world)
    for number in range(40):
        told = Submission(body=f"第{number}处水管漏水", category="repair", longitude=110.5, latitude=30.5)
        by = world.acting("dispatcher")
        made = actions.submit(
            told, channel="hotline", by=by, at=AT, through=Through.ASSIGNED, lead=world.units["housing"].id
        )
        actions.perform(made.case_id, "claim", by=world.acting("other_handler"), at=AT, data={})
    learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    case = handed_in(world, "家里水管漏水")
    page = soup(signed_in("dispatcher").get(f"/work/dispatch/?case={case}"))
    learned = page.select_one("#h-learned").parent
    assert "Unit housing" in learned.text
    assert "urban" in page.select_one(".desk-proposal").text


def test_a_sample_is_decided_without_being_told(world: World, signed_in):
    route_repairs_to_urban(world)
    switch(category="repair", state=State.MEASURING, asked=0.9, every=2, by=SYSTEM, at=AT)
    cases = [handed_in(world, f"路灯坏了{number}") for number in range(6)]
    acting.note_new(at=AT)
    untold = set(Guess.objects.filter(untold=True).values_list("case_id", flat=True))
    assert untold
    assert untold < set(cases)
    for case in cases:
        page = soup(signed_in("dispatcher").get(f"/work/dispatch/?case={case}"))
        assert ("抽作测算" in page.text) == (case in untold)
        assert bool(page.select_one(".desk-proposal form")) == (case not in untold)


def test_the_portal_offers_what_it_sounds_like_and_never_what_is_sensitive(world: World):
    document = default_content().as_json()
    for each in document["categories"]:
        each["sensitive"] = each["code"] == "help"
    catalogue_actions.publish_content(content=content.read(document), note="sensitive", by=SYSTEM, at=AT)
    ask = "/report/category/"
    assert not soup(Client().post(ask, {"body": "道路照明需要修复"})).select("button")
    learning.train(by=SYSTEM, at=AT)
    found = soup(Client().post(ask, {"body": "道路照明需要修复", "category": ""}))
    assert found.select_one('button[data-set="category"]')["data-value"] == "repair"
    assert not soup(Client().post(ask, {"body": "道路照明需要修复", "category": "enquiry"})).select("button")
    for odd in ("", "路", "。。。", "x" * 200_000, "\ud800路灯"):
        assert Client().post(ask, {"body": odd.encode("utf-8", "replace").decode()}).status_code == 200
    helped = soup(Client().post(ask, {"body": "需要帮助和救助", "category": ""}))
    assert "help" not in [button["data-value"] for button in helped.select("button")]
    assert Client().get(ask).status_code == 405
