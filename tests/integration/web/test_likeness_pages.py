"""What may be the same matter, on the pages of those who take matters in and of those who have one; and hot topics."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases.models import Case
from banjie.cases.topics import searching
from banjie.cases.topics.models import Topic
from banjie.knowledge import editing as articles
from banjie.organisations.queries import viewer_for
from tests.integration.cases.test_closed_loop import do
from tests.integration.cases.test_likeness import LAMP, MIXER, OTHERS, many, raised
from tests.integration.cases.world import AT, POINT_EAST, World
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
TYPED = {"title": MIXER[0], "body": MIXER[1]}


def test_what_was_raised_before_stands_beside_what_is_typed_with_the_reasons(world: World, signed_in) -> None:
    other = raised(world, OTHERS[0])
    raised(world, LAMP)
    page = soup(signed_in("intake").post("/work/like/typed/", {**TYPED, "longitude": "110.501", "latitude": "30.5"}))
    text = page.get_text(" ")
    assert other.number in text
    assert "搅拌站" in {each.text for each in page.select("mark")} or "混凝土搅拌站" in text
    assert "米" in text
    assert "同一天反映" in text
    assert [each["value"] for each in page.select("[name=merge_into]")] == [str(other.case_id), ""]


def test_the_choice_stays_while_typing_goes_on(world: World, signed_in) -> None:
    other = raised(world, OTHERS[0])
    page = soup(signed_in("intake").post("/work/like/typed/", TYPED | {"merge_into": str(other.case_id)}))
    assert page.select_one("[name=merge_into][checked]")["value"] == str(other.case_id)


def test_the_choice_stays_though_what_is_typed_turns_out_different(world: World, signed_in) -> None:
    other, lamp = raised(world, OTHERS[0]), raised(world, LAMP)
    client = signed_in("intake")
    page = soup(client.post("/work/like/typed/", TYPED | {"merge_into": str(lamp.case_id)}))
    assert [each["value"] for each in page.select("[name=merge_into]")] == [str(other.case_id), str(lamp.case_id), ""]
    assert page.select_one("[name=merge_into][checked]")["value"] == str(lamp.case_id)


@pytest.mark.parametrize("chosen", ["x", "0", "9" * 30, "999999"])
def test_what_cannot_have_been_chosen_is_not_added(world: World, signed_in, chosen: str) -> None:
    other = raised(world, OTHERS[0])
    page = soup(signed_in("intake").post("/work/like/typed/", TYPED | {"merge_into": chosen}))
    assert [each["value"] for each in page.select("[name=merge_into]")] == [str(other.case_id), ""]


def test_what_one_does_not_see_is_not_added_either(world: World, signed_in) -> None:
    hidden = raised(world, MIXER, point=POINT_EAST)
    page = soup(signed_in("west_dispatcher").post("/work/like/typed/", TYPED | {"merge_into": str(hidden.case_id)}))
    assert hidden.number not in page.get_text()


def test_a_form_that_is_sent_back_keeps_the_choice(world: World, signed_in) -> None:
    other = raised(world, OTHERS[0])
    sent = entered(world, category="", body="", merge_into=str(other.case_id))
    answer = signed_in("intake").post("/work/cases/new/", sent)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("#alike [name=merge_into]")["value"] == str(other.case_id)
    assert "load" not in page.select_one("#alike")["hx-trigger"]


def test_where_nothing_is_open_any_more_there_is_no_choice(world: World, signed_in) -> None:
    other = raised(world, OTHERS[0])
    Case.objects.filter(id=other.case_id).update(is_open=False, state="closed", closed_at=AT)
    page = soup(signed_in("intake").post("/work/like/typed/", TYPED))
    assert other.number in page.get_text()
    assert not page.select("[name=merge_into]")


@pytest.mark.parametrize("body", ["", "水", "。。。", "漏水" * 100_000])
def test_nothing_is_shown_for_what_says_nothing(world: World, signed_in, body: str) -> None:
    raised(world, MIXER)
    assert soup(signed_in("intake").post("/work/like/typed/", {"body": body})).get_text().strip() == ""


def test_it_is_for_those_who_take_matters_in(world: World, signed_in) -> None:
    assert signed_in("handler").post("/work/like/typed/", TYPED).status_code == 404
    assert Client().post("/work/like/typed/", TYPED).status_code == 302
    assert signed_in("intake").get("/work/like/typed/").status_code == 405


def entered(world: World, **more: str) -> dict[str, str]:
    given = {"body": MIXER[1], "title": MIXER[0], "category": world.category, "channel": "hotline"}
    return given | {"identity": "open", "through": "assigned", "key": "k" * 20} | more


def test_a_matter_is_taken_in_and_merged_at_once(world: World, signed_in) -> None:
    other = raised(world, OTHERS[0])
    client = signed_in("intake")
    answer = client.post("/work/cases/new/", entered(world, merge_into=str(other.case_id)), follow=True)
    made = Case.objects.exclude(id=other.case_id).get()
    assert (made.state, made.merged_into_id) == ("merged", other.case_id)
    assert made.tracking_code in answer.content.decode()
    assert other.number in answer.content.decode()


@pytest.mark.parametrize("into", ["999999", "x", "9" * 30])
def test_what_cannot_be_merged_stands_by_itself(world: World, signed_in, into: str) -> None:
    signed_in("intake").post("/work/cases/new/", entered(world, merge_into=into))
    assert Case.objects.get().state == "received"


def test_one_may_not_merge_into_what_one_does_not_see(world: World, signed_in) -> None:
    hidden = raised(world, MIXER, point=POINT_EAST)
    client = signed_in("west_dispatcher")
    client.post("/work/cases/new/", entered(world, merge_into=str(hidden.case_id), longitude="110.5", latitude="30.5"))
    assert not Case.objects.filter(state="merged").exists()


def test_beside_a_case_stands_what_it_may_be_merged_into(world: World, signed_in) -> None:
    one, other = raised(world, MIXER), raised(world, OTHERS[0])
    client = signed_in("dispatcher")
    assert f"/work/like/{one.case_id}/" in client.get(f"/work/cases/{one.case_id}/").content.decode()
    page = soup(client.get(f"/work/like/{one.case_id}/"))
    link = page.select_one(f"a[href$='?into={other.case_id}']")
    form = soup(client.get(link["href"]))
    assert form.select_one("[name=into]")["value"] == str(other.case_id)
    assert other.number in str(form)
    data = {"into": str(other.case_id), "seen": form.select_one("[name=seen]")["value"]}
    assert client.post(link["href"].partition("?")[0], data).status_code == 302
    assert Case.objects.get(id=one.case_id).merged_into_id == other.case_id


def test_candidates_out_of_sight_are_not_shown_and_cases_out_of_sight_are_not_there(world: World, signed_in) -> None:
    west, east = raised(world, MIXER), raised(world, OTHERS[0], point=POINT_EAST)
    client = signed_in("west_dispatcher")
    assert east.number not in client.get(f"/work/like/{west.case_id}/").content.decode()
    assert client.get(f"/work/like/{east.case_id}/").status_code == 404


def test_the_dispatch_desk_looks_too(world: World, signed_in) -> None:
    one = raised(world, MIXER)
    do(world, "intake", one.case_id, "accept")
    assert f"/work/like/{one.case_id}/" in signed_in("dispatcher").get("/work/dispatch/").content.decode()


def test_the_reporter_reads_of_the_joint_matter_and_nothing_of_the_other_person(world: World, signed_in) -> None:
    lead, other = raised(world, MIXER), raised(world, OTHERS[0])
    do(world, "dispatcher", other.case_id, "merge", into=lead.case_id)
    page = Client().get(f"/track/{other.tracking_code}/").content.decode()
    assert "并单办理情况" in page
    assert lead.number not in page
    assert MIXER[1] not in page
    assert "并单办理情况" not in Client().get(f"/track/{lead.tracking_code}/").content.decode()


def test_whoever_answers_is_told_that_others_read_it_too(world: World, signed_in) -> None:
    lead, other = raised(world, MIXER), raised(world, OTHERS[0])
    do(world, "dispatcher", lead.case_id, "accept")
    do(world, "dispatcher", lead.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "dispatcher", other.case_id, "merge", into=lead.case_id)
    do(world, "handler", lead.case_id, "claim")
    assert "1件并单事项" in signed_in("handler").get(f"/work/cases/{lead.case_id}/do/answer/").content.decode()


def test_topics_are_listed_with_their_evidence_and_the_formula(world: World, signed_in) -> None:
    ids = many(world)
    client = signed_in("supervisor")
    page = soup(client.get("/work/topics/"))
    link = page.select_one("#topics a")
    assert "搅拌站" in link.text
    assert "半衰期" in page.get_text()
    detail = soup(client.get(link["href"]))
    assert len(detail.select("#join li")) == len(ids)
    assert not detail.select("[name=lead]")
    assert "热点问题1个" in soup(client.get("/work/oversight/")).get_text()


def test_topics_are_for_those_in_charge(world: World, signed_in) -> None:
    many(world)
    key = Topic.objects.get().key
    for path in ("/work/topics/", f"/work/topics/{key}/"):
        assert signed_in("handler").get(path).status_code == 404
        assert Client().get(path).status_code == 302
    assert signed_in("supervisor").post(f"/work/topics/{key}/join/", {"lead": "1"}).status_code == 404
    assert signed_in("intake").post(f"/work/topics/{key}/alert/").status_code == 404
    assert signed_in("supervisor").get("/work/topics/12345678901234567890123/").status_code == 404


def test_one_press_makes_a_joint_case(world: World, signed_in) -> None:
    ids = many(world)
    client, key = signed_in("dispatcher"), Topic.objects.get().key
    page = soup(client.get(f"/work/topics/{key}/"))
    lead = page.select_one("[name=lead][checked]")["value"]
    assert int(lead) == ids[3]
    data = {"lead": lead, "case": [each["value"] for each in page.select("[name=case][checked]")]}
    answer = client.post(f"/work/topics/{key}/join/", data)
    assert "3件中已并入3件" in answer.content.decode()
    assert Case.objects.filter(merged_into_id=int(lead)).count() == 3


@pytest.mark.parametrize("data", [{}, {"lead": "x"}, {"lead": "1", "case": ["1"]}, {"lead": "9" * 40, "case": ["2"]}])
def test_a_joint_case_needs_a_lead_and_another(world: World, signed_in, data) -> None:
    many(world)
    key = Topic.objects.get().key
    assert signed_in("dispatcher").post(f"/work/topics/{key}/join/", data).status_code == 422
    assert not Case.objects.filter(state="merged").exists()


def test_an_alert_is_sent_with_one_press(world: World, signed_in) -> None:
    many(world)
    key = Topic.objects.get().key
    client = signed_in("supervisor")
    assert "1个单位中已提醒1个" in client.post(f"/work/topics/{key}/alert/", {"note": "请合并处理"}).content.decode()
    assert "一天内已提醒过" in client.post(f"/work/topics/{key}/alert/").content.decode()
    assert client.post(f"/work/topics/{key}/alert/", {"note": "长" * 2_001}).status_code == 422


def test_with_no_topic_the_page_says_so(world: World, signed_in) -> None:
    searching.search(at=AT)
    assert "目前没有热点问题" in signed_in("supervisor").get("/work/topics/").content.decode()


def test_what_most_only_ask_is_listed_apart_and_leads_to_an_article(world: World, signed_in) -> None:
    ids = many(world)
    client = signed_in("dispatcher")
    assert not soup(client.get("/work/topics/")).select("#asked")
    Case.objects.filter(id__in=ids).update(kind="enquiry")
    page = soup(client.get("/work/topics/"))
    assert not page.select("#topics")
    link = page.select_one("#asked a")
    for who, writes in (
        ("dispatcher", True),
        ("supervisor", articles.may_edit(viewer_for(world.staff["supervisor"], AT))),
    ):
        topic = soup(signed_in(who).get(link["href"]))
        assert bool(topic.select('[href*="?question="]')) is writes
    asked = soup(client.get(link["href"])).select_one('[href*="?question="]')
    form = soup(client.get(asked["href"]))
    assert form.select_one("[name=question]")["value"] == link.text.strip()
