from datetime import date
from itertools import permutations

import pytest

from banjie.organisations.permissions import ROLES, Holding, Permission, breach_between, breach_within


def holding(
    role: str,
    area: str = "county",
    unit: str = "works",
    started_on: date = date.min,
    ended_on: date | None = None,
) -> Holding:
    described = ROLES[role]
    return Holding(role, described.permissions, described.reach, area, unit, started_on, ended_on)


def test_nobody_reviews_what_they_answer() -> None:
    breach = breach_between([holding("handler"), holding("reviewer")])
    assert breach is not None
    assert breach.roles == ("handler", "reviewer")
    assert breach.permissions == (Permission.CASES_ANSWER, Permission.CASES_APPROVE)


@pytest.mark.parametrize("other", sorted(set(ROLES) - {"auditor"}))
def test_an_auditor_holds_nothing_that_writes(other: str) -> None:
    assert breach_between([holding("auditor"), holding(other)]) is not None


@pytest.mark.parametrize("other", ["dispatcher", "follow_up_caller", "handler", "intake_clerk", "mediator"])
def test_an_administrator_holds_nothing_that_sees_contacts(other: str) -> None:
    assert breach_between([holding(other), holding("administrator")]) is not None


@pytest.mark.parametrize(
    "roles",
    [
        ("dispatcher", "intake_clerk"),
        ("dispatcher", "reviewer", "follow_up_caller", "supervisor"),
        ("handler", "field_worker"),
        ("handler", "unit_leader", "mediator"),
        ("county_leader", "supervisor"),
    ],
)
def test_a_small_office_may_combine(roles: tuple[str, ...]) -> None:
    assert breach_between([holding(role) for role in roles]) is None


def test_roles_that_never_meet_do_not_clash() -> None:
    here, there = holding("handler", area="county.east"), holding("reviewer", area="county.west")
    assert breach_between([here, there]) is None


def test_a_role_above_meets_one_below() -> None:
    assert breach_between([holding("handler", area="county.east"), holding("reviewer")]) is not None


def test_of_two_roles_that_reach_units_only_those_of_one_unit_meet() -> None:
    clash = frozenset({Permission.CASES_ANSWER}), frozenset({Permission.CASES_APPROVE})
    one, other = (
        Holding("role", permissions, ROLES["handler"].reach, "county", unit, date.min, None)
        for permissions, unit in zip(clash, ("works.north", "works.south"), strict=True)
    )
    assert breach_between([one, other]) is None


def test_one_may_follow_on_the_other() -> None:
    before = holding("handler", ended_on=date(2026, 3, 1))
    after = holding("reviewer", started_on=date(2026, 3, 1))
    assert breach_between([before, after]) is None
    assert breach_between([before, holding("reviewer", started_on=date(2026, 2, 28))]) is not None


def test_the_order_in_which_roles_are_held_does_not_matter() -> None:
    held = [holding("handler"), holding("intake_clerk"), holding("follow_up_caller")]
    assert all(breach_between(order) is not None for order in permutations(held))


def test_a_single_set_can_breach_as_well() -> None:
    both = frozenset({Permission.CASES_RETURN, Permission.CASES_RULE_ON_RETURN})
    assert breach_within(both) == (Permission.CASES_RETURN, Permission.CASES_RULE_ON_RETURN)
    assert breach_within(frozenset({Permission.CASES_RETURN})) is None
