"""An official account: believed, sealed, answered once; a conversation that becomes a case, and its verdict."""

import pytest

from banjie.cases.intake.draft import Submission, Through
from banjie.cases.models import Attachment, Case, CaseText, Contact, Rating, TimelineEntry
from banjie.channels import endpoints, incoming, upkeep
from banjie.channels.endpoints import Refused, Wanted
from banjie.channels.models import Endpoint, Inbound, State, Telling, Thread
from banjie.channels.wechat import client as interface
from banjie.channels.wechat import fetching, sealing, sending
from banjie.channels.wechat.client import WeChatFault
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.web import verdict_letters
from tests.integration.cases.test_closed_loop import HOUR
from tests.integration.cases.world import AT
from tests.integration.channels.test_mail import PNG
from tests.integration.channels.test_sms import closed
from tests.integration.channels.wechat_peer import APPID, KEY, SECRET, TOKEN, Follower, wechat

STORY = "西乡主街路灯不亮三天了"


@pytest.fixture
def peer(settings):
    settings.BANJIE_HOOKS_PRIVATE = True
    settings.BANJIE_HOOKS_SECONDS = 2
    interface.forget_tokens()
    with wechat() as found:
        yield found


def account(peer, **changes):
    secrets = {"token": TOKEN, "aes_key": KEY, "app_secret": SECRET} | changes.pop("secrets", {})
    settings = {"appid": APPID, "api": peer.url, "template_kind": "service"} | changes
    return endpoints.make("wechat", wanted=Wanted("公众号", settings, secrets), by=SYSTEM, at=AT)


@pytest.fixture
def made(world, peer):
    return account(peer)


@pytest.fixture
def follower(client, made):
    return Follower(client, f"/in/wechat/{made.token}", int(AT.timestamp()))


def handed_in(follower: Follower) -> Case:
    follower.says(STORY)
    follower.says("桥头")
    follower.says("0")
    follower.says("1")
    return Case.objects.order_by("-id")[0]


def test_a_matter_told_step_by_step_goes_round_to_the_verdict(world, peer, follower, at_once, monkeypatch):
    peer.media["m1"] = PNG
    assert follower.says(STORY)
    follower.is_at(30.5, 110.5, "西乡主街1号")
    assert STORY in follower.shows("m1")
    receipt = follower.says("1")
    case = Case.objects.get()
    assert case.tracking_code in receipt
    assert (case.channel, case.identity, case.place_text, case.area_path) == (
        "wechat",
        "confidential",
        "西乡主街1号",
        "county.west",
    )
    # Given as GCJ-02, kept as WGS-84: some hundred metres to the west.
    assert case.longitude < 110.5
    assert CaseText.objects.get().body == STORY
    assert Attachment.objects.get().kind == "png"
    assert not Telling.objects.exists()

    follower.says("就在桥头第三盏")
    assert TimelineEntry.objects.get(command="add_information").data["text"] == "就在桥头第三盏"

    monkeypatch.setattr(clock, "now", lambda: AT + HOUR)
    follower.at += 3600
    closed(world, case.id)
    assert case.number in peer.messages()[-1]
    assert TimelineEntry.objects.get(command="ask_verdict").data == {"how": "message"}
    follower.says("1")
    follower.says("5")
    assert (Rating.objects.get().solved, Rating.objects.get().satisfaction) == (True, 5)
    assert not verdict_letters.ask(case.id, 0, at=AT + HOUR)


def test_the_openid_is_sealed_and_nothing_else_of_it_is_kept(world, follower, at_once):
    case = handed_in(follower)
    assert not Contact.objects.filter(case_id=case.id).exists()
    assert follower.openid.encode() not in bytes(Thread.objects.get().sealed)
    follower.says("另外一件事", again=False)
    follower.says("取消")
    upkeep.forget(at=AT + HOUR)
    assert not Telling.objects.exists()
    assert not Inbound.objects.filter(sealed__isnull=False).exists()


def test_a_callback_that_is_repeated_is_answered_the_same_and_counts_once(world, follower, at_once):
    follower.says(STORY)
    follower.says("桥头")
    follower.says("0")
    first = follower.says("1")
    assert [follower.says("1", again=True) for _ in range(3)] == [first] * 3
    assert Case.objects.count() == 1
    events = [
        follower.presses("report"),
        follower.sends("event", "<Event>CLICK</Event><EventKey>report</EventKey>", again=True),
    ]
    assert events[0] == events[1]


def test_the_address_is_tried_with_an_echo(world, client, made):
    moment = str(int(AT.timestamp()))
    good = sealing.signature(TOKEN, moment, "n")
    path = f"/in/wechat/{made.token}?timestamp={moment}&nonce=n&echostr=42&signature="
    assert client.get(path + good).content == b"42"
    assert client.get(path + "0" * 40).status_code == 401


class TestBelieved:
    def refused(self, answer, code):
        assert (answer.status_code, answer.json()["code"]) == (401, code)
        assert not Inbound.objects.exists()

    def test_a_forged_signature(self, follower):
        self.refused(follower.posted("<xml/>", signature="0" * 40), "signature")

    def test_a_forged_signature_of_the_sealed_text(self, follower):
        self.refused(follower.posted("<xml/>", msg_signature="0" * 40), "signature")

    def test_an_old_moment(self, follower):
        self.refused(follower.posted("<xml/>", timestamp=str(follower.at - 301)), "timestamp")

    def test_what_was_sealed_for_another_account(self, follower):
        self.refused(follower.posted("<xml/>", appid="wxother"), "not_sealed")

    def test_plain_words_where_they_must_be_sealed(self, follower):
        follower.seals = False
        self.refused(follower.posted(follower.message("text", "<Content>x</Content>")), "not_sealed")

    def test_plain_words_are_taken_where_no_key_is_set(self, world, client, peer, at_once):
        plain = account(peer, secrets={"aes_key": ""})
        follower = Follower(client, f"/in/wechat/{plain.token}", int(AT.timestamp()), seals=False)
        assert follower.says(STORY)

    @pytest.mark.parametrize(
        "xml",
        [
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><FromUserName>&b;</FromUserName></xml>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><FromUserName>&a;</FromUserName></xml>',
            '<?xml-stylesheet href="http://evil.example/"?><xml></xml>',
            "<xml>" * 3_000,
            "no xml",
            "<xml></xml>",
            "<other></other>",
            "<xml><FromUserName>x</FromUserName><MsgType>text</MsgType><CreateTime>soon</CreateTime></xml>",
        ],
    )
    def test_entities_and_nonsense_are_refused_and_nothing_kept(self, follower, xml):
        answer = follower.posted(xml)
        assert answer.status_code == 400
        follower.seals = False
        assert follower.posted(xml).status_code in {400, 401}
        assert not Inbound.objects.exists()


class TestTheConversation:
    def test_a_code_asks_how_it_stands_and_what_follows_is_added(self, world, follower, at_once):
        case = handed_in(follower)
        other = Follower(follower.client, follower.path, follower.at, openid="oAnother", count=500)
        assert case.number in other.says(case.tracking_code)
        other.says(f"{case.tracking_code} 我也看到了")
        assert TimelineEntry.objects.get(command="add_information").data["text"] == "我也看到了"

    def test_a_code_that_is_nobodys(self, world, follower, at_once):
        assert follower.says("7K3M-9QPX-2VTD")
        assert not Telling.objects.exists()

    def test_a_second_matter_may_follow_at_once_by_the_menu(self, world, follower, at_once):
        handed_in(follower)
        follower.presses("report")
        follower.says("东镇井盖松动")
        follower.says("0")
        follower.says("0")
        follower.says("确认")
        assert Case.objects.count() == 2

    def test_a_photo_after_the_receipt_goes_to_the_case(self, world, peer, follower, at_once):
        peer.media["m9"] = PNG
        case = handed_in(follower)
        follower.shows("m9")
        assert Attachment.objects.get().case_id == case.id

    def test_a_recording_that_nobody_understood_is_asked_for_in_words(self, world, follower, at_once):
        assert follower.sends("voice", "<MediaId>v1</MediaId><Recognition></Recognition>")
        assert Telling.objects.count() == 1
        follower.says("取消")
        assert follower.sends("voice", f"<MediaId>v2</MediaId><Recognition>{STORY}</Recognition>")
        follower.says("0")
        assert STORY in follower.says("0")

    def test_greetings_events_and_giving_up_leave_nothing(self, world, follower, at_once):
        assert follower.says("你好")
        assert follower.sends("event", "<Event>subscribe</Event><EventKey></EventKey>")
        assert follower.sends("event", "<Event>unsubscribe</Event><EventKey></EventKey>") == ""
        assert follower.sends("event", "<Event>LOCATION</Event><Latitude>30</Latitude><Longitude>110</Longitude>") == ""
        follower.says(STORY)
        follower.says("取消")
        assert not Telling.objects.exists()
        assert not Case.objects.exists()

    def test_what_does_not_fit_is_kept_for_a_person_who_takes_it_in(self, world, peer, follower, at_once):
        peer.media["m1"] = PNG
        follower.says(STORY)
        follower.is_at(10.0, 10.0, "海上")
        follower.shows("m1")
        assert follower.says("1")
        assert follower.says("1", again=True) == ""
        row = Inbound.objects.get(state=State.SET_ASIDE)
        assert row.reason == "refused"
        assert not Case.objects.exists()
        clerk = world.acting("intake")
        assert incoming.opened(row.pk, clerk.viewer).body == STORY
        submission = Submission.model_validate({"body": STORY, "place_text": "海上", "identity": "confidential"})
        made = incoming.take_in(row.pk, submission, channel="wechat", through=Through.RECEIVED, by=clerk, at=AT)
        assert made.tracking_code in peer.messages()[-1]
        assert Attachment.objects.get().case_id == made.case_id
        assert Thread.objects.get().case_id == made.case_id


class TestTheInterface:
    def test_the_token_is_kept_and_asked_for_anew_where_it_no_longer_holds(self, world, peer, made):
        endpoint = Endpoint.objects.get()
        sending.push_menu(endpoint)
        sending.push_menu(endpoint)
        assert peer.tokens == 1
        peer.errcodes["/cgi-bin/menu/create"] = [42001]
        sending.push_menu(endpoint)
        assert peer.tokens == 2
        assert [button["name"] for button in peer.sent[0][1]["button"]]

    def test_a_photo_that_is_gone_costs_nothing_and_one_that_fails_is_tried_again(self, world, peer, follower, at_once):
        case = handed_in(follower)
        endpoint = Endpoint.objects.get()
        peer.media["here"] = PNG
        assert fetching.fetch(endpoint, case.id, ["gone", "here"], at=AT) == 1
        peer.errcodes["/cgi-bin/media/get"] = [-1]
        with pytest.raises(WeChatFault):
            fetching.fetch(endpoint, case.id, ["here"], at=AT)
        assert fetching.fetch(endpoint, case.id, ["here"], at=AT) == 1
        assert Attachment.objects.count() == 1

    @pytest.mark.parametrize("kind", ["template", "subscribe"])
    def test_templates_are_filled_as_they_are_declared(self, world, client, peer, kind, at_once):
        made = account(
            peer, template_kind=kind, template_id="T1", template_data={"thing1": "{subject}", "number2": "{number}"}
        )
        follower = Follower(client, f"/in/wechat/{made.token}", int(AT.timestamp()))
        case = handed_in(follower)
        closed(world, case.id)
        path, body = peer.sent[-1]
        assert (
            path
            == {"template": "/cgi-bin/message/template/send", "subscribe": "/cgi-bin/message/subscribe/bizsend"}[kind]
        )
        assert body["data"]["number2"] == {"value": case.number}
        assert case.tracking_code in (body.get("url") or body.get("page"))

    def test_what_is_refused_for_good_is_noted_and_not_tried_for_ever(self, world, peer, follower, at_once):
        case = handed_in(follower)
        peer.errcodes["/cgi-bin/message/custom/send"] = [45015]
        closed(world, case.id)
        assert Endpoint.objects.get().fault == "wechat_45015"

    def test_an_answer_that_is_no_json_is_tried_again(self, world, peer, made):
        peer.nonsense = True
        with pytest.raises(WeChatFault):
            sending.push_menu(Endpoint.objects.get())

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"appid": "x y"}, "appid"),
            ({"secrets": {"token": "a-b"}}, "token"),
            ({"secrets": {"aes_key": "short"}}, "aes_key"),
            ({"api": "ftp://x"}, "api"),
            ({"template_id": "T"}, "template_data"),
        ],
    )
    def test_what_does_not_hold_is_said_by_its_field(self, world, peer, changes, field):
        with pytest.raises(Refused) as refused:
            account(peer, **changes)
        assert field in refused.value.faults
