"""Words on their way out: nothing that tells of persons leaves unread, but to whoever may see the contact."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.test import Client

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.masking import Outgoing
from banjie.cases.queries import Wanted, outward_list, outward_updates
from banjie.outbound import actions as outbound
from banjie.outbound import fan_out
from banjie.outbound.models import Delivery
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import matter
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db
DAYS = {"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-03-10T00:00:00Z"}
SECRETS = ("19912345678", "501室", "王先生")
BODY = "3号楼2单元501室的王先生每晚放音乐，请打19912345678"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def raised(world: World, at: datetime = AT, **changes: object) -> actions.Submitted:
    values = matter(world).model_dump() | {
        "title": "王先生扰民，请打19912345678",
        "body": BODY,
        "place_text": "文昌花园3号楼2单元501室",
        **changes,
    }
    return actions.submit(type(matter(world)).model_validate(values), channel="web", by=AS_REPORTER, at=at)


def exported(world: World, who: str) -> str:
    client = Client()
    client.force_login(world.staff[who])
    response = client.get("/work/cases/export/?as=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 2
    return text


def test_strangers_read_no_word_that_was_not_released(world: World) -> None:
    raised(world, public=True)
    (line,), _more = outward_list(None, Wanted())
    assert (line.body, line.place_text, line.reply) == ("", "", "")
    for address in ("/feeds/cases.atom", "/feeds/cases.json", "/open311/v2/requests.json"):
        told = Client().get(address).content.decode()
        assert not any(secret in told for secret in SECRETS), address


def test_a_system_without_the_right_to_contacts_reads_words_masked(world: World) -> None:
    raised(world)
    reads = make_caller(world, ("dispatcher", "centre"), scopes=("read",), name="reads")
    sees = make_caller(world, ("dispatcher", "centre"), scopes=("read", "contact"), name="sees")
    masked, plain = (
        Client().get("/open311/v2/requests.json", {"api_key": caller.token} | DAYS).json() for caller in (reads, sees)
    )
    assert [each["description"] for each in masked] == ["***的某先生每晚放音乐，请打***"]
    assert [each["address"] for each in masked] == ["文昌花园***"]
    assert [each["description"] for each in plain] == [BODY]


def test_events_to_other_systems_are_masked_alike(world: World) -> None:
    for name, scopes in (("reads", ("read",)), ("sees", ("read", "contact"))):
        caller = make_caller(world, ("dispatcher", "centre"), scopes=scopes, name=name)
        wanted = outbound.Wanted("all", "https://example.cn/hook", fields=("text", "place", "answer"))
        outbound.subscribe(client_id=caller.id, wanted=wanted, by=SYSTEM, at=clock.now())
    raised(world, at=clock.now())
    while fan_out.fan_out(at=clock.now()):
        continue
    masked, plain = (bytes(each.body).decode() for each in Delivery.objects.order_by("subscription_id"))
    assert not any(secret in masked for secret in SECRETS)
    assert all(secret in plain for secret in SECRETS)


def test_a_list_taken_away_is_masked_for_whoever_may_not_see_contacts(world: World) -> None:
    raised(world)
    told = {who: exported(world, who) for who in ("supervisor", "dispatcher")}
    assert not any(secret in told["supervisor"] for secret in SECRETS)
    assert "某先生扰民，请打***" in told["supervisor"]
    assert "王先生扰民，请打19912345678" in told["dispatcher"]


def test_news_of_cases_is_masked_alike(world: World) -> None:
    made = raised(world)
    by = world.acting("dispatcher")
    actions.perform(
        made.case_id, "decline", by=by, at=AT, data={"reason": "请王先生打19912345678", "lawful_channel": "法院"}
    )
    until = AT + timedelta(days=1)
    reads = world.acting("auditor").viewer
    for viewer, shown in ((reads, False), (by.viewer, True)):
        news, _more = outward_updates(viewer, since=AT, until=until)
        said = "\n".join(each.text for each in news)
        assert ("19912345678" in said) is shown
        assert "先生" in said


def test_the_right_is_that_of_the_area_of_the_case(world: World) -> None:
    outgoing = Outgoing(world.acting("west_dispatcher").viewer)
    west, east = (area.path for area in world.townships)
    assert outgoing.words(BODY, west, None) == BODY
    assert "19912345678" not in outgoing.words(BODY, east, None)
    assert outgoing.values({"title": "李女士", "longitude": 1.5, "note": ""}, east, None) == {
        "title": "某女士",
        "longitude": 1.5,
        "note": "",
    }
