"""“My matters”: found by whoever proves the address, by nobody else, and nothing is said to whoever only tries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from banjie.cases import contacts, own
from banjie.cases.intake.draft import ContactDetails
from banjie.cases.models import Case, OwnSearch
from banjie.platform import clock, crypto, texting, worker
from banjie.platform.models import AddressProof
from banjie.platform.proving import limits
from banjie.web.resident import proving_pages
from tests.integration.cases.world import AT, World
from tests.integration.web.publicity import raised, words
from tests.integration.web.test_public_matters import plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work", "_mail")]
ADDRESS = "secret.person@example.cn"


@pytest.fixture
def _mail(settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


def asked(client: Client, address: str = ADDRESS) -> Any:
    answer = client.post("/mine/", {"address": address})
    for row in AddressProof.objects.filter(sent_at=None).order_by("id"):
        proving_pages.send_number(row.pk, at=clock.now())
    return answer


def proved(address: str = ADDRESS) -> Client:
    client = Client()
    asked(client, address)
    assert mail.outbox[-1].to == [address]
    digits = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    assert client.post("/mine/prove/", {"number": digits})["Location"] == "/mine/"
    searched()
    return client


def searched() -> None:
    """What a worker does with every search that waits."""
    for row in OwnSearch.objects.filter(found_at=None).order_by("id"):
        own.search(row.pk, at=clock.now())


def test_whoever_proves_an_address_sees_what_was_raised_with_it(world: World) -> None:
    mine = raised(world, title="我的第一件")
    other = raised(world, title="别人的事", contact=ContactDetails(name="某某", email="other@example.cn"))
    client = proved("Secret.Person@example.cn".lower())
    page = client.get("/mine/")
    assert "我的第一件" in words(page)
    assert f"/track/{mine.tracking_code}/" in page.content.decode()
    assert other.tracking_code not in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")


def test_a_telephone_is_found_however_it_was_written(world: World, settings, capsys) -> None:
    settings.BANJIE_TEXTING = "console"
    texting._service.cache_clear()
    made = raised(world, contact=ContactDetails(phone="0371-12345678 / +86 199-0000-0077"))
    client = Client()
    asked(client, "199 0000 0077")
    digits = re.search(r"\d{6}", capsys.readouterr().out.split("\n", 1)[1])[0]
    client.post("/mine/prove/", {"number": digits})
    searched()
    assert made.tracking_code in client.get("/mine/").content.decode()


def test_disputes_erased_contacts_and_anonymous_matters_are_not_found(world: World) -> None:
    raised(world, kind="dispute", title="纠纷")
    raised(world, identity="anonymous", contact=ContactDetails(), title="匿名")
    old = raised(world, title="旧事")
    Case.objects.filter(id=old.case_id).update(state="finished", is_open=False, closed_at=AT)
    contacts.erase_due(today=(AT + timedelta(days=500)).date(), at=AT)
    page = words(proved().get("/mine/"))
    assert "没有用该联系方式反映的事项" in page
    for title in ("纠纷，", "匿名，", "旧事"):
        assert title not in page


def test_whoever_only_tries_learns_nothing(world: World) -> None:
    raised(world)
    known, unknown = Client(), Client()
    answers = [asked(known), asked(unknown, "nobody@example.cn")]
    assert {(each.status_code, each["Location"]) for each in answers} == {(302, "/mine/prove/")}
    assert len({plain(each.get("/mine/prove/")) for each in (known, unknown)}) == 1
    wrong = [each.post("/mine/prove/", {"number": "000000x"}) for each in (known, unknown)]
    assert {each.status_code for each in wrong} == {422}
    assert len({plain(each) for each in wrong}) == 1
    letters = [re.sub(r"\d{6}", "", each.body) for each in mail.outbox]
    assert len(letters) == 2
    assert len(set(letters)) == 1


def test_a_number_for_following_opens_no_list(world: World) -> None:
    raised(world)
    client = Client()
    asked(client)
    client.cookies["proving_follow"] = client.cookies["proving_mine"].value
    digits = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    assert client.post("/public/prove/", {"number": digits}).status_code == 422
    assert client.post("/mine/prove/", {"number": digits}).status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "äöü", "\x00", "9" * 4_000])
def test_a_cookie_that_was_made_up_opens_nothing(world: World, forged: str) -> None:
    made = raised(world)
    proved()
    client = Client()
    client.cookies["my_matters"] = forged
    page = client.get("/mine/").content.decode()
    assert "获取验证码" in page
    assert made.tracking_code not in page


def test_while_a_job_looks_the_page_waits_and_looks_again_without_any_script(world: World, monkeypatch) -> None:
    made = raised(world)
    client = Client()
    asked(client)
    digits = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    client.post("/mine/prove/", {"number": digits})
    waiting = client.get("/mine/")
    assert (waiting.status_code, waiting["Refresh"]) == (200, "1")
    assert "正在查找" in words(waiting)
    assert "<script" not in waiting.content.decode().partition("<main")[2].partition("</main>")[0]
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=2))
    slow = client.get("/mine/")
    assert (slow["Refresh"], "比平时" in words(slow)) == ("15", True)
    searched()
    found = client.get("/mine/")
    assert "Refresh" not in found
    assert made.tracking_code in found.content.decode()


def test_what_is_kept_of_a_search_is_sealed_first_the_address_then_the_codes_and_goes(world: World) -> None:
    made = raised(world)
    client = Client()
    asked(client)
    client.post("/mine/prove/", {"number": re.search(r"\d{6}", mail.outbox[-1].body)[0]})
    row = OwnSearch.objects.get()
    assert crypto.decrypt_json(row.sealed, bound_to=own.binding(row.pk)) == {"channel": "email", "address": ADDRESS}
    searched()
    row.refresh_from_db()
    assert crypto.decrypt_json(row.sealed, bound_to=own.binding(row.pk)) == {"codes": [made.tracking_code]}
    for secret in (ADDRESS, made.tracking_code, client.cookies["my_matters"].value):
        assert secret.encode() not in bytes(row.sealed) + bytes(row.token_digest)
    # Searched twice, as after a worker was killed, it stays as it was found.
    own.search(row.pk, at=AT)
    own.forget(at=AT + timedelta(minutes=29))
    assert OwnSearch.objects.exists()
    own.forget(at=AT + timedelta(minutes=30))
    assert not OwnSearch.objects.exists()
    own.search(row.pk, at=AT)


def test_leaving_while_it_is_looked_for_leaves_nothing(world: World) -> None:
    client = Client()
    asked(client)
    client.post("/mine/prove/", {"number": re.search(r"\d{6}", mail.outbox[-1].body)[0]})
    client.post("/mine/leave/")
    assert not OwnSearch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_by_a_real_worker(world: World) -> None:
    made = raised(world)
    client = Client()
    client.post("/mine/", {"address": ADDRESS})
    worker.run(until_empty=True)
    digits = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    client.post("/mine/prove/", {"number": digits})
    assert client.get("/mine/")["Refresh"] == "1"
    worker.run(until_empty=True)
    assert made.tracking_code in client.get("/mine/").content.decode()


def test_the_list_closes_by_itself_and_at_a_tap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = raised(world)
    client = proved()
    left = proved()
    assert left.post("/mine/leave/").status_code == 302
    assert made.tracking_code not in left.get("/mine/").content.decode()
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=31))
    assert made.tracking_code not in client.get("/mine/").content.decode()


def test_too_many_tries_from_one_network_are_told_alike(world: World) -> None:
    for _ in range(limits.KNOCKS):
        assert Client().post("/mine/", {"address": ADDRESS}).status_code == 302
    assert Client().post("/mine/", {"address": ADDRESS}).status_code == 429
    assert Client().post("/mine/prove/", {"number": "123456"}).status_code == 429


def test_where_nothing_can_be_sent_the_page_says_so(world: World, settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    assert "目前无法发送验证码" in words(Client().get("/mine/"))
    assert Client().post("/mine/", {"address": ADDRESS}).status_code == 422


def test_the_newest_fifty_are_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST", 2)
    made = [raised(world) for _ in range(3)]
    page = proved().get("/mine/").content.decode()
    assert [each.tracking_code in page for each in made] == [False, True, True]


def test_a_link_that_lost_a_letter_leads_to_where_the_code_can_be_mended(world: World) -> None:
    answer = Client().get("/track/7K3M-9QPX-2VTX/")
    assert answer.status_code == 404
    page = soup_of(answer)
    form = page.select_one("form[action='/track/']")
    assert form.select_one("#code")["value"] == "7K3M-9QPX-2VTX"
    assert form.select_one("label").get_text(strip=True) == "查询码"
    assert "没有" in form.select_one(".field-error").get_text()
    assert Client().post("/track/7K3M-9QPX-2VTX/do/remind/").status_code == 404


def soup_of(answer: Any) -> Any:
    from bs4 import BeautifulSoup

    return BeautifulSoup(answer.content, "html.parser")
