"""Signing in and out in the browser's terms: forms, cookies, sessions, and what a forced change does."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pyotp
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from banjie.organisations import actions, rules
from banjie.organisations.models import SignInEvent, Staff, StaffSession
from banjie.organisations.sign_in import Visit
from banjie.platform.actors import SYSTEM
from tests.integration.organisations.factories import AT, PASSWORD, make_staff

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lin() -> Staff:
    return make_staff("lin", password=PASSWORD)


def sign_in(client: Client, password: str = PASSWORD, **extra: str) -> HttpResponse:
    data = {"username": "lin", "password": password, **extra}
    return client.post(SIGN_IN, data, headers={"user-agent": CHROME})


def text(response: HttpResponse) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:account")).status_code == 200


def test_the_right_password_leads_in(client: Client, lin: Staff) -> None:
    response = sign_in(client)
    assert response.status_code == 302
    assert is_in(client)
    lin.refresh_from_db()
    assert lin.last_login is not None


def test_a_wrong_one_keeps_the_name_and_not_the_password(client: Client, lin: Staff) -> None:
    response = sign_in(client, "wrong horse")
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("input[name=username]")["value"] == "lin"  # type: ignore[index]
    assert not page.select_one("input[name=password]").get("value")  # type: ignore[union-attr]
    assert page.select_one("[role=alert]") is not None
    assert not is_in(client)


def test_a_name_nobody_has_gets_the_very_same_page(client: Client, lin: Staff) -> None:
    wrong = client.post(SIGN_IN, {"username": "lin", "password": "wrong horse"})
    nobody = client.post(SIGN_IN, {"username": "nil", "password": "wrong horse"})
    pages = [BeautifulSoup(r.content, "html.parser") for r in (wrong, nobody)]
    for page in pages:
        page.select_one("input[name=username]")["value"] = ""  # type: ignore[index]
        for token in page.select("input[name=csrfmiddlewaretoken]"):
            token["value"] = ""
        page.select_one("body").attrs = {}  # type: ignore[union-attr]
    assert str(pages[0]) == str(pages[1])


@pytest.mark.parametrize(
    ("username", "password"),
    [("", ""), ("lin", ""), ("\x00", "\x00"), ("x" * 5000, "y" * 5000), ("林 🚦", "密码"), ("lin\u202e", "x")],
)
def test_bad_input_is_answered_and_not_let_in(client: Client, lin: Staff, username: str, password: str) -> None:
    response = client.post(SIGN_IN, {"username": username, "password": password})
    assert response.status_code == 422
    assert not is_in(client)


def test_after_signing_in_one_gets_where_one_wanted(client: Client, lin: Staff) -> None:
    assert sign_in(client, next="/organisation/units/")["Location"] == "/organisation/units/"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(client: Client, lin: Staff, wanted: str) -> None:
    assert "evil" not in sign_in(client, next=wanted)["Location"]
    assert "script" not in client.get(SIGN_IN, {"next": wanted})["Location"]


def test_the_page_says_where_one_wanted_to_go(client: Client) -> None:
    response = client.get(reverse("accounts:account"), follow=True)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("input[name=next]")["value"] == reverse("accounts:account")  # type: ignore[index]
    assert "no-store" in response["Cache-Control"]


def test_a_session_gets_a_new_key_when_it_is_signed_in(client: Client, lin: Staff) -> None:
    session = client.session
    session["something"] = "of a stranger"
    session.save()
    before = client.cookies["sessionid"].value
    sign_in(client)
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(pk=before).exists()


def test_after_five_failures_the_right_password_waits_a_minute(
    client: Client, lin: Staff, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        sign_in(client, "wrong horse")
    assert sign_in(client).status_code == 422
    clock.shift(timedelta(seconds=61))
    assert sign_in(client).status_code == 302


def test_a_busy_address_says_so_but_lets_a_known_device_in(client: Client, lin: Staff) -> None:
    sign_in(client)
    client.post(reverse("sign-out"))
    stranger = Client()
    for number in range(rules.ADDRESS_FAILURES):
        stranger.post(SIGN_IN, {"username": f"guess{number}", "password": "wrong horse"})
    response = sign_in(stranger)
    assert response.status_code == 422
    assert "network" in text(response) or "网络" in text(response)
    assert sign_in(client).status_code == 302


def test_a_forged_device_cookie_counts_for_nothing(client: Client, lin: Staff) -> None:
    client.cookies["banjie_known_device"] = "forged:1:2"
    assert sign_in(client).status_code == 302


def test_the_device_cookie_names_nobody(client: Client, lin: Staff) -> None:
    sign_in(client)
    cookie = client.cookies["banjie_known_device"]
    assert "lin" not in cookie.value
    assert cookie["httponly"]


def test_signing_out_ends_the_session(client: Client, lin: Staff) -> None:
    sign_in(client)
    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")
    assert not is_in(client)
    assert not StaffSession.objects.exists()
    assert SignInEvent.objects.latest("id").kind == "signed_out"


def test_signing_out_takes_a_post(client: Client, lin: Staff) -> None:
    sign_in(client)
    assert client.get(reverse("sign-out")).status_code == 405
    assert is_in(client)


def test_an_account_taken_out_of_use_is_out_at_once(client: Client, lin: Staff) -> None:
    sign_in(client)
    actions.deactivate_staff(staff_id=lin.pk, by=SYSTEM, at=AT)
    assert not is_in(client)


# The second factor


def enrol(staff: Staff) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    totp = pyotp.TOTP(actions.begin_second_factor(staff_id=staff.pk))
    past = AT - timedelta(hours=1)
    codes = actions.confirm_second_factor(staff_id=staff.pk, code=totp.at(past), visit=Visit(None, ""), at=past)
    return totp, codes


def test_the_password_alone_does_not_open_an_account_with_a_second_factor(client: Client, lin: Staff) -> None:
    enrol(lin)
    assert sign_in(client)["Location"] == reverse("accounts:sign-in-code")
    assert not is_in(client)


def test_with_the_code_one_gets_where_one_wanted(client: Client, lin: Staff) -> None:
    totp, _ = enrol(lin)
    sign_in(client, next="/organisation/units/")
    response = client.post(reverse("accounts:sign-in-code"), {"code": totp.at(AT)})
    assert response["Location"] == "/organisation/units/"
    assert is_in(client)


def test_a_wrong_code_may_be_tried_again(client: Client, lin: Staff) -> None:
    totp, _ = enrol(lin)
    sign_in(client)
    assert client.post(reverse("accounts:sign-in-code"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("accounts:sign-in-code"), {"code": totp.at(AT)}).status_code == 302


def test_a_recovery_code_opens_as_well(client: Client, lin: Staff) -> None:
    _, codes = enrol(lin)
    sign_in(client)
    client.post(reverse("accounts:sign-in-code"), {"code": codes[3]})
    assert is_in(client)


def test_the_second_step_needs_the_first_and_soon(client: Client, lin: Staff, clock: time_machine.Traveller) -> None:
    totp, _ = enrol(lin)
    url = reverse("accounts:sign-in-code")
    assert client.post(url, {"code": totp.at(AT)})["Location"] == SIGN_IN
    sign_in(client)
    clock.shift(rules.SECOND_FACTOR_WITHIN + timedelta(seconds=1))
    later = AT + rules.SECOND_FACTOR_WITHIN + timedelta(seconds=1)
    assert client.post(url, {"code": totp.at(later)})["Location"] == SIGN_IN
    assert not is_in(client)


# A password that must be changed


@pytest.fixture
def given(lin: Staff) -> Staff:
    return actions.set_temporary_password(staff_id=lin.pk, password="k7mh-93qd-xw2n", by=SYSTEM, at=AT)


def test_a_given_password_leads_nowhere_but_to_changing_it(client: Client, given: Staff) -> None:
    sign_in(client, "k7mh-93qd-xw2n")
    page = reverse("accounts:account-password")
    for name in ("accounts:account", "accounts:units", "accounts:duty", "accounts:area-options"):
        assert client.get(reverse(name))["Location"] == page
    assert client.get(page).status_code == 200


def test_having_changed_it_one_goes_on(client: Client, given: Staff) -> None:
    sign_in(client, "k7mh-93qd-xw2n")
    new = "another horse 8 battery"
    data = {"current": "k7mh-93qd-xw2n", "new": new, "again": new}
    assert client.post(reverse("accounts:account-password"), data).status_code == 302
    assert is_in(client)
    assert StaffSession.objects.filter(staff=given).count() == 1


def test_one_may_sign_out_instead(client: Client, given: Staff) -> None:
    sign_in(client, "k7mh-93qd-xw2n")
    assert client.post(reverse("sign-out"))["Location"] == SIGN_IN


# The record of sessions


def test_a_session_is_listed_with_its_device(client: Client, lin: Staff) -> None:
    sign_in(client)
    session = StaffSession.objects.get()
    assert (session.staff, session.device, session.address) == (lin, "Chrome · Windows", "127.0.0.1")
    assert (session.created_at, session.seen_at) == (AT, AT)


def test_being_seen_is_noted_at_most_every_few_minutes(
    client: Client, lin: Staff, clock: time_machine.Traveller
) -> None:
    sign_in(client)

    def seen(after: timedelta) -> datetime:
        clock.move_to(AT + after)
        assert is_in(client)
        return StaffSession.objects.get().seen_at

    assert seen(timedelta(minutes=4, seconds=59)) == AT
    assert seen(timedelta(minutes=5)) == AT + timedelta(minutes=5)
    assert seen(timedelta(minutes=9)) == AT + timedelta(minutes=5)


def test_behind_a_proxy_the_last_address_it_names_counts(client: Client, lin: Staff, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forwarded = "6.6.6.6, 203.0.113.9"
    client.post(SIGN_IN, {"username": "lin", "password": "x"}, headers={"x-forwarded-for": forwarded})
    assert SignInEvent.objects.get().address == "203.0.113.9"


def test_without_a_proxy_what_visitors_claim_counts_for_nothing(client: Client, lin: Staff) -> None:
    client.post(SIGN_IN, {"username": "lin", "password": "x"}, headers={"x-forwarded-for": "203.0.113.9"})
    assert SignInEvent.objects.get().address == "127.0.0.1"


def test_the_pages_speak_the_language_of_the_account(client: Client, lin: Staff) -> None:
    for language in ("en", "zh-hans"):
        actions.change_staff(staff_id=lin.pk, changes={"language": language}, by=SYSTEM, at=AT)
        client.force_login(lin)
        response = client.get(reverse("accounts:account"), headers={"accept-language": "fr"})
        assert response["Content-Language"] == language
