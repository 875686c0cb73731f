"""Two other servers at once, and two jurisdictions of one server: each case to its own, and nothing across."""

from collections.abc import Iterator

import pytest

from banjie.onward import linking, queries, rounds
from banjie.onward.models import Endpoint
from tests.integration.cases.test_closed_loop import do, taken_in
from tests.integration.cases.world import AT, World
from tests.integration.onward.neighbour import Neighbour, neighbour
from tests.integration.onward.steps import MINUTE, awake, endpoint
from tests.integration.onward.test_sent_on import commands, state
from tests.integration.outbound.receiver import says


@pytest.fixture
def other() -> Iterator[Neighbour]:
    with neighbour() as found:
        yield found


def given_to(world: World, unit: str) -> int:
    case_id = taken_in(world).case_id
    do(world, "intake", case_id, "accept")
    do(world, "dispatcher", case_id, "assign", lead=world.units[unit].pk)
    return case_id


def two(world: World, first: str, second: str) -> tuple[int, int]:
    one = endpoint(world, first, jurisdiction_id="city.example", api_key="k-city")
    name, unit_id = "邻县平台", world.units["housing"].pk
    return one, endpoint(
        world, second, name=name, unit_id=unit_id, jurisdiction_id="county.example", api_key="k-county"
    )


def turn(at) -> None:
    linking.gather(at=at)
    for endpoint_id in rounds.due(at=at):
        rounds.work(endpoint_id, at=at)


def told_of(peer: Neighbour) -> set[tuple[str, str]]:
    """The jurisdiction and the key with which requests were handed in."""
    return {(each["jurisdiction_id"][0], each["api_key"][0]) for each in peer.posted}


def test_each_case_goes_to_its_own_server_under_its_own_jurisdiction(world: World, peer: Neighbour, other: Neighbour):
    two(world, peer.url, other.url)
    here, there = given_to(world, "water"), given_to(world, "housing")
    turn(AT)
    assert (told_of(peer), told_of(other)) == ({("city.example", "k-city")}, {("county.example", "k-county")})
    # Both servers gave the same number, to different cases.
    (mine,), (theirs,) = queries.links_of(here), queries.links_of(there)
    assert (mine.remote_id, theirs.remote_id) == ("8001", "8001")
    assert (mine.server, theirs.server) == ("市级平台", "邻县平台")
    other.set("8001", status="closed", status_notes="邻县已修复。")
    turn(AT + 10 * MINUTE)
    assert (state(here), state(there)) == ("handling", "answered")
    assert "邻县已修复。" in queries.links_of(there)[0].remote_notes
    assert queries.links_of(here)[0].remote_notes == ""


def test_two_jurisdictions_of_one_server_are_kept_apart(world: World, peer: Neighbour):
    two(world, peer.url, peer.url)
    here, there = given_to(world, "water"), given_to(world, "housing")
    turn(AT)
    assert told_of(peer) == {("city.example", "k-city"), ("county.example", "k-county")}
    by_number = {each.remote_id: each.case_id for case in (here, there) for each in queries.links_of(case)}
    assert len(by_number) == 2
    mine = queries.links_of(here)[0].remote_id
    peer.set(mine, status="closed", status_notes="已修复。")
    turn(AT + 10 * MINUTE)
    assert (state(here), state(there)) == ("answered", "handling")


def test_one_that_is_down_keeps_the_other_from_nothing(world: World, peer: Neighbour, other: Neighbour):
    first, second = two(world, peer.url, other.url)
    peer.moods["POST requests"] = says(503, b"away")
    here, there = given_to(world, "water"), given_to(world, "housing")
    turn(AT)
    assert (queries.links_of(here)[0].remote_id, queries.links_of(there)[0].remote_id) == ("", "8001")
    assert [Endpoint.objects.get(pk=each).failures for each in (first, second)] == [1, 0]
    other.set("8001", status="closed", status_notes="已修复。")
    turn(AT + 10 * MINUTE)
    assert state(there) == "answered"
    peer.moods.clear()
    awake(first)
    for minutes in (20, 23, 24):
        awake(first)
        turn(AT + minutes * MINUTE)
    assert (queries.links_of(here)[0].state, len(peer.requests), len(other.requests)) == ("open", 1, 1)


def test_transferred_from_one_to_the_other_it_is_over_at_the_first(world: World, peer: Neighbour, other: Neighbour):
    two(world, peer.url, other.url)
    case_id = given_to(world, "water")
    turn(AT)
    do(world, "dispatcher", case_id, "transfer", at=AT + MINUTE, lead=world.units["housing"].pk, reason="属邻县")
    turn(AT + 10 * MINUTE)
    now, before = queries.links_of(case_id)
    assert (now.server, now.state, before.server, before.ended_why) == ("邻县平台", "open", "市级平台", "over_untold")
    # What the first says afterwards is nobody's answer any more.
    peer.set("8001", status="closed", status_notes="与我无关。")
    turn(AT + 20 * MINUTE)
    assert state(case_id) == "handling"
    assert queries.links_of(case_id)[1].remote_notes == ""


def test_updates_of_one_are_not_taken_for_the_others(world: World, peer: Neighbour, other: Neighbour):
    two(world, peer.url, other.url)
    here, there = given_to(world, "water"), given_to(world, "housing")
    turn(AT)
    other.updates = [
        {"update_id": 1, "service_request_id": 8001, "status": "OPEN", "updated_datetime": "2030-01-01T00:00:00Z",
         "description": "邻县已派人"}
    ]  # fmt: skip
    turn(AT + 10 * MINUTE)
    assert (commands(here).count("note"), commands(there).count("note")) == (0, 1)
