"""The ladders of a jurisdiction, for those who set them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from banjie.mediation.ladders import Ladder, read, shipped
from banjie.mediation.ladders.setting import in_force, retired
from banjie.mediation.models import Dispute, LadderChange, LadderContent
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside
from banjie.organisations.tree import UnitRef


@dataclass(frozen=True, slots=True)
class LadderLine:
    """`own` where the jurisdiction set it itself; `running` and `all` count disputes that go by it. `offered` is
    whether further disputes may.
    """

    ladder: Ladder
    own: bool
    is_shipped: bool
    running: int
    all: int
    offered: bool = True


@dataclass(frozen=True, slots=True)
class LadderChangeLine:
    """`ladder` is the whole as it was afterwards; None where it was removed."""

    id: int
    key: str
    step: str
    ladder: Ladder | None
    moved: int
    changed_at: datetime
    by_name: str


def may_set_ladders(viewer: Viewer) -> bool:
    return viewer.may(Permission.MEDIATION_EDIT)


def units_for_ladders(viewer: Viewer) -> Sequence[UnitRef]:
    """The units in use of the areas for which somebody sets mediation up: those that a rung may be said to reach."""
    areas = [grant.area_path for grant in viewer.scopes(Permission.MEDIATION_EDIT)]
    return [
        each
        for each in organisations.units_index()
        if each.active and any(inside(each.area_path, area) for area in areas)
    ]


def ladder_lines(viewer: Viewer) -> Sequence[LadderLine]:
    """Every ladder in force, those no longer offered last; none for whoever does not set them."""
    if not may_set_ladders(viewer):
        return ()
    counted = Dispute.objects.values("ladder").annotate(n=Count("case_id"), run=Count("case_id", Q(ended_at=None)))
    of = {row["ladder"]: (row["run"], row["n"]) for row in counted}
    own = set(LadderContent.objects.values_list("key", flat=True))
    gone = retired()
    lines = [
        LadderLine(each, key in own, key in shipped(), *of.get(key, (0, 0)), offered=key not in gone)
        for key, each in in_force().items()
    ]
    return sorted(lines, key=lambda line: not line.offered)


def standing_on(ladder: Ladder) -> Mapping[str, int]:
    """How many running disputes stand on each rung, by its key."""
    running = Dispute.objects.filter(ladder=ladder.key, ended_at=None).values("rung").annotate(n=Count("case_id"))
    found: Counter[str] = Counter()
    for row in running:
        found[ladder.at(row["rung"]).key] += row["n"]
    return found


def ladder_changes(viewer: Viewer, *, key: str = "", most: int = 50) -> Sequence[LadderChangeLine]:
    """The newest first: of one ladder, or of all."""
    if not may_set_ladders(viewer):
        return ()
    found = list(LadderChange.objects.filter(**({"key": key} if key else {}))[:most])
    names = organisations.staff_refs(each.changed_by for each in found if each.changed_by)
    return [
        LadderChangeLine(
            each.id,
            each.key,
            each.step,
            read(each.content) if each.content is not None else None,
            each.moved,
            each.changed_at,
            names[each.changed_by].name if each.changed_by is not None and each.changed_by in names else "",
        )
        for each in found
    ]
