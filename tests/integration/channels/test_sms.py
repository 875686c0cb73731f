"""Text messages in and out over a gateway: joined, once, answered, stopped, and a verdict by two figures."""

import json
import re
from urllib.parse import parse_qs

import pytest

from banjie.cases.models import Case, CaseText, Rating, TimelineEntry
from banjie.channels import endpoints, taking, threads, upkeep
from banjie.channels.endpoints import Refused, Wanted
from banjie.channels.models import Endpoint, Inbound, Part, State, Stopped, Thread
from banjie.channels.sms import gateway
from banjie.channels.sms.gateway import NotSent
from banjie.platform import clock, proving, texting
from banjie.platform.actors import SYSTEM
from banjie.platform.models import AddressProof
from banjie.platform.proving.addresses import Channel
from banjie.web.resident import proving_pages
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, taken_in
from tests.integration.cases.world import AT
from tests.integration.outbound import receiver as peers
from tests.integration.outbound.receiver import receiving

PHONE = "19900000001"


@pytest.fixture
def peer(settings):
    settings.BANJIE_HOOKS_PRIVATE = True
    settings.BANJIE_HOOKS_SECONDS = 1
    with receiving() as found:
        found.answer = peers.says(200, b'{"code": 0}')
        yield found


def numbered(peer=None, **changes):
    settings = {
        "mode": "address",
        "fields": {
            "from": "mobile", "text": "content", "id": "msgid", "reference": "ref", "part": "seq", "total": "count",
        },
        "answer": "ok",
    }  # fmt: skip
    if peer is not None:
        settings |= {
            "out_url": peer.url,
            "out_body": {"phone": "{to}", "params": {"content": "【办结】{text}", "uid": "{id}"}},
            "out_taken": {"path": "code", "in": [0]},
        }
    return endpoints.make("sms", wanted=Wanted("短信", settings | changes, {"out_secret": "s"}), by=SYSTEM, at=AT)


def texted(client, made, text, *, sender=PHONE, msgid="", **more):
    body = {"mobile": sender, "content": text, "msgid": msgid or str(abs(hash(text)))} | more
    return client.post(f"/in/sms/{made.token}", json.dumps(body), content_type="application/json")


def sent(peer) -> list[dict]:
    return [json.loads(body) for _headers, body in peer.got]


def closed(world, case_id: int) -> None:
    do(world, "intake", case_id, "classify", category=world.category)
    do(world, "intake", case_id, "accept")
    do(world, "dispatcher", case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", case_id, "claim")
    do(world, "handler", case_id, "answer", at=AT + HOUR, **ANSWER)
    do(world, "reviewer", case_id, "approve", at=AT + HOUR)
    do(world, "reviewer", case_id, "close", at=AT + HOUR)


def test_a_message_goes_round_to_a_verdict_of_two_figures(world, client, peer, at_once, monkeypatch):
    made = numbered(peer)
    assert texted(client, made, "西乡主街路灯不亮").content == b"ok"
    case = Case.objects.get()
    assert (case.channel, case.identity) == ("sms", "confidential")
    receipt = sent(peer)[0]
    assert receipt["phone"] == PHONE
    assert case.tracking_code in receipt["params"]["content"]
    assert "路灯" not in receipt["params"]["content"]
    assert peer.got[0][0]["authorization"] == "s"

    texted(client, made, "就在桥头")
    assert TimelineEntry.objects.get(command="add_information").data["text"] == "就在桥头"

    monkeypatch.setattr(clock, "now", lambda: AT + HOUR)
    closed(world, case.id)
    assert "1" in sent(peer)[-1]["params"]["content"]
    texted(client, made, "2 1")
    assert (Rating.objects.get().solved, Rating.objects.get().satisfaction) == (False, 1)
    assert Case.objects.get().state == "accepted"
    assert Case.objects.get().reopens == 1


def test_one_figure_alone_is_not_completed_by_guessing(world, client, peer, at_once, monkeypatch):
    made = numbered(peer)
    texted(client, made, "西乡主街路灯不亮")
    monkeypatch.setattr(clock, "now", lambda: AT + HOUR)
    closed(world, Case.objects.get().id)
    texted(client, made, "1", msgid="v1")
    assert not Rating.objects.exists()
    assert "1" in sent(peer)[-1]["params"]["content"]
    texted(client, made, "4", msgid="v2")
    assert (Rating.objects.get().solved, Rating.objects.get().satisfaction) == (True, 4)
    assert Thread.objects.get().window is None


def test_a_new_matter_of_the_same_number_is_a_case_of_its_own(world, client, peer, at_once, monkeypatch):
    made = numbered(peer)
    texted(client, made, "西乡主街路灯不亮")
    monkeypatch.setattr(clock, "now", lambda: AT + HOUR)
    texted(client, made, "东镇井盖松动")
    assert Case.objects.count() == 2
    assert not TimelineEntry.objects.filter(command="add_information").exists()


def test_while_a_verdict_is_awaited_other_words_are_another_matter(world, client, peer, at_once, monkeypatch):
    made = numbered(peer)
    texted(client, made, "西乡主街路灯不亮")
    monkeypatch.setattr(clock, "now", lambda: AT + HOUR)
    closed(world, Case.objects.get().id)
    texted(client, made, "另外东镇的井盖松了")
    assert Case.objects.count() == 2


def test_with_two_matters_that_await_an_answer_nothing_is_guessed(world, client, peer, at_once, monkeypatch):
    made = numbered(peer)
    texted(client, made, "西乡主街路灯不亮")
    monkeypatch.setattr(clock, "now", lambda: AT + HOUR)
    texted(client, made, "东镇井盖松动")
    first, second = Case.objects.order_by("id")
    closed(world, first.id)
    closed(world, second.id)
    texted(client, made, "1 5", msgid="v1")
    assert not Rating.objects.exists()
    assert Inbound.objects.filter(reason="ambiguous").count() == 1
    texted(client, made, f"{second.tracking_code} 1 5", msgid="v2")
    assert Rating.objects.get().case_id == second.id


def test_long_messages_are_joined_whatever_their_order(world, client, at_once):
    made = numbered()
    parts = {1: "西乡主街路灯", 2: "不亮三天了，", 3: "晚上看不见路"}
    for number in (3, 1, 1, 2, 3):
        texted(client, made, parts[number], msgid=f"p{number}", ref="77", seq=number, count=3)
    assert CaseText.objects.get().body == "西乡主街路灯不亮三天了，晚上看不见路"
    assert Case.objects.count() == 1


def test_parts_that_never_came_are_forgotten_and_were_sealed(world, client, at_once):
    made = numbered()
    texted(client, made, "前半", ref="77", seq=1, count=2)
    assert "前半".encode() not in bytes(Part.objects.get().sealed)
    upkeep.forget(at=AT + 25 * HOUR)
    assert not Part.objects.exists()


def test_the_same_message_again_is_the_same(world, client, at_once):
    made = numbered()
    for _ in range(3):
        assert texted(client, made, "西乡主街路灯不亮", msgid="m1").status_code == 200
    assert Case.objects.count() == 1


class TestStopping:
    def test_whoever_wants_no_more_gets_no_more_until_they_say_so(self, world, client, peer, at_once):
        made = numbered(peer)
        texted(client, made, " 退订。")
        assert PHONE.encode() not in bytes(Stopped.objects.get().digest)
        assert not Case.objects.exists()
        texted(client, made, "西乡主街路灯不亮")
        assert Case.objects.count() == 1
        assert sent(peer) == []
        texted(client, made, "恢复")
        texted(client, made, "还是不亮")
        gateway.Gateway().send(to=PHONE, text="您好")
        assert sent(peer)[-1]["params"]["content"] == "【办结】您好"


class TestOut:
    def test_it_carries_the_six_digits(self, world, client, peer, settings):
        settings.BANJIE_TEXTING = "banjie.channels.sms.gateway.Gateway"
        numbered(peer)
        assert texting.can_send()
        asked = proving.ask(Channel.TEXT, PHONE, purpose="mine", origin=None, language="zh-hans", at=AT)
        assert proving_pages.send_number(AddressProof.objects.get().pk, at=AT)
        digits = re.search(r"\d{6}", sent(peer)[0]["params"]["content"]).group()
        proved = proving.prove(asked.token, digits, purpose="mine", origin=None, at=AT)
        assert isinstance(proved, proving.Proved)

    @pytest.mark.parametrize(
        ("answer", "fault"),
        [
            (peers.says(200, b'{"code": 7}'), "out_not_taken"),
            (peers.says(200, b"<html>"), "out_page"),
            (peers.says(200, b"not json"), "out_not_taken"),
            (500, "out_refused"),
            (peers.hangs(2), "out_timed_out"),
            (peers.redirects("http://169.254.169.254/"), "out_redirect"),
            (peers.talks_nonsense, "out_not_http"),
        ],
    )
    def test_what_the_gateway_does_not_take_is_said_and_tried_again(self, world, peer, answer, fault):
        numbered(peer)
        peer.answer = answer
        with pytest.raises(NotSent):
            gateway.Gateway().send(to=PHONE, text="您好")
        assert Endpoint.objects.get().fault == fault

    def test_what_stands_in_a_text_stays_text(self, peer, world):
        numbered(peer, out_method="form", out_body={"to": "{to}", "text": "{text}"}, out_taken={})
        gateway.Gateway().send(to=PHONE, text='"},"to":"110&to=110 {id}{to}')
        told = parse_qs(peer.got[0][1].decode())
        assert told == {"to": [PHONE], "text": ['"},"to":"110&to=110 {id}{to}']}

    def test_no_private_address_is_called(self, world, peer, settings):
        settings.BANJIE_HOOKS_PRIVATE = False
        with pytest.raises(Refused) as refused:
            numbered(peer)
        assert refused.value.faults["out_url"].startswith("address_")


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"mobile": "x", "content": "y"}',
        b'{"mobile": "19900000001"}',
        b'{"mobile": "19900000001", "content": " "}',
    ],
)
def test_a_call_that_is_no_message_is_said_and_nothing_kept(world, client, body):
    made = numbered()
    answer = client.post(f"/in/sms/{made.token}", body, content_type="application/json")
    assert answer.status_code == 422
    assert not Inbound.objects.exists()


def test_a_gateway_that_calls_with_everything_in_the_address(world, client, at_once):
    made = numbered(fields={"from": "from", "text": "text"})
    answer = client.get(f"/in/sms/{made.token}?from=%2B8619900000001&text=%E8%B7%AF%E7%81%AF%E4%B8%8D%E4%BA%AE")
    assert answer.status_code == 200
    assert CaseText.objects.get().body == "路灯不亮"


def test_the_window_closes_with_its_time(world, client, peer, at_once, monkeypatch):
    made = numbered(peer)
    texted(client, made, "西乡主街路灯不亮")
    assert Thread.objects.get().window is not None
    assert PHONE.encode() not in bytes(Thread.objects.get().sealed)
    upkeep.forget(at=AT + threads.JUST_TOLD)
    assert Thread.objects.get().window is None
    assert taking.take_due(at=AT + HOUR) == 0
    assert Inbound.objects.get().state == State.TAKEN


def test_a_merged_matter_is_told_by_message_that_the_joint_one_is_closed(world, client, peer, at_once):
    made = numbered(peer)
    texted(client, made, "西乡主街路灯不亮")
    merged = Case.objects.get()
    lead = taken_in(world).case_id
    do(world, "dispatcher", merged.id, "merge", into=lead)
    before = len(sent(peer))
    closed(world, lead)
    told = [each["params"]["content"] for each in sent(peer)[before:]]
    assert [words for words in told if merged.number in words and "合并办理" in words]
    assert TimelineEntry.objects.get(case_id=merged.id, command="tell_joint").data["how"] == "message"
