"""From a letter to a case and back: fetched over IMAP, answered over SMTP, added to, closed, judged by an answer."""

import base64
from email.message import EmailMessage
from smtplib import SMTPException

import pytest

from banjie.cases import actions as cases
from banjie.cases import queries
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Attachment, Case, CaseText, Rating, TimelineEntry
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content as catalogue_content
from banjie.catalogue.loading import default_content
from banjie.channels import endpoints, replying, taking, threads, upkeep
from banjie.channels.endpoints import Refused, Wanted
from banjie.channels.mail_in import fetching, piping
from banjie.channels.mail_in.fetching import MailboxFault
from banjie.channels.models import Endpoint, Inbound, State, Thread
from banjie.platform import clock, crypto, worker
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, matter
from tests.integration.cases.world import AT, make_world
from tests.integration.channels.postoffice import mailbox, outgoing

ADDRESS = "matters@county.example.cn"
WHO = "zhang@example.cn"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)


@pytest.fixture
def box(tmp_path, monkeypatch):
    with mailbox(tmp_path) as found:
        monkeypatch.setenv("SSL_CERT_FILE", found.ca)
        yield found


@pytest.fixture
def sent(settings):
    with outgoing() as found:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": found.port, "timeout": 5},
            }
        }
        yield found


def endpoint_of(box=None, **changes) -> Endpoint:
    settings = {"address": ADDRESS, "port": 993, "folder": "INBOX", "moved_to": "", "plus": True, "identity": "open"}
    secrets = {}
    if box is not None:
        settings |= {"host": box.host, "port": box.port, "user": "matters"}
        secrets = {"password": box.password}
    wanted = Wanted("来信", settings | changes, secrets)
    made = endpoints.make("mail", wanted=wanted, by=SYSTEM, at=AT)
    return Endpoint.objects.get(pk=made.endpoint_id)


def letter(text="西乡主街路灯不亮三天了。", *, subject="路灯不亮", files=(), **headers) -> bytes:
    made = EmailMessage()
    given = {
        "From": f"张三 <{WHO}>",
        "To": ADDRESS,
        "Subject": subject,
        "Message-ID": f"<{abs(hash(text))}@example.cn>",
    }
    for name, value in (given | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        made[name] = value
    made.set_content(text)
    for name, content in files:
        made.add_attachment(content, maintype="image", subtype="png", filename=name)
    return made.as_bytes()


def fetched(endpoint: Endpoint) -> int:
    return fetching.fetch(Endpoint.objects.get(pk=endpoint.pk), at=AT)


def plain(part) -> str:
    return part.get_payload(decode=True).decode()


def test_a_letter_goes_round_to_the_verdict_of_whoever_wrote_it(world, box, sent, at_once):
    endpoint = endpoint_of(box, category=world.category)
    box.put(letter(files=[("灯.png", PNG)]))
    assert fetched(endpoint) == 1
    case = Case.objects.get()
    assert (case.channel, case.title, case.identity) == ("email", "路灯不亮", "open")
    assert Attachment.objects.get().name == "灯.png"
    assert box.seen == {1}
    receipt = sent.letters[0]
    assert receipt["To"] == WHO
    assert case.tracking_code in plain(receipt)
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert "路灯" not in plain(receipt) + str(receipt["Subject"])

    box.put(letter("又坏了一盏。\n\n在 2026-03-02 10:00，办结写道：\n> 已收到", In_Reply_To=receipt["Message-ID"]))
    assert fetched(endpoint) == 1
    added = TimelineEntry.objects.get(case_id=case.id, command="add_information")
    assert (added.data["text"], added.actor_kind) == ("又坏了一盏。", "reporter")
    assert len(sent.letters) == 1

    do(world, "intake", case.id, "accept")
    do(world, "dispatcher", case.id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", case.id, "claim")
    do(world, "handler", case.id, "ask_reporter", question="哪一盏？")
    question = sent.letters[1]
    assert "哪一盏" not in plain(question)
    box.put(letter("第三盏", In_Reply_To=question["Message-ID"]))
    fetched(endpoint)
    assert Case.objects.get().state == "handling"
    assert TimelineEntry.objects.get(command="provide_information").data["text"] == "第三盏"

    do(world, "handler", case.id, "answer", at=AT + HOUR, **ANSWER)
    do(world, "reviewer", case.id, "approve", at=AT + HOUR)
    do(world, "reviewer", case.id, "close", at=AT + HOUR)
    asked = sent.letters[2]
    box.put(letter("1 5\n\n-- \n张三", In_Reply_To=asked["Message-ID"]))
    fetched(endpoint)
    rating = Rating.objects.get()
    assert (rating.solved, rating.satisfaction) == (True, 5)
    assert Case.objects.get().state == "finished"
    assert Inbound.objects.filter(sealed__isnull=False).count() == 0


def test_an_answer_to_the_address_with_the_sign_finds_its_case_without_a_thread(world, box, sent, at_once):
    endpoint = endpoint_of(box)
    box.put(letter())
    fetched(endpoint)
    made = EmailMessage()
    for name, value in {
        "From": WHO,
        "To": sent.letters[0]["Reply-To"],
        "Subject": "补充",
        "Message-ID": "<n@x>",
    }.items():
        made[name] = value
    made.set_content("在桥头")
    box.put(made.as_bytes())
    fetched(endpoint)
    assert Case.objects.count() == 1
    assert TimelineEntry.objects.get(command="add_information").data["text"] == "在桥头"


def test_a_sign_that_is_not_ours_and_a_code_that_is_nobodys_lead_nowhere(world, box, at_once):
    endpoint = endpoint_of(box)
    box.put(letter())
    fetched(endpoint)
    thread = Thread.objects.get()
    forged = f"<bj{thread.pk}-aaaaaaaaaaaaaaaa.r1@county.example.cn>"
    box.put(letter("偷偷加上 7K3M-9QPX-2VTD", In_Reply_To=forged))
    fetched(endpoint)
    assert Case.objects.count() == 2
    assert not TimelineEntry.objects.filter(command="add_information").exists()


def test_the_tracking_code_in_a_letter_from_elsewhere_is_key_enough(world, box, at_once):
    endpoint = endpoint_of(box)
    made = cases.submit(_web_matter(world), channel="web", by=AS_REPORTER, at=AT)
    box.put(letter(f"我的查询码 {made.tracking_code}，灯还是不亮"))
    fetched(endpoint)
    assert Case.objects.count() == 1
    assert TimelineEntry.objects.get(command="add_information").case_id == made.case_id


def _web_matter(world):
    return matter(world)


def test_whoever_is_turned_away_hears_it_by_letter(world, box, sent, at_once):
    endpoint = endpoint_of(box)
    box.put(letter())
    fetched(endpoint)
    do(world, "intake", Case.objects.get().id, "decline", reason="不属于本级", lawful_channel="信访局")
    assert len(sent.letters) == 2
    assert "信访局" not in plain(sent.letters[1])
    assert Case.objects.get().tracking_code in plain(sent.letters[1])


def test_an_answer_to_a_case_that_is_over_is_for_a_person(world, box, sent, at_once):
    endpoint = endpoint_of(box)
    box.put(letter())
    fetched(endpoint)
    cases.perform(Case.objects.get().id, "withdraw", by=AS_REPORTER, at=AT, data={"reason": "好了"})
    box.put(letter("又坏了", In_Reply_To=sent.letters[0]["Message-ID"]))
    fetched(endpoint)
    row = Inbound.objects.get(state=State.SET_ASIDE)
    assert (row.reason, row.case_id) == ("case_over", Case.objects.get().id)


@pytest.mark.django_db(transaction=True)
def test_by_real_jobs_a_letter_that_was_piped_in_is_taken_in_and_answered(db, sent, monkeypatch):
    # Jobs of the clock run too, and would forget at once what came in so many months ago.
    monkeypatch.setattr(clock, "now", lambda: AT)
    world = make_world()
    endpoint_of(category=world.category)
    assert piping.take_in(letter(), address=ADDRESS, at=AT).code == 0
    assert not Case.objects.exists()
    worker.run(until_empty=True)
    assert Case.objects.get().tracking_code in plain(sent.letters[0])
    assert Inbound.objects.get().receipt == "sent"
    piping.take_in(letter(), address=ADDRESS, at=AT)
    worker.run(until_empty=True)
    assert (Case.objects.count(), len(sent.letters)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_refuses_costs_the_receipt_and_not_the_matter(db, sent):
    world = make_world()
    endpoint_of(category=world.category)
    sent.refuses = "451 try later"
    piping.take_in(letter(), address=ADDRESS, at=AT)
    row = Inbound.objects.get()
    taking.take(row.pk, at=AT)
    with pytest.raises(SMTPException):
        replying.reply(row.pk, at=AT)
    sent.refuses = ""
    assert replying.reply(row.pk, at=AT)
    assert not replying.reply(row.pk, at=AT)
    assert len(sent.letters) == 1


class TestOnce:
    def test_the_same_letter_twice_makes_one_case(self, world, box, at_once):
        endpoint = endpoint_of(box)
        box.put(letter())
        box.put(letter())
        assert fetched(endpoint) == 1
        assert fetched(endpoint) == 0
        assert Case.objects.count() == 1

    def test_another_validity_fetches_anew_and_knows_them_again(self, world, box, at_once):
        endpoint = endpoint_of(box)
        box.put(letter())
        fetched(endpoint)
        box.validity, box.seen = 8, set()
        assert fetched(endpoint) == 0
        assert Case.objects.count() == 1

    def test_a_connection_that_breaks_in_the_middle_loses_nothing(self, world, box, at_once):
        endpoint = endpoint_of(box)
        box.put(letter())
        box.put(letter("第二封"))
        box.breaks_at = "FETCH 2 (BODY"
        with pytest.raises(MailboxFault, match="broken_off"):
            fetched(endpoint)
        assert Case.objects.count() == 1
        assert Endpoint.objects.get().fault == "broken_off"
        assert fetched(endpoint) == 1
        assert Case.objects.count() == 2
        assert Endpoint.objects.get().fault == ""

    def test_what_was_kept_but_not_marked_is_not_taken_twice(self, world, box, at_once):
        endpoint = endpoint_of(box)
        box.put(letter())
        box.breaks_at = "STORE"
        with pytest.raises(MailboxFault):
            fetched(endpoint)
        assert fetched(endpoint) == 0
        assert Case.objects.count() == 1

    @pytest.mark.parametrize("can_move", [True, False])
    def test_what_was_fetched_may_go_to_a_folder(self, world, box, at_once, can_move):
        box.can_move = can_move
        endpoint = endpoint_of(box, moved_to="Taken")
        box.put(letter())
        fetched(endpoint)
        assert len(box.moved["Taken"]) == 1
        assert box.letters == {}


class TestTheMailbox:
    def test_a_wrong_password_is_said_at_the_endpoint(self, world, box):
        endpoint = endpoint_of(box)
        box.password = "another"
        with pytest.raises(MailboxFault, match="sign_in"):
            fetched(endpoint)
        assert Endpoint.objects.get().fault == "sign_in"

    def test_a_certificate_that_nobody_vouches_for_is_not_taken(self, world, tmp_path, monkeypatch):
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        with mailbox(tmp_path) as box:
            with pytest.raises(MailboxFault, match="certificate"):
                fetched(endpoint_of(box))
            assert box.said == []

    def test_a_server_that_is_not_there(self, world, box):
        endpoint = endpoint_of(box)
        Endpoint.objects.update(settings=endpoint.settings | {"port": 1})
        with pytest.raises(MailboxFault, match="unreachable"):
            fetched(endpoint)

    def test_a_letter_that_is_too_large_is_set_aside_by_its_head(self, world, box, settings, at_once):
        settings.BANJIE_MAIL_MAX_BYTES = 2_000
        endpoint = endpoint_of(box)
        box.put(letter("大" * 5_000))
        assert fetched(endpoint) == 1
        row = Inbound.objects.get()
        assert (row.state, row.reason) == (State.SET_ASIDE, "too_large")
        assert not any("BODY.PEEK[]" in each for each in box.said)

    def test_secrets_are_sealed_and_stay_when_they_are_left_empty(self, world, box):
        endpoint = endpoint_of(box)
        assert box.password.encode() not in bytes(endpoint.secrets)
        wanted = Wanted("来信", dict(endpoint.settings) | {"area": "west"}, {})
        endpoints.change(endpoint.pk, wanted=wanted, by=SYSTEM, at=AT)
        assert fetching.try_out(Endpoint.objects.get()) == 0

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"address": "nobody"}, "address"),
            ({"address": "a+b@example.cn"}, "address"),
            ({"host": "imap host"}, "host"),
            ({"host": "imap.example.cn", "user": "x"}, "user"),
            ({"port": 0}, "port"),
            ({"folder": 'IN"BOX'}, "folder"),
            ({"moved_to": 'x" (evil'}, "moved_to"),
            ({"area": "atlantis"}, "area"),
            ({"category": "NOPE"}, "category"),
        ],
    )
    def test_what_does_not_hold_is_said_by_its_field(self, world, changes, field):
        with pytest.raises(Refused) as refused:
            endpoint_of(**changes)
        assert field in refused.value.faults


class TestThePipe:
    def test_what_is_kept_leaves_with_nought_and_what_is_not_for_us_does_not(self, world, at_once):
        endpoint_of()
        assert piping.take_in(letter(), address=f"matters+x@{ADDRESS.partition('@')[2]}", at=AT).code == 0
        assert Case.objects.count() == 1
        assert piping.take_in(letter(), address="nobody@example.cn", at=AT).code == 67
        assert piping.take_in(b"", address=ADDRESS, at=AT).code == 65

    def test_a_database_that_is_away_has_the_server_try_again(self, world, monkeypatch):
        from django.db import OperationalError

        endpoint_of()

        def away(*_, **__):
            raise OperationalError

        monkeypatch.setattr("banjie.channels.receiving.receive", away)
        assert piping.take_in(letter(), address=ADDRESS, at=AT).code == 75


class TestOddLetters:
    """What each of them becomes once it has come in."""

    def taken(self, raw: bytes) -> Inbound:
        endpoint_of()
        assert piping.take_in(raw, address=ADDRESS, at=AT).code == 0
        return Inbound.objects.get()

    def test_a_letter_in_a_letter_comes_with_its_words_and_files(self, world, at_once):
        inner = EmailMessage()
        inner["From"], inner["Subject"] = "li@example.cn", "原来的事"
        inner.set_content("井盖松动")
        inner.add_attachment(PNG, maintype="image", subtype="png", filename="井盖.png")
        outer = EmailMessage()
        outer["From"], outer["To"], outer["Subject"], outer["Message-ID"] = WHO, ADDRESS, "转来一件", "<fwd@example.cn>"
        outer.set_content("请处理")
        outer.add_attachment(inner)
        assert self.taken(outer.as_bytes()).state == State.TAKEN
        body = CaseText.objects.get().body
        assert "请处理" in body
        assert "井盖松动" in body
        assert Attachment.objects.get().name == "井盖.png"

    @pytest.mark.parametrize(("words", "state"), [("", State.SET_ASIDE), ("请到桥头看路灯", State.TAKEN)])
    def test_an_invitation_is_a_matter_only_with_words(self, world, at_once, words, state):
        made = EmailMessage()
        made["From"], made["To"], made["Subject"], made["Message-ID"] = WHO, ADDRESS, "会议", "<cal@example.cn>"
        made.set_content(words)
        made.add_alternative("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", subtype="calendar")
        row = self.taken(made.as_bytes())
        assert (row.state, row.reason) == (state, "" if state == State.TAKEN else "invitation")

    def test_without_any_text_the_subject_and_the_files_are_the_matter(self, world, at_once):
        made = EmailMessage()
        made["From"], made["To"], made["Subject"], made["Message-ID"] = WHO, ADDRESS, "路灯照片", "<pic@example.cn>"
        made.add_attachment(PNG, maintype="image", subtype="png", filename="灯.png")
        assert self.taken(made.as_bytes()).state == State.TAKEN
        assert Case.objects.get().title == "路灯照片"
        assert Attachment.objects.get().name == "灯.png"

    def test_two_hundred_recipients_in_one_field_or_several_are_set_aside_unanswered(self, world, sent, at_once):
        many = [f"a{number}@example.cn" for number in range(200)]
        spread = {"To": ", ".join([ADDRESS, *many[:100]]), "Cc": ", ".join(many[100:])}
        row = self.taken(letter(**spread))
        assert (row.state, row.reason, sent.letters) == (State.SET_ASIDE, "many_recipients", [])

    def test_letters_nested_sixty_deep_leave_the_pipe_standing(self, world, at_once):
        made = EmailMessage()
        made.set_content("最里面")
        for _ in range(60):
            around = EmailMessage()
            around["From"], around["Subject"] = WHO, "转发"
            around.set_content("外面")
            around.add_attachment(made)
            made = around
        row = self.taken(made.as_bytes())
        assert row.state in {State.TAKEN, State.SET_ASIDE}
        assert Case.objects.count() == (row.state == State.TAKEN)


class TestLoops:
    def passed_over(self, raw: bytes) -> Inbound:
        piping.take_in(raw, address=ADDRESS, at=AT)
        assert not Case.objects.exists()
        return Inbound.objects.get()

    @pytest.mark.parametrize(
        ("headers", "state", "reason"),
        [
            ({"Auto_Submitted": "auto-replied"}, State.PASSED_OVER, "auto_reply"),
            ({"X_Autoreply": "yes"}, State.PASSED_OVER, "auto_reply"),
            ({"subject": "自动回复：我不在办公室"}, State.SET_ASIDE, "auto_reply"),
            ({"From": "postmaster@mx.example.cn", "Return_Path": "<>"}, State.PASSED_OVER, "bounced"),
            ({"From": "MAILER-DAEMON@mx.example.cn"}, State.PASSED_OVER, "bounced"),
            ({"From": ADDRESS}, State.PASSED_OVER, "own"),
            ({"X_Banjie": "1"}, State.PASSED_OVER, "own"),
            ({"Auto_Submitted": "auto-generated"}, State.SET_ASIDE, "machine_made"),
            ({"List_Id": "<news.example.cn>"}, State.SET_ASIDE, "machine_made"),
            ({"Cc": ", ".join(f"a{n}@example.cn" for n in range(200))}, State.SET_ASIDE, "many_recipients"),
        ],
    )
    def test_what_no_person_wrote_to_us_makes_no_case(self, world, at_once, headers, state, reason):
        endpoint_of()
        row = self.passed_over(letter(**headers))
        assert (row.state, row.reason) == (state, reason)
        assert (row.sealed is None) == (state == State.PASSED_OVER)

    @pytest.mark.parametrize("subject", ["外出打工人员子女入学的问题", "自动售货机坏了", "Office out of water"])
    def test_a_matter_that_only_sounds_so_is_one(self, world, at_once, subject):
        endpoint_of()
        piping.take_in(letter(subject=subject, From="postmaster@example.cn"), address=ADDRESS, at=AT)
        assert Case.objects.get().title == subject

    def test_an_absence_told_by_its_subject_in_our_own_thread_is_passed_over(self, world, box, sent, at_once):
        endpoint = endpoint_of(box)
        box.put(letter())
        fetched(endpoint)
        box.put(letter("我在休假", subject="自动回复: 已收到", In_Reply_To=sent.letters[0]["Message-ID"]))
        fetched(endpoint)
        assert Inbound.objects.get(state=State.PASSED_OVER).reason == "auto_reply"
        assert len(sent.letters) == 1

    def test_two_machines_that_answer_each_other_are_stopped(self, world, box, sent, at_once):
        endpoint = endpoint_of(box)
        box.put(letter())
        fetched(endpoint)
        for number in range(14):
            box.put(letter(f"再说一次 {number}", In_Reply_To=sent.letters[0]["Message-ID"]))
        fetched(endpoint)
        assert TimelineEntry.objects.filter(command="add_information").count() == threads.MOST_AN_HOUR - 1
        assert Inbound.objects.filter(state=State.SET_ASIDE, reason="too_many").count() == 5

    def test_many_new_matters_of_one_address_are_set_aside_unanswered(self, world, box, sent, at_once):
        endpoint = endpoint_of(box)
        for number in range(13):
            box.put(letter(f"第 {number} 件"))
        fetched(endpoint)
        assert Case.objects.count() == 10
        assert len(sent.letters) == 10
        assert Inbound.objects.filter(state=State.SET_ASIDE, reason="too_many").count() == 3

    @pytest.mark.parametrize(
        "headers", [{"Precedence": "bulk"}, {"X_Auto_Response_Suppress": "All"}, {"Return_Path": "<>"}]
    )
    def test_what_wants_no_answer_is_taken_and_not_answered(self, world, box, sent, at_once, headers):
        endpoint = endpoint_of(box)
        box.put(letter(**headers))
        fetched(endpoint)
        assert Case.objects.count() == 1
        assert sent.letters == []

    def test_a_report_that_a_letter_did_not_arrive_ends_the_letters(self, world, box, sent, at_once):
        endpoint = endpoint_of(box)
        box.put(letter())
        fetched(endpoint)
        box.put(_bounce(sent.letters[0]["Message-ID"]))
        fetched(endpoint)
        assert Thread.objects.get().bounced_at == AT
        assert Case.objects.count() == 1
        do(world, "intake", Case.objects.get().id, "ask_reporter", question="哪里？")
        assert len(sent.letters) == 1

    def test_nothing_of_what_somebody_wrote_goes_to_somebody_else(self, world, box, sent, at_once):
        endpoint = endpoint_of(box)
        box.put(letter("买药请点", subject="buy pills http://spam.example", From="victim@example.org"))
        fetched(endpoint)
        answer = sent.letters[0]
        assert "pills" not in str(answer["Subject"]) + plain(answer)
        assert "买药" not in plain(answer)


def _bounce(message_id: str) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example.cn\r\nTo: matters@county.example.cn\r\nSubject: Undelivered\r\n"
        "Return-Path: <>\r\nMIME-Version: 1.0\r\nMessage-ID: <b@mx>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        "Final-Recipient: rfc822; zhang@example.cn\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n\r\n--b--\r\n"
    ).encode()


class TestWhatFails:
    def test_is_tried_again_and_at_last_shown_to_a_person(self, world, at_once, monkeypatch):
        endpoint_of()

        def broken(*_, **__):
            raise RuntimeError("disk")

        monkeypatch.setattr("banjie.channels.making.attach_all", broken)
        piping.take_in(letter(files=[("灯.png", PNG)]), address=ADDRESS, at=AT)
        row = Inbound.objects.get()
        assert (row.state, row.detail) == (State.FAILED, "RuntimeError")
        assert not Case.objects.exists()
        at = AT
        for _ in range(8):
            at += 10 * HOUR
            taking.take_due(at=at)
        row.refresh_from_db()
        assert (row.state, row.reason) == (State.SET_ASIDE, "failed")
        assert row.sealed is not None
        assert not Case.objects.exists()

    def test_goes_in_once_it_works(self, world, at_once, monkeypatch):
        endpoint_of()
        with monkeypatch.context() as broken:
            broken.setattr("banjie.channels.taking.make_case", lambda *_, **__: 1 / 0)
            piping.take_in(letter(), address=ADDRESS, at=AT)
        taking.take_due(at=AT + HOUR)
        assert Inbound.objects.get().state == State.TAKEN
        assert Case.objects.count() == 1


class TestForgetting:
    def test_an_address_goes_with_the_contact(self, world, at_once):
        endpoint_of()
        piping.take_in(letter(), address=ADDRESS, at=AT)
        case = Case.objects.get()
        thread = Thread.objects.get()
        assert WHO.encode() not in bytes(thread.sealed)
        cases.perform(case.id, "withdraw", by=AS_REPORTER, at=AT, data={"reason": "好了"})
        later = AT + 24 * HOUR * 366
        cases.erase_due(today=later.date(), at=later)
        upkeep.forget(at=later)
        assert Thread.objects.get().sealed is None

    def test_what_nobody_took_up_loses_its_words_after_a_month(self, world, at_once):
        endpoint_of()
        piping.take_in(letter(List_Id="<x.y>"), address=ADDRESS, at=AT)
        upkeep.forget(at=AT + 24 * HOUR * 29)
        assert Inbound.objects.get().state == State.SET_ASIDE
        upkeep.forget(at=AT + 24 * HOUR * 31)
        row = Inbound.objects.get()
        assert (row.state, row.sealed) == (State.DISMISSED, None)

    def test_a_case_holds_nothing_that_leads_to_another_of_the_same_person(self, world, at_once):
        endpoint_of()
        for text in ("一", "二"):
            piping.take_in(letter(f"第{text}件事情"), address=ADDRESS, at=AT)
        one, other = Thread.objects.order_by("id")
        assert (one.window, other.window) == (None, None)
        assert bytes(one.sealed) != bytes(other.sealed)
        with pytest.raises(crypto.CannotDecrypt):
            crypto.decrypt(one.sealed, bound_to=f"channel-thread:{other.endpoint_id}:{other.case_id}")
        assert queries.reporter_key(one.case_id) != queries.reporter_key(other.case_id)


def test_a_category_that_asks_is_no_default_for_those_who_are_not_asked(world):
    document = default_content().as_json()
    asks = {"key": "pole", "type": "text", "label": "灯杆号", "label_en": "Pole", "required": True}
    next(each for each in document["categories"] if each["code"] == world.category)["questions"] = [asks]
    catalogue_actions.publish_content(content=catalogue_content.read(document), note="asks", by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        endpoint_of(category=world.category)
    assert refused.value.faults == {"category": "category_asks"}
