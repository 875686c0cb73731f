"""In what capacities somebody acts on a case. Pure: a viewer's rights and a case's columns in, a set out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from banjie.core.workflow import Capacity
from banjie.organisations.permissions import Viewer, ViewerGrant
from banjie.organisations.permissions.viewer import inside
from banjie.platform.actors import REPORTER, SYSTEM, Actor, ActorKind


class CaseInHand(Protocol):
    """What of a case decides in what capacity somebody meets it."""

    area_path: str
    centre_id: int | None
    lead_unit_path: str
    about_unit_path: str


@dataclass(frozen=True, slots=True)
class Acting:
    """Who carries out a command: the actor that goes on record, with the rights they hold.

    `fixed` are capacities that come from no post: the reporter's through the tracking code, the system's.
    """

    actor: Actor
    viewer: Viewer | None = None
    fixed: frozenset[Capacity] = field(default_factory=frozenset)

    @classmethod
    def staff(cls, viewer: Viewer) -> "Acting":
        unit = viewer.grants[0].unit_id if viewer.grants else None
        return cls(Actor(ActorKind.STAFF, viewer.staff_id, viewer.name, unit), viewer)

    @classmethod
    def client(cls, client_id: int, viewer: Viewer) -> "Acting":
        """Another system, acting within the grants that its token carries."""
        unit = viewer.grants[0].unit_id if viewer.grants else None
        return cls(Actor(ActorKind.CLIENT, client_id, viewer.name, unit), viewer)

    @property
    def grants(self) -> tuple[ViewerGrant, ...]:
        return self.viewer.grants if self.viewer is not None else ()


AS_REPORTER = Acting(REPORTER, fixed=frozenset({Capacity.REPORTER}))
AS_SYSTEM = Acting(SYSTEM, fixed=frozenset({Capacity.SYSTEM}))

# What a role makes of its holder where the role covers the case as a whole …
_BY_ROLE: Mapping[str, frozenset[Capacity]] = MappingProxyType(
    {
        "intake_clerk": frozenset({Capacity.INTAKE_CLERK}),
        "dispatcher": frozenset({Capacity.DISPATCHER}),
        "reviewer": frozenset({Capacity.REVIEWER}),
        "follow_up_caller": frozenset({Capacity.FOLLOW_UP_CALLER}),
        "supervisor": frozenset({Capacity.SUPERVISOR}),
        "county_leader": frozenset({Capacity.SUPERVISOR}),
        "field_worker": frozenset({Capacity.FIELD_WORKER}),
    }
)
# … and where the case lies with the holder's unit.
_BY_ROLE_IN_LEAD: Mapping[str, frozenset[Capacity]] = MappingProxyType(
    {
        "handler": frozenset({Capacity.LEAD_HANDLER}),
        "mediator": frozenset({Capacity.LEAD_HANDLER}),
        "unit_leader": frozenset({Capacity.LEAD_HANDLER, Capacity.LEAD_LEADER}),
    }
)
_ASSISTING_ROLES = frozenset({"handler", "mediator", "unit_leader"})


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody holds in one case: capacities, and the commands their roles there permit (None: all)."""

    capacities: frozenset[Capacity]
    permitted: frozenset[str] | None


def hand(acting: Acting, case: CaseInHand, assisting_paths: frozenset[str]) -> Hand:
    """Everything this person holds in the case.

    Whoever belongs to the unit complained of holds nothing, whatever their role (DESIGN section 2).
    """
    held = set(acting.fixed)
    permitted: set[str] = set()
    for grant in acting.grants:
        if case.about_unit_path and inside(grant.unit_path, case.about_unit_path):
            continue
        if capacities := _of_grant(grant, case, assisting_paths):
            held |= capacities
            permitted |= {each.removeprefix("cases.") for each in grant.permissions}
    return Hand(frozenset(held), None if acting.fixed else frozenset(permitted))


def assisting_unit(acting: Acting, assisting: Mapping[str, int]) -> int | None:
    """Of the assisting units (path → id), the one for which this person works."""
    for grant in acting.grants:
        if grant.role in _ASSISTING_ROLES:
            for path, unit_id in assisting.items():
                if inside(path, grant.unit_path):
                    return unit_id
    return None


def covers_area(grant: ViewerGrant, area_path: str) -> bool:
    """Whether a grant covers an area; a case outside every area belongs to the whole jurisdiction."""
    return inside(area_path, grant.area_path) if area_path else "." not in grant.area_path


def _of_grant(grant: ViewerGrant, case: CaseInHand, assisting_paths: frozenset[str]) -> set[Capacity]:
    held: set[Capacity] = set()
    if covers_area(grant, case.area_path):
        held |= _BY_ROLE.get(grant.role, frozenset())
    if case.lead_unit_path and inside(case.lead_unit_path, grant.unit_path):
        held |= _BY_ROLE_IN_LEAD.get(grant.role, frozenset())
    if grant.role in _ASSISTING_ROLES and any(inside(path, grant.unit_path) for path in assisting_paths):
        held.add(Capacity.ASSISTING_HANDLER)
    return held
