"""The pages of the workbench: who sees what, and what a command given there comes to."""

import errno
import io
import os
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from banjie.cases import actions
from banjie.cases.models import Attachment, Case, TimelineEntry
from banjie.platform.files.local import LocalStorage
from tests.integration.cases.test_closed_loop import AT, do, matter, taken_in, walked_to_closed, walked_to_handling

EVERYBODY = (
    "intake",
    "dispatcher",
    "reviewer",
    "caller",
    "supervisor",
    "auditor",
    "administrator",
    "handler",
    "leader",
    "field",
)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_has_a_first_page(world, signed_in, who):
    response = signed_in(who).get("/work/", follow=True)
    assert response.status_code == 200
    assert soup(response).h1 is not None


@pytest.mark.parametrize("path", ["/work/", "/work/cases/", "/work/cases/1/", "/work/cases/new/"])
def test_a_stranger_is_asked_to_sign_in(db, path):
    response = Client().get(path)
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")


def test_a_list_shows_what_its_viewer_may_see(world, signed_in):
    made = walked_to_handling(world)
    assert made.number in signed_in("handler").get("/work/cases/?queue=to_handle").content.decode()
    assert made.number not in signed_in("other_handler").get("/work/cases/").content.decode()


def test_a_case_page_offers_what_may_be_done(world, signed_in):
    made = taken_in(world)
    page = soup(signed_in("intake").get(f"/work/cases/{made.case_id}/"))
    links = {a["href"].split("/do/")[1].strip("/") for a in page.select("#command a[href*='/do/']")}
    assert {"accept", "decline", "note"} <= links
    assert "answer" not in links


def test_a_case_that_is_not_ones_own_does_not_exist(world, signed_in):
    made = taken_in(world)
    assert signed_in("handler").get(f"/work/cases/{made.case_id}/").status_code == 404
    assert signed_in("handler").get("/work/cases/999999/").status_code == 404


@pytest.mark.parametrize("command", ["accept", "decline", "classify", "merge", "note", "ask_reporter", "withdraw"])
def test_every_form_of_a_fresh_case_can_be_drawn(world, signed_in, command):
    made = taken_in(world)
    response = signed_in("intake").get(f"/work/cases/{made.case_id}/do/{command}/")
    assert response.status_code == 200
    assert soup(response).select_one(f"form[action$='/do/{command}/']") is not None


@pytest.mark.parametrize(
    ("who", "command"),
    [
        ("handler", "answer"),
        ("handler", "call_in"),
        ("handler", "return"),
        ("handler", "request_extension"),
        ("leader", "suspend"),
        ("leader", "transfer"),
        ("supervisor", "oversee"),
        ("supervisor", "remind"),
    ],
)
def test_every_form_of_a_case_in_hand_can_be_drawn(world, signed_in, who, command):
    made = walked_to_handling(world)
    assert signed_in(who).get(f"/work/cases/{made.case_id}/do/{command}/").status_code == 200


def test_a_command_given_on_the_page_is_carried_out(world, signed_in):
    made = taken_in(world)
    url = f"/work/cases/{made.case_id}/do/decline/"
    response = signed_in("intake").post(
        url, {"reason": "属于司法程序", "lawful_channel": "向法院提起诉讼", "seen": "1"}
    )
    assert response.status_code == 302
    assert Case.objects.get(id=made.case_id).state == "declined"


def test_a_missing_reason_is_named_beside_its_field_and_nothing_is_lost(world, signed_in):
    made = taken_in(world)
    url = f"/work/cases/{made.case_id}/do/decline/"
    response = signed_in("intake").post(url, {"reason": "", "lawful_channel": "向法院提起诉讼"})
    assert response.status_code == 422
    assert "向法院提起诉讼" in response.content.decode()
    assert Case.objects.get(id=made.case_id).state == "received"


def test_the_second_of_two_people_sees_what_changed_and_keeps_what_they_typed(world, signed_in):
    made = taken_in(world)
    do(world, "dispatcher", made.case_id, "accept", note="先受理")
    url = f"/work/cases/{made.case_id}/do/decline/"
    response = signed_in("intake").post(url, {"reason": "我写的理由", "lawful_channel": "某处", "seen": "1"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "先受理" in text
    assert "我写的理由" in text
    assert Case.objects.get(id=made.case_id).state == "accepted"


def test_dispatching_with_assisting_units_calls_them_in(world, signed_in):
    made = taken_in(world)
    do(world, "intake", made.case_id, "accept")
    data = {"lead": world.units["urban"].pk, "assisting": [world.units["water"].pk], "seen": "2"}
    response = signed_in("dispatcher").post(f"/work/cases/{made.case_id}/do/assign/", data)
    assert response.status_code == 302
    case = Case.objects.get(id=made.case_id)
    assert (case.state, case.assisting.get().unit_id) == ("assigned", world.units["water"].pk)


def test_a_contact_is_shown_only_for_a_purpose(world, signed_in):
    made = walked_to_handling(world)
    client = signed_in("dispatcher")
    url = f"/work/cases/{made.case_id}/contact/"
    assert "19900000001" not in client.get(f"/work/cases/{made.case_id}/").content.decode()
    assert client.post(url, {"purpose": " "}).status_code == 422
    shown = client.post(url, {"purpose": "上门前联系"})
    assert "19900000001" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"


def test_a_closed_case_shows_its_whole_story(world, signed_in):
    made = walked_to_closed(world)
    text = signed_in("supervisor").get(f"/work/cases/{made.case_id}/").content.decode()
    assert "路灯已修复。" in text
    assert signed_in("supervisor").get(f"/work/cases/{made.case_id}/print/").status_code == 200


def test_filters_are_chips_that_can_be_taken_off(world, signed_in):
    taken_in(world)
    page = soup(signed_in("dispatcher").get("/work/cases/?q=路灯&level=general"))
    assert len(page.select("a.row-link")) == 1
    assert "路灯" in page.text
    none = soup(signed_in("dispatcher").get("/work/cases/?q=不存在的词语"))
    assert none.select("a.row-link") == []


def test_a_filter_that_cannot_be_read_is_left_out(world, signed_in):
    taken_in(world)
    response = signed_in("dispatcher").get("/work/cases/?unit=abc&since=yesterday&queue=nothing&limit=9999")
    assert response.status_code == 200
    assert len(soup(response).select("a.row-link")) == 1


def test_pages_of_a_list_follow_each_other_without_gaps(world, signed_in):
    numbers = {taken_in(world).number for _ in range(7)}
    client, url, seen = signed_in("dispatcher"), "/work/cases/?limit=3", []
    while url:
        page = soup(client.get(url))
        seen += [cell.text for cell in page.select("td .unbroken") if "-" in cell.text and len(cell.text) == 13]
        following = page.select_one("a[rel=next]")
        url = f"/work/cases/{following['href']}" if following else ""
    assert sorted(seen) == sorted(numbers)


def test_entering_a_case_takes_it_through_to_the_unit_that_routing_names(world, signed_in):
    data = {
        "body": "西乡主街路灯不亮",
        "category": world.category,
        "longitude": "110.5",
        "latitude": "30.5",
        "channel": "hotline",
        "identity": "open",
        "contact_phone": "19900000002",
        "key": "abc",
        "through": "accepted",
    }
    client = signed_in("intake")
    response = client.post("/work/cases/new/", data)
    assert response.status_code == 302
    again = client.post("/work/cases/new/", data)
    assert again.url == response.url
    case = Case.objects.get()
    assert (case.state, case.area_path, case.channel) == ("accepted", "county.west", "hotline")


def test_a_point_outside_every_area_is_refused_with_the_form_kept(world, signed_in):
    data = {"body": "某处", "longitude": "10", "latitude": "10", "channel": "hotline", "identity": "open", "key": "k"}
    response = signed_in("intake").post("/work/cases/new/", data)
    assert response.status_code == 422
    assert "某处" in response.content.decode()
    assert Case.objects.count() == 0


def test_who_may_not_enter_cases_has_no_such_page(world, signed_in):
    assert signed_in("auditor").get("/work/cases/new/").status_code == 404


def test_the_rail_counts_what_waits(world, signed_in):
    taken_in(world)
    page = soup(signed_in("intake").get("/work/cases/"))
    assert page.select_one("#rail-count-to_accept").text == "1"


def test_submitting_by_the_api_and_the_page_share_one_door(world):
    made = actions.submit(matter(world), channel="web", by=world.acting("intake"), at=AT)
    assert Case.objects.get(id=made.case_id).channel == "web"


@pytest.mark.parametrize("spoilt", [{"through": "junk"}, {"key": "a\0b"}, {"key": "k" * 500}])
def test_a_form_that_was_tampered_with_is_no_fault_of_ours(world, signed_in, spoilt):
    data = {"body": "路灯不亮", "channel": "hotline", "identity": "open", "key": "abc"} | spoilt
    assert signed_in("intake").post("/work/cases/new/", data).status_code == 302
    assert Case.objects.count() == 1


def test_the_form_of_classify_shows_what_is_and_gives_back_what_departs_from_it(world, signed_in):
    made = taken_in(world)
    client, url = signed_in("intake"), f"/work/cases/{made.case_id}/do/classify/"
    form = soup(client.get(url)).select_one(f"form[action='{url}']")
    assert form.select_one("[name=category]")["value"] == world.category
    assert form.select_one("[name=category_text]")["value"] != ""
    assert form.select_one("[name=title]")["value"] == Case.objects.get(id=made.case_id).title
    level = form.select_one("[name=level] option[selected]")["value"]
    assert level == Case.objects.get(id=made.case_id).level
    fields = [field for field in form.select("input[name], option[selected]") if field.get("type") != "radio"]
    given = {field.get("name") or field.parent["name"]: field.get("value", "") for field in fields}
    answer = client.post(url, given | {"level": "urgent"})
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get(id=made.case_id)
    assert case.level == "urgent"
    data = TimelineEntry.objects.filter(case_id=made.case_id, command="classify").get().data
    assert "title" not in data
    assert "kind" not in data


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_keeps_nothing_costs_staff_the_file_only(world, signed_in, monkeypatch, number):
    made = taken_in(world)
    monkeypatch.setattr(LocalStorage, "_write", _failing(number))
    before = Case.objects.get(id=made.case_id).entries
    page = signed_in("intake").post(f"/work/cases/{made.case_id}/files/", {"files": _picture()}, follow=True)
    assert page.status_code == 200
    assert "附件未添加" in page.content.decode()
    assert Case.objects.get(id=made.case_id).entries == before
    assert not Attachment.objects.exists()


def test_a_full_disk_costs_a_resident_the_photos_and_never_the_matter(world, monkeypatch):
    monkeypatch.setattr(LocalStorage, "_write", _failing(errno.ENOSPC))
    values = {"body": "路灯不亮三天了，晚上看不见路。", "identity": "anonymous", "photos": _picture()}
    page = Client().post("/report/", values, follow=True)
    assert page.status_code == 200, page.content.decode()
    case = Case.objects.get()
    assert case.tracking_code in page.content.decode()
    assert "照片" in page.content.decode()
    assert not Attachment.objects.exists()


def _failing(number):
    def write(*_args):
        raise OSError(number, os.strerror(number))

    return write


def _picture():
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "PNG")
    return SimpleUploadedFile("photo.png", drawn.getvalue(), content_type="image/png")


def test_the_code_is_told_for_a_purpose_and_the_reporter_sees_that_it_was(world, signed_in):
    made = walked_to_handling(world)
    url = f"/work/cases/{made.case_id}/tracking-code/"
    client = signed_in("intake")
    assert made.tracking_code not in client.get(url).content.decode()
    assert client.post(url, {"purpose": " "}).status_code == 422
    told = client.post(url, {"purpose": "来电人丢失了查询码"})
    assert made.tracking_code in told.content.decode()
    assert told["Cache-Control"] == "no-store"
    assert "来电人丢失了查询码" in Client().get(f"/track/{made.tracking_code}/").content.decode()


@pytest.mark.parametrize("who", ["handler", "leader", "auditor", "supervisor"])
def test_whoever_handles_a_case_never_gets_the_key_to_speak_as_its_reporter(world, signed_in, who):
    made = walked_to_handling(world)
    url = f"/work/cases/{made.case_id}/tracking-code/"
    assert "tracking-code/" not in signed_in(who).get(f"/work/cases/{made.case_id}/").content.decode()
    assert signed_in(who).post(url, {"purpose": "想看看"}).status_code == 404
    assert not TimelineEntry.objects.filter(command="tell_code").exists()


def test_the_page_for_a_code_asks_and_says_when_there_is_no_such_matter(world):
    client = Client()
    assert client.get("/track/").status_code == 200
    answer = client.post("/track/", {"code": "AAAA BBBB CCCC"})
    assert answer.status_code == 404
    assert "AAAA BBBB CCCC" in answer.content.decode()


def test_a_timeline_can_be_narrowed_and_its_alarms_are_folded(world):
    made = walked_to_handling(world)
    actions.relive_alarms(until=AT + timedelta(days=40))
    client = Client()
    client.force_login(world.staff["dispatcher"])
    address = f"/work/cases/{made.case_id}/"

    def titles(show: str) -> list[str]:
        page = BeautifulSoup(client.get(f"{address}?show={show}").content, "html.parser")
        return [each.text for each in page.select(".timeline-title")]

    whole = titles("all")
    assert sum("次时限告警" in title for title in whole) == 1
    assert "已签收" in whole
    assert "已签收" not in titles("deadlines")
    assert not any("告警" in title for title in titles("work"))
    printed = BeautifulSoup(client.get(f"{address}print/").content, "html.parser")
    assert len(printed.select(".timeline-title")) > len(whole)
