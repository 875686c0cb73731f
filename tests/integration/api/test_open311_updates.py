"""Open311: what reporters were told, and information that systems add."""

from datetime import timedelta

import pytest

from banjie.cases import actions
from banjie.cases.models import Case, TimelineEntry
from banjie.platform import stamps
from tests.integration.api.callers import make_caller
from tests.integration.api.open311 import App, codes, valid
from tests.integration.api.test_open311_asking import DAY, ON_THAT_DAY, submitted
from tests.integration.cases.test_closed_loop import HOUR, do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT
from tests.integration.organisations.factories import make_area


@pytest.fixture
def app(centre):
    return App(centre.token)


def told(response):
    assert response.status_code == 200, response.content
    return [(each["service_request_id"], each["status"], each["description"]) for each in response.json()]


def test_updates_tell_what_the_reporter_was_told_in_order(world, app):
    made = walked_to_closed(world)
    assert told(app.get("servicerequestupdates.json", **ON_THAT_DAY)) == [
        (made.number, "open", "Accepted"),
        (made.number, "open", "Dispatched"),
        (made.number, "open", "Claimed"),
        (made.number, "closed", "路灯已修复。"),
    ]
    (*_, last) = app.get("servicerequestupdates.json", extensions="true", **ON_THAT_DAY).json()
    assert last == {
        "update_id": f"{made.number}.7",
        "service_request_id": made.number,
        "status": "closed",
        "updated_datetime": "2026-03-02T12:30:00+08:00",
        "description": "路灯已修复。",
        "media_url": None,
        "extended_attributes": {
            "command": "close",
            "state": "closed",
            "state_name": "Closed, to be followed up",
        },
    }
    tree = valid(app.get("servicerequestupdates.xml", **ON_THAT_DAY), "service_request_updates")
    assert [each.findtext("status") for each in tree] == ["open", "open", "open", "closed"]


def test_updates_are_those_of_some_days_page_by_page(world, app):
    made = walked_to_handling(world)
    do(world, "intake", made.case_id, "add_information", at=AT + 3 * DAY, text="又一盏")
    later = told(app.get("servicerequestupdates.json", start_date="2026-03-03T00:00:00Z"))
    assert later == [(made.number, "open", "又一盏")]
    assert len(told(app.get("servicerequestupdates.json", end_date="2026-03-03T00:00:00Z"))) == 3
    first = app.get("servicerequestupdates.json", page_size=3, **ON_THAT_DAY)
    assert len(told(first)) == 3
    assert app.key not in first["Link"]
    assert told(app.get("servicerequestupdates.json", page=2, page_size=3, **ON_THAT_DAY)) == later
    far = app.get("servicerequestupdates.json", start_date="2026-01-01T00:00:00Z", end_date="2026-06-01T00:00:00Z")
    assert codes(far) == ["too_far_apart"]


def test_looks_at_a_contact_are_the_reporters_own_news(world, app):
    made = taken_in(world)
    actions.unmask(made.case_id, purpose="回访", by=world.acting("intake"), at=AT)
    assert TimelineEntry.objects.filter(command="unmask_contact", resident_sees=True).exists()
    assert told(app.get("servicerequestupdates.json", **ON_THAT_DAY)) == []


def test_without_a_key_it_is_told_that_something_happened_and_no_more(world):
    hidden, public = taken_in(world), submitted(world, public=True)
    for made in (hidden, public):
        do(world, "intake", made.case_id, "add_information", at=AT + HOUR, text="我的电话是19900000001")
    found = told(App().get("servicerequestupdates.json", **ON_THAT_DAY))
    assert found == [(public.number, "open", "Information added")]


def test_a_system_adds_information(world, app):
    made = walked_to_handling(world)
    fields = {
        "service_request_id": made.number,
        "description": "第二盏也不亮了",
        "status": "OPEN",
        "update_id": "4711",
        "updated_datetime": "2026-03-02T10:00:00Z",
        "email": "somebody@example.cn",
        "last_name": "Nobody",
        "media_url": "https://example.org/second.jpg",
    }
    answer = app.post("servicerequestupdates.json", fields)
    assert answer.status_code == 201, answer.content
    entry = TimelineEntry.objects.get(case_id=made.case_id, command="add_information")
    assert answer.json() == [{"update_id": f"{made.number}.{entry.sequence}", "account_id": None}]
    assert entry.data == {"text": "第二盏也不亮了\nhttps://example.org/second.jpg"}
    assert entry.actor_kind == "client"
    tree = valid(app.post("servicerequestupdates.xml", fields), "service_request_updates")
    assert tree.findtext("request_update/update_id") == f"{made.number}.{entry.sequence + 1}"


def test_the_status_is_not_a_clients_to_change(world, app):
    made = walked_to_handling(world)
    fields = {"service_request_id": made.number, "description": "好了", "status": "CLOSED"}
    refused = app.post("servicerequestupdates.json", fields)
    assert (refused.status_code, codes(refused)) == (400, ["status_not_yours"])
    assert Case.objects.get().state == "handling"


def test_what_may_not_be_added_to_is_refused_as_by_v1(world, app):
    made, ended = walked_to_handling(world), walked_to_closed(world)
    fields = {"service_request_id": made.number, "description": "又一盏"}
    reader = App(make_caller(world, ("intake_clerk", "centre"), scopes=("read",)).token)
    east = App(make_caller(world, ("intake_clerk", "centre"), area=world.townships[1], name="east").token)
    assert App().post("servicerequestupdates.json", fields).status_code == 403
    refused = reader.post("servicerequestupdates.json", fields)
    assert (refused.status_code, codes(refused)) == (403, ["not_yours"])
    assert east.post("servicerequestupdates.json", fields).status_code == 404
    over = app.post("servicerequestupdates.json", fields | {"service_request_id": ended.number})
    assert (over.status_code, codes(over)) == (400, ["wrong_state"])
    for left_out in ("service_request_id", "description"):
        sent = {name: value for name, value in fields.items() if name != left_out}
        refused = app.post("servicerequestupdates.json", sent)
        assert (refused.status_code, codes(refused)) == (400, ["missing"])
    bad = app.post("servicerequestupdates.json", fields | {"media_url": "javascript:1"})
    assert codes(bad) == ["not_an_address"]
    assert not TimelineEntry.objects.filter(command="add_information").exists()


def test_updates_keep_to_their_jurisdiction(world, app):
    made = walked_to_handling(world)
    make_area("other", name="别处")
    stamps.bump("areas")
    stamps.clear_all()
    fields = {"service_request_id": made.number, "description": "又一盏"}
    assert told(app.get("servicerequestupdates.json", jurisdiction_id="other", **ON_THAT_DAY)) == []
    assert len(told(app.get("servicerequestupdates.json", jurisdiction_id="county", **ON_THAT_DAY))) == 3
    assert app.post("servicerequestupdates.json", fields | {"jurisdiction_id": "other"}).status_code == 404
    assert app.post("servicerequestupdates.json", fields | {"jurisdiction_id": "county"}).status_code == 201


def test_the_last_ninety_days_stand_where_none_are_named(world, app, time_machine):
    walked_to_handling(world)
    time_machine.move_to(AT + timedelta(days=80))
    assert len(told(app.get("servicerequestupdates.json"))) == 3
    time_machine.move_to(AT + timedelta(days=91))
    assert told(app.get("servicerequestupdates.json")) == []
