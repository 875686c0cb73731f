"""Who is told of what: the closest who may see the case, the next rung where nobody is, never the complained-of."""

from dataclasses import dataclass

import pytest

from banjie.cases.notices.audiences import (
    AREA_ROLES,
    REPLIES_TO,
    UNIT_ROLES,
    Audience,
    Meant,
    addressed,
    audiences_of,
    found,
    may_be_told,
    rungs_from,
)
from banjie.cases.wording import HAPPENED
from banjie.core import clocks
from banjie.core.workflow import Capacity, shipped
from banjie.organisations.permissions import ROLES, Permission


@dataclass(frozen=True)
class Holding:
    staff_id: int
    role: str
    area_path: str = "county"
    unit_path: str = "gov.urban"
    unit_id: int = 7


@dataclass(frozen=True)
class Case:
    area_path: str = "county.west.grid"
    centre_id: int | None = 1
    lead_unit_path: str = "gov.urban"
    about_unit_path: str = ""
    handler_id: int | None = None


HANDLING = Meant(Capacity.LEAD_HANDLER)


def test_every_rung_of_the_ladder_and_every_command_is_known():
    for rung in clocks.DEFAULT_LADDER:
        assert audiences_of("alarm", {"audience": rung.audience}, "general") == (Audience(rung.audience),)
    told = {command for command in HAPPENED if command != "alarm" and audiences_of(command, {}, "critical")}
    assert told >= {"remind", "oversee", "call_in", "send_back", *REPLIES_TO}


@pytest.mark.parametrize("level", ["general", "elevated", "urgent", "critical"])
def test_an_assignment_is_told_only_where_the_worklist_would_be_too_slow(level):
    pressing = level in {"urgent", "critical"}
    assert bool(audiences_of("assign", {}, level)) is pressing
    assert Audience.CALLED_UNIT in audiences_of("transfer", {"called_in": [{"unit": 3}]}, level)


def test_each_state_of_each_process_has_somebody_to_tell():
    everybody = [Holding(n, role) for n, role in enumerate(sorted(UNIT_ROLES | AREA_ROLES))]
    for process in shipped().values():
        for state in process.states.values():
            if state.responsible is not None:
                assert found(Audience.HANDLER, Case(), Meant(state.responsible), everybody), state.key


def test_all_who_can_be_told_may_see_what_they_are_told_of():
    for role in UNIT_ROLES:
        assert Permission.CASES_SEE_UNIT in ROLES[role].permissions
    for role in AREA_ROLES:
        assert Permission.CASES_SEE_AREA in ROLES[role].permissions
    assert not may_be_told(["administrator", "auditor"])
    assert may_be_told(["administrator", "handler"])


def test_the_named_handler_is_told_alone():
    both = [Holding(1, "handler"), Holding(2, "handler")]
    assert found(Audience.HANDLER, Case(handler_id=2), HANDLING, both) == (2,)
    assert found(Audience.HANDLER, Case(), HANDLING, both) == (1, 2)


def test_a_handler_who_left_is_replaced_by_the_others_of_the_unit():
    there = [Holding(1, "handler"), Holding(9, "handler", unit_path="gov.water")]
    assert found(Audience.HANDLER, Case(handler_id=9), HANDLING, there) == (1,)
    assert found(Audience.NAMED_HANDLER, Case(handler_id=9), HANDLING, there) == ()


def test_the_closest_unit_is_told_and_the_one_above_only_where_it_has_nobody():
    there = [Holding(1, "unit_leader", unit_path="gov"), Holding(2, "unit_leader", unit_path="gov.urban")]
    assert found(Audience.UNIT_LEADER, Case(), HANDLING, there) == (2,)
    assert found(Audience.UNIT_LEADER, Case(), HANDLING, there[:1]) == (1,)
    assert found(Audience.UNIT_LEADER, Case(lead_unit_path="gov.water"), HANDLING, there[1:]) == ()


def test_the_supervisor_of_the_centre_goes_before_those_with_a_wider_area():
    there = [
        Holding(1, "supervisor", "county", "gov.centre", 1),
        Holding(2, "supervisor", "county.west", "gov.west", 2),
        Holding(3, "supervisor", "county.east", "gov.east", 3),
    ]
    assert found(Audience.CENTRE_SUPERVISOR, Case(centre_id=1), HANDLING, there) == (1,)
    assert found(Audience.CENTRE_SUPERVISOR, Case(centre_id=2), HANDLING, there) == (2,)
    assert found(Audience.CENTRE_SUPERVISOR, Case(centre_id=None), HANDLING, there) == (2,)
    assert found(Audience.CENTRE_SUPERVISOR, Case(area_path="", centre_id=None), HANDLING, there) == (1,)


def test_nobody_of_the_unit_complained_of_hears_of_it():
    case = Case(lead_unit_path="gov", about_unit_path="gov.urban", handler_id=1)
    there = [Holding(1, "unit_leader"), Holding(2, "supervisor"), Holding(3, "handler", unit_path="gov.urban.team")]
    for audience in Audience:
        asked = Meant(Capacity.LEAD_HANDLER, asker=1, called=frozenset({"gov.urban.team"}))
        assert found(audience, case, asked, there) == ()


def test_whoever_asked_hears_the_answer_while_they_see_the_case():
    asked = Meant(Capacity.LEAD_HANDLER, asker=4)
    assert found(Audience.ASKER, Case(), asked, [Holding(4, "handler")]) == (4,)
    assert found(Audience.ASKER, Case(), asked, [Holding(4, "handler", unit_path="gov.water")]) == ()
    assert found(Audience.ASKER, Case(), Meant(None), [Holding(4, "handler")]) == ()


def test_the_unit_called_in_is_told_not_the_lead():
    called = Meant(Capacity.LEAD_HANDLER, called=frozenset({"gov.water"}))
    there = [Holding(1, "handler"), Holding(2, "handler", unit_path="gov.water"), Holding(3, "unit_leader")]
    assert found(Audience.CALLED_UNIT, Case(), called, there) == (2,)


def test_where_nobody_is_the_next_rung_hears_it():
    assert rungs_from(Audience.HANDLER, "alarm") == ("handler", "unit_leader", "centre_supervisor", "county_leader")
    assert rungs_from(Audience.COUNTY_LEADER, "alarm") == ("county_leader",)
    assert rungs_from(Audience.NAMED_HANDLER, "claim") == ("named_handler",)
    assert rungs_from(Audience.ASKER, "reply_to_oversight") == ("asker", "centre_supervisor", "county_leader")
    assert rungs_from(Audience.ASKER, "send_back") == ("asker", "unit_leader")
    assert rungs_from(Audience.CALLED_UNIT, "call_in") == ("called_unit", "centre_supervisor", "county_leader")


def test_a_unit_without_a_head_is_not_brought_before_the_centre_while_somebody_handles():
    small, centre = Holding(1, "handler"), Holding(2, "supervisor")
    assert addressed(Audience.UNIT_LEADER, "alarm", Case(), HANDLING, [small, centre]) == ((), "handler")
    assert addressed(Audience.UNIT_LEADER, "alarm", Case(), HANDLING, [centre]) == ((2,), "centre_supervisor")
    assert addressed(Audience.UNIT_LEADER, "alarm", Case(), HANDLING, []) == ((), "unit_leader")
    head = Holding(3, "unit_leader")
    assert addressed(Audience.UNIT_LEADER, "alarm", Case(), HANDLING, [small, centre, head]) == ((3,), "unit_leader")


def test_a_call_that_was_answered_before_anybody_was_told_is_over():
    assert addressed(Audience.CALLED_UNIT, "call_in", Case(), HANDLING, [Holding(2, "supervisor")])[0] == ()


def test_an_objection_is_told_to_the_nearest_head_whom_it_is_not_about_and_never_to_colleagues():
    head, above = Holding(1, "unit_leader"), Holding(2, "unit_leader", unit_path="gov")
    colleague, centre = Holding(3, "mediator"), Holding(4, "supervisor")
    asked = Meant(Capacity.MEDIATOR, about=9)
    assert addressed(Audience.RULER, "object", Case(), asked, [head, above, colleague]) == ((1,), "ruler")
    asked = Meant(Capacity.MEDIATOR, about=1)
    assert addressed(Audience.RULER, "object", Case(), asked, [head, above, colleague]) == ((2,), "ruler")
    assert addressed(Audience.RULER, "object", Case(), asked, [head, colleague, centre]) == ((4,), "centre_supervisor")
    assert addressed(Audience.RULER, "object", Case(), asked, [head, colleague]) == ((), "ruler")
