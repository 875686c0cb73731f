"""A sensor's message becomes a case: signed, mapped, once; a storm of them one case; what does not fit is kept."""

import base64
import json
from hashlib import sha256
from hmac import new as hmac

import pytest

from banjie.cases import actions as cases
from banjie.cases.models import Attachment, Case, CaseText, Rating, TimelineEntry
from banjie.channels import endpoints, taking
from banjie.channels.endpoints import Refused, Wanted
from banjie.channels.models import Device, Endpoint, Inbound, State
from banjie.organisations.clients import actions as clients
from banjie.outbound import signing
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do
from tests.integration.cases.world import AT, POINT_WEST
from tests.integration.channels.test_mail import PNG

ALARM = {
    "id": "a-1",
    "status": "alarm",
    "device": {"id": "W-17", "name": "桥下水位计"},
    "type": "water",
    "level": 83,
    "position": list(POINT_WEST),
    "unknown": {"of": "no interest"},
}


def mapping_of(world) -> dict:
    return {
        "fields": {
            "body": {"text": "{device.name}：水位 {level} 厘米"},
            "title": {"value": "水位报警"},
            "category": {"path": "type", "table": {"water": world.category, "new": "NOPE"}},
            "longitude": {"path": "position[0]"},
            "latitude": {"path": "position[1]"},
        },
        "key": "id",
        "device": "device.id",
        "only_if": {"path": "status", "in": ["alarm"]},
    }


@pytest.fixture
def caller(world):
    return make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="水务平台")


def hooked(world, caller, *, mode="standard", **changes):
    mapping = changes.pop("mapping", None) or mapping_of(world)
    settings = {"mode": mode, "mapping": mapping, "quiet_minutes": 10, "window_hours": 24} | changes
    return endpoints.make("hook", wanted=Wanted("水位", settings, client_id=caller.id), by=SYSTEM, at=AT)


def call(client, made, document, *, at=AT, message_id=None, secret=None, **headers):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    signed = signing.headers(
        [secret or made.secret],
        message_id=message_id or sha256(body).hexdigest(),
        timestamp=int(at.timestamp()),
        body=body,
    )
    return client.post(f"/in/hook/{made.token}", body, content_type="application/json", headers=dict(signed) | headers)


def test_an_alarm_is_a_case_once_however_often_it_is_sent(world, caller, client, at_once):
    made = hooked(world, caller)
    first = call(client, made, ALARM)
    assert (first.status_code, first.json()["state"]) == (201, "taken")
    again = call(client, made, ALARM)
    assert (again.status_code, again.json()) == (200, first.json() | {"repeated": True})
    case = Case.objects.get()
    assert (case.number, case.channel, case.title) == (first.json()["number"], "api", "水位报警")
    assert CaseText.objects.get().body == "桥下水位计：水位 83 厘米"
    assert case.area_path == "county.west"
    assert TimelineEntry.objects.get(sequence=1).actor_name == "水务平台"


def test_a_storm_of_one_device_is_one_case_told_in_pieces(world, caller, client, at_once, monkeypatch):
    made = hooked(world, caller)
    at = AT
    for number in range(30):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        answer = call(client, made, ALARM | {"id": f"a-{number}", "level": 80 + number}, at=at)
        assert answer.status_code in {200, 201}
        at += HOUR / 60
    assert Case.objects.count() == 1
    added = list(TimelineEntry.objects.filter(command="add_information").order_by("sequence"))
    assert len(added) == 2
    assert added[0].data["text"].startswith("桥下水位计：水位 90 厘米")
    assert "9" in added[0].data["text"].splitlines()[1]
    assert Device.objects.get().untold == 9


def test_when_the_case_of_a_device_is_over_the_next_alarm_is_a_new_one(world, caller, client, at_once):
    made = hooked(world, caller)
    call(client, made, ALARM)
    case = Case.objects.get()
    cases.perform(case.id, "withdraw", by=world.acting("intake"), at=AT, data={"reason": "误报"})
    assert call(client, made, ALARM | {"id": "a-2"}).status_code == 201
    assert Case.objects.count() == 2


def test_a_category_that_nobody_knows_is_kept_for_a_person(world, caller, client, at_once):
    made = hooked(world, caller)
    answer = call(client, made, ALARM | {"type": "new"})
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["errors"]) == ("set_aside", ["category:category_unknown"])
    assert not Case.objects.exists()
    assert Inbound.objects.get().sealed is not None


def test_what_lies_outside_the_systems_own_areas_is_not_taken(world, client, at_once):
    own = {"scopes": ("create",), "area": world.townships[0], "name": "西乡平台"}
    made = hooked(world, make_caller(world, ("field_worker", "west_centre"), **own))
    answer = call(client, made, ALARM | {"position": [111.5, 30.5]})
    assert answer.json()["errors"] == ["outside_own_areas"]
    assert call(client, made, ALARM | {"id": "a-2"}).status_code == 201


def test_what_the_mapping_does_not_want_is_passed_over(world, caller, client, at_once):
    made = hooked(world, caller)
    answer = call(client, made, ALARM | {"status": "ok"})
    assert (answer.status_code, answer.json()["state"]) == (202, "passed_over")
    assert not Case.objects.exists()
    assert not Inbound.objects.exists()


def test_a_picture_in_the_document_comes_with_it(world, caller, client, at_once):
    mapping = mapping_of(world) | {"files": [{"path": "photo", "name": "现场.png"}]}
    made = hooked(world, caller, mapping=mapping)
    call(client, made, ALARM | {"photo": base64.b64encode(PNG).decode()})
    assert Attachment.objects.get().name == "现场.png"


class TestBelieved:
    def refused(self, answer, code: str) -> None:
        assert (answer.status_code, answer.json()["code"]) == (401, code)
        assert not Case.objects.exists()
        assert not Inbound.objects.exists()
        assert Endpoint.objects.get().fault == f"not_believed_{code}"

    def test_a_forged_signature(self, world, caller, client):
        made = hooked(world, caller)
        self.refused(call(client, made, ALARM, secret=signing.new_secret()), "signature")

    def test_a_signature_of_other_words(self, world, caller, client):
        made = hooked(world, caller)
        body = json.dumps(ALARM).encode()
        signed = signing.headers([made.secret], message_id="m", timestamp=int(AT.timestamp()), body=body + b" ")
        answer = client.post(f"/in/hook/{made.token}", body, content_type="application/json", headers=dict(signed))
        self.refused(answer, "signature")

    @pytest.mark.parametrize("away", [-6, 6])
    def test_a_message_that_was_kept_and_is_sent_later(self, world, caller, client, away):
        made = hooked(world, caller)
        self.refused(call(client, made, ALARM, at=AT + HOUR * away / 60), "timestamp")

    @pytest.mark.parametrize("mode", ["standard", "github", "bearer"])
    def test_a_call_that_was_recorded_and_is_sent_again_makes_no_second_case(
        self, world, caller, client, mode, at_once
    ):
        """Within its time it is believed once more, and known by its id or its words."""
        without_key = mapping_of(world)
        del without_key["key"], without_key["device"]
        made = hooked(world, caller, mode=mode, mapping=without_key)
        body = json.dumps(ALARM).encode()
        headers = dict(signing.headers([made.secret], message_id="m-1", timestamp=int(AT.timestamp()), body=body))
        headers |= {"Authorization": f"Bearer {made.secret}"}
        headers["X-Hub-Signature-256"] = "sha256=" + hmac(made.secret.encode(), body, sha256).hexdigest()
        answers = [
            client.post(f"/in/hook/{made.token}", body, content_type="application/json", headers=headers)
            for _ in range(3)
        ]
        assert [each.status_code for each in answers] == [201, 200, 200]
        assert [each.json()["repeated"] for each in answers] == [False, True, True]
        assert (Case.objects.count(), Inbound.objects.count()) == (1, 1)

    def test_a_signature_that_was_recorded_does_not_fit_another_id(self, world, caller, client):
        made = hooked(world, caller)
        body = json.dumps(ALARM).encode()
        signed = dict(signing.headers([made.secret], message_id="m-1", timestamp=int(AT.timestamp()), body=body))
        changed = signed | {"webhook-id": "m-2"}
        self.refused(
            client.post(f"/in/hook/{made.token}", body, content_type="application/json", headers=changed), "signature"
        )

    def test_one_without_any(self, world, caller, client):
        made = hooked(world, caller)
        self.refused(
            client.post(f"/in/hook/{made.token}", json.dumps(ALARM), content_type="application/json"), "signature"
        )

    def test_the_way_of_github_and_the_bearer(self, world, caller, client, at_once):
        body = json.dumps(ALARM).encode()
        made = hooked(world, caller, mode="github")
        good = "sha256=" + hmac(made.secret.encode(), body, sha256).hexdigest()
        path = f"/in/hook/{made.token}"
        for signature, status in (("sha256=" + "0" * 64, 401), ("", 401), (good, 201)):
            headers = {"X-Hub-Signature-256": signature}
            assert client.post(path, body, content_type="application/json", headers=headers).status_code == status
        endpoint = Endpoint.objects.get()
        endpoint.settings |= {"mode": "bearer"}
        endpoint.save()
        for token, status in (("x", 401), (made.secret, 200)):
            headers = {"Authorization": f"Bearer {token}"}
            assert client.post(path, body, content_type="application/json", headers=headers).status_code == status

    def test_an_address_that_is_no_endpoint_and_one_that_was_renewed(self, world, caller, client):
        made = hooked(world, caller)
        assert client.post("/in/hook/nonsense", b"{}", content_type="application/json").status_code == 404
        renewed = endpoints.renew(made.endpoint_id, by=SYSTEM, at=AT)
        assert call(client, made, ALARM).status_code == 404
        assert call(client, renewed, ALARM).status_code == 201

    def test_an_endpoint_that_is_stopped(self, world, caller, client):
        made = hooked(world, caller)
        endpoints.set_active(made.endpoint_id, active=False, by=SYSTEM, at=AT)
        assert call(client, made, ALARM).status_code == 404

    def test_a_system_that_lost_its_right_hands_nothing_in(self, world, caller, client, at_once):
        made = hooked(world, caller)
        clients.suspend_client(client_id=caller.id, by=SYSTEM, at=AT)
        assert call(client, made, ALARM).json()["errors"] == ["client_out_of_use"]
        assert not Case.objects.exists()


class TestWithoutAKey:
    def test_the_same_words_are_the_same_message_for_a_while(self, world, caller, client, at_once, monkeypatch):
        mapping = {"fields": {"body": {"path": "text"}}}
        made = hooked(world, caller, mode="address", mapping=mapping)
        for hours, count in ((0, 1), (1, 1), (25, 2), (26, 2)):
            monkeypatch.setattr(clock, "now", lambda hours=hours: AT + hours * HOUR)
            client.post(f"/in/hook/{made.token}", {"text": "井盖松动"}, content_type="application/json")
            assert Case.objects.count() == count

    def test_a_form_will_do(self, world, caller, client, at_once):
        made = hooked(world, caller, mode="address", mapping={"fields": {"body": {"path": "text"}}})
        answer = client.post(
            f"/in/hook/{made.token}", "text=%E4%BA%95", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 201


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "json"),
        (b'{"a": NaN}', 400, "json"),
        (b"\xff\xfe", 400, "form"),
        (b"", 400, "form"),
        (b"[" * 100_000, 400, "json"),
        (b'{"status": "alarm"}', 422, "not_mapped"),
        (json.dumps(ALARM | {"position": ["x", "y"]}).encode(), 422, "not_mapped"),
        (b"x" * (1024 * 1024 + 1), 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_kept(world, caller, client, body, status, code):
    mapping = mapping_of(world)
    mapping["fields"]["body"] = {"path": "device.name"}
    made = hooked(world, caller, mode="address", mapping=mapping)
    answer = client.post(f"/in/hook/{made.token}", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert not Inbound.objects.exists()


def test_a_mapping_that_does_not_hold_is_refused(world, caller):
    for wrong in ({}, {"fields": {"nonsense": {"path": "a"}, "body": {"value": "x"}}}, {"fields": {}}, []):
        with pytest.raises(Refused) as refused:
            endpoints.make(
                "hook",
                wanted=Wanted("x", {"mode": "standard", "mapping": wrong}, client_id=caller.id),
                by=SYSTEM,
                at=AT,
            )
        assert "mapping" in refused.value.faults


def test_the_loop_from_a_sensor_to_the_verdict_of_whoever_stands_behind_it(world, caller, client, at_once):
    made = hooked(world, caller, through="accepted")
    number = call(client, made, ALARM).json()["number"]
    case = Case.objects.get(number=number)
    assert case.state == "accepted"
    do(world, "dispatcher", case.id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", case.id, "claim")
    do(world, "handler", case.id, "answer", at=AT + HOUR, **ANSWER)
    do(world, "reviewer", case.id, "approve", at=AT + HOUR)
    do(world, "reviewer", case.id, "close", at=AT + HOUR)
    said = {"solved": True, "satisfaction": 4}
    answer = client.post(f"/api/v1/tracking/{case.tracking_code}/rate", said, content_type="application/json")
    assert answer.status_code == 200
    assert Rating.objects.get().satisfaction == 4
    assert Inbound.objects.get().state == State.TAKEN


def test_what_was_kept_by_a_process_that_was_killed_is_taken_up(world, caller, client, monkeypatch):
    made = hooked(world, caller)
    with monkeypatch.context() as killed:
        killed.setattr("banjie.channels.hook_in.accepting.taking.take", lambda *_, **__: None)
        assert call(client, made, ALARM).status_code == 202
    assert not Case.objects.exists()
    assert taking.take_due(at=AT + HOUR / 20) == 0
    assert taking.take_due(at=AT + HOUR / 10) == 1
    assert Case.objects.count() == 1
