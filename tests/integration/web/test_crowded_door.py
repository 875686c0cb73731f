"""The resident's form when too many come through it at once: nothing is lost, and nobody is simply turned away."""

from itertools import count

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from banjie.cases.models import Case
from banjie.platform import clock
from banjie.platform.crowding import task
from banjie.platform.models import Knock
from banjie.platform.proving.secrets import of_origin
from tests.integration.cases.world import World, make_world

REPORT = "/report/"
HERE = "127.0.0.1"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def crowd(number: int, address: str = HERE) -> None:
    at = clock.now()
    Knock.objects.bulk_create([Knock(origin=of_origin("report", address, at=at), at=at) for _ in range(number)])


def send(client: Client, **more: str) -> object:
    return client.post(REPORT, {"body": "路灯不亮三天了，老人出门不便", "identity": "anonymous", "key": "k1", **more})


def solved(text: str, bits: int) -> str:
    return next(str(n) for n in count() if task.zeros(text, str(n)) >= bits)


def test_a_quiet_door_asks_nothing(world: World, client: Client) -> None:
    assert client.get(reverse("resident:task", args=["report"])).json() == {}
    assert send(client).status_code == 302
    assert Case.objects.count() == 1


def test_a_crowded_one_gives_a_task_and_lets_in_whoever_does_it(world: World, client: Client) -> None:
    crowd(20)
    given = client.get(reverse("resident:task", args=["report"])).json()
    assert given["bits"] == 16
    answer = solved(given["text"], given["bits"])
    assert send(client, task_text=given["text"], task_answer=answer).status_code == 302
    assert Case.objects.count() == 1
    refused = send(client, task_text=given["text"], task_answer=answer, key="k2")
    assert refused.status_code == 429
    assert Case.objects.count() == 1


def test_without_script_nothing_typed_is_lost_and_waiting_opens_it(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(20)
    answer = send(client)
    assert answer.status_code == 429
    page = BeautifulSoup(answer.content, "html.parser")
    assert "路灯不亮三天了" in page.find("textarea", {"name": "body"}).text
    text = page.find("input", {"name": "task_text"})["value"]
    assert send(client, task_text=text).status_code == 429, "no sooner than it says"
    later = clock.now() + task.WAIT
    monkeypatch.setattr(clock, "now", lambda: later)
    assert send(client, task_text=text).status_code == 302


def test_far_beyond_one_is_told_when_to_come_back(world: World, client: Client) -> None:
    crowd(1_000)
    answer = send(client)
    assert answer.status_code == 429
    assert "15" in BeautifulSoup(answer.content, "html.parser").select_one(".callout").text
    assert client.get(reverse("resident:task", args=["report"])).json() == {}
    assert not Case.objects.exists()


def test_one_browser_that_sends_without_end_works_for_it(world: World, client: Client) -> None:
    for number in range(8):
        assert send(client, key=f"n{number}").status_code == 302
    assert send(client, key="n8").status_code == 429
    assert send(Client(), key="n8").status_code == 302, "another browser on the same address is not concerned"


def test_a_count_of_ones_own_making_counts_nothing(world: World, client: Client) -> None:
    client.cookies["sent"] = "Mw:1:forged"
    assert send(client).status_code == 302


def test_what_fills_in_everything_is_found_out_and_told(world: World, client: Client) -> None:
    answer = send(client, website="https://spam.example")
    assert answer.status_code == 422
    field = BeautifulSoup(answer.content, "html.parser").find("input", {"name": "website"})
    assert field.find_parent("div", class_="away") is None, "whoever is a person sees what to empty"
    assert not Case.objects.exists()


def test_a_door_that_is_none(client: Client, world: World) -> None:
    assert client.get("/task/nowhere/").status_code == 404
