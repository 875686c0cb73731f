"""What changed since a moment, page by page: the same whether the page is filled by what is new or by older cases."""

from datetime import timedelta

import pytest

from banjie.cases import actions
from banjie.cases.queries.outward import Wanted, outward_list
from tests.integration.cases.test_closed_loop import do, matter, taken_in
from tests.integration.cases.world import AT, World, make_world

HOUR = timedelta(hours=1)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7])
def test_pages_put_together_are_the_whole(world: World, size: int) -> None:
    old = [taken_in(world) for _ in range(4)]
    moment = AT + HOUR
    for each in old[1:3]:
        do(world, "intake", each.case_id, "accept", at=moment + HOUR)
    new = [
        actions.submit(matter(world), channel="hotline", by=world.acting("intake"), at=moment + HOUR) for _ in range(3)
    ]
    viewer = world.acting("dispatcher").viewer
    whole, more = outward_list(viewer, Wanted(updated_since=moment))
    assert not more
    expected = {each.case_id for each in (*new, *old[1:3])}
    assert {each.id for each in whole} == expected
    found, page, more = [], 1, True
    while more:
        cases, more = outward_list(viewer, Wanted(updated_since=moment, page=page, size=size))
        found += cases
        page += 1
    assert [each.id for each in found] == [each.id for each in whole]
