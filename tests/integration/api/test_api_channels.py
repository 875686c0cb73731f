"""Channels set up by another system, as an administrator does on pages: secrets go in and never come out."""

import json

import pytest
from django.test import Client as Browser

from banjie.channels import secrets_kept
from banjie.channels.models import Endpoint
from banjie.organisations.models import OrganisationChange
from banjie.platform import clock
from tests.integration.api.callers import Caller, make_caller
from tests.integration.cases.world import AT
from tests.integration.channels.test_hooks_in import ALARM, call, mapping_of

CHANNELS = "/api/v1/channels"
PASSWORD = "correct horse"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def keeper(world) -> Caller:
    return make_caller(world, ("administrator", "centre"), scopes=["channels"])


@pytest.fixture
def sensors(world) -> Caller:
    return make_caller(world, ("intake_clerk", "centre"), scopes=["create"], name="水务平台")


def mailbox(**changes):
    settings = {"address": "matters@county.example.cn", "host": "imap.example.cn", "port": 993, "user": "matters"}
    body = {"kind": "mail", "name": "来信", "settings": settings, "secrets": {"password": PASSWORD}}
    return body | changes


def hook(world, sensors, **changes):
    settings = {"mode": "standard", "mapping": mapping_of(world), "quiet_minutes": 10}
    return {"kind": "hook", "name": "水位", "client_id": sensors.id, "settings": settings} | changes


def own(row_id: int) -> str:
    return f"{CHANNELS}/{row_id}"


def test_the_kinds_say_what_can_be_set(keeper):
    kinds = {each["kind"]: each for each in keeper.get(f"{CHANNELS}/kinds").json()["kinds"]}
    assert kinds.keys() == {"mail", "hook", "sms", "wechat", "calls"}
    assert (kinds["hook"]["has_client"], kinds["hook"]["makes_secret"], kinds["mail"]["has_address"]) == (
        True,
        True,
        False,
    )
    password = next(each for each in kinds["mail"]["settings"] if each["name"] == "password")
    assert (password["kind"], password["default"]) == ("secret", "")


def test_a_hook_is_set_up_called_stopped_and_given_a_new_address(world, keeper, sensors):
    made = keeper.post(CHANNELS, hook(world, sensors))
    assert made.status_code == 201, made.content
    assert made["Cache-Control"] == "no-store"
    told = made.json()
    token = told["address"].rpartition("/in/hook/")[2]

    class Known:
        secret = told["secret"]

    Known.token = token
    assert call(Browser(), Known, ALARM).status_code == 201
    assert keeper.get(own(told["id"])).json()["counts"] == {"taken": 1}
    assert keeper.post(f"{own(told['id'])}/do/stop").json()["active"] is False
    assert call(Browser(), Known, ALARM).status_code == 404
    assert keeper.post(f"{own(told['id'])}/do/start").json()["active"] is True
    renewed = keeper.post(f"{own(told['id'])}/renewal").json()
    assert {renewed["address"], renewed["secret"]}.isdisjoint({told["address"], told["secret"]})
    assert call(Browser(), Known, ALARM).status_code == 404
    Known.token, Known.secret = renewed["address"].rpartition("/in/hook/")[2], renewed["secret"]
    assert call(Browser(), Known, ALARM).json()["repeated"] is True
    for answer in (keeper.get(CHANNELS), keeper.get(own(told["id"])), keeper.get(f"{own(told['id'])}/changes")):
        assert not any(each in answer.content.decode() for each in (Known.secret, Known.token, told["secret"], token))


def test_a_secret_is_written_kept_where_it_is_left_out_and_never_read_back(world, keeper):
    made = keeper.post(CHANNELS, mailbox())
    assert made.status_code == 201, made.content
    row = Endpoint.objects.get()
    assert secrets_kept.of(row) == {"password": PASSWORD}
    body = mailbox(name="县信箱", secrets={})
    del body["kind"]
    changed = keeper.put(own(row.pk), body)
    assert (changed.status_code, changed.json()["name"]) == (200, "县信箱")
    row.refresh_from_db()
    assert secrets_kept.of(row) == {"password": PASSWORD}
    keeper.put(own(row.pk), body | {"secrets": {"password": "battery staple"}})
    row.refresh_from_db()
    assert secrets_kept.of(row) == {"password": "battery staple"}
    for path in (CHANNELS, own(row.pk), f"{own(row.pk)}/changes", f"{CHANNELS}/kinds"):
        said = keeper.get(path).content.decode()
        assert PASSWORD not in said
        assert "staple" not in said


def test_who_changed_what_stands_on_record_without_what_is_secret(world, keeper):
    row_id = keeper.post(CHANNELS, mailbox()).json()["id"]
    body = mailbox(secrets={"password": "battery staple"})
    body["settings"] |= {"host": "mail.example.cn"}
    del body["kind"]
    keeper.put(own(row_id), body)
    keeper.put(own(row_id), body)
    keeper.post(f"{own(row_id)}/do/stop")
    keeper.post(f"{own(row_id)}/do/stop")
    changes = keeper.get(f"{own(row_id)}/changes").json()["changes"]
    assert [each["verb"] for each in changes] == ["stop", "change", "create"]
    assert (changes[1]["before"], changes[1]["after"]) == (
        {"host": "imap.example.cn"},
        {"host": "mail.example.cn", "withheld": ["password"]},
    )
    assert changes[2]["after"]["withheld"] == ["password"]
    kept = OrganisationChange.objects.filter(subject_kind="channel")
    assert {(each.actor_kind, each.actor_id) for each in kept} == {("client", keeper.id)}
    assert not any(secret in json.dumps([each.data for each in kept]) for secret in (PASSWORD, "staple"))


def test_a_sample_is_shown_as_the_mapping_makes_it_and_nothing_is_kept(world, keeper, sensors):
    row_id = keeper.post(CHANNELS, hook(world, sensors)).json()["id"]
    shown = keeper.post(f"{own(row_id)}/preview", {"sample": json.dumps(ALARM)}).json()
    assert (shown["values"]["title"], shown["key"], shown["device"]) == ("水位报警", "a-1", "W-17")
    passed = keeper.post(f"{own(row_id)}/preview", {"sample": json.dumps(ALARM | {"status": "fine"})}).json()
    assert passed["wanted"] is False
    refused = keeper.post(f"{own(row_id)}/preview", {"sample": "{"})
    assert (refused.status_code, refused.json()["code"]) == (422, "not_json")
    assert Endpoint.objects.get().received_at is None


def test_a_channel_is_tried_where_there_is_something_to_try(world, keeper, sensors):
    piped = mailbox(settings={"address": "matters@county.example.cn"}, secrets={})
    tried = keeper.post(f"{own(keeper.post(CHANNELS, piped).json()['id'])}/trial")
    assert (tried.status_code, tried.json()["works"]) == (200, False)
    nothing = keeper.post(f"{own(keeper.post(CHANNELS, hook(world, sensors)).json()['id'])}/trial")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "not_tried")


DEEP: dict = {}
for _ in range(40):
    DEEP = {"in": DEEP}


@pytest.mark.parametrize(
    ("settings", "code", "pointer"),
    [
        ({"address": "nobody"}, "not_an_address", "#/settings/address"),
        ({"address": "x" * 501}, "too_long", "#/settings/address"),
        ({"address": ["a@b.cn"]}, "malformed", "#/settings/address"),
        ({"address": "a@b.cn\u0000"}, "malformed", "#/settings/address"),
        ({"port": "993"}, "malformed", "#/settings/port"),
        ({"port": -1}, "malformed", "#/settings/port"),
        ({"port": True}, "malformed", "#/settings/port"),
        ({"plus": "yes"}, "malformed", "#/settings/plus"),
        ({"identity": "anonymous"}, "malformed", "#/settings/identity"),
        ({"identity": {}}, "malformed", "#/settings/identity"),
        ({"password": PASSWORD}, "no_such_setting", "#/secrets/password"),
        ({"cursor": 7}, "no_such_setting", "#/settings/cursor"),
    ],
)
def test_a_setting_that_does_not_hold_is_refused_by_its_place(keeper, settings, code, pointer):
    body = mailbox()
    body["settings"] |= settings
    refused = keeper.post(CHANNELS, body)
    assert refused.status_code == 422
    found = {(each["pointer"], each["code"]) for each in refused.json()["errors"]}
    assert (pointer, code) in found
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    "mapping", [[], "{}", DEEP, {"fields": {"body": {"path": "a\u0000"}}}, {"fields": {"body": {"text": "x" * 60_001}}}]
)
def test_a_document_that_no_mapping_can_be(world, keeper, sensors, mapping):
    body = hook(world, sensors)
    body["settings"]["mapping"] = mapping
    assert keeper.post(CHANNELS, body).json()["errors"][0]["pointer"] == "#/settings/mapping"
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"kind": "pigeon"},
        {"belongs_to": "atlantis"},
        {"client_id": 999_999},
        {"secrets": {"secret": "chosen"}},
        {"secrets": {"password": 7}},
        {"token": "chosen"},
    ],
)
def test_what_is_not_for_whoever_asks_to_say(world, keeper, sensors, changes):
    assert keeper.post(CHANNELS, hook(world, sensors, **changes)).status_code == 422
    assert not Endpoint.objects.exists()


def test_a_name_is_given_once(keeper):
    keeper.post(CHANNELS, mailbox())
    refused = keeper.post(CHANNELS, mailbox())
    assert (refused.json()["code"], refused.json()["errors"][0]["pointer"]) == ("name_taken", "#/name")
    assert Endpoint.objects.count() == 1


def test_others_set_nothing_up_and_find_nothing(world, keeper):
    row_id = keeper.post(CHANNELS, mailbox()).json()["id"]
    for caller, status in (
        (make_caller(world, ("administrator", "centre"), scopes=["halls"], name="scope"), 403),
        (make_caller(world, ("intake_clerk", "centre"), scopes=["channels", "create"], name="role"), 403),
    ):
        assert caller.get(CHANNELS).status_code == status
        assert caller.post(CHANNELS, mailbox(name="x")).status_code == status
        assert caller.get(own(row_id)).status_code == 404
    elsewhere = make_caller(
        world, ("administrator", "west_centre"), scopes=["channels"], area=world.townships[0], name="west"
    )
    assert elsewhere.get(CHANNELS).json() == {"channels": []}
    body = mailbox()
    del body["kind"]
    for answer in (
        elsewhere.get(own(row_id)),
        elsewhere.put(own(row_id), body),
        elsewhere.post(f"{own(row_id)}/renewal"),
        elsewhere.post(f"{own(row_id)}/do/stop"),
        elsewhere.post(f"{own(row_id)}/trial"),
        elsewhere.get(f"{own(row_id)}/changes"),
    ):
        assert answer.status_code == 404
    assert Browser().get(CHANNELS).status_code == 401
    # What is the whole county's is not for whoever keeps a township's.
    assert elsewhere.post(CHANNELS, mailbox(name="y", belongs_to="county")).status_code == 422
    assert elsewhere.post(CHANNELS, mailbox(name="y")).json()["area_path"] == "county.west"
    assert Endpoint.objects.get(pk=row_id).active
