"""What holds for every channel: bad input leaves nothing behind, a new key reaches everything, two at once are one."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from banjie.cases.models import Case, TimelineEntry
from banjie.channels import endpoints, taking
from banjie.channels.endpoints import Wanted
from banjie.channels.mail_in import piping
from banjie.channels.models import Call, Device, Endpoint, Inbound, Part, State, Stopped, Telling, Thread
from banjie.channels.phones import keeping as phones
from banjie.channels.wechat import sealing as wechat_sealing
from banjie.platform import crypto, sealing
from banjie.platform.actors import SYSTEM
from banjie.platform.pushing import identity
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import matter
from tests.integration.cases.world import AT, make_world
from tests.integration.channels.test_hooks_in import ALARM, call, hooked, mapping_of
from tests.integration.channels.test_mail import ADDRESS, endpoint_of, letter
from tests.integration.channels.test_pages import set_aside
from tests.integration.channels.test_sms import numbered, texted
from tests.integration.channels.wechat_peer import APPID, KEY, TOKEN, Follower
from tests.unit.platform.pushing.browser import Browser

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml>&b;</xml>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml>&a;</xml>'
NONSENSE = [
    b"", b"\x00", b"\xff\xfe\x00", b"{", b"[]", b"null", b'"x"', b"{}", b'{"a": "\\ud800"}', b"a=1&a=2", b"%ff=%00",
    BOMB.encode(), OUTSIDE.encode(), BOMB.encode("utf-16"), b"<xml>" * 9_999, b"x" * (1 << 20), b"[" * 99_999,
    json.dumps({"from": "19900000001\x00", "text": "\u202e\x00"}).encode(),
]  # fmt: skip


def everything(world) -> dict[str, str]:
    """An endpoint of every kind, with the address by which it is called."""
    caller = make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="平台")
    every = {"fields": mapping_of(world)["fields"] | {"body": {"path": "device.name"}}, "key": "id"}
    made = {
        "hook": hooked(world, caller, mode="address", mapping=every),
        "sms": numbered(),
        "calls": endpoints.make("calls", wanted=Wanted("话务", {"hosts": "r.cn", "mode": "address"}), by=SYSTEM, at=AT),
        "wechat": endpoints.make(
            "wechat",
            wanted=Wanted("公众号", {"appid": APPID, "template_kind": "service"}, {"token": TOKEN, "aes_key": KEY}),
            by=SYSTEM,
            at=AT,
        ),
    }
    return {kind: f"/in/{kind}/{each.token}" for kind, each in made.items()}


def nothing_is_there() -> bool:
    kept = (Case, Inbound, Thread, Part, Telling, Device, Call, Stopped, TimelineEntry)
    return not any(model.objects.exists() for model in kept)


class TestBadInput:
    @pytest.mark.parametrize("number", range(len(NONSENSE)))
    @pytest.mark.parametrize("kind", ["application/json", "text/xml", "application/x-www-form-urlencoded"])
    def test_nonsense_is_refused_by_every_address_and_leaves_nothing(self, world, client, number, kind):
        for address in everything(world).values():
            answer = client.post(address, NONSENSE[number], content_type=kind)
            assert 400 <= answer.status_code < 500, (address, answer.status_code, answer.content[:200])
            assert answer["Content-Type"] == "application/problem+json"
        assert nothing_is_there()

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
    def test_other_methods(self, world, client, method):
        for address in everything(world).values():
            assert getattr(client, method)(address).status_code == 405

    def test_the_address_of_one_kind_is_none_of_another(self, world, client):
        addresses = everything(world)
        for kind, address in addresses.items():
            token = address.rpartition("/")[2]
            for other in addresses.keys() - {kind}:
                assert client.post(f"/in/{other}/{token}", b"{}", content_type="application/json").status_code == 404

    def test_odd_signatures(self, world, client):
        addresses = everything(world)
        endpoint = Endpoint.objects.get(kind="hook")
        for mode in ("standard", "github", "bearer"):
            endpoint.settings |= {"mode": mode}
            endpoint.save()
            for value in ("", "v1,", "v1,x v1,y", "\xff", "sha256=", "Bearer", "Bearer ", "9" * 5_000, "v1," * 5_000):
                odd = dict.fromkeys(
                    ("webhook-id", "webhook-timestamp", "webhook-signature", "x-hub-signature-256"), value
                )
                headers = odd | {"authorization": value}
                answer = client.post(addresses["hook"], b"{}", content_type="application/json", headers=headers)
                assert answer.status_code == 401
        assert nothing_is_there()

    def test_letters_of_every_odd_kind_are_kept_or_passed_over_and_make_no_case(self, world, at_once):
        endpoint_of()
        for raw in NONSENSE:
            if raw.strip():
                assert piping.take_in(raw, address=ADDRESS, at=AT).code == 0
        assert not Case.objects.exists()
        assert set(Inbound.objects.values_list("state", flat=True)) <= {State.SET_ASIDE, State.PASSED_OVER}

    def test_an_unknown_category_is_kept_for_a_person_whichever_way_it_comes(self, world, client, at_once):
        addresses = everything(world)
        endpoint_of()
        for kind in ("mail", "sms", "wechat"):
            row = Endpoint.objects.get(kind=kind)
            row.settings |= {"category": "NOPE"}
            row.save()
        piping.take_in(letter(), address=ADDRESS, at=AT)
        body = json.dumps({"mobile": "19900000001", "content": "路灯不亮"})
        client.post(addresses["sms"], body, content_type="application/json")
        follower = Follower(client, addresses["wechat"], int(AT.timestamp()))
        for text in ("路灯不亮三天", "0", "0", "1"):
            follower.says(text)
        client.post(addresses["hook"], json.dumps(ALARM | {"type": "new"}), content_type="application/json")
        assert not Case.objects.exists()
        found = Inbound.objects.filter(state=State.SET_ASIDE, reason="refused").values_list("endpoint__kind", flat=True)
        assert sorted(found) == ["hook", "mail", "sms", "wechat"]


class TestSealed:
    def test_a_new_key_reaches_everything(self, world, client, settings, at_once):
        addresses = everything(world)
        set_aside(world)
        piping.take_in(letter("第二封"), address=ADDRESS, at=AT)
        texted(client, endpoints.Made(0, addresses["sms"].rpartition("/")[2], ""), "前半", ref="7", seq=1, count=2)
        Follower(client, addresses["wechat"], int(AT.timestamp())).says("路灯不亮三天了")
        recording = json.dumps({"call": "c", "recording": "https://r.cn/1"})
        assert client.post(addresses["calls"], recording, content_type="application/json").status_code == 204
        subscription = Browser("https://push.example.cn/a").subscription
        ours = identity.identity_of(identity.new_key())
        phones.ask(Case.objects.latest("id").pk, subscription, by=ours, language="zh-hans", at=AT)
        columns = [each for each in sealing.columns() if each.model._meta.app_label == "channels"]
        before = _opened(columns)
        assert {(each.model.__name__, each.name) for each in columns} == {key[:2] for key in before}
        new = crypto.new_key()
        settings.BANJIE_CONTACT_KEYS = [new, *settings.BANJIE_CONTACT_KEYS]
        for _ in sealing.reseal():
            continue
        settings.BANJIE_CONTACT_KEYS = [new]
        assert _opened(columns) == before

    def test_nothing_of_it_stands_in_the_database_in_plain(self, world, client, at_once):
        addresses = everything(world)
        set_aside(world)
        follower = Follower(client, addresses["wechat"], int(AT.timestamp()))
        follower.says("路灯不亮三天了")
        with connection.cursor() as cursor:
            for model in (Inbound, Thread, Part, Telling, Call, Endpoint, Device):
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} AS r WHERE r::text LIKE ANY(%s)", [
                    ["%zhang@example.cn%", "%路灯不亮三天%", "%oFollower1%", f"%{TOKEN}%", f"%{KEY}%"]
                ])  # fmt: skip
                assert cursor.fetchone() == (0,)
        assert wechat_sealing.is_key(KEY)


def _opened(columns):
    return {
        (each.model.__name__, each.name, row.pk): crypto.decrypt(getattr(row, each.name), bound_to=each.bound_to(row))
        for each in columns
        for row in each.model._base_manager.exclude(**{each.name: None})
    }


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def together(self, work, count: int = 6) -> list:
        gate = threading.Barrier(count)

        def one(number):
            gate.wait()
            try:
                return work(number)
            finally:
                connection.close()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    def test_the_same_message_from_many_at_once_is_one_case(self, db):
        world = make_world()
        made = hooked(world, make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="平台"))
        answers = self.together(lambda _number: call(Client(), made, ALARM))
        assert {each.status_code for each in answers} <= {200, 201}
        assert len({each.json()["number"] for each in answers}) == 1
        assert Case.objects.count() == 1

    def test_first_messages_of_one_device_at_once_are_one_case(self, db):
        world = make_world()
        made = hooked(world, make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="平台"))
        answers = self.together(lambda number: call(Client(), made, ALARM | {"id": f"a-{number}"}))
        assert {each.status_code for each in answers} <= {200, 201}
        assert Case.objects.count() == 1

    def test_a_job_and_a_request_that_take_the_same_message_make_one_case(self, db):
        world = make_world()
        endpoint_of(category=world.category)
        piped = piping.take_in(letter(), address=ADDRESS, at=AT)
        states = self.together(lambda _number: taking.take(piped.inbound_id, at=AT))
        assert set(states) == {State.TAKEN}
        assert Case.objects.count() == 1


class TestThroughTheInterface:
    def clerk(self, world):
        return make_caller(world, ("intake_clerk", "centre"), scopes=("act", "create"), name="受理系统")

    def test_what_was_set_aside_is_read_and_taken_in(self, world, at_once):
        row, clerk = set_aside(world), self.clerk(world)
        listed = clerk.get("/api/v1/incoming").json()
        assert (listed["total"], listed["messages"][0]["id"], listed["messages"][0]["reason"]) == (
            1,
            row.pk,
            "machine_made",
        )
        read = clerk.get(f"/api/v1/incoming/{row.pk}").json()
        assert "路灯不亮三天了" in read["body"]
        assert (read["sender"], read["files"][0]["name"]) == (None, "灯.png")
        body = {"body": "西乡主街路灯不亮三天了", "category": world.category, "through": "accepted"}
        made = clerk.post(f"/api/v1/incoming/{row.pk}/case", body)
        assert made.status_code == 201
        assert Case.objects.get().state == "accepted"
        assert clerk.post(f"/api/v1/incoming/{row.pk}/case", body).status_code == 404

    def test_it_is_added_or_dismissed(self, world, at_once):
        row, clerk = set_aside(world), self.clerk(world)
        assert clerk.post(f"/api/v1/incoming/{row.pk}/dismissal", {"reason": " "}).status_code == 422
        assert clerk.post(f"/api/v1/incoming/{row.pk}/addition", {"number": "x"}).status_code == 404
        made = clerk.post("/api/v1/cases", matter(world).model_dump(mode="json")).json()
        assert clerk.post(f"/api/v1/incoming/{row.pk}/addition", {"number": made["number"]}).status_code == 200
        assert TimelineEntry.objects.filter(command="add_information").count() == 1

    def test_the_sender_is_told_only_with_the_right_to_contacts(self, world, at_once):
        row = set_aside(world)
        may = make_caller(world, ("intake_clerk", "centre"), scopes=("act", "contact"), name="甲")
        assert may.get(f"/api/v1/incoming/{row.pk}").json()["sender"] == "zhang@example.cn"
        may_not = make_caller(world, ("handler", "urban"), scopes=("act",), name="乙")
        assert may_not.get("/api/v1/incoming").status_code == 403
        assert may_not.get(f"/api/v1/incoming/{row.pk}").status_code == 403
