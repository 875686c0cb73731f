"""Which time suits best, and which can be proposed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.core.clocks import WorkingCalendar
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.times import Engaged, Span, best, propose, weigh

CALENDAR = WorkingCalendar("Asia/Shanghai")
# A Monday, half past nine in China.
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
HOURS = timedelta(hours=2)
MEDIATOR, FIRST, SECOND = Who(Part.SEAT, 1), Who(Part.PARTY, 1), Who(Part.PARTY, 2)
PEOPLE = [MEDIATOR, FIRST, SECOND]


def span(days=1, hours=0) -> Span:
    begins = AT + timedelta(days=days, hours=hours)
    return Span(begins, begins + HOURS)


def weighed(spans, answers=None, engaged=None):
    return weigh(spans, answers or {}, PEOPLE, engaged or Engaged(), CALENDAR, at=AT)


def test_what_everybody_can_comes_before_what_is_sooner():
    one, two = span(1), span(2)
    answers = {(two, who): True for who in PEOPLE} | {(one, FIRST): True}
    found = weighed([one, two], answers)
    assert [each.span for each in found] == [two, one]
    assert found[0].agreed
    assert best(found).span == two


def test_a_no_makes_a_time_impossible_and_silence_does_not():
    one, two = span(1), span(2)
    found = weighed([one, two], {(one, FIRST): False})
    assert best(found).span == two
    assert found[1].cannot == (FIRST,)
    assert found[0].silent == tuple(sorted(PEOPLE))


def test_work_hours_come_before_evenings():
    evening, day = span(1, 9), span(2)
    assert [each.span for each in weighed([evening, day])] == [day, evening]


def test_sessions_that_touch_do_not_clash():
    engaged = Engaged({MEDIATOR: [span(1, 2)]})
    before, into = span(1), span(1, 1)
    found = {each.span: each.clashes for each in weighed([before, into], engaged=engaged)}
    assert found == {before: (), into: (MEDIATOR,)}


@pytest.mark.parametrize(("first", "last", "away"), [(3, 3, True), (4, 9, False), (1, 2, False), (1, 9, True)])
def test_days_away_are_whole_days(first, last, away):
    engaged = Engaged(away={MEDIATOR: [(date(2026, 3, first), date(2026, 3, last))]})
    (found,) = weighed([span(1)], engaged=engaged)
    assert bool(found.away) is away


def test_what_is_past_cannot_be_taken():
    (found,) = weighed([span(-1)])
    assert found.past
    assert best([found]) is None


def test_proposals_lie_on_working_days_in_turn_and_leave_notice():
    found = propose(PEOPLE, Engaged(), CALENDAR, at=AT, lasting=HOURS)
    local = [each.begins.astimezone(CALENDAR.zone) for each in found]
    assert [(each.day, each.hour) for each in local] == [(4, 9), (5, 15), (6, 9)]


def test_proposals_go_round_what_mediators_have():
    engaged = Engaged({MEDIATOR: [Span(AT, AT + timedelta(days=4))]})
    found = propose(PEOPLE, engaged, CALENDAR, at=AT, lasting=HOURS)
    assert found[0].begins >= AT + timedelta(days=4)
    always = Engaged({MEDIATOR: [Span(AT, AT + timedelta(days=400))]})
    assert propose(PEOPLE, always, CALENDAR, at=AT, lasting=HOURS) == []


@given(
    taken=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 72)), max_size=8),
    lasting=st.integers(30, 180),
)
def test_whatever_is_proposed_is_free_and_within_working_hours(taken, lasting):
    busy = [Span(AT + timedelta(hours=begin), AT + timedelta(hours=begin + long)) for begin, long in taken]
    engaged = Engaged({MEDIATOR: busy})
    found = propose(PEOPLE, engaged, CALENDAR, at=AT, lasting=timedelta(minutes=lasting))
    for each in weighed(found, engaged=engaged):
        assert each.possible
        assert each.at_work
