"""How much of a dispute somebody may see. Mediation is confidential: whoever need not know its words does not."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from banjie.cases.queries import CaseBrief
from banjie.core.workflow import Capacity
from banjie.organisations.permissions import Permission, Viewer, inside
from banjie.organisations.tree import UnitRef

_BEFORE_A_MEDIATOR = frozenset({"received", "accepted", "assigned", "returned"})


class Sight(IntEnum):
    """From least to most. PROCEDURE: where it stands and since when. FILE: parties and papers, as the head of the
    committee and whoever takes the matter in need them. PANEL: also what was said, on either side.
    """

    NOTHING = 0
    PROCEDURE = 1
    FILE = 2
    PANEL = 3


@dataclass(frozen=True, slots=True)
class Begun:
    """How far a dispute has come to its mediators: whether anybody mediated it, and whether anybody of the committee
    with which it lies has ever sat on the rung where it stands. Whoever stepped aside there, or was objected to, has
    sat; who came from another committee leaves the preparing to this one.
    """

    mediated: bool
    seated: bool


WHOLLY_BEGUN: Final = Begun(mediated=True, seated=True)


def sight_of(viewer: Viewer, case: CaseBrief, seated: Collection[int], *, begun: Begun = WHOLLY_BEGUN) -> Sight:
    """`seated` are the members of staff who sit just now. The case itself is known to be visible to the viewer."""
    if viewer.staff_id in seated and viewer.may(Permission.MEDIATION_MEDIATE):
        return Sight.PANEL
    if _leads(viewer, case) or _prepares(viewer, case, begun):
        return Sight.FILE
    if viewer.permissions & {Permission.MEDIATION_SEE, Permission.MEDIATION_MEDIATE, Permission.MEDIATION_LEAD}:
        return Sight.PROCEDURE
    return Sight.NOTHING


def capacities_of(viewer: Viewer | None, seated: Collection[int]) -> frozenset[Capacity]:
    """What mediation makes of somebody in a dispute, beside what their posts do."""
    if viewer is not None and viewer.staff_id in seated and viewer.may(Permission.MEDIATION_MEDIATE):
        return frozenset({Capacity.MEDIATOR})
    return frozenset()


def may_lead(viewer: Viewer, case: CaseBrief) -> bool:
    """Whether somebody heads the committee with which the dispute lies: seats mediators, rules on objections."""
    return _leads(viewer, case)


def may_keep(viewer: Viewer, unit: UnitRef | None) -> bool:
    """Whether somebody keeps the list of a committee: its head, the head of a unit above, or the administrator who
    sets mediation up.
    """
    if unit is None:
        return False
    heads = any(inside(unit.path, grant.unit_path) for grant in viewer.scopes(Permission.MEDIATION_LEAD))
    sets_up = any(inside(unit.area_path, grant.area_path) for grant in viewer.scopes(Permission.MEDIATION_EDIT))
    return heads or sets_up


def _leads(viewer: Viewer, case: CaseBrief) -> bool:
    return bool(case.lead_unit_path) and any(
        inside(case.lead_unit_path, grant.unit_path) for grant in viewer.scopes(Permission.MEDIATION_LEAD)
    )


def _prepares(viewer: Viewer, case: CaseBrief, begun: Begun) -> bool:
    """Whoever takes it in names the parties, until somebody mediates; so does the mediator who claimed it, until
    somebody is seated.
    """
    if not begun.seated and case.state == "consulting" and case.handler_id == viewer.staff_id:
        return viewer.may(Permission.MEDIATION_MEDIATE)
    return (
        not begun.mediated
        and case.state in _BEFORE_A_MEDIATOR
        and viewer.may(Permission.CASES_ACCEPT, area_path=case.area_path or None)
    )
