"""One's own matters through the API: as the page has them, for whoever proves the address and nobody else."""

import re

import pytest
from django.core import mail
from django.test import Client

from banjie.cases import own
from banjie.cases.models import OwnSearch
from banjie.platform import clock
from banjie.platform.models import AddressProof
from banjie.platform.proving import limits
from banjie.web.resident import proving_pages
from tests.integration.cases.world import AT, World
from tests.integration.web.publicity import raised
from tests.integration.web.test_own_matters import ADDRESS, searched

OWN = "/api/v1/own"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch, settings) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


def post(path: str, body: object):
    return Client().post(f"{OWN}/{path}", body, content_type="application/json", headers={"Accept-Language": "en"})


def asked(address: str = ADDRESS) -> str:
    answer = post("numbers", {"address": address})
    assert answer.status_code == 202, answer.content
    for row in AddressProof.objects.filter(sent_at=None).order_by("id"):
        proving_pages.send_number(row.pk, at=AT)
    return answer.json()["token"]


def proved(address: str = ADDRESS) -> str:
    token = asked(address)
    answer = post("searches", {"token": token, "number": re.search(r"\d{6}", mail.outbox[-1].body)[0]})
    assert answer.status_code == 201, answer.content
    return answer.json()["search"]


def found(search: str):
    return Client().get(f"{OWN}/matters", headers={"Own-Search": search})


def test_whoever_proves_an_address_is_told_once_the_search_is_done(world: World) -> None:
    made = raised(world, title="我的第一件")
    raised(world, kind="dispute", title="纠纷")
    search = proved()
    waiting = found(search)
    assert (waiting.json(), waiting["Retry-After"]) == ({"ready": False, "matters": [], "more": False}, "1")
    searched()
    told = found(search)
    assert "Retry-After" not in told
    assert told["Cache-Control"] == "no-store"
    assert [(each["title"], each["tracking_code"]) for each in told.json()["matters"]] == [
        ("我的第一件", made.tracking_code)
    ]
    assert Client().delete(f"{OWN}/matters", headers={"Own-Search": search}).status_code == 204
    assert found(search).status_code == 404
    assert not OwnSearch.objects.exists()


def test_an_address_that_nobody_has_is_answered_alike(world: World) -> None:
    raised(world)
    searches = [proved(), proved("nobody@example.cn")]
    searched()
    first, other = (found(each).json() for each in searches)
    assert (len(first["matters"]), other) == (1, {"ready": True, "matters": [], "more": False})
    wrong = [post("searches", {"token": asked(each), "number": "x"}) for each in (ADDRESS, "nobody@example.cn")]
    assert {(each.status_code, each.json()["code"], each.json()["tries"]) for each in wrong} == {
        (422, "number_wrong", limits.TRIES - 1)
    }


def test_a_number_works_once_and_only_so_many_tries_are_left(world: World) -> None:
    token = asked()
    digits = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    left = [post("searches", {"token": token, "number": "x"}).json()["tries"] for _ in range(limits.TRIES + 1)]
    assert left == [4, 3, 2, 1, 0, 0]
    assert post("searches", {"token": token, "number": digits}).status_code == 422
    again = asked()
    digits = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    assert post("searches", {"token": again, "number": digits}).status_code == 201
    assert post("searches", {"token": again, "number": digits}).status_code == 422


def test_the_limits_of_the_page_hold_for_both_together(world: World) -> None:
    for number in range(limits.KNOCKS):
        page = Client().post("/mine/", {"address": ADDRESS}) if number % 2 else post("numbers", {"address": ADDRESS})
        assert page.status_code in {202, 302}
    assert post("numbers", {"address": ADDRESS}).status_code == 429
    assert post("searches", {"token": "x", "number": "1"}).status_code == 429
    assert Client().post("/mine/", {"address": ADDRESS}).status_code == 429


def test_an_address_gets_so_many_letters_an_hour_however_it_is_asked(world: World) -> None:
    for _ in range(limits.LETTERS_AN_HOUR + 3):
        asked()
    assert len(mail.outbox) == limits.LETTERS_AN_HOUR


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "12", "x" * 201, "19900000077\n19900000078"])
def test_what_is_no_address(world: World, address: str) -> None:
    assert post("numbers", {"address": address}).status_code == 422
    assert not AddressProof.objects.exists()


def test_where_nothing_can_be_sent_it_is_said_at_once(world: World, settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    assert post("numbers", {"address": ADDRESS}).json()["code"] == "cannot_send"
    assert post("numbers", {"address": "19900000077"}).json()["code"] == "cannot_send"


@pytest.mark.parametrize("token", ["", "x", "9" * 200])
def test_a_token_that_was_made_up_opens_nothing(world: World, token: str) -> None:
    raised(world)
    proved()
    searched()
    assert found(token).status_code == 404
    assert Client().get(f"{OWN}/matters").status_code == 422
    assert Client().delete(f"{OWN}/matters", headers={"Own-Search": token}).status_code == 204
    assert OwnSearch.objects.count() == 1


def test_a_number_for_something_else_opens_no_list(world: World) -> None:
    asked()
    AddressProof.objects.update(purpose="follow")
    row = AddressProof.objects.get()
    assert row.purpose != own.PURPOSE
    digits = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    assert post("searches", {"token": "x", "number": digits}).status_code == 422
    assert not OwnSearch.objects.exists()
