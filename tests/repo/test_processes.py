"""What is declared, granted, worded and drawn about processes agrees."""

import pytest

from banjie.cases import drawing, wording
from banjie.cases.acting import _BY_ROLE, _BY_ROLE_IN_LEAD
from banjie.cases.commands.changes import CHANGES
from banjie.cases.commands.payloads import PAYLOADS
from banjie.core.workflow import Capacity, refusal_codes, shipped
from banjie.organisations.permissions import ROLES, Permission
from tests.repo.test_budgets import ROOT

PROCESSES = list(shipped().values())
ROLES_OF: dict[Capacity, set[str]] = {}
for table in (_BY_ROLE, _BY_ROLE_IN_LEAD):
    for role, capacities in table.items():
        for capacity in capacities:
            ROLES_OF.setdefault(capacity, set()).add(role)
EVERY = {key: command for process in PROCESSES for key, command in process.commands.items()}
COMMANDS = {key: command for key, command in EVERY.items() if not command.of}
BESIDE = {key: command for key, command in EVERY.items() if command.of}


def test_every_command_has_a_payload_a_change_and_words():
    assert COMMANDS.keys() == PAYLOADS.keys() == CHANGES.keys() == wording.COMMANDS.keys() - BESIDE.keys()
    assert EVERY.keys() <= wording.HAPPENED.keys()


def test_a_command_of_a_capability_is_given_by_it_alone():
    assert BESIDE.keys() <= wording.COMMANDS.keys()
    assert not BESIDE.keys() & CHANGES.keys()
    assert {command.of for command in BESIDE.values()} == {"knowledge", "mediation"}


def test_every_state_and_step_has_words():
    assert {state for process in PROCESSES for state in process.states} == wording.STATES.keys()
    assert {step for process in PROCESSES for step in process.steps} <= wording.STEPS.keys()
    assert {str(capacity) for capacity in Capacity} == wording.CAPACITIES.keys()


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_every_refusal_has_a_text(process):
    assert refusal_codes(process) <= wording.REFUSALS.keys()


def test_every_command_that_a_process_gives_to_staff_is_permitted_to_some_role_of_that_capacity():
    nobody = [
        (command.key, str(capacity))
        for command in COMMANDS.values()
        for capacity in command.by
        if (roles := ROLES_OF.get(capacity)) is not None
        and not any(Permission(f"cases.{command.key}") in ROLES[role].permissions for role in roles)
    ]
    assert nobody == []


@pytest.mark.parametrize("name", shipped())
def test_the_drawing_in_docs_is_current(name):
    path = ROOT / "docs" / "processes" / f"{name}.md"
    assert path.read_text(encoding="utf-8") == drawing.pages()[name]
