"""Separation of duties: what no role, no post and no person may hold together over the same cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from .permission import READING, Permission
from .roles import Reach
from .viewer import inside

P = Permission

# Each pair would let somebody judge their own work, or use rights they gave themselves.
SEPARATED: frozenset[frozenset[Permission]] = frozenset(
    frozenset(pair)
    for pair in (
        (P.CASES_ANSWER, P.CASES_APPROVE),
        (P.CASES_ANSWER, P.CASES_CALL_BACK),
        (P.CASES_ANSWER, P.CASES_FOLLOW_UP),
        (P.CASES_ANSWER, P.CASES_OVERSEE),
        (P.CASES_REQUEST_EXTENSION, P.CASES_GRANT_EXTENSION),
        (P.CASES_RETURN, P.CASES_RULE_ON_RETURN),
        (P.ORGANISATIONS_EDIT, P.CASES_SEE_CONTACT),
        *((P.TIMELINE_VERIFY, writing) for writing in Permission if writing not in READING),
    )
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A role as it would be held, from `started_on` up to and not including `ended_on` (None: for good)."""

    role: str
    permissions: frozenset[Permission]
    reach: Reach
    area_path: str
    unit_path: str
    started_on: date = date.min
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """Two roles that may not be held together, and the pair of permissions that keeps them apart."""

    roles: tuple[str, str]
    permissions: tuple[Permission, Permission]


def breach_within(permissions: frozenset[Permission]) -> tuple[Permission, Permission] | None:
    """The first separated pair that a set of permissions combines; None if there is none."""
    pairs = sorted(tuple(sorted(pair)) for pair in SEPARATED if pair <= permissions)
    return (pairs[0][0], pairs[0][1]) if pairs else None


def breach_between(holdings: Iterable[Holding]) -> Breach | None:
    """The first two holdings over the same cases, at the same time, that combine a separated pair."""
    for one, other in combinations(holdings, 2):
        pair = breach_within(one.permissions | other.permissions) if _meet(one, other) else None
        if pair is not None:
            return Breach((one.role, other.role), pair)
    return None


def _meet(one: Holding, other: Holding) -> bool:
    if not (_overlap(one.area_path, other.area_path) and _at_once(one, other)):
        return False
    by_unit = one.reach is Reach.UNIT and other.reach is Reach.UNIT
    return not by_unit or _overlap(one.unit_path, other.unit_path)


def _at_once(one: Holding, other: Holding) -> bool:
    return one.started_on < (other.ended_on or date.max) and other.started_on < (one.ended_on or date.max)


def _overlap(one: str, other: str) -> bool:
    return inside(one, other) or inside(other, one)
