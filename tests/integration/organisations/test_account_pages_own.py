"""One's own account: details, password, second factor, sessions."""

import re
from datetime import timedelta

import pyotp
import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from banjie.organisations import actions
from banjie.organisations.models import Staff, StaffSession
from banjie.organisations.sign_in import Visit
from banjie.platform import clock
from tests.integration.organisations.conftest import World
from tests.integration.organisations.factories import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "another horse 8 battery"


@pytest.fixture
def here(client: Client, world: World) -> Client:
    client.post(reverse("sign-in"), {"username": "handler", "password": PASSWORD})
    return client


@pytest.fixture
def elsewhere(world: World) -> Client:
    other = Client()
    other.post(reverse("sign-in"), {"username": "handler", "password": PASSWORD})
    return other


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:account")).status_code == 200


def test_details_are_saved(here: Client, world: World) -> None:
    data = {"phone": "0375-1234567", "email": "lin@example.org", "language": "en"}
    assert here.post(reverse("accounts:account"), data).status_code == 302
    world.handler.refresh_from_db()
    assert (world.handler.phone, world.handler.email, world.handler.language) == tuple(data.values())


@pytest.mark.parametrize(
    "data",
    [
        {"email": "not an address"},
        {"language": "tlh"},
        {"phone": "1" * 41},
        {"phone": "12\x0034"},
    ],
)
def test_bad_details_change_nothing_and_are_kept_on_the_page(here: Client, world: World, data: dict[str, str]) -> None:
    response = here.post(reverse("accounts:account"), {"phone": "999", **data})
    assert response.status_code == 422
    assert soup(response).select_one(".field-error") is not None
    world.handler.refresh_from_db()
    assert world.handler.phone == ""


def test_one_does_not_rename_or_promote_oneself(here: Client, world: World) -> None:
    here.post(reverse("accounts:account"), {"name": "Boss", "username": "boss", "is_active": "1"})
    world.handler.refresh_from_db()
    assert (world.handler.name, world.handler.username) == ("Lin Handler", "handler")


def test_the_page_shows_posts_and_roles(here: Client) -> None:
    assert "Works" in soup(here.get(reverse("accounts:account"))).get_text()


def test_changing_the_password_signs_out_everywhere_else(here: Client, elsewhere: Client, world: World) -> None:
    data = {"current": PASSWORD, "new": NEW, "again": NEW}
    assert here.post(reverse("accounts:account-password"), data).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert StaffSession.objects.filter(staff=world.handler).count() == 1
    world.handler.refresh_from_db()
    assert world.handler.check_password(NEW)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"current": "wrong", "new": NEW, "again": NEW}, "current"),
        ({"current": PASSWORD, "new": NEW, "again": "other"}, "again"),
        ({"current": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "new"),
        ({"current": PASSWORD, "new": "q7#x", "again": "q7#x"}, "new"),
        ({"current": PASSWORD, "new": "1234567890", "again": "1234567890"}, "new"),
        ({"current": "", "new": "", "again": ""}, "current"),
    ],
)
def test_a_bad_change_of_password_says_where_it_is_wrong(
    here: Client, world: World, data: dict[str, str], field: str
) -> None:
    response = here.post(reverse("accounts:account-password"), data)
    assert response.status_code == 422
    assert soup(response).select_one(f"#id_{field}_error .field-error") is not None
    assert data["new"] == "" or data["new"] not in response.text
    world.handler.refresh_from_db()
    assert world.handler.check_password(PASSWORD)


def secret_on(response: HttpResponse) -> str:
    found = soup(response).select_one("code")
    assert found is not None
    return found.get_text().replace(" ", "")


def test_adding_a_second_factor_shows_a_picture_and_then_the_recovery_codes(here: Client, world: World) -> None:
    url = reverse("accounts:account-totp")
    page = here.get(url)
    picture = soup(page).select_one("img")
    assert picture is not None
    assert str(picture["src"]).startswith("data:image/svg+xml")
    assert "no-store" in page["Cache-Control"]
    code = pyotp.TOTP(secret_on(page)).at(clock.now())
    shown = here.post(url, {"code": code})
    codes = [code.get_text() for code in soup(shown).select("ol code")]
    assert len(codes) == 10
    assert all(re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code) for code in codes)
    world.handler.refresh_from_db()
    assert world.handler.totp_confirmed_at is not None
    assert secret_on(page) not in here.get(url).text


def test_a_wrong_code_keeps_the_secret(here: Client, world: World) -> None:
    url = reverse("accounts:account-totp")
    before = secret_on(here.get(url))
    response = here.post(url, {"code": "000000"})
    assert response.status_code == 422
    assert secret_on(response) == before


@pytest.fixture
def enrolled(world: World) -> Staff:
    past = clock.now() - timedelta(hours=1)
    totp = pyotp.TOTP(actions.begin_second_factor(staff_id=world.handler.pk))
    actions.confirm_second_factor(staff_id=world.handler.pk, code=totp.at(past), visit=Visit(None, ""), at=past)
    return world.handler


def test_removing_it_takes_the_password(client: Client, enrolled: Staff) -> None:
    client.force_login(enrolled)
    url = reverse("accounts:account-totp-removal")
    assert client.post(url, {"password": "wrong"}).status_code == 422
    assert client.post(url, {"password": PASSWORD}).status_code == 302
    enrolled.refresh_from_db()
    assert enrolled.totp_secret is None


def test_sessions_are_listed_and_can_be_ended(here: Client, elsewhere: Client) -> None:
    url = reverse("accounts:account-sessions")
    assert len(soup(here.get(url)).select("tbody tr")) == 2
    other = StaffSession.objects.exclude(session_id=here.session.session_key).get()
    assert here.post(reverse("accounts:account-session", args=[other.pk])).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert len(soup(here.get(url)).select("tbody tr")) == 1


def test_all_others_can_be_ended_at_once(here: Client, elsewhere: Client) -> None:
    assert here.post(reverse("accounts:account-sessions-others")).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)


def test_nobody_ends_the_sessions_of_others(here: Client, world: World) -> None:
    session = StaffSession.objects.get()
    intruder = Client()
    intruder.force_login(world.leader)
    intruder.post(reverse("accounts:account-session", args=[session.pk]))
    assert is_in(here)


def test_no_page_shows_the_key_of_a_session(here: Client) -> None:
    key = here.session.session_key or "?"
    for name in ("accounts:account-sessions", "accounts:account"):
        assert key not in here.get(reverse(name)).text
