"""Deciding what may happen to something of a dispute that has a process of its own."""

from collections.abc import Iterable

from banjie.core.workflow import Capacity, Decision, Facts, Process, Refusal, allowed, decide
from banjie.mediation.errors import BadEntry
from banjie.mediation.processes.loading import process


def decided(
    name: str, state: str, command: str, *, capacities: Iterable[Capacity], holds: Iterable[str] = ()
) -> Decision:
    """The decision by a process of this folder. Raises BadEntry with the code of the refusal."""
    facts = Facts(frozenset(capacities), holds=frozenset(holds))
    found = decide(_named(name), state, command, facts)
    if isinstance(found, Refusal):
        raise BadEntry(found.code, command)
    return found


def may(name: str, state: str, *, capacities: Iterable[Capacity], holds: Iterable[str] = ()) -> frozenset[str]:
    """The commands that `decided` would grant."""
    return frozenset(allowed(_named(name), state, Facts(frozenset(capacities), holds=frozenset(holds))))


def _named(name: str) -> Process:
    key, _, version = name.rpartition("-")
    return process(key, int(version))
