"""Letters about notices: to whom, once, in their language, and nothing of the matter in them."""

from smtplib import SMTPException

import pytest
from django.core import mail as outbox_of

from banjie.cases import actions
from banjie.cases.models import Case, Notice
from banjie.config.mail import mailers
from banjie.organisations.models import Staff
from banjie.platform import jobs
from banjie.platform import mail as letters
from banjie.web import notice_mail
from tests.integration.cases.test_closed_loop import do, walked_to_handling
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db
SERVER = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


@pytest.fixture
def world(db: None, settings, monkeypatch: pytest.MonkeyPatch) -> World:
    settings.MAILERS = SERVER
    monkeypatch.setattr(jobs, "later", lambda wanted, *, at=None, once=None, **arguments: wanted(**arguments))
    made = make_world()
    Staff.objects.filter(username="handler").update(email="handler@unit.test", language="en")
    Staff.objects.filter(username="leader").update(email="leader@unit.test")
    return made


def sent() -> dict[str, str]:
    return {letter.to[0]: f"{letter.subject}\n{letter.body}" for letter in outbox_of.outbox}


def test_a_reminder_goes_to_those_with_an_address_in_their_language(world: World):
    Staff.objects.filter(username="leader").update(name="李主任")
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind", note="路灯还黑着")
    letters_sent = sent()
    assert set(letters_sent) == {"handler@unit.test", "leader@unit.test"}
    number = Case.objects.get(id=made.case_id).number
    assert f"Reminded {number}" in letters_sent["handler@unit.test"]
    assert f"催办 {number}" in letters_sent["leader@unit.test"]
    assert "李主任" in letters_sent["leader@unit.test"]
    notice = Notice.objects.get(case_id=made.case_id, staff=world.staff["leader"])
    assert f"/work/notices/{notice.id}/" in letters_sent["leader@unit.test"]


def test_nothing_of_the_matter_stands_in_a_letter(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "oversee", instruction="路灯还黑着")
    case = Case.objects.get(id=made.case_id)
    for letter in sent().values():
        for secret in ("路灯", case.title, case.tracking_code, "19900000001", "某某"):
            assert secret not in letter


def test_a_letter_is_sent_once(world: World):
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    entry = Case.objects.get(id=made.case_id).entries
    assert len(outbox_of.outbox) == 2
    assert notice_mail.mail(made.case_id, entry, at=AT) == 0
    assert len(outbox_of.outbox) == 2


def test_one_bad_address_keeps_nobody_else_and_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch):
    real = letters.send
    broken = {"handler@unit.test"}

    def send(*, to: str, subject: str, text: str) -> None:
        if to in broken:
            raise SMTPException("no such box")
        real(to=to, subject=subject, text=text)

    monkeypatch.setattr(letters, "send", send)
    monkeypatch.setattr(letters, "can_send", lambda: False)
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    entry = Case.objects.get(id=made.case_id).entries
    monkeypatch.setattr(letters, "can_send", lambda: True)
    with pytest.raises(notice_mail.LettersUnsent):
        notice_mail.mail(made.case_id, entry, at=AT)
    assert set(sent()) == {"leader@unit.test"}
    broken.clear()
    assert notice_mail.mail(made.case_id, entry, at=AT) == 1
    assert [letter.to for letter in outbox_of.outbox] == [["leader@unit.test"], ["handler@unit.test"]]


def test_what_was_read_before_the_letter_went_needs_none(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(letters, "can_send", lambda: False)
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    monkeypatch.setattr(letters, "can_send", lambda: True)
    actions.mark_read(staff_id=world.staff["handler"].pk, case_id=made.case_id, at=AT)
    assert notice_mail.mail(made.case_id, Case.objects.get(id=made.case_id).entries, at=AT) == 1
    assert set(sent()) == {"leader@unit.test"}


def test_what_does_not_press_waits_until_somebody_looks(world: World):
    made = walked_to_handling(world)
    do(world, "leader", made.case_id, "request_extension", amount="3wd", reason="等配件")
    do(world, "dispatcher", made.case_id, "refuse_extension", reason="不同意")
    assert Notice.objects.filter(case_id=made.case_id, staff=world.staff["leader"]).exists()
    assert sent() == {}


def test_without_a_mail_server_nothing_is_tried(world: World, settings):
    settings.MAILERS = mailers("")
    made = walked_to_handling(world)
    do(world, "supervisor", made.case_id, "remind")
    assert sent() == {}
    assert Notice.objects.filter(case_id=made.case_id, mailed_at=None).count() == 2
