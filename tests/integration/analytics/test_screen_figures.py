"""The figures of a screen against the plainest way to count them: one case after the other."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banjie.analytics import screen
from banjie.analytics.indicators import Lamp, Tally, lamp
from banjie.cases.models import Case, Rating
from banjie.places import queries as places
from tests.integration.analytics.invented import invent
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")
# A Monday, half past one in the afternoon.
NOW = AT + timedelta(hours=4)
DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    invent(made, at=NOW, count=600)
    return made


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)


def counted(path: str) -> list[Case]:
    """The cases that a screen of this area may count."""
    whole = "." not in path
    return [
        case
        for case in Case.objects.all()
        if case.about_unit_path == ""
        and (case.area_path == path or case.area_path.startswith(path + ".") or (whole and case.area_path == ""))
    ]


def stock(cases: list[Case]) -> Tally:
    still = [case for case in cases if case.is_open]
    return Tally(open=len(still), overdue=sum(case.due_at is not None and case.due_at < NOW for case in still))


def settled(cases: list[Case]) -> list[Case]:
    return [case for case in cases if not case.is_open and case.state in {"closed", "finished"}]


@pytest.mark.parametrize("code", ["county", "west"])
def test_stocks_lamps_and_rankings_are_those_of_a_plain_count(world: World, code: str):
    area = places.area(code)
    shown, cases = screen.gathered(area, at=NOW), counted(area.path)
    assert shown.standing == stock(cases)
    assert {part.area.code for part in shown.parts} == {"county": {"west", "east"}, "west": {"west"}}[code]
    for part in shown.parts:
        expected = stock([case for case in cases if case.area_path == part.area.path])
        assert (part.tally, part.lamp) == (expected, lamp(expected))
    by_unit = {part.unit.path: part.tally for part in shown.units}
    paths = {case.lead_unit_path for case in cases if case.is_open and case.lead_unit_path}
    assert by_unit == {path: stock([case for case in cases if case.lead_unit_path == path]) for path in paths}
    assert [part.tally.overdue for part in shown.units] == sorted(
        (part.tally.overdue for part in shown.units), reverse=True
    )


@pytest.mark.parametrize("code", ["county", "east"])
def test_today_and_last_week_are_counted_by_the_local_hour(world: World, code: str):
    area = places.area(code)
    shown, cases = screen.gathered(area, at=NOW), counted(area.path)
    for course, day in ((shown.today, local(NOW).date()), (shown.last_week, local(NOW).date() - 7 * DAY)):
        come = [local(case.received_at) for case in cases]
        gone = [local(case.closed_at) for case in settled(cases)]
        until = local(NOW).time()
        for hours, so_far, moments in (
            (course.received, course.received_so_far, come),
            (course.closed, course.closed_so_far, gone),
        ):
            of_day = [moment for moment in moments if moment.date() == day]
            assert hours == tuple(sum(moment.hour == hour for moment in of_day) for hour in range(24))
            assert so_far == sum(moment.time() <= until for moment in of_day)
    assert sum(shown.today.received) > 0


def test_days_hold_what_was_settled_in_time_and_what_reporters_said(world: World):
    shown, cases = screen.gathered(places.area("county"), at=NOW), counted("county")
    assert [day.day for day in shown.days] == [local(NOW).date() - n * DAY for n in reversed(range(14))]
    ratings = list(Rating.objects.all())
    ids = {case.id for case in cases}
    for day in shown.days:
        over = [case for case in settled(cases) if local(case.closed_at).date() == day.day]
        said = [each for each in ratings if each.case_id in ids and local(each.rated_at).date() == day.day]
        assert day.tally == Tally(
            closed=len(over),
            declined=sum(
                case.state == "declined" and local(case.closed_at).date() == day.day
                for case in cases
                if not case.is_open
            ),
            closed_with_deadline=sum(case.closed_late is not None for case in over),
            closed_late=sum(case.closed_late is True for case in over),
            rated=len(said),
            rated_solved=sum(each.solved for each in said),
            graded=len(said),
            satisfied=sum(each.satisfaction >= 4 for each in said),
        )
    assert shown.week.closed == sum(day.tally.closed for day in shown.days[-7:])


def test_hot_categories_are_those_of_seven_days_beside_the_seven_before(world: World):
    shown, cases = screen.gathered(places.area("county"), at=NOW), counted("county")
    [only] = shown.categories
    of_it = [NOW - case.received_at for case in cases if case.category_path == world.category]
    assert only.recent == sum(age < 7 * DAY for age in of_it)
    assert only.before == sum(7 * DAY <= age < 14 * DAY for age in of_it)


def test_what_is_shown_singly_is_never_confidential_nor_about_a_unit(world: World):
    shown, cases = screen.gathered(places.area("county"), at=NOW), counted("county")
    plain = [case for case in cases if case.is_open and case.identity != "confidential"]
    late = sorted((case for case in plain if case.due_at and case.due_at < NOW), key=lambda case: case.due_at)
    assert [each.id for each in shown.latest] == [case.id for case in late[:24]]
    placed = [case for case in plain if case.longitude is not None]
    assert sum(spot.cases for spot in shown.spots) == len(placed)
    assert sum(spot.overdue for spot in shown.spots) == sum(case in late for case in placed)
    single = {spot.case_id for spot in shown.spots if spot.case_id}
    assert single <= {case.id for case in placed}
    assert single


def test_the_cost_does_not_grow_with_cases_townships_and_units(world: World):
    area = places.area("county")
    screen.gathered(area, at=NOW)
    with CaptureQueriesContext(connection) as captured:
        screen.gathered(area, at=NOW)
    assert len([each for each in captured.captured_queries if "platform_stamp" not in each["sql"]]) == 7


def test_screens_of_one_area_ask_once_in_ten_seconds(world: World):
    area = places.area("county")
    first = screen.figures_of(area, at=NOW)
    assert screen.figures_of(area, at=NOW + timedelta(seconds=9)) is first
    assert screen.figures_of(area, at=NOW + timedelta(seconds=10)) is not first
    assert screen.figures_of(area, at=NOW - timedelta(seconds=1)).at == NOW - timedelta(seconds=1)
    assert screen.figures_of(places.area("west"), at=NOW).area.code == "west"


def test_an_area_in_which_nothing_is_open_has_a_lamp_that_is_not_lit(world: World):
    Case.objects.filter(area_path="county.east").update(area_path="county.west")
    shown = screen.gathered(places.area("county"), at=NOW)
    assert {part.area.code: part.lamp for part in shown.parts}["east"] is Lamp.UNLIT


def test_the_drawing_holds_each_part_once_and_puts_points_where_they_lie(world: World):
    drawing = screen.drawing_of(places.area("county"), at=NOW)
    assert {shape.area.code for shape in drawing.shapes} == {"west", "east"}
    west = next(shape for shape in drawing.shapes if shape.area.code == "west")
    east = next(shape for shape in drawing.shapes if shape.area.code == "east")
    assert drawing.width == 1000
    assert drawing.height < drawing.width
    assert west.x < drawing.width / 2 < east.x
    assert west.path.startswith("M")
    assert west.path.endswith("Z")
    assert drawing.place(110, 31) == (12, 12)
    assert drawing.place(112, 30) == (drawing.width - 12, drawing.height - 12)


def test_an_area_without_parts_is_drawn_by_itself_and_kept(world: World):
    alone = screen.drawing_of(places.area("west"), at=NOW)
    assert [shape.area.code for shape in alone.shapes] == ["west"]
    assert screen.drawing_of(places.area("west"), at=NOW) is alone
