"""Open311: how requests stand, as far as a key sees; without one, only what is public."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Case
from banjie.cases.publishing import acts
from banjie.cases.publishing.payloads import PublicWords
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import make_caller
from tests.integration.api.open311 import App, codes, picture, valid
from tests.integration.cases.test_closed_loop import HOUR, do, matter, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, POINT_EAST
from tests.integration.organisations.factories import make_area

ON_THAT_DAY = {"start_date": "2026-03-01T00:00:00+08:00", "end_date": "2026-03-10T00:00:00Z"}
DAY = timedelta(days=1)


@pytest.fixture
def app(centre):
    return App(centre.token)


def submitted(world, at=AT, **changes):
    fields = matter(world).model_dump() | changes
    return actions.submit(
        type(matter(world)).model_validate(fields), channel="hotline", by=world.acting("intake"), at=at
    )


def numbers(response):
    assert response.status_code == 200, response.content
    return [each["service_request_id"] for each in response.json()]


def test_a_request_tells_how_the_case_stands(world, app):
    made = walked_to_handling(world)
    (found,) = app.get(f"requests/{made.number}.json").json()
    assert found == {
        "service_request_id": made.number,
        "status": "open",
        "status_notes": "Being handled",
        "service_name": "Facilities and surroundings",
        "service_code": "repair",
        "description": matter(world).body,
        "agency_responsible": "Unit urban",
        "service_notice": found["service_notice"],
        "requested_datetime": "2026-03-02T09:30:00+08:00",
        "updated_datetime": "2026-03-02T09:30:00+08:00",
        "expected_datetime": found["expected_datetime"],
        "address": matter(world).place_text or None,
        "address_id": None,
        "zipcode": None,
        "lat": 30.5,
        "long": 110.5,
        "media_url": None,
    }
    due = datetime.fromisoformat(found["expected_datetime"])
    assert due.utcoffset() == timedelta(hours=8)
    assert due == Case.objects.get(id=made.case_id).due_at.replace(microsecond=0)
    assert found["service_notice"] == f"To be settled by {due:%Y-%m-%d %H:%M}."
    tree = valid(app.get(f"requests/{made.number}.xml"), "service_requests")
    assert tree.findtext("request/agency_responsible") == "Unit urban"


def test_a_closed_request_carries_the_reply_and_its_end(world, app):
    made = walked_to_closed(world)
    (found,) = app.get(f"requests/{made.number}.json").json()
    assert (found["status"], found["status_notes"]) == ("closed", "路灯已修复。")
    assert found["updated_datetime"] == "2026-03-02T12:30:00+08:00"
    assert found["service_notice"] is None


def test_an_answer_that_nobody_approved_is_told_to_nobody(world, app):
    made = walked_to_handling(world)
    answer = {"found_true": True, "within_duty": True, "contacted_how": "not_possible", "solved": "solved"}
    words = {"internal_account": "内部说明", "public_reply": "尚未审核的答复"}
    do(world, "handler", made.case_id, "answer", at=AT + HOUR, **answer, **words)
    for address in (f"requests/{made.number}.json", f"requests/{made.tracking_code}.json"):
        content = app.get(address, extensions="true").content.decode()
        assert "尚未审核" not in content
        assert "内部说明" not in content


def test_extensions_add_our_own_words(world, app):
    made = walked_to_handling(world)
    (found,) = app.get(f"requests/{made.number}.json", extensions="true").json()
    assert found["extended_attributes"] == {
        "state": "handling",
        "state_name": "Being handled",
        "kind": "report",
        "kind_name": "Report",
        "area": "west",
        "area_name": "西乡",
    }
    valid(app.get(f"requests/{made.number}.xml", extensions="true"), "service_requests")


def test_without_a_key_only_what_is_public_is_told(world, app):
    hidden = taken_in(world)
    public = submitted(world, public=True)
    about = submitted(world, public=True, about_unit=world.units["urban"].pk)
    dispute = submitted(world, public=True, kind="dispute")
    stranger = App()
    assert set(numbers(app.get("requests.json", **ON_THAT_DAY))) == {
        each.number for each in (hidden, public, about, dispute)
    }
    assert numbers(stranger.get("requests.json", **ON_THAT_DAY)) == [public.number]
    for each in (hidden, about, dispute):
        refused = stranger.get(f"requests/{each.number}.json")
        assert (refused.status_code, codes(refused)) == (404, ["not_found"])
    wanted = ",".join(each.number for each in (hidden, public, about, dispute))
    assert numbers(stranger.get("requests.json", service_request_id=wanted)) == [public.number]


def test_a_category_that_is_not_public_hides_its_cases_at_once(world):
    made = submitted(world, public=True)
    address = f"requests/{made.number}.json"
    assert App().get(address).status_code == 200
    do(world, "intake", made.case_id, "classify", category="help")
    assert Case.objects.get().public is True
    assert App().get(address).status_code == 404
    do(world, "intake", made.case_id, "classify", category="repair")
    assert App().get(address).status_code == 200
    document = default_content().as_json()
    document["categories"][0]["sensitive"] = True
    catalogue_actions.publish_content(content=content.read(document), note="sensitive", by=SYSTEM, at=AT)
    assert App().get(address).status_code == 404
    assert App().get("servicerequestupdates.json", **ON_THAT_DAY).json() == []


def test_of_what_is_public_neither_words_nor_files_nor_the_very_spot_are_told(world, app):
    made = submitted(world, public=True, place_text="主街3号2单元501", longitude=110.512345, latitude=30.509876)
    file = picture()
    actions.attach(made.case_id, content=file.read(), name=file.name, by=AS_REPORTER, at=AT, resident_sees=True)
    (found,) = App().get("requests.json", service_request_id=made.number, extensions="true").json()
    assert (found["description"], found["address"], found["media_url"]) == (None, None, None)
    assert (found["lat"], found["long"]) == (30.51, 110.512)
    said = PublicWords(title="路灯不亮", text="主街的路灯不亮。")
    acts.release(made.case_id, words=said, by=world.acting("reviewer"), at=AT)
    (read,) = App().get("requests.json", service_request_id=made.number).json()
    assert (read["description"], read["address"], read["media_url"]) == ("主街的路灯不亮。", None, None)
    (known,) = app.get("requests.json", service_request_id=made.number).json()
    assert (known["lat"], known["long"]) == (30.509876, 110.512345)
    assert made.tracking_code not in str(found)
    assert matter(world).contact.phone not in str(found)


def test_who_made_it_follows_it_by_its_code(world):
    made = taken_in(world)
    file = picture()
    actions.attach(made.case_id, content=file.read(), name=file.name, by=AS_REPORTER, at=AT, resident_sees=True)
    stranger = App()
    answer = stranger.get(f"requests/{made.tracking_code.lower().replace('-', ' ')}.json")
    (found,) = answer.json()
    assert (found["service_request_id"], found["description"]) == (made.number, matter(world).body)
    assert answer["Referrer-Policy"] == "no-referrer"
    (found,) = stranger.get(f"requests/{made.tracking_code}.json").json()
    picture_there = found["media_url"].removeprefix(settings.PUBLIC_URL)
    assert Browser().get(picture_there).status_code == 200
    assert stranger.get(f"tokens/{made.tracking_code}.json").json() == [
        {"service_request_id": made.number, "token": made.tracking_code}
    ]
    tree = valid(stranger.get(f"tokens/{made.tracking_code}.xml"), "service_requests")
    assert tree.findtext("request/service_request_id") == made.number
    for unknown in ("AAAA-AAAA-AAAA", "x", made.number):
        assert stranger.get(f"tokens/{unknown}.json").status_code == 404


def test_a_key_reads_files_where_it_sees_the_case(world, centre, app):
    made = taken_in(world)
    file = picture()
    actions.attach(made.case_id, content=file.read(), name=file.name, by=world.acting("intake"), at=AT)
    (found,) = app.get(f"requests/{made.number}.json").json()
    address = found["media_url"].removeprefix(settings.PUBLIC_URL)
    assert Browser().get(address).status_code == 401
    assert centre.get(address).status_code == 200
    # The reporter was not given this one.
    assert App().get(f"requests/{made.tracking_code}.json").json()[0]["media_url"] is None


def test_a_key_sees_its_own_areas(world, app):
    west = taken_in(world)
    east = submitted(world, longitude=POINT_EAST[0], latitude=POINT_EAST[1])
    only_east = App(make_caller(world, ("dispatcher", "centre"), area=world.townships[1], name="east").token)
    assert numbers(only_east.get("requests.json", **ON_THAT_DAY)) == [east.number]
    assert only_east.get(f"requests/{west.number}.json").status_code == 404
    create = App(make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="create").token)
    assert numbers(create.get("requests.json", **ON_THAT_DAY)) == []
    wrong = App("bjk_wrong").get("requests.json")
    assert (wrong.status_code, codes(wrong)) == (403, ["api_key"])


def test_a_complaint_is_kept_from_the_unit_complained_of(world):
    made = submitted(world, about_unit=world.units["urban"].pk)
    urban = App(make_caller(world, ("unit_leader", "urban"), name="urban").token)
    assert urban.get(f"requests/{made.number}.json").status_code == 404


def test_lists_are_narrowed_by_what_the_specification_names(world, app):
    first, second = taken_in(world), walked_to_closed(world)
    third = submitted(world, at=AT + 5 * DAY, category="help")

    def found(**query):
        return numbers(app.get("requests.json", **(ON_THAT_DAY | query)))

    assert found() == [third.number, second.number, first.number]
    assert found(status="open") == [third.number, first.number]
    assert found(status="closed") == [second.number]
    assert found(status="open,closed") == found(status="Open, CLOSED") == found(status="") == found()
    assert found(service_code="help") == [third.number]
    assert found(service_code="help,repair") == found()
    assert found(service_code=["help", "repair"]) == found()
    assert found(service_code="nothing") == []
    assert found(start_date="2026-03-05T00:00:00Z") == [third.number]
    assert found(end_date="2026-03-05T00:00:00Z") == [second.number, first.number]
    assert found(service_request_id=f"{first.number}, {second.number},999999-999999", status="open") == [
        second.number,
        first.number,
    ]
    assert numbers(app.get("requests.json", service_request_id=first.number)) == [first.number]


def test_lists_go_back_ninety_days_and_span_no_more(world, app, time_machine):
    made = taken_in(world)
    time_machine.move_to(AT + 89 * DAY)
    assert numbers(app.get("requests.json")) == [made.number]
    time_machine.move_to(AT + 91 * DAY)
    assert numbers(app.get("requests.json")) == []
    assert numbers(app.get("requests.json", start_date="2026-03-01T00:00:00Z")) == [made.number]
    assert numbers(app.get("requests.json", end_date="2026-05-30T00:00:00Z")) == [made.number]
    assert numbers(app.get("requests.json", start_date="2025-03-01T00:00:00Z")) == []
    long = app.get("requests.json", start_date="2026-01-01T00:00:00Z", end_date="2026-04-02T00:00:00Z")
    assert (long.status_code, codes(long)) == (400, ["too_far_apart"])
    turned = app.get("requests.json", start_date="2026-04-01T00:00:00Z", end_date="2026-03-01T00:00:00Z")
    assert (turned.status_code, codes(turned)) == (400, ["reversed"])


def test_what_changed_is_asked_for_by_when(world, app, time_machine):
    time_machine.move_to(AT + 10 * DAY)
    closed, handled, untouched = walked_to_closed(world), walked_to_handling(world), taken_in(world)
    do(world, "intake", handled.case_id, "add_information", at=AT + 5 * DAY, text="又一盏")

    def found(**query):
        return set(numbers(app.get("requests.json", **query)))

    assert found(updated_after="2026-03-02T04:00:00Z") == {closed.number, handled.number}
    assert found(updated_after="2026-03-03T00:00:00Z") == {handled.number}
    assert found(updated_before="2026-03-02T04:00:00Z") == {untouched.number}
    assert found(updated_before="2026-03-02T05:00:00Z") == {closed.number, untouched.number}
    (told,) = app.get(f"requests/{handled.number}.json").json()
    assert told["updated_datetime"] == "2026-03-07T09:30:00+08:00"
    both = found(updated_after="2026-03-01T00:00:00Z", start_date="2026-03-03T00:00:00Z")
    assert both == set()
    far = app.get("requests.json", updated_after="2026-01-01T00:00:00Z", updated_before="2026-12-01T00:00:00Z")
    assert codes(far) == ["too_far_apart"]


def test_notes_of_the_offices_are_no_news(world, app):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "note", at=AT + DAY, text="内部备注")
    (told,) = app.get(f"requests/{made.number}.json").json()
    assert told["updated_datetime"] == "2026-03-02T09:30:00+08:00"
    assert "内部备注" not in str(told)


def test_lists_come_in_pages_and_the_key_stays_out_of_the_next_address(world, app):
    made = [submitted(world, at=AT + timedelta(minutes=minute)).number for minute in range(5)]
    first = app.get("requests.json", page_size=2, **ON_THAT_DAY)
    assert numbers(first) == [made[4], made[3]]
    assert app.key not in first["Link"]
    assert 'rel="next"' in first["Link"]
    assert numbers(app.get("requests.json", page=2, page_size=2, **ON_THAT_DAY)) == [made[2], made[1]]
    last = app.get("requests.json", page=3, page_size=2, **ON_THAT_DAY)
    assert numbers(last) == [made[0]]
    assert "Link" not in last
    assert numbers(app.get("requests.json", page=9, **ON_THAT_DAY)) == []
    following = first["Link"].partition("<")[2].partition(">")[0]
    assert numbers(Browser().get(following, headers={"Authorization": f"Bearer {app.key}"})) == [made[2], made[1]]


@pytest.mark.parametrize("keyed", [True, False])
def test_a_list_costs_the_same_however_long_it_is(world, app, keyed):
    asker = app if keyed else App()

    def cost():
        asker.get("requests.json", **ON_THAT_DAY)
        with CaptureQueriesContext(connection) as captured:
            found = numbers(asker.get("requests.json", extensions="true", **ON_THAT_DAY))
        return len(found), len([each for each in captured if "platform_stamp" not in each["sql"]])

    submitted(world, public=True)
    ended = submitted(world, public=True)
    actions.perform(ended.case_id, "withdraw", by=AS_REPORTER, at=AT + HOUR, data={"reason": "亮了"})
    assert cost() == (2, 4)
    for _ in range(6):
        submitted(world, public=True)
    assert cost() == (8, 4)


def test_what_lies_in_another_jurisdiction_is_not_told(world, app):
    made = taken_in(world)
    nowhere = submitted(world, longitude=None, latitude=None)
    make_area("other", name="别处")
    stamps.bump("areas")
    stamps.clear_all()
    here, there = ON_THAT_DAY | {"jurisdiction_id": "county"}, ON_THAT_DAY | {"jurisdiction_id": "other"}
    assert numbers(app.get("requests.json", **here)) == [made.number]
    assert numbers(app.get("requests.json", **there)) == []
    for address in (f"requests/{made.number}", f"requests/{made.tracking_code}", f"tokens/{made.tracking_code}"):
        assert app.get(f"{address}.json", jurisdiction_id="county").status_code == 200
        assert app.get(f"{address}.json", jurisdiction_id="other").status_code == 404
        assert codes(app.get(f"{address}.json")) == ["missing"]
    assert app.get(f"requests/{nowhere.number}.json", jurisdiction_id="county").status_code == 404


def test_words_that_look_like_markup_stay_words(world, app):
    nasty = "<script>alert(1)</script> & ]]> \u0001\u000b ﷐ \U0001f4a1\r\n“路灯”"
    made = submitted(world, body=nasty, place_text="<b>&amp;</b>")
    tree = valid(app.get(f"requests/{made.number}.xml"), "service_requests")
    (found,) = app.get(f"requests/{made.number}.json").json()
    assert tree.findtext("request/description") == found["description"]
    assert tree.findtext("request/address") == "<b>&amp;</b>"


def test_a_long_text_is_told_up_to_the_limit(world, app):
    made = submitted(world, body="长" * 5000)
    (found,) = app.get(f"requests/{made.number}.json").json()
    assert len(found["description"]) == 4000
    assert found["description"].endswith("…")


def test_head_answers_like_get_without_a_body(world, app):
    made = taken_in(world)
    head = Browser().head(f"/open311/v2/requests/{made.number}.json?api_key={app.key}")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Cache-Control"] == "no-store"
