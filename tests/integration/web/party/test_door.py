"""The door of a party's page, tried as by somebody who should not come in."""

import io
import logging
import re

import pytest
from django.conf import settings as django_settings
from django.core import mail as outbox_of
from django.test import Client

from banjie.cases.models import Case
from banjie.mediation import access, actions
from banjie.mediation.access import limits
from banjie.mediation.details import Details
from banjie.mediation.models import AccessEntry, AccessProof
from banjie.platform import texting
from banjie.platform.proving import limits as proving_limits
from banjie.web.party.visits import ENTRY, VISIT
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import paper_for
from tests.integration.mediation.world import make_begun

pytestmark = pytest.mark.django_db
SERVER = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
NO_CODE = "7K3M-9QPX-2VTD"


def give(phone: Client, code: str):
    return phone.post("/m/", {"code": code})


def come_in_with(phone: Client, world, case_id, paper):
    give(phone, paper.code)
    digits = access.read_out(case_id, paper.access_id, by=world.acting("township"), at=AT)
    return phone.post("/m/number/", {"number": f"{digits[:3]} {digits[3:]}"})


def test_a_party_comes_in_and_its_address_tells_nothing(begun):
    world, case_id, (first, _second) = begun
    phone = Client()
    answer = come_in_with(phone, world, case_id, paper_for(world, case_id, first))
    assert (answer.status_code, answer["Location"]) == (302, "/m/matter/")
    page = phone.get("/m/matter/")
    assert page.status_code == 200
    assert "张三" in page.text
    assert page["Cache-Control"].find("no-store") >= 0
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Robots-Tag"] == "noindex"


def test_every_wrong_code_is_answered_like_a_right_one(begun):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)

    def answers(code):
        phone = Client()
        first_answer = give(phone, code)
        page = phone.get("/m/number/")
        second = phone.post("/m/number/", {"number": "000000"})
        bare = [re.sub(r"[A-Za-z0-9]{64}", "", each.text) for each in (page, second)]
        headers = [sorted(each.headers) for each in (first_answer, page, second)]
        return first_answer.status_code, first_answer["Location"], bare, headers, second.status_code

    right = answers(paper.code)
    for code in (NO_CODE, "", "不是代码", "a" * 5000):
        assert answers(code) == right


def test_the_cookie_is_the_pages_own_and_hard_to_steal(begun, settings):
    settings.SESSION_COOKIE_SECURE = True
    world, case_id, (first, _second) = begun
    phone = Client()
    come_in_with(phone, world, case_id, paper_for(world, case_id, first))
    cookie = phone.cookies[VISIT]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"]) == (True, True, "Strict", "/m/")
    assert cookie["max-age"] == ""
    assert django_settings.SESSION_COOKIE_NAME not in phone.cookies


def test_what_an_attacker_planted_before_opens_nothing_after(begun):
    """Session fixation: neither a chosen token nor the one of the first step becomes the visit."""
    world, case_id, (first, _second) = begun
    phone, attacker = Client(), Client()
    phone.cookies[VISIT] = "chosen-by-the-attacker"
    paper = paper_for(world, case_id, first)
    give(phone, paper.code)
    entry = phone.cookies[ENTRY].value
    digits = access.read_out(case_id, paper.access_id, by=world.acting("township"), at=AT)
    phone.post("/m/number/", {"number": digits})
    for planted in ("chosen-by-the-attacker", entry):
        attacker.cookies[VISIT] = planted
        assert attacker.get("/m/matter/").status_code == 302
    attacker.cookies[ENTRY] = entry
    assert attacker.get("/m/number/").status_code == 302


def test_the_token_of_forms_changes_on_coming_in(begun):
    world, case_id, (first, _second) = begun
    phone = Client()
    phone.get("/m/")
    before = phone.cookies["csrftoken"].value
    come_in_with(phone, world, case_id, paper_for(world, case_id, first))
    assert phone.cookies["csrftoken"].value != before


def test_no_form_is_taken_from_another_site(begun):
    world, case_id, (first, _second) = begun
    phone = Client(enforce_csrf_checks=True)
    come = Client()
    come_in_with(come, world, case_id, paper_for(world, case_id, first))
    phone.cookies[VISIT] = come.cookies[VISIT].value
    for path in ("/m/", "/m/number/", "/m/leave/", "/m/matter/stop/", "/m/matter/agree/", "/m/matter/reminders/"):
        assert phone.post(path, {"sure": "yes", "told": "yes", "answer": "yes"}).status_code == 403
    assert phone.get("/m/matter/").status_code == 200


def test_leaving_leaves_nothing(begun):
    world, case_id, (first, _second) = begun
    phone = Client()
    come_in_with(phone, world, case_id, paper_for(world, case_id, first))
    token = phone.cookies[VISIT].value
    answer = phone.post("/m/leave/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert phone.cookies[VISIT].value == ""
    phone.cookies[VISIT] = token
    assert phone.get("/m/matter/").status_code == 302
    assert phone.get("/m/leave/").status_code == 405


def test_staff_are_no_parties_and_parties_no_staff(begun):
    world, case_id, (first, _second) = begun
    staff = Client()
    staff.force_login(world.people["township"])
    assert staff.get("/m/matter/")["Location"].startswith("/m/")
    phone = Client()
    come_in_with(phone, world, case_id, paper_for(world, case_id, first))
    assert phone.get(f"/work/mediation/{case_id}/pages/").status_code == 302
    # On a shared machine: the staff's session does not make the page say more.
    come_in_with(staff, world, case_id, paper_for(world, case_id, first))
    assert "13800000002" not in staff.get("/m/matter/").text


def test_an_address_that_tries_too_often_is_told_to_wait(begun):
    phone = Client()
    for _ in range(proving_limits.KNOCKS):
        give(phone, NO_CODE)
    assert give(phone, NO_CODE).status_code == 429


def test_the_entry_is_over_after_five_numbers(begun):
    phone = Client()
    give(phone, NO_CODE)
    assert [phone.post("/m/number/", {"number": "1"}).status_code for _ in range(5)] == [422] * 5
    assert phone.get("/m/number/")["Location"] == "/m/"


def test_the_number_goes_to_the_address_written_down_and_names_nothing(begun, settings):
    settings.MAILERS = SERVER
    world, case_id, (first, second) = begun
    details = Details(name="张三", email="zhang@unit.test", phone="13800000001")
    actions.change_party(case_id, first, details=details, by=world.acting("township"), at=AT)
    phone = Client()
    paper = paper_for(world, case_id, first)
    give(phone, paper.code)
    (letter,) = outbox_of.outbox
    assert letter.to == ["zhang@unit.test"]
    for secret in ("张三", "李四", paper.code):
        assert secret not in letter.subject + letter.body
    (digits,) = re.findall(r"(?<!\d)\d{6}(?!\d)", letter.body)
    assert phone.post("/m/number/", {"number": digits})["Location"] == "/m/matter/"
    give(phone, NO_CODE)
    give(phone, paper_for(world, case_id, second).code)
    assert len(outbox_of.outbox) == 1


def test_no_more_than_five_letters_an_hour(begun, settings):
    settings.MAILERS = SERVER
    world, case_id, (first, _second) = begun
    details = Details(name="张三", email="zhang@unit.test")
    actions.change_party(case_id, first, details=details, by=world.acting("township"), at=AT)
    paper = paper_for(world, case_id, first)
    for _ in range(8):
        give(Client(), paper.code)
    assert len(outbox_of.outbox) == limits.LETTERS_AN_HOUR


def test_a_job_run_twice_sends_once(begun, settings):
    from banjie.web.party.letters import send_number

    settings.MAILERS = SERVER
    world, case_id, (first, _second) = begun
    details = Details(name="张三", email="zhang@unit.test")
    actions.change_party(case_id, first, details=details, by=world.acting("township"), at=AT)
    give(Client(), paper_for(world, case_id, first).code)
    assert not send_number(AccessEntry.objects.get().id, at=AT)
    assert len(outbox_of.outbox) == 1


def test_without_e_mail_it_goes_as_a_text_message_where_somebody_carries_them(begun, settings, capsys):
    settings.BANJIE_TEXTING = "console"
    world, case_id, (first, _second) = begun
    phone = Client()
    give(phone, paper_for(world, case_id, first).code)
    written = capsys.readouterr().out
    assert "13800000001" in written
    (digits,) = re.findall(r"(?<!\d)\d{6}(?!\d)", written)
    assert phone.post("/m/number/", {"number": digits})["Location"] == "/m/matter/"
    assert texting.can_send()


def test_where_nothing_reaches_the_party_no_number_is_made(begun):
    world, case_id, (first, _second) = begun
    give(Client(), paper_for(world, case_id, first).code)
    assert not AccessProof.objects.exists()


def test_nothing_of_it_is_logged(begun, settings):
    settings.MAILERS = SERVER
    world, case_id, (first, _second) = begun
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    # What a database logs of itself is no log of the application.
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    try:
        phone = Client()
        paper = paper_for(world, case_id, first)
        come_in_with(phone, world, case_id, paper)
        phone.get("/m/matter/nothing/")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert paper.code not in written.getvalue()


def test_the_code_of_one_dispute_leads_to_no_other(begun):
    """One code, one dispute: the same person in two disputes has two papers, and neither page knows of the other."""
    world, case_id, (first, _second) = begun
    other, (same, _else) = make_begun(world)
    phone = Client()
    come_in_with(phone, world, case_id, paper_for(world, case_id, first))
    one = phone.get("/m/matter/").text
    come_in_with(phone, world, other, paper_for(world, other, same))
    two = phone.get("/m/matter/").text
    number, its = (Case.objects.get(id=each).number for each in (case_id, other))
    assert number in one
    assert its in two
    assert number not in two
    assert its not in one
