"""The counts of the rail: kept for seconds, but never from before what one has just done oneself."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.organisations.models import Grant
from banjie.platform import clock, stamps
from banjie.web import waiting
from tests.integration.cases.test_closed_loop import taken_in
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self):
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    ticking = Clock()
    monkeypatch.setattr(clock, "now", ticking)
    return ticking


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def dispatcher(world: World, time: Clock) -> Client:
    client = Client()
    client.force_login(world.staff["dispatcher"])
    return client


def to_accept(client: Client) -> str:
    rail = BeautifulSoup(client.get("/work/cases/").content, "html.parser")
    return rail.select_one("#rail-count-to_accept").text  # type: ignore[union-attr]


def test_what_others_bring_in_shows_within_seconds(world: World, dispatcher: Client, time: Clock) -> None:
    assert to_accept(dispatcher) == ""
    taken_in(world)
    assert to_accept(dispatcher) == ""
    time.now += waiting.KEPT
    assert to_accept(dispatcher) == "1"


def test_what_one_does_oneself_shows_at_once(world: World, dispatcher: Client, time: Clock) -> None:
    made = taken_in(world)
    assert to_accept(dispatcher) == "1"
    time.now += timedelta(seconds=1)
    answer = dispatcher.post(f"/work/cases/{made.case_id}/do/accept/", {"expected": 1})
    assert answer.status_code == 302, answer.content
    assert to_accept(dispatcher) == ""


def test_a_clock_that_was_set_back_and_a_mark_that_is_none_count_anew(
    world: World, dispatcher: Client, time: Clock
) -> None:
    assert to_accept(dispatcher) == ""
    taken_in(world)
    time.now -= timedelta(hours=1)
    dispatcher.cookies[waiting.COOKIE] = "yesterday"
    assert to_accept(dispatcher) == "1"


def test_reading_leaves_no_mark(dispatcher: Client) -> None:
    dispatcher.get("/work/cases/")
    assert waiting.COOKIE not in dispatcher.cookies


def test_rights_that_changed_count_anew(world: World, dispatcher: Client, time: Clock) -> None:
    """Whoever lost a post must not go on reading what it showed."""
    taken_in(world)
    assert to_accept(dispatcher) == "1"
    Grant.objects.filter(post__appointments__staff=world.staff["dispatcher"]).delete()
    stamps.clear_all()
    rail = BeautifulSoup(dispatcher.get("/work/", follow=True).content, "html.parser")
    assert rail.select_one("#rail-count-to_accept") is None


def test_a_part_of_a_page_is_refused_to_whoever_is_signed_out_and_a_page_leads_to_signing_in(db):
    assert Client().get("/work/cases/counts/").status_code == 302
    assert Client().get("/work/cases/counts/", headers={"hx-request": "true"}).status_code == 401
    assert Client().post("/work/cases/1/do/answer/", headers={"hx-request": "true"}).status_code == 401
