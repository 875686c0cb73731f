"""The number beside a worklist is the length of its list, for everybody."""

from datetime import timedelta

import pytest

from banjie.cases import queries
from banjie.cases.acting import AS_REPORTER
from banjie.cases.actions import submit
from banjie.cases.filters import Filters, Queue
from banjie.cases.follow_up import sampling
from tests.integration.cases.follow_up import everybody_called
from tests.integration.cases.test_closed_loop import do, matter, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, POINT_EAST, World

LATER = AT + timedelta(days=60)


def some_of_everything(world: World) -> None:
    taken_in(world)
    walked_to_closed(world)
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "call_in", unit=world.units["housing"].pk, task="到场")
    do(world, "handler", made.case_id, "request_extension", amount="3wd", reason="等配件")
    do(world, "supervisor", walked_to_handling(world).case_id, "oversee", instruction="尽快")
    east = {"longitude": POINT_EAST[0], "latitude": POINT_EAST[1]}
    submit(matter(world, **east), channel="web", by=AS_REPORTER, at=AT)
    sampling.draw(at=LATER - timedelta(days=40))
    about = matter(world, about_unit=world.units["centre"].pk)
    submit(about, channel="web", by=AS_REPORTER, at=AT)


def counted_and_listed(world: World, who: str) -> dict[Queue, tuple[int, int]]:
    viewer = world.acting(who).viewer
    assert viewer is not None
    return {
        queue: (count, len(queries.listing(viewer, Filters(queue=queue), at=LATER).lines))
        for queue, count in queries.queue_counts(viewer, at=LATER).items()
    }


@pytest.fixture(autouse=True)
def _everybody_is_called(settings, tmp_path):
    settings.BANJIE_FOLLOW_UP_RULE = everybody_called(tmp_path)


def test_a_count_is_the_length_of_its_list(world):
    some_of_everything(world)
    for who in world.staff:
        for queue, (count, length) in counted_and_listed(world, who).items():
            assert count == length, (who, queue)


def test_every_queue_that_has_something_says_so(world):
    some_of_everything(world)
    found = {
        who: {queue: count for queue, (count, _) in counted_and_listed(world, who).items() if count}
        for who in ("dispatcher", "west_dispatcher", "handler", "other_handler", "caller")
    }
    # Two came in that nobody complained of the centre with; the third is kept from it.
    assert found["dispatcher"] == {Queue.TO_ACCEPT: 2, Queue.EXTENSIONS: 1, Queue.OVERDUE: 4, Queue.OVERSIGHT: 1}
    assert found["west_dispatcher"][Queue.TO_ACCEPT] == 2
    assert found["handler"][Queue.TO_HANDLE] == 2
    assert found["other_handler"] == {Queue.TO_ASSIST: 1}
    assert found["caller"][Queue.TO_FOLLOW_UP] == 1
