"""The working calendar's pages: a change is recorded, and the deadlines of open cases follow."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from banjie.cases import deadlines
from banjie.cases.models import Case, TimelineEntry
from banjie.platform import jobs
from banjie.platform.actors import SYSTEM
from banjie.platform.calendar import queries
from tests.integration.cases.test_closed_loop import AT, taken_in


def test_the_calendar_shows_the_published_holidays(world, signed_in):
    response = signed_in("administrator").get("/work/calendar/?year=2026")
    assert response.status_code == 200
    assert "春节" in response.content.decode()


def test_who_does_not_keep_the_calendar_has_no_such_page(world, signed_in):
    assert signed_in("handler").get("/work/calendar/").status_code == 404
    assert signed_in("handler").post("/work/calendar/days/", {}).status_code == 404


def test_a_day_off_moves_deadlines_and_stands_on_the_timeline(world, signed_in):
    made = taken_in(world)
    before = Case.objects.get(id=made.case_id).due_at
    data = {"day": "2026-03-04", "kind": "holiday", "name": "县运动会", "hours": ""}
    response = signed_in("administrator").post("/work/calendar/days/", data)
    assert response.status_code == 302
    assert jobs.waiting() >= 1
    assert list(deadlines.recompute_open(by=SYSTEM, reason="calendar", at=AT)) == [(1, 1)]
    assert Case.objects.get(id=made.case_id).due_at > before
    assert TimelineEntry.objects.filter(case_id=made.case_id).last().command == "recompute"


def test_a_day_can_follow_the_week_again(world, signed_in):
    client = signed_in("administrator")
    client.post("/work/calendar/days/", {"day": "2026-03-04", "kind": "holiday", "name": "停电", "hours": ""})
    shown = BeautifulSoup(client.get("/work/calendar/?year=2026").content, "html.parser")
    row = next(row for row in shown.select("tbody tr") if "停电" in row.text)
    assert "2026-03-04" in row.text
    client.post("/work/calendar/days/clear/", {"day": row.select_one("input[name=day]")["value"]})
    assert queries.calendar().day(date(2026, 3, 4)).worked


@pytest.mark.parametrize(
    "data", [{"day": "never"}, {"day": "2026-03-04", "kind": "custom", "name": "半日", "hours": ""}]
)
def test_a_day_that_is_not_whole_is_refused_beside_its_field(world, signed_in, data):
    assert signed_in("administrator").post("/work/calendar/days/", data).status_code == 422


def test_hours_that_cannot_be_read_are_refused(world, signed_in):
    response = signed_in("administrator").post("/work/calendar/hours/", {"day_0": "morning"})
    assert response.status_code == 422
