"""Who holds the rounds of an area, who may look on, and holding one for a write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.core.workflow import Capacity
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import Round, RoundPlan
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside, same_jurisdiction
from banjie.platform.actors import ActorKind


def may_hold(viewer: Viewer, *, area_path: str, unit_id: int) -> bool:
    """Whether somebody calls the round of an area that a unit holds: its head, or who directs the whole area."""
    unit = organisations.unit(unit_id)
    return unit is not None and viewer.may(Permission.MEDIATION_HOLD_ROUNDS, area_path=area_path, unit_path=unit.path)


def serves(unit_id: int, area_path: str) -> bool:
    """Whether a unit is of the jurisdiction of an area: rounds are held by its own units, and give work to them."""
    unit = organisations.unit(unit_id)
    return unit is not None and same_jurisdiction(unit.area_path, area_path)


def may_see(viewer: Viewer, plan: RoundPlan) -> bool:
    """Those who hold it, and those who oversee its area."""
    return may_hold(viewer, area_path=plan.area_path, unit_id=plan.unit_id) or viewer.may(
        Permission.MEDIATION_SEE, area_path=plan.area_path
    )


def is_asked(viewer: Viewer, unit_path: str) -> bool:
    """Whether a task of a unit is somebody's to report: whoever has a post there."""
    return any(inside(unit_path, grant.unit_path) for grant in viewer.grants)


@contextmanager
def held_round(round_id: int, *, by: Acting) -> Iterator[Round]:
    """The round, its row locked, for whoever may see it; saved at the end. Raises DisputeNotFound."""
    with transaction.atomic():
        found = Round.objects.select_for_update(of=("self",)).select_related("plan").filter(id=round_id).first()
        if found is None or (by.viewer is not None and not may_see(by.viewer, found.plan)):
            raise DisputeNotFound(round_id)
        yield found
        found.save()


def capacities(by: Acting, plan: RoundPlan) -> frozenset[Capacity]:
    if by.viewer is None:
        return by.fixed if by.actor.kind is ActorKind.SYSTEM else frozenset()
    if may_hold(by.viewer, area_path=plan.area_path, unit_id=plan.unit_id):
        return frozenset({Capacity.LEAD_LEADER})
    return frozenset()
