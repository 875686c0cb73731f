"""Units, staff and duty fit the areas, the roles and the rules of the product."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from banjie.organisations.models.staff import USERNAME_PATTERN
from banjie.organisations.models.units import UnitKind, UnitLevel
from banjie.organisations.permissions import ROLES

from .district import DISTRICTS, district

FICTITIOUS = {"qinghe": r"0000-800\d{4}", "milbrook": r"555-01\d{2}"}
WELL_KNOWN = {
    "intake": "intake_clerk",
    "dispatch": "dispatcher",
    "handler": "handler",
    "leader": "unit_leader",
    "field": "field_worker",
    "review": "reviewer",
    "supervise": "supervisor",
    "audit": "auditor",
    "admin": "administrator",
    "followup": "follow_up_caller",
    "county": "county_leader",
    "mediate": "mediator",
}

# Further accounts for whoever looks at mediation: its head, and a village.
BESIDE = {"mediate_head": "unit_leader", "village_mediator": "mediator"}


@pytest.mark.parametrize("name", DISTRICTS)
def test_units_stand_under_one_root_and_serve_known_areas(name: str) -> None:
    d = district(name)
    assert [code for code, row in d.units.items() if not row["parent"]] == [next(iter(d.units))]
    for code, row in d.units.items():
        assert re.fullmatch(r"[A-Za-z0-9_]+", code)
        assert row["area"] in d.features
        assert row["kind"] in list(UnitKind)
        assert row["level"] in list(UnitLevel)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", role) for role in filter(None, row["roles"].split(";")))
    siblings = Counter((row["parent"], row["name"]) for row in d.units.values())
    assert siblings.most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", DISTRICTS)
def test_no_unit_has_a_telephone_number_that_somebody_could_answer(name: str) -> None:
    assert all(re.fullmatch(FICTITIOUS[name], row["phone"]) for row in district(name).units.values())


@pytest.mark.parametrize("name", DISTRICTS)
def test_a_role_is_held_once_for_an_area(name: str) -> None:
    d = district(name)
    held = Counter((role, row["area"]) for row in d.units.values() for role in filter(None, row["roles"].split(";")))
    twice = [key for key, count in held.items() if count > 1 and key[0] != "property_management"]
    assert not twice


@pytest.mark.parametrize("name", DISTRICTS)
def test_staff_hold_known_roles_in_known_units_and_areas(name: str) -> None:
    d = district(name)
    for username, row in d.staff.items():
        assert re.fullmatch(USERNAME_PATTERN, username)
        assert row["unit"] in d.units
        assert row["role"] in ROLES
        assert row["area"] in d.features
        assert row["language"] in ("zh-hans", "en")
    posts = Counter((row["unit"], row["post"], row["role"]) for row in d.staff.values())
    assert len(posts) >= len(d.staff) - 2


def test_every_role_has_its_demo_account() -> None:
    staff = district("qinghe").staff
    assert {name: staff[name]["role"] for name in WELL_KNOWN} == WELL_KNOWN
    assert set(WELL_KNOWN.values()) == set(ROLES)
    assert {name for name, row in staff.items() if row["account"] == "demo"} == set(WELL_KNOWN) | set(BESIDE)
    assert {name: staff[name]["role"] for name in BESIDE} == BESIDE
    assert district("milbrook").staff["mb_mediate"]["account"] == "demo"


@pytest.mark.parametrize("name", DISTRICTS)
def test_nobody_is_on_duty_twice_at_once(name: str) -> None:
    d = district(name)
    shifts: dict[str, list[tuple[int, int]]] = {}
    for row in d.duty:
        assert row["unit"] in d.units
        start, end = (_minutes(int(row["day"]), row[key]) for key in ("start", "end"))
        assert start < end
        shifts.setdefault(row["username"], []).append((start, end))
    assert set(shifts) <= set(d.staff)
    for username, times in shifts.items():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(times))), username
    assert {int(row["day"]) for row in d.duty} == set(range(14))


def _minutes(day: int, clock: str) -> int:
    hours, minutes = clock.split(":")
    return day * 1440 + int(hours) * 60 + int(minutes)
