"""What routing speaks of: rules, subjects, units and outcomes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from banjie.core.conditions import Answers, Condition


class Check(StrEnum):
    """The conditions a rule may state, in the order in which they are looked at."""

    CATEGORY = "category"
    AREA = "area"
    KIND = "kind"
    LEVEL = "level"
    ANSWERS = "answers"


class Outcome(StrEnum):
    MATCHED = "matched"
    NO_RULE = "no_rule"
    NO_UNIT = "no_unit"
    """The rule's destination names a role that no unit holds there."""
    SUPERVISOR = "supervisor"
    """The rule led to the unit complained of, so the unit above it takes the case."""
    COMPLAINED_OF = "complained_of"
    """The rule led to the unit complained of and nothing stands above it: the dispatcher decides."""


@dataclass(frozen=True, slots=True)
class Destination:
    """The unit that holds `unit_role` for the case's area at `area_level`, or at the nearest level upward."""

    unit_role: str
    area_level: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Matches a subject that meets every condition stated; an empty one is met by all.

    `category` and `area` are codes and cover the whole subtree. Codes are unique and a path is made of
    them, so a rule keeps its meaning when the tree above it is rearranged.
    """

    id: str
    to: Destination
    category: str = ""
    area: str = ""
    kinds: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    answers: tuple[Condition, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit by its key and its path of dotted codes."""

    unit_id: int
    path: str

    def is_within(self, other: "UnitChoice") -> bool:
        return self.path == other.path or self.path.startswith(f"{other.path}.")


@dataclass(frozen=True, slots=True)
class About:
    """The unit complained of (or the unit of the official complained of) and the unit above it."""

    unit: UnitChoice
    supervisor: UnitChoice | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What routing needs to know of a case. A place outside every area has the path ''."""

    category_path: str
    area_path: str
    kind: str
    level: str
    answers: Answers = field(default_factory=dict)
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """A rule that came earlier and did not match, and the first condition that failed."""

    rule_id: str
    check: Check
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a case goes and why. With `unit_id` None the centre's dispatcher decides.

    `rule_id` is the rule that matched, also where its destination could not be used; `matched` the
    conditions it states; `missed` the rules before it; `note` what whoever wrote the rule says of it.
    """

    unit_id: int | None
    rule_id: str | None
    outcome: Outcome
    matched: tuple[Check, ...] = ()
    missed: tuple[Miss, ...] = ()
    note: str = ""


type Resolve = Callable[[str, str, str | None], UnitChoice | None]
"""(unit role, area path, area level or None) -> the unit, if there is one."""


@dataclass(frozen=True, slots=True)
class Match:
    """The first rule that a subject meets, before anybody asks which unit that is."""

    rule: Rule | None
    matched: tuple[Check, ...]
    missed: tuple[Miss, ...]


def settle(match: Match, subject: Subject, choice: UnitChoice | None) -> Routing:
    """The routing that follows from a match and the unit its destination resolved to."""
    rule = match.rule
    if rule is None:
        return Routing(None, None, Outcome.NO_RULE, match.matched, match.missed)
    if choice is None:
        unit_id, outcome = None, Outcome.NO_UNIT
    elif subject.about is None or not choice.is_within(subject.about.unit):
        unit_id, outcome = choice.unit_id, Outcome.MATCHED
    else:
        above = subject.about.supervisor
        if above is not None and not above.is_within(subject.about.unit):
            unit_id, outcome = above.unit_id, Outcome.SUPERVISOR
        else:
            unit_id, outcome = None, Outcome.COMPLAINED_OF
    return Routing(unit_id, rule.id, outcome, match.matched, match.missed, rule.note)
