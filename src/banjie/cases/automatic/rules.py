"""Which rule dispatches what, and what it would do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zlib import crc32

from banjie.core.routing import Outcome, Routing

# What presses, and what somebody may be hurt by, is read by a person.
_BY_PEOPLE: Final = frozenset({"urgent", "critical"})


class State(StrEnum):
    OFF = "off"
    MEASURING = "measuring"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that dispatches; `category` is a code with all below it, "" for every. One in `every` is a sample."""

    id: int
    category: str
    state: State
    asked: float
    every: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is known of a case before a rule: the routing, what the model says, and how sure it is."""

    routing: Routing | None
    routed_code: str
    said: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Would:
    """The unit's code to which a rule would dispatch, "" for none, and whether the catalogue's routing says so."""

    code: str = ""
    by_routing: bool = False


def rule_for(category_path: str, rules: Mapping[str, Rule]) -> Rule | None:
    """The nearest rule upward: one that is off for a category keeps a wider one out of it."""
    for code in reversed(category_path.split(".")):
        if code and code in rules:
            return rules[code]
    return rules.get("")


def is_for_people(*, level: str, kind: str, about_unit: bool, sensitive: bool) -> bool:
    """Complaints of a unit, disputes, what presses and what is sensitive are dispatched by nobody but a person."""
    return about_unit or sensitive or kind in {"dispute", "complaint"} or level in _BY_PEOPLE


def would(proposed: Proposed) -> Would:
    """The catalogue's rules win. A sure model that says otherwise makes it a matter for a person."""
    if proposed.routing is not None and proposed.routing.outcome is Outcome.MATCHED and proposed.routed_code:
        if proposed.sure and proposed.said != proposed.routed_code:
            return Would()
        return Would(proposed.routed_code, by_routing=True)
    if proposed.routing is not None and proposed.routing.outcome is not Outcome.NO_RULE:
        return Would()
    return Would(proposed.said) if proposed.sure else Would()


def is_sample(number: str, every: int) -> bool:
    """Whether a matter goes to a person who is not told: by its number, so that nobody chooses which."""
    return crc32(number.encode()) % every == 0
