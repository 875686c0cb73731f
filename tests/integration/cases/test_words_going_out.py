"""Words on their way out: nothing that tells of persons leaves unread, but to whoever was given the right to it."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.masking import Outgoing, TakenAway
from banjie.cases.queries import Wanted, outward_list, outward_updates
from banjie.organisations.clients.actions import change_client
from banjie.organisations.permissions import NOBODY
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


def test_a_system_without_the_scope_reads_words_masked(world: World) -> None:
    raised(world)
    reads = make_caller(world, ("dispatcher", "centre"), scopes=("read", "contact"), name="reads")
    sees = make_caller(world, ("dispatcher", "centre"), scopes=("personal",), name="sees")
    masked, plain = (
        Client().get("/open311/v2/requests.json", {"api_key": caller.token} | DAYS).json() for caller in (reads, sees)
    )
    assert [each["description"] for each in masked] == ["***的某先生每晚放音乐，请打***"]
    assert [each["address"] for each in masked] == ["文昌花园***"]
    assert [each["description"] for each in plain] == [BODY]


def told_of(world: World) -> list[str]:
    """The events of a case that was raised just now, in the order of the subscriptions."""
    Delivery.objects.all().delete()
    raised(world, at=clock.now())
    while fan_out.fan_out(at=clock.now()):
        continue
    return [bytes(each.body).decode() for each in Delivery.objects.order_by("subscription_id")]


def test_events_are_masked_until_scope_and_subscription_both_say_otherwise(world: World) -> None:
    words = ("text", "place", "answer")
    for name, scopes, fields in (
        ("no scope", ("read", "contact"), words),
        ("not chosen", ("read", "personal"), words),
        ("chosen", ("personal",), (*words, "personal")),
    ):
        caller = make_caller(world, ("dispatcher", "centre"), scopes=scopes, name=name)
        wanted = outbound.Wanted("all", "https://example.cn/hook", fields=fields)
        outbound.subscribe(client_id=caller.id, wanted=wanted, by=SYSTEM, at=clock.now())
    *masked, plain = told_of(world)
    assert len(masked) == 2
    assert not any(secret in each for secret in SECRETS for each in masked)
    assert all(secret in plain for secret in SECRETS)
    change_client(
        client_id=caller.id, name="narrowed", contact="", scopes=["read"], expires_at=None, by=SYSTEM, at=clock.now()
    )
    assert not any(secret in each for secret in SECRETS for each in told_of(world))


def test_the_field_is_refused_without_the_scope(world: World) -> None:
    caller = make_caller(world, ("dispatcher", "centre"), scopes=("read", "contact"))
    wanted = outbound.Wanted("all", "https://example.cn/hook", fields=("personal",))
    with pytest.raises(outbound.Refused, match="field_beyond_scopes"):
        outbound.subscribe(client_id=caller.id, wanted=wanted, by=SYSTEM, at=clock.now())


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
    assert by.viewer is not None
    for shown in (False, True):
        viewer = replace(by.viewer, reads_as_written=shown)
        news, _more = outward_updates(viewer, since=AT, until=until)
        said = "\n".join(each.text for each in news)
        assert ("19912345678" in said) is shown
        assert "先生" in said


def test_in_a_file_the_right_is_that_of_the_area_of_the_case(world: World) -> None:
    viewer = world.acting("west_dispatcher").viewer
    assert viewer is not None
    west, east = (area.path for area in world.townships)
    assert TakenAway(viewer).words(BODY, west, None) == BODY
    assert "19912345678" not in TakenAway(viewer).words(BODY, east, None)


def test_every_text_is_masked_however_deep_and_nothing_else() -> None:
    digest = "2fc57989c0e6222021234567890123ab2fc57989c0e6222021234567890123ab"
    given = {
        "title": "李女士",
        "until": "2026-03-02T09:30:00.123456+08:00",
        "longitude": 110.512345,
        "note": "",
        "assisting": [{"unit": 3, "task": "找李女士", "digest": digest}],
    }
    assert Outgoing(NOBODY).values(given) == given
    told = Outgoing(NOBODY, as_written=False).values(given)
    assert told == given | {"title": "某女士", "assisting": [{"unit": 3, "task": "找某女士", "digest": digest}]}
