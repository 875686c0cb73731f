import pytest

from banjie.core.workflow import Capacity, shipped
from banjie.organisations.permissions import (
    READING,
    ROLES,
    SEPARATED,
    Permission,
    Reach,
    Role,
    breach_within,
)

# In what capacity the holder of a role acts on a case. Leaders and auditors act in none of their own.
CAPACITIES = {
    "dispatcher": {Capacity.DISPATCHER},
    "field_worker": {Capacity.FIELD_WORKER},
    "follow_up_caller": {Capacity.FOLLOW_UP_CALLER},
    "handler": {Capacity.LEAD_HANDLER, Capacity.ASSISTING_HANDLER},
    "intake_clerk": {Capacity.INTAKE_CLERK},
    "mediator": {Capacity.LEAD_HANDLER, Capacity.ASSISTING_HANDLER},
    "reviewer": {Capacity.REVIEWER},
    "supervisor": {Capacity.SUPERVISOR},
    "unit_leader": {Capacity.LEAD_LEADER},
}
# Those of a capability beside cases are its own to allow.
OWN_COMMANDS = [(key, rule) for process in shipped().values() for key, rule in process.commands.items() if not rule.of]
NOT_STAFF = {Capacity.REPORTER, Capacity.SYSTEM}

every_role = pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)


def test_permissions_are_in_alphabetical_order() -> None:
    assert [p.value for p in Permission] == sorted(p.value for p in Permission)


def test_a_permission_is_named_after_its_value() -> None:
    assert [p.name for p in Permission] == [p.value.replace(".", "_").upper() for p in Permission]


def test_every_permission_says_in_one_line_what_it_means() -> None:
    descriptions = [str(p.description) for p in Permission]
    assert all(text and "\n" not in text and not text.endswith(".") for text in descriptions)
    assert len(set(descriptions)) == len(descriptions)


def test_every_command_of_staff_has_a_permission_of_its_name() -> None:
    commands = {key for key, rule in OWN_COMMANDS if rule.by - NOT_STAFF}
    assert {f"cases.{command}" for command in commands} <= set(Permission)


@pytest.mark.parametrize("role", CAPACITIES)
def test_a_role_holds_exactly_the_commands_of_its_capacity(role: str) -> None:
    of_capacity = {f"cases.{key}" for key, rule in OWN_COMMANDS if rule.by & CAPACITIES[role]}
    commands = {f"cases.{key}" for key, _ in OWN_COMMANDS}
    assert ROLES[role].permissions & commands == of_capacity


def test_every_permission_is_held_by_some_role() -> None:
    held = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert set(Permission) - held == set()


def test_the_registry_knows_every_role_by_its_key() -> None:
    assert {key: role.key for key, role in ROLES.items()} == {key: key for key in ROLES}
    assert list(ROLES) == sorted(ROLES)


@every_role
def test_no_role_combines_separated_duties(role: Role) -> None:
    assert breach_within(role.permissions) is None


@every_role
def test_a_role_that_sees_the_area_reaches_the_area(role: Role) -> None:
    sees = {Permission.CASES_SEE_AREA: Reach.AREA, Permission.CASES_SEE_UNIT: Reach.UNIT}
    assert {sees[p] for p in sees if p in role.permissions} <= {role.reach}


@every_role
def test_whoever_acts_on_cases_sees_them(role: Role) -> None:
    acts = any(p.startswith("cases.") for p in role.permissions)
    assert acts == bool(role.permissions & {Permission.CASES_SEE_AREA, Permission.CASES_SEE_UNIT})


def test_the_auditor_only_reads_and_sees_no_contact() -> None:
    auditor = ROLES["auditor"].permissions
    assert auditor <= READING
    assert Permission.CASES_SEE_CONTACT not in auditor


def test_the_administrator_sees_no_case_and_no_contact() -> None:
    assert not any(p.startswith("cases.") for p in ROLES["administrator"].permissions)


@pytest.mark.parametrize("role", ["handler", "unit_leader", "mediator"])
def test_who_handles_neither_reviews_nor_follows_up(role: str) -> None:
    judging = {
        Permission.CASES_APPROVE,
        Permission.CASES_SEND_BACK,
        Permission.CASES_FOLLOW_UP,
        Permission.CASES_REOPEN,
        Permission.CASES_GRANT_EXTENSION,
        Permission.CASES_RULE_ON_RETURN,
        Permission.CASES_OVERSEE,
    }
    assert ROLES[role].permissions & judging == set()


def test_only_those_who_talk_to_reporters_see_contacts() -> None:
    seeing = {key for key, role in ROLES.items() if Permission.CASES_SEE_CONTACT in role.permissions}
    assert seeing == {"dispatcher", "follow_up_caller", "handler", "intake_clerk", "mediator"}


def test_verifying_is_apart_from_everything_that_writes() -> None:
    writing = set(Permission) - READING
    assert all(frozenset({Permission.TIMELINE_VERIFY, p}) in SEPARATED for p in writing)
