"""Administrators set channels up; clerks deal with what was set aside; a call opens an empty entry."""

import json
import re

import pytest

from banjie.cases.models import Attachment, Case, Contact
from banjie.channels import endpoints, taking, upkeep
from banjie.channels.calls import acts
from banjie.channels.endpoints import Wanted
from banjie.channels.mail_in import piping
from banjie.channels.models import Call, Endpoint, Inbound, State, Thread
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do
from tests.integration.cases.world import AT
from tests.integration.channels.test_hooks_in import ALARM, mapping_of
from tests.integration.channels.test_mail import ADDRESS, PNG, WHO, endpoint_of, letter
from tests.integration.web.conftest import signed_in, soup  # noqa: F401

MAIL = {"name": "来信", "address": ADDRESS, "port": 993, "folder": "INBOX", "identity": "confidential"}


@pytest.fixture
def admin(world, signed_in):  # noqa: F811
    return signed_in("administrator")


@pytest.fixture
def clerk(world, signed_in):  # noqa: F811
    return signed_in("intake")


def set_aside(world) -> Inbound:
    endpoint_of()
    piped = piping.take_in(letter(List_Id="<x.y>", files=[("灯.png", PNG)]), address=ADDRESS, at=AT)
    taking.take(piped.inbound_id, at=AT)
    return Inbound.objects.get(state=State.SET_ASIDE)


class TestSettingUp:
    def test_a_mailbox(self, admin):
        assert admin.get("/work/channels/new/mail/").status_code == 200
        answer = admin.post("/work/channels/new/mail/", MAIL)
        endpoint = Endpoint.objects.get()
        assert answer["Location"] == f"/work/channels/{endpoint.pk}/"
        assert ADDRESS in admin.get(answer["Location"]).content.decode()
        assert "来信" in admin.get("/work/channels/").content.decode()

    def test_a_password_is_never_shown_again(self, admin):
        given = MAIL | {"host": "imap.example.cn", "user": "m", "secret_password": "geheim-123"}
        admin.post("/work/channels/new/mail/", given)
        endpoint = Endpoint.objects.get()
        for path in ("", "change/"):
            assert "geheim-123" not in admin.get(f"/work/channels/{endpoint.pk}/{path}").content.decode()
        admin.post(f"/work/channels/{endpoint.pk}/change/", given | {"secret_password": "", "name": "信"})
        changed = Endpoint.objects.get()
        assert (changed.name, bool(changed.secrets)) == ("信", True)

    def test_faults_stand_beside_their_fields(self, admin):
        answer = admin.post("/work/channels/new/mail/", MAIL | {"address": "nobody", "area": "atlantis"})
        assert answer.status_code == 422
        assert answer.content.decode().count('class="field-error"') == 2
        assert not Endpoint.objects.exists()

    def test_a_hook_shows_its_address_and_secret_once_and_tries_a_sample(self, world, admin):
        caller = make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="水务平台")
        given = {
            "name": "水位", "client": caller.id, "mode": "standard", "through": "received",
            "mapping": json.dumps(mapping_of(world)), "window_hours": 24, "quiet_minutes": 10,
        }  # fmt: skip
        answer = admin.post("/work/channels/new/hook/", given)
        shown = answer.content.decode()
        endpoint = Endpoint.objects.get()
        token = re.search(r"/in/hook/([\w-]+)", shown).group(1)
        secret = re.search(r"whsec_[A-Za-z0-9+/=]+", shown).group()
        page = admin.get(f"/work/channels/{endpoint.pk}/").content.decode()
        assert token not in page
        assert secret not in page
        answer = admin.post(f"/work/channels/{endpoint.pk}/preview/", {"sample": json.dumps(ALARM)})
        assert "桥下水位计：水位 83 厘米" in answer.content.decode()
        assert not Inbound.objects.exists()
        for sample in ("{", "", json.dumps({"status": "alarm"}), json.dumps(ALARM | {"status": "ok"})):
            assert admin.post(f"/work/channels/{endpoint.pk}/preview/", {"sample": sample}).status_code == 200
        renewed = admin.post(f"/work/channels/{endpoint.pk}/act/renew/").content.decode()
        assert token not in renewed

    def test_a_mapping_that_is_no_json_is_said(self, world, admin):
        caller = make_caller(world, ("intake_clerk", "centre"), scopes=("create",), name="水务平台")
        given = {"name": "x", "client": caller.id, "mode": "standard", "through": "received", "mapping": "{"}
        assert admin.post("/work/channels/new/hook/", given).status_code == 422

    @pytest.mark.parametrize("kind", ["sms", "wechat", "calls", "hook"])
    def test_every_kind_has_its_form(self, admin, kind):
        assert admin.get(f"/work/channels/new/{kind}/").status_code == 200

    def test_stopped_and_started(self, world, admin):
        endpoint = endpoint_of()
        admin.post(f"/work/channels/{endpoint.pk}/act/stop/")
        assert not Endpoint.objects.get().active
        admin.post(f"/work/channels/{endpoint.pk}/act/start/")
        assert Endpoint.objects.get().active
        assert admin.post(f"/work/channels/{endpoint.pk}/act/try/").status_code == 302
        assert admin.post(f"/work/channels/{endpoint.pk}/act/nonsense/").status_code == 404

    def test_an_endpoint_belongs_to_ones_own_area_unless_another_is_named(self, admin):
        admin.post("/work/channels/new/mail/", MAIL)
        assert Endpoint.objects.get().area_path == "county"
        admin.post("/work/channels/new/mail/", MAIL | {"name": "西乡", "belongs_to": "west"})
        assert Endpoint.objects.get(name="西乡").area_path == "county.west"
        assert admin.post("/work/channels/new/mail/", MAIL | {"name": "x", "belongs_to": "nowhere"}).status_code == 422

    def test_one_of_another_jurisdiction_does_not_exist(self, world, admin):
        endpoint = endpoint_of()
        Endpoint.objects.update(area_path="elsewhere")
        assert admin.get(f"/work/channels/{endpoint.pk}/").status_code == 404
        assert admin.post(f"/work/channels/{endpoint.pk}/act/stop/").status_code == 404
        assert f"/work/channels/{endpoint.pk}/" not in admin.get("/work/channels/").content.decode()

    def test_only_those_who_keep_systems_have_these_pages(self, world, clerk):
        for path in ("", "new/mail/", "1/"):
            assert clerk.get(f"/work/channels/{path}").status_code == 404


class TestIncoming:
    def test_a_message_is_taken_in_by_hand_with_its_files_and_its_sender(self, world, clerk, at_once):
        row = set_aside(world)
        page = clerk.get("/work/incoming/")
        assert f"/work/incoming/{row.pk}/" in page.content.decode()
        assert "路灯不亮三天了" in clerk.get(f"/work/incoming/{row.pk}/").content.decode()
        entry = soup(clerk.get(f"/work/incoming/{row.pk}/take/"))
        assert "路灯不亮三天了" in entry.select_one("#id_body").text
        given = {
            "body": "西乡主街路灯不亮三天了。", "category": world.category, "channel": "email",
            "identity": "confidential", "through": "accepted",
        }  # fmt: skip
        assert clerk.post(f"/work/incoming/{row.pk}/take/", given).status_code == 302
        case = Case.objects.get()
        assert (case.channel, case.state) == ("email", "accepted")
        assert Attachment.objects.get().name == "灯.png"
        assert Contact.objects.filter(case=case).exists()
        assert Thread.objects.get().case_id == case.id
        row.refresh_from_db()
        assert (row.state, row.sealed, row.handled_by) == (State.TAKEN, None, world.staff["intake"].pk)
        assert clerk.post(f"/work/incoming/{row.pk}/take/", given).status_code == 404
        assert Case.objects.count() == 1

    def test_faults_of_the_entry_leave_the_message_where_it_is(self, world, clerk):
        row = set_aside(world)
        given = {"body": "x", "category": "NOPE", "channel": "email", "identity": "open"}
        assert clerk.post(f"/work/incoming/{row.pk}/take/", given).status_code == 422
        assert Inbound.objects.get().state == State.SET_ASIDE

    def test_it_is_added_to_a_case_by_its_number(self, world, clerk, at_once):
        row = set_aside(world)
        piping.take_in(letter("另一件"), address=ADDRESS, at=AT)
        case = Case.objects.get()
        assert clerk.post(f"/work/incoming/{row.pk}/add/", {"number": "nonsense"}).status_code == 422
        answer = clerk.post(f"/work/incoming/{row.pk}/add/", {"number": case.number})
        assert answer["Location"] == f"/work/cases/{case.id}/"
        assert Inbound.objects.get(pk=row.pk).state == State.ADDED

    def test_it_is_dismissed_with_a_reason_and_what_it_said_is_erased(self, world, clerk):
        row = set_aside(world)
        assert clerk.post(f"/work/incoming/{row.pk}/dismiss/", {"reason": " "}).status_code == 422
        assert clerk.post(f"/work/incoming/{row.pk}/dismiss/", {"reason": "广告"}).status_code == 302
        row.refresh_from_db()
        assert (row.state, row.sealed, row.note) == (State.DISMISSED, None, "广告")

    def test_a_message_of_another_areas_endpoint_does_not_exist(self, world, signed_in):  # noqa: F811
        row = set_aside(world)
        clerk, west = signed_in("intake"), signed_in("west_dispatcher")
        for area, status in (("", 404), ("county.east", 404), ("county.west", 200)):
            endpoint = Endpoint.objects.get()
            wanted = Wanted(endpoint.name, endpoint.settings, area_path=area)
            endpoints.change(endpoint.pk, wanted=wanted, by=SYSTEM, at=AT)
            assert clerk.get(f"/work/incoming/{row.pk}/").status_code == 200
            assert west.get(f"/work/incoming/{row.pk}/").status_code == status
            assert (f"/work/incoming/{row.pk}/" in west.get("/work/incoming/").content.decode()) == (status == 200)
        endpoints.change(endpoint.pk, wanted=Wanted(endpoint.name, endpoint.settings), by=SYSTEM, at=AT)
        assert west.post(f"/work/incoming/{row.pk}/dismiss/", {"reason": "x"}).status_code == 404
        handler = signed_in("handler")
        assert handler.get("/work/incoming/").status_code == 404
        assert handler.get(f"/work/incoming/{row.pk}/").status_code == 404


def centre_of_calls(**changes):
    settings = {"hosts": "rec.example.cn", "mode": "bearer"} | changes
    made = endpoints.make("calls", wanted=Wanted("热线", settings), by=SYSTEM, at=AT)
    return Endpoint.objects.get(pk=made.endpoint_id), made


def recorded(client, made, call="c-1", recording="https://rec.example.cn/1.mp3", secret=None):
    body = json.dumps({"call": call, "recording": recording})
    headers = {"Authorization": f"Bearer {secret or made.secret}"}
    return client.post(f"/in/calls/{made.token}", body, content_type="application/json", headers=headers)


class TestCalls:
    def entered(self, world, clerk, endpoint, call="c-1"):
        given = {
            "body": "路灯不亮", "category": world.category, "channel": "hotline", "identity": "open",
            "contact_phone": "19900000001", "through": "received",
        }  # fmt: skip
        return clerk.post(f"/work/incoming/call/{endpoint.ref}/?call={call}&number=19900000001", given)

    def test_a_call_opens_an_empty_entry_with_the_number_and_nothing_else_of_the_caller(self, world, clerk):
        endpoint, _made = centre_of_calls()
        assert self.entered(world, clerk, endpoint, "c-0").status_code == 302
        earlier = Case.objects.get()
        clerk.get(f"/work/cases/{earlier.id}/")
        page = clerk.get(f"/work/incoming/call/{endpoint.ref}/?call=c-1&number=19900000001")
        form = soup(page)
        assert form.select_one("#id_contact_phone")["value"] == "19900000001"
        assert form.select_one("#id_body").text.strip() == ""
        assert earlier.number not in page.content.decode()
        assert earlier.title not in form.select_one("main").text

    def test_the_same_call_twice_is_one_case(self, world, clerk):
        endpoint, _made = centre_of_calls()
        first = self.entered(world, clerk, endpoint)
        again = self.entered(world, clerk, endpoint)
        assert first["Location"] == again["Location"]
        assert Case.objects.count() == 1
        reopened = clerk.get(f"/work/incoming/call/{endpoint.ref}/?call=c-1&number=19900000001")
        assert reopened["Location"] == first["Location"]

    def test_the_loop_from_a_call_to_the_callers_verdict(self, world, clerk, client, at_once):
        endpoint, _made = centre_of_calls()
        self.entered(world, clerk, endpoint)
        case = Case.objects.get()
        assert case.channel == "hotline"
        do(world, "intake", case.id, "accept")
        do(world, "dispatcher", case.id, "assign", lead=world.units["urban"].pk)
        do(world, "handler", case.id, "claim")
        do(world, "handler", case.id, "answer", at=AT + HOUR, **ANSWER)
        do(world, "reviewer", case.id, "approve", at=AT + HOUR)
        do(world, "reviewer", case.id, "close", at=AT + HOUR)
        said = {"solved": "yes", "satisfaction": "4"}
        assert client.post(f"/track/{case.tracking_code}/do/rate/", said).status_code == 302
        case.refresh_from_db()
        assert (case.state, case.rated_solved) == ("finished", True)

    @pytest.mark.parametrize("before", [True, False])
    def test_a_recording_is_a_link_for_whoever_is_shown_the_contact(self, world, clerk, client, signed_in, before):  # noqa: F811
        endpoint, made = centre_of_calls()
        if before:
            assert recorded(client, made).status_code == 204
        self.entered(world, clerk, endpoint)
        if not before:
            assert recorded(client, made).status_code == 204
        case = Case.objects.get()
        assert b"rec.example.cn" not in bytes(Call.objects.get().recording)
        assert "rec.example.cn" not in clerk.get(f"/work/cases/{case.id}/").content.decode()
        shown = clerk.post(f"/work/cases/{case.id}/contact/", {"purpose": "核对录音"}).content.decode()
        assert "https://rec.example.cn/1.mp3" in shown
        assert signed_in("auditor").post(f"/work/cases/{case.id}/contact/", {"purpose": "x"}).status_code == 404

    @pytest.mark.parametrize(
        ("recording", "code"),
        [
            ("http://rec.example.cn/1.mp3", "address"),
            ("https://evil.example/1.mp3", "host"),
            ("https://rec.example.cn.evil.example/", "host"),
            ("https://rec.example.cn@evil.example/", "address"),
            ("https://rec.example.cn:8443/1", "host"),
            ("javascript:alert(1)", "address"),
            ("https://rec.example.cn/\\evil", "address"),
            ("", "address"),
        ],
    )
    def test_only_links_to_the_hosts_that_are_set_are_kept(self, world, client, recording, code):
        _endpoint, made = centre_of_calls()
        answer = recorded(client, made, recording=recording)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == code
        assert not Call.objects.exists()

    def test_a_recording_without_the_secret_is_not_taken(self, world, client):
        _endpoint, made = centre_of_calls()
        assert recorded(client, made, secret="x").status_code == 401

    def test_calls_that_became_nothing_are_forgotten_with_their_recording(self, world, client):
        _endpoint, made = centre_of_calls()
        recorded(client, made)
        upkeep.forget(at=AT + 49 * HOUR)
        assert not Call.objects.exists()

    @pytest.mark.parametrize("query", ["", "?number=1", "?call=a%20b", "?call=" + "x" * 121, "?call=%E4%B8%80"])
    def test_a_call_without_an_id_opens_nothing(self, world, clerk, query):
        endpoint, _made = centre_of_calls()
        assert clerk.get(f"/work/incoming/call/{endpoint.ref}/{query}").status_code == 404

    def test_what_is_no_number_is_not_filled_in(self, world, clerk):
        endpoint, _made = centre_of_calls()
        page = clerk.get(f"/work/incoming/call/{endpoint.ref}/?call=c-1&number=%3Cscript%3E")
        assert "value" not in soup(page).select_one("#id_contact_phone").attrs

    def test_whoever_may_enter_nothing_gets_no_entry(self, world, signed_in):  # noqa: F811
        endpoint, _made = centre_of_calls()
        assert signed_in("auditor").get(f"/work/incoming/call/{endpoint.ref}/?call=c-1").status_code == 404
        assert acts.centre("nonsense") is None


def test_whom_a_letter_is_from_is_nobodys_to_search(world, clerk):
    """Nothing on these pages takes an address or a number and lists cases by it."""
    row = set_aside(world)
    page = soup(clerk.get(f"/work/incoming/{row.pk}/"))
    assert WHO in page.text
    assert not [form for form in page.select("main form") if form.select_one("[name=q], [type=search]")]
