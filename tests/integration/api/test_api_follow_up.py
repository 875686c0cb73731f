"""Follow-up through the API: calls to make, what came of them, and the rates."""

from datetime import timedelta

import pytest

from banjie.cases.follow_up import sampling
from banjie.platform import clock
from tests.integration.api.callers import make_caller
from tests.integration.cases.follow_up import everybody_called
from tests.integration.cases.test_closed_loop import walked_to_closed
from tests.integration.cases.world import AT

LATER = AT + timedelta(days=8)


@pytest.fixture(autouse=True)
def _a_week_later(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    settings.BANJIE_FOLLOW_UP_RULE = everybody_called(tmp_path)


def test_a_system_of_callers_takes_calls_and_says_what_came_of_them(world):
    made = walked_to_closed(world)
    sampling.draw(at=LATER)
    caller = make_caller(world, ("follow_up_caller", "centre"))
    (call,) = caller.get("/api/v1/calls").json()["calls"]
    assert (call["case_id"], call["why"], call["command"]) == (made.case_id, "drawn", "follow_up")
    said = {"solved": False, "satisfaction": 1, "why_not": "came_back"}
    done = caller.post(f"/api/v1/cases/{made.case_id}/commands/follow_up", said)
    assert (done.status_code, done.json()["state"]) == (200, "accepted")
    assert caller.get("/api/v1/calls").json() == {"calls": []}


def test_a_caller_of_the_unit_that_handled_it_gets_no_call_and_no_verdict(world):
    made = walked_to_closed(world)
    sampling.draw(at=LATER)
    caller = make_caller(world, ("follow_up_caller", "urban"))
    assert caller.get("/api/v1/calls").json() == {"calls": []}
    refused = caller.post(f"/api/v1/cases/{made.case_id}/commands/follow_up", {"solved": True, "satisfaction": 5})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_own_work")


def test_rates_are_told_with_their_formulas(world):
    made = walked_to_closed(world)
    sampling.draw(at=LATER)
    caller = make_caller(world, ("follow_up_caller", "centre"))
    said = {"solved": True, "satisfaction": 5, "in_time": False}
    caller.post(f"/api/v1/cases/{made.case_id}/commands/follow_up", said)
    figures = make_caller(world, ("supervisor", "centre"), scopes=("figures", "read"))
    told = figures.get("/api/v1/verdicts?period=2026-03").json()
    assert told["total"]["rates"]["response"] == {"part": 0, "whole": 1, "value": 0.0}
    assert told["groups"][0]["key"] == str(world.units["urban"].pk)
    assert {each["key"] for each in told["formulas"]} >= {"response", "solution", "satisfaction"}
    assert figures.get("/api/v1/verdicts?period=2026-3").status_code == 422
    assert figures.get("/api/v1/verdicts?period=2026&area=elsewhere").status_code == 404


def test_without_the_scope_there_are_no_figures(world):
    reader = make_caller(world, ("supervisor", "centre"), scopes=("read",))
    assert reader.get("/api/v1/verdicts?period=2026").status_code == 403
    assert reader.get("/api/v1/calls").status_code == 403
