"""Reads a declared process and refuses one that could strand a case."""

import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from banjie.core.clocks import parse_target
from banjie.core.workflow.guards import GUARDS
from banjie.core.workflow.model import BACK, STAY, Capacity, Command, Process, Reason, State


class BadProcess(ValueError):
    """The declaration does not hold together; `problems` names every fault, one a line."""

    def __init__(self, name: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"process {name}: " + "; ".join(self.problems))


def load(
    declared: Mapping[str, Any], *, bases: Mapping[str, Process] | None = None, worded: Container[str] | None = None
) -> Process:
    """The process that a TOML document declares.

    `bases` are the processes that `extends` may name. `worded` holds the refusal codes that have a text;
    None leaves that check to the caller. Raises BadProcess with all faults at once.
    """
    base = (bases or {}).get(declared.get("extends", ""))
    states = {**(base.states if base else {}), **_states(declared.get("states", {}))}
    commands = {**(base.commands if base else {}), **_commands(declared.get("commands", {}), states)}
    for key, extra in declared.get("also_from", {}).items():
        commands[key] = _widened(commands[key], extra)
    steps = tuple(dict.fromkeys(s.step for s in states.values() if s.step))
    conditions = tuple(declared.get("conditions", base.conditions if base else ()))
    times = {step: parse_target(span) for step, span in declared.get("times", {}).items()}
    process = Process(
        declared["key"], declared["version"], declared["start"], states, commands, steps, conditions, times
    )
    if problems := (*_structure(process), *_conditions(process), *_wording(process, worded)):
        raise BadProcess(process.name, problems)
    return process


def refusal_codes(process: Process) -> frozenset[str]:
    """Every code with which a command of this process can be refused."""
    return frozenset(Reason) | {guard for command in process.commands.values() for guard in command.guards}


@cache
def shipped() -> Mapping[str, Process]:
    """The processes that come with Banjie, by name (`standard-1`)."""
    loaded: dict[str, Process] = {}
    folder = resources.files(__package__) / "processes"
    documents = [tomllib.loads(f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".toml")]
    for document in sorted(documents, key=lambda d: ("extends" in d, d["key"], d["version"])):
        process = load(document, bases=loaded)
        loaded[process.name] = process
    return loaded


def newest(key: str) -> Process:
    """The version that a new case gets. KeyError if no process has this key."""
    versions = [process for process in shipped().values() if process.key == key]
    if not versions:
        raise KeyError(key)
    return max(versions, key=lambda process: process.version)


@cache
def final_states() -> frozenset[str]:
    """The states, over all processes and versions, in which a case is over for good."""
    return frozenset(s.key for process in shipped().values() for s in process.states.values() if s.final)


def _states(declared: Mapping[str, Any]) -> dict[str, State]:
    return {
        key: State(
            key=key,
            responsible=Capacity(value["responsible"]) if "responsible" in value else None,
            step=value.get("step"),
            queue=value.get("queue"),
            open=value.get("open", True),
            pauses=value.get("pauses", False),
            final=value.get("final", False),
        )
        for key, value in declared.items()
    }


def _commands(declared: Mapping[str, Any], states: Mapping[str, State]) -> dict[str, Command]:
    opened = [key for key, state in states.items() if state.open]
    return {
        key: Command(
            key=key,
            sources=frozenset(_expand(value["from"], opened)),
            to=value.get("to", STAY),
            by=frozenset(map(Capacity, value["by"])),
            guards=tuple(value.get("guards", ())),
            outcomes=dict(value.get("outcomes", {})),
            resident_sees=value.get("resident_sees", False),
            continues=value.get("continues", False),
            of=value.get("of", ""),
        )
        for key, value in declared.items()
    }


def _widened(command: Command, sources: Iterable[str]) -> Command:
    return replace(command, sources=command.sources | frozenset(sources))


def _structure(process: Process) -> Iterable[str]:
    if "open" in process.states:
        # In `from` it stands for every open state.
        yield "state open has the name that stands for every open state"
    if process.start not in process.states:
        yield f"starts in {process.start}, which is no state"
    for command in process.commands.values():
        yield from _command_problems(process, command)
    for state in process.states.values():
        yield from _state_problems(process, state)
    for unreached in set(process.states) - _reachable(process):
        yield f"state {unreached} is never reached"


def _conditions(process: Process) -> Iterable[str]:
    asked = {guard for command in process.commands.values() for guard in command.guards}
    for condition in process.conditions:
        if condition in GUARDS:
            yield f"condition {condition} is a guard already"
        if condition not in asked:
            yield f"condition {condition} is asked by no command"


def _command_problems(process: Process, command: Command) -> Iterable[str]:
    targets = set(command.outcomes.values()) if command.outcomes else {command.to}
    for state in (command.sources | targets) - process.states.keys() - {STAY, BACK}:
        yield f"command {command.key} names {state}, which is no state"
    for guard in command.guards:
        if guard not in GUARDS and guard not in process.conditions:
            yield f"command {command.key} names {guard}, which is no guard"
    if not command.by:
        yield f"command {command.key} is nobody's"
    if BACK in targets and not all(process.states[s].pauses for s in command.sources if s in process.states):
        yield f"command {command.key} goes back from a state that remembers nothing"


def _state_problems(process: Process, state: State) -> Iterable[str]:
    leaving = any(
        state.key in command.sources and {command.to, *command.outcomes.values()} - {STAY, state.key}
        for command in process.commands.values()
    )
    if not state.final and not leaving:
        yield f"state {state.key} cannot be left"
    if not state.final and state.responsible is None:
        yield f"state {state.key} is nobody's"
    if not state.final and state.step is None:
        yield f"state {state.key} has no clock"
    if state.final and state.open:
        yield f"state {state.key} is final and open"


def _wording(process: Process, worded: Container[str] | None) -> Iterable[str]:
    if worded is not None:
        yield from (f"refusal {code} has no text" for code in sorted(refusal_codes(process)) if code not in worded)


def _reachable(process: Process) -> set[str]:
    seen, waiting = set(), [process.start]
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        for command in process.commands.values():
            if state in command.sources:
                targets = command.outcomes.values() if command.outcomes else [command.to]
                waiting.extend(t for t in targets if t in process.states)
    return seen


def _expand(sources: Iterable[str], opened: Iterable[str]) -> set[str]:
    """`open` stands for every open state; the others for themselves."""
    return {state for source in sources for state in (opened if source == "open" else (source,))}
