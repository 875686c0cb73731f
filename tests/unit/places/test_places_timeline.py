from datetime import UTC, datetime, timedelta

from banjie.places.locator import Locator
from banjie.places.refs import AreaRef
from banjie.places.timeline import Timeline

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = datetime(2026, 6, 1, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


class Reads:
    """Remembers for which moments boundaries were read."""

    def __init__(self) -> None:
        self.moments: list[datetime] = []

    def __call__(self, moment: datetime) -> Locator[AreaRef]:
        self.moments.append(moment)
        return Locator([])


def test_a_boundary_holds_from_its_first_moment_until_the_next_begins() -> None:
    reads = Reads()
    timeline = Timeline([SECOND, FIRST], reads)
    assert timeline.at(FIRST) is timeline.at(SECOND - MOMENT)
    assert timeline.at(SECOND) is timeline.latest()
    assert reads.moments == [FIRST, SECOND]


def test_before_the_oldest_boundaries_the_oldest_hold() -> None:
    reads = Reads()
    timeline = Timeline([FIRST, SECOND], reads)
    assert timeline.at(FIRST - timedelta(days=9000)) is timeline.at(FIRST)
    assert reads.moments == [FIRST]


def test_without_boundaries_nothing_is_read() -> None:
    reads = Reads()
    assert Timeline([], reads).at(FIRST).one(113.0, 33.0) is None
    assert reads.moments == []


def test_only_the_periods_asked_for_last_are_kept() -> None:
    reads = Reads()
    days = [FIRST + timedelta(days=number) for number in range(6)]
    timeline = Timeline(days, reads)
    for day in (*days, days[0]):
        timeline.at(day)
    assert reads.moments == [*days, days[0]]
