"""Halls set up and their devices let in by another system, as an administrator does on pages."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from banjie.organisations.models import OrganisationChange
from banjie.platform import clock
from banjie.services.hall.models import Hall, HallDevice
from tests.integration.api.callers import Caller, make_caller
from tests.integration.cases.world import AT
from tests.integration.services.halls import admitted, make_hall

HALLS = "/api/v1/halls"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def keeper(world) -> Caller:
    return make_caller(world, ("administrator", "centre"), scopes=["halls"])


def wanted(world, **changes):
    return {"code": "east", "name": "东门大厅", "unit_id": world.units["centre"].pk, "hours": "09:00-17:00"} | changes


def test_a_hall_is_set_up_changed_and_put_on_record(world, keeper):
    made = keeper.post(HALLS, wanted(world))
    assert made.status_code == 201, made.content
    assert made.json()["hours"] == "09:00-17:00"
    changed = keeper.put(f"{HALLS}/east/settings", wanted(world, code="west", active=False))
    assert (changed.status_code, changed.json()["code"], changed.json()["active"]) == (200, "west", False)
    # Out of use it answers nobody but its keeper.
    assert Browser().get(f"{HALLS}/west").status_code == 404
    assert keeper.get(f"{HALLS}/west/settings").json()["name"] == "东门大厅"
    assert [each["code"] for each in keeper.get(HALLS).json()["halls"]] == ["west"]
    changes = keeper.get(f"{HALLS}/west/changes").json()["changes"]
    assert [each["verb"] for each in changes] == ["change", "create"]
    assert (changes[0]["before"]["code"], changes[0]["after"]["code"]) == ("east", "west")
    assert OrganisationChange.objects.filter(subject_kind="hall", actor_kind="client", actor_id=keeper.id).count() == 2


def test_a_device_is_let_in_by_a_token_that_is_shown_once_and_turned_away(world, keeper):
    make_hall(world)
    until = (AT + timedelta(days=30)).isoformat()
    made = keeper.post(f"{HALLS}/hall/devices", {"kind": "board", "name": "二楼", "expires_at": until})
    assert made.status_code == 201, made.content
    token = made.json()["token"]
    assert made.json()["address"].endswith(f"/hall/open/#{token}")
    told = keeper.get(f"{HALLS}/hall/devices")
    assert token not in told.content.decode()
    assert [(each["kind"], each["revoked_at"]) for each in told.json()["devices"]] == [("board", None)]
    browser = Browser()
    assert browser.post("/hall/open/", {"code": token}).status_code == 302
    assert browser.get("/hall/board/").status_code == 200
    away = f"{HALLS}/hall/devices/{made.json()['device_id']}/revocation"
    assert keeper.post(away).status_code == 204
    assert browser.get("/hall/board/").status_code == 302
    assert keeper.get(f"{HALLS}/hall/figures?days=7").json() == {"hours": []}


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"code": "Hall 1"}, "code_not_plain", "#/code"),
        ({"code": "kiosk"}, "code_taken", "#/code"),
        ({"code": "hall"}, "code_taken", "#/code"),
        ({"name": " "}, "name_missing", "#/name"),
        ({"hours": "nine to five"}, "hours_unreadable", "#/hours"),
        ({"unit_id": 999_999}, "unit_unknown", "#/unit_id"),
        ({"most_priority": 0}, None, None),
        ({"devices": []}, None, None),
    ],
)
def test_what_does_not_hold_is_refused_by_its_place(world, keeper, changes, code, pointer):
    make_hall(world)
    refused = keeper.post(HALLS, wanted(world, **changes))
    assert refused.status_code == 422
    if code:
        assert (refused.json()["code"], refused.json()["errors"][0]["pointer"]) == (code, pointer)
    assert Hall.objects.count() == 1


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_device_is_let_in_for_a_year_at_most_and_not_until_yesterday(world, keeper, days):
    make_hall(world)
    body = {"kind": "kiosk", "name": "入口", "expires_at": (AT + timedelta(days=days)).isoformat()}
    refused = keeper.post(f"{HALLS}/hall/devices", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/expires_at")
    assert not HallDevice.objects.exists()


def test_whoever_keeps_no_halls_there_finds_none(world):
    device = admitted(make_hall(world)).device_id
    others = (
        make_caller(world, ("administrator", "centre"), scopes=["channels"], name="other scope"),
        make_caller(world, ("intake_clerk", "centre"), scopes=["halls", "counter"], name="other role"),
        make_caller(
            world, ("administrator", "west_centre"), scopes=["halls"], area=world.townships[0], name="elsewhere"
        ),
    )
    for caller in others:
        assert caller.get(f"{HALLS}/hall/settings").status_code == 404
        assert caller.put(f"{HALLS}/hall/settings", wanted(world)).status_code == 404
        assert caller.get(f"{HALLS}/hall/devices").status_code == 404
        assert caller.post(f"{HALLS}/hall/devices/{device}/revocation").status_code == 404
        assert caller.get(f"{HALLS}/hall/figures").status_code == 404
        assert caller.post(HALLS, wanted(world)).status_code in {403, 422}
    assert Browser().get(HALLS).status_code == 401
    assert (Hall.objects.count(), HallDevice.objects.filter(revoked_at=None).count()) == (1, 1)


def test_a_device_of_another_hall_is_not_turned_away(world, keeper):
    make_hall(world)
    other = admitted(make_hall(world, code="other")).device_id
    assert keeper.post(f"{HALLS}/hall/devices/{other}/revocation").status_code == 404
    assert HallDevice.objects.get().revoked_at is None
