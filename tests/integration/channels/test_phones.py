"""“Tell me on this phone”: asked on the page of a matter, sealed, told without a word of it, and forgotten."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.channels import upkeep
from banjie.channels.models import Phone
from banjie.channels.phones import keeping, telling
from banjie.config import health
from banjie.platform import clock
from banjie.platform.calling import patience
from banjie.platform.pushing import identity
from tests.integration.cases.test_closed_loop import HOUR, do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World
from tests.integration.channels.pushservice import HOST, PushService, serving
from tests.unit.platform.pushing.browser import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key(settings) -> str:
    settings.BANJIE_PUSH_KEY = identity.new_key()
    return settings.BANJIE_PUSH_KEY


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    with serving(tmp_path, monkeypatch) as found:
        yield found


def browser(name: str = "a") -> Browser:
    return Browser(f"https://{HOST}/send/{name}")


def asked(code: str, by: Browser, client: Client | None = None, path: str = "phone/") -> int:
    given = json.dumps(by.subscription)
    answer = (client or Client()).post(f"/track/{code}/{path}", given, content_type="application/json")
    return answer.status_code


def told(case_id: int, at=AT) -> list[bool]:
    return [telling.send(phone_id, at=at) for phone_id in telling.tell(case_id, at=at)]


def page(code: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(f"/track/{code}/").content, "html.parser")


def test_the_page_offers_it_with_our_key_and_asks_nobody_else(world: World, settings) -> None:
    made = taken_in(world)
    box = page(made.tracking_code).select_one("#phone")
    assert box["data-phone"] == identity.identity().public
    assert box["data-page"] == f"/track/{made.tracking_code}/"
    assert "hidden" in box.attrs
    settings.BANJIE_PUSH_KEY = ""
    assert page(made.tracking_code).select("[data-phone], script[src*='phone']") == []
    assert asked(made.tracking_code, browser()) == 404


def test_the_worker_stands_above_the_pages_it_works_for(world: World) -> None:
    answer = Client().get("/track/phone.js?icon=/static/x.png")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert b"notificationclick" in answer.content


def test_a_phone_hears_that_there_is_news_and_nothing_of_it(world: World, service: PushService) -> None:
    made = walked_to_handling(world)
    ours = browser()
    assert asked(made.tracking_code, ours) == 204
    do(world, "handler", made.case_id, "ask_reporter", at=AT + HOUR, question="哪一盏路灯？")
    assert told(made.case_id, AT + HOUR) == [True]
    ((path, headers, body),) = service.got
    said = orjson.loads(ours.read(body))
    assert said == {"title": "办结", "body": "您反映的事项有新消息，点开查看。", "lang": "zh-hans"}
    assert path == "/send/a"
    assert headers["content-encoding"] == "aes128gcm"
    assert (headers["ttl"], headers["topic"]) == ("604800", "news")
    assert headers["authorization"].startswith("vapid t=")
    assert headers["authorization"].endswith(f"k={identity.identity().public}")
    seen = repr(headers) + path
    assert not any(secret in seen for secret in (made.tracking_code, made.number, "路灯"))


def test_it_speaks_the_language_of_whoever_asked(world: World, service: PushService) -> None:
    made = walked_to_handling(world)
    ours, client = browser(), Client(headers={"accept-language": "en"})
    assert asked(made.tracking_code, ours, client) == 204
    assert told(made.case_id) == [True]
    assert orjson.loads(ours.read(service.got[0][2]))["body"] == "There is news on a matter of yours. Tap to read it."


@pytest.mark.parametrize("command", ["ask_reporter", "decline", "close", "merge"])
def test_a_question_a_refusal_the_end_and_a_merger_are_news(world: World, command: str, monkeypatch) -> None:
    from banjie.platform import events

    published: list[str] = []
    monkeypatch.setattr(events.jobs, "later", lambda _job, *, event, subscriber, news: published.append(subscriber))
    made = walked_to_closed(world) if command == "close" else taken_in(world)
    if command == "ask_reporter":
        do(world, "intake", made.case_id, command, question="哪里？")
    elif command == "decline":
        do(world, "intake", made.case_id, command, reason="非本县", lawful_channel="邻县热线")
    elif command == "merge":
        do(world, "intake", made.case_id, command, into=taken_in(world).case_id)
    assert published.count("channels.tell_phones") == 1


def test_asking_twice_is_asking_once_and_stopping_is_forgetting(world: World, service: PushService) -> None:
    made = taken_in(world)
    ours = browser()
    assert [asked(made.tracking_code, ours) for _ in range(2)] == [204, 204]
    assert Phone.objects.count() == 1
    assert asked(made.tracking_code, browser("b"), path="phone/stop/") == 204
    assert Phone.objects.count() == 1
    assert asked(made.tracking_code, ours, path="phone/stop/") == 204
    assert not Phone.objects.exists()
    assert told(made.case_id) == []


def test_what_is_kept_is_sealed_and_two_matters_of_one_phone_look_like_two(world: World) -> None:
    ours = browser()
    for made in (taken_in(world), taken_in(world)):
        assert asked(made.tracking_code, ours) == 204
    rows = list(Phone.objects.order_by("id"))
    assert bytes(rows[0].digest) != bytes(rows[1].digest)
    for row in rows:
        assert HOST.encode() not in bytes(row.sealed) + bytes(row.digest)
        assert keeping.opened(row).address.endpoint == ours.endpoint
        assert set(vars(row)) - {"_state"} == {
            "id", "case_id", "digest", "sealed", "language", "since", "news_at", "next_at", "failures",
        }  # fmt: skip


def test_one_more_phone_than_a_household_has_takes_the_place_of_the_oldest(world: World, monkeypatch) -> None:
    made = taken_in(world)
    for many in range(keeping.MOST + 1):
        monkeypatch.setattr(clock, "now", lambda many=many: AT + many * HOUR)
        assert asked(made.tracking_code, browser(str(many))) == 204
    left = {keeping.opened(row).address.endpoint[-1] for row in Phone.objects.all()}
    assert left == {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'"x"',
        b"{",
        b"\xff",
        b'{"endpoint": "https://push.example.cn/a"}',
        b'{"endpoint": 5, "keys": 5}',
        b" " * 5_000,
    ],
)
def test_nonsense_is_refused_and_keeps_nothing(world: World, given: bytes) -> None:
    made = taken_in(world)
    client = Client()
    for path in ("phone/", "phone/stop/"):
        status = client.post(f"/track/{made.tracking_code}/{path}", given, content_type="application/json").status_code
        assert status == (204 if path == "phone/stop/" and b"https" in given else 422)
    assert not Phone.objects.exists()


def test_an_address_inside_is_refused(world: World) -> None:
    made = taken_in(world)
    for endpoint in ("https://127.0.0.1/x", "https://10.1.2.3/x", "http://push.example.cn/x", "https://localhost/x"):
        assert asked(made.tracking_code, Browser(endpoint)) == 422
    assert not Phone.objects.exists()


def test_a_name_that_leads_inside_is_not_called(world: World, tmp_path: Path, monkeypatch) -> None:
    from banjie.platform.calling import addresses, sending

    made = taken_in(world)
    assert asked(made.tracking_code, browser()) == 204
    with serving(tmp_path, monkeypatch) as service:
        monkeypatch.setattr(sending, "may_connect", addresses.may_connect)
        assert told(made.case_id) == [False]
    assert service.got == []


def test_nobody_without_the_code_asks_and_nobody_for_what_is_over(world: World) -> None:
    made = taken_in(world)
    assert asked("0000-0000-0000", browser()) == 404
    do(world, "intake", made.case_id, "decline", reason="非本县", lawful_channel="邻县热线")
    assert asked(made.tracking_code, browser()) == 404
    box = page(made.tracking_code).select_one("[data-phone]")
    assert box["data-phone"] == ""


def test_a_script_is_told_to_stop(world: World) -> None:
    made = taken_in(world)
    answers = [asked(made.tracking_code, browser()) for _ in range(32)]
    assert answers.count(429) >= 1
    assert answers[0] == 204


@pytest.mark.parametrize("status", [404, 410])
def test_an_address_that_is_gone_is_forgotten(world: World, service: PushService, status: int) -> None:
    made = taken_in(world)
    asked(made.tracking_code, browser())
    service.answer = status
    assert told(made.case_id) == [False]
    assert not Phone.objects.exists()


def test_a_service_that_fails_is_tried_again_and_the_news_given_up_at_last(world: World, service: PushService) -> None:
    made = taken_in(world)
    asked(made.tracking_code, browser())
    service.answer = 503
    assert told(made.case_id) == [False]
    at = AT
    for tries in range(2, patience.ATTEMPTS + 1):
        next_at = Phone.objects.get().next_at
        assert telling.due(at=next_at - timedelta(seconds=1)) == []
        at = next_at
        (phone_id,) = telling.due(at=at)
        assert not telling.send(phone_id, at=at)
        assert len(service.got) == tries
    row = Phone.objects.get()
    assert (row.next_at, row.failures) == (None, 0)
    assert at - AT > timedelta(hours=13)
    service.answer = 201
    assert told(made.case_id, at) == [True]


def test_a_service_that_asks_for_patience_gets_it(world: World, service: PushService) -> None:
    made = taken_in(world)
    asked(made.tracking_code, browser())
    service.answer, service.headers = 429, {"Retry-After": "1200"}
    told(made.case_id)
    assert Phone.objects.get().next_at >= AT + timedelta(seconds=1200)


def test_news_that_comes_while_the_last_is_on_its_way_is_told_too(world: World, service: PushService) -> None:
    """The moment at which it was asked says which news was told."""
    made = taken_in(world)
    asked(made.tracking_code, browser())
    (phone_id,) = telling.tell(made.case_id, at=AT)
    later = AT + timedelta(seconds=2)
    row = Phone.objects.get()
    Phone.objects.filter(id=phone_id).update(news_at=later)
    telling._failed(row, telling.Outcome(503, "refused"), AT)
    assert Phone.objects.get().failures == 0
    assert telling.due(at=later) == [phone_id]


def test_two_workers_tell_a_phone_once(world: World, service: PushService) -> None:
    made = taken_in(world)
    asked(made.tracking_code, browser())
    (phone_id,) = telling.tell(made.case_id, at=AT)
    assert [telling.send(phone_id, at=AT) for _ in range(2)] == [True, False]
    assert len(service.got) == 1


def test_another_key_forgets_who_asked_under_the_last(world: World, service: PushService, settings) -> None:
    made = taken_in(world)
    asked(made.tracking_code, browser())
    settings.BANJIE_PUSH_KEY = identity.new_key()
    assert told(made.case_id) == [False]
    assert service.got == []
    assert not Phone.objects.exists()


def test_the_end_of_a_matter_is_told_and_then_the_phone_is_forgotten(world: World, service: PushService) -> None:
    made = taken_in(world)
    other = walked_to_closed(world)
    for each in (made, other):
        asked(each.tracking_code, browser(each.number))
    do(world, "intake", made.case_id, "decline", reason="非本县", lawful_channel="邻县热线")
    upkeep.forget(at=AT)
    assert Phone.objects.count() == 2
    assert told(made.case_id) == [True]
    upkeep.forget(at=AT + 2 * HOUR)
    # Closed is not yet over: its reporter has the last word, and it may be opened again.
    assert [row.case_id for row in Phone.objects.all()] == [other.case_id]


def test_doctor_says_how_it_stands(settings) -> None:
    def said() -> tuple[str, str]:
        (found,) = list(health._push())
        return found.grade, found.words

    settings.SECURE, settings.PUBLIC_URL = True, "https://banjie.example.cn"
    assert said()[0] == "good"
    assert "https://banjie.example.cn" in said()[1]
    settings.SECURE = False
    assert said() == ("bad", "browsers ask for it over https only; set BANJIE_PUBLIC_URL")
    settings.BANJIE_PUSH_KEY = "mistyped"
    assert said()[0] == "bad"
    assert "mistyped" not in said()[1]
    settings.BANJIE_PUSH_KEY = ""
    assert said()[0] == "note"
