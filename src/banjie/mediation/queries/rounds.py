"""Rounds as somebody may see them: plans with what is due and missed, one round with its items, tasks of units."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from banjie.cases import queries as cases
from banjie.cases.reference import reference
from banjie.core.workflow import Capacity
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import RiskPlace, Round, RoundItem, RoundPlan, RoundTask
from banjie.mediation.processes.deciding import may
from banjie.mediation.queries.round_lines import ItemLine, PlaceLine, PlanLine, RoundFile, RoundLine, TaskLine
from banjie.mediation.rounds.holding import is_asked, may_hold, may_see
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places
from banjie.places.queries import AreaRef


def plans_of(viewer: Viewer, *, at: datetime) -> Sequence[PlanLine]:
    """The plans in force that the viewer holds or oversees, the next round first."""
    today = reference().calendar.date_of(at)
    plans = [plan for plan in RoundPlan.objects.filter(active=True) if may_see(viewer, plan)]
    rounds: dict[int, list[Round]] = {}
    for each in Round.objects.filter(plan__in=plans):
        rounds.setdefault(each.plan_id, []).append(each)
    lines = [_plan(plan, rounds.get(plan.id, []), viewer) for plan in plans]
    return sorted(lines, key=lambda line: (line.next_on or today, line.area))


def rounds_of(viewer: Viewer, *, at: datetime, limit: int = 40) -> Sequence[RoundLine]:
    """The rounds that are over, sit, or wait for their day; the newest first."""
    today = reference().calendar.date_of(at)
    found = Round.objects.select_related("plan").filter(_scope(viewer)).exclude(state="planned", held_on__gt=today)
    chosen = [each for each in found[: limit * 2] if may_see(viewer, each.plan)][:limit]
    waiting: dict[int, int] = {}
    tasks = RoundTask.objects.filter(item__round__in=chosen, done_at=None)
    for round_id in tasks.values_list("item__round_id", flat=True):
        waiting[round_id] = waiting.get(round_id, 0) + 1
    return [_round(each, today, waiting.get(each.id, 0)) for each in chosen]


def round_file(round_id: int, viewer: Viewer, *, at: datetime) -> RoundFile:
    """One round. Raises DisputeNotFound."""
    found = Round.objects.select_related("plan").filter(id=round_id).first()
    if found is None or not may_see(viewer, found.plan):
        raise DisputeNotFound(round_id)
    today = reference().calendar.date_of(at)
    items = list(found.items.select_related("place").prefetch_related("tasks"))
    visible = cases.lines([each.case_id for each in items if each.case_id], viewer)
    lines = [_item(each, each.case_id in visible, viewer, today) for each in items]
    area, unit = places.by_path(found.plan.area_path), organisations.unit(found.plan.unit_id)
    undecided = any(each.required and not each.decision for each in lines)
    holds = {"day_come"} if found.held_on <= today else set()
    holds |= set() if undecided else {"all_decided"}
    holder = may_hold(viewer, area_path=found.plan.area_path, unit_id=found.plan.unit_id)
    acting = {Capacity.LEAD_LEADER} if holder else set[Capacity]()
    return RoundFile(
        id=found.id,
        number=found.number,
        area=area.name if area else "",
        area_path=found.plan.area_path,
        unit=unit.name if unit else "",
        unit_en=(unit.name_en or unit.name) if unit else "",
        state=found.state,
        held_on=found.held_on,
        today=today,
        attending=_units(found.attending),
        counts=found.counts,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        minutes=found.minutes,
        digest=found.digest,
        items=lines,
        commands=may(found.process, found.state, capacities=acting, holds=holds),
    )


def tasks_of(viewer: Viewer, *, at: datetime) -> Sequence[TaskLine]:
    """What rounds gave to the viewer's units and is not done, the earliest day first."""
    today = reference().calendar.date_of(at)
    paths = [grant.unit_path for grant in viewer.grants]
    wanted = Q()
    for path in paths:
        wanted |= Q(unit__path__descendants_of=path)
    if not paths:
        return []
    tasks = RoundTask.objects.filter(wanted, done_at=None, item__round__state="followed")
    return [
        _task(each, each.item, viewer, today)
        for each in tasks.select_related("item__place", "unit").order_by("due_on", "id")[:200]
    ]


def places_at_risk(viewer: Viewer, *, settled: bool = False) -> Sequence[PlaceLine]:
    """Places at risk of the areas for which the viewer holds or oversees rounds, the most pressing first."""
    scope = _areas(viewer)
    if not scope:
        return []
    found = RiskPlace.objects.filter(scope, settled_at__isnull=not settled)
    return [_place(each) for each in found.order_by("-urgency", "entered_at")[:200]]


def place_at_risk(place_id: int, viewer: Viewer) -> PlaceLine:
    """One that is still at risk and the viewer's to change. Raises DisputeNotFound."""
    found = RiskPlace.objects.filter(id=place_id, settled_at=None).first()
    if found is None or not viewer.may(Permission.MEDIATION_HOLD_ROUNDS, area_path=found.area_path):
        raise DisputeNotFound(place_id)
    return _place(found)


def holds_rounds(viewer: Viewer) -> bool:
    return bool(viewer.scopes(Permission.MEDIATION_HOLD_ROUNDS))


def areas_to_hold(viewer: Viewer) -> Sequence[AreaRef]:
    """The areas that somebody may plan rounds for, the widest first."""
    paths = {grant.area_path for grant in viewer.scopes(Permission.MEDIATION_HOLD_ROUNDS)}
    found = {area.path: area for path in paths for area in places.subtree(path)}
    return sorted(found.values(), key=lambda area: (area.path.count("."), area.path))


def _scope(viewer: Viewer) -> Q:
    scope = Q(pk__in=())
    for permission in (Permission.MEDIATION_HOLD_ROUNDS, Permission.MEDIATION_SEE):
        for grant in viewer.scopes(permission):
            scope |= Q(plan__area_path__descendants_of=grant.area_path)
    return scope


def _areas(viewer: Viewer) -> Q | None:
    scope: Q | None = None
    for permission in (Permission.MEDIATION_HOLD_ROUNDS, Permission.MEDIATION_SEE):
        for grant in viewer.scopes(permission):
            within = Q(area_path__descendants_of=grant.area_path)
            scope = within if scope is None else scope | within
    return scope


def _plan(plan: RoundPlan, rounds: Sequence[Round], viewer: Viewer) -> PlanLine:
    area, unit = places.by_path(plan.area_path), organisations.unit(plan.unit_id)
    coming = min(
        (each for each in rounds if each.state in {"planned", "sitting"}), key=lambda r: r.held_on, default=None
    )
    held = [each.held_on for each in rounds if each.closed_at is not None]
    return PlanLine(
        plan.id,
        area.name if area else "",
        plan.area_path,
        unit.name if unit else "",
        (unit.name_en or unit.name) if unit else "",
        plan.interval,
        coming.held_on if coming else None,
        coming.id if coming else None,
        sum(each.state == "missed" for each in rounds),
        max(held, default=None),
        may_hold(viewer, area_path=plan.area_path, unit_id=plan.unit_id),
    )


def _round(found: Round, today: date, waiting: int) -> RoundLine:
    area, unit = places.by_path(found.plan.area_path), organisations.unit(found.plan.unit_id)
    return RoundLine(
        found.id,
        found.number,
        area.name if area else "",
        unit.name if unit else "",
        (unit.name_en or unit.name) if unit else "",
        found.state,
        found.held_on,
        found.state == "planned" and found.held_on < today,
        found.counts.get("called", 0),
        waiting,
    )


def _item(item: RoundItem, visible: bool, viewer: Viewer, today: date) -> ItemLine:
    hidden = item.case_id is not None and not visible
    return ItemLine(
        item.id,
        item.kind,
        item.position,
        None if hidden else item.case_id,
        item.place_id,
        item.place.what if item.place else "",
        () if hidden else item.why,
        {} if hidden else item.seen,
        item.required,
        item.decision,
        () if hidden else [_task(task, item, viewer, today) for task in item.tasks.all()],
        hidden,
    )


def _task(task: RoundTask, item: RoundItem, viewer: Viewer, today: date) -> TaskLine:
    unit = organisations.unit(task.unit_id)
    about = item.seen.get("number") or item.seen.get("place") or item.seen.get("category", "")
    return TaskLine(
        task.id,
        item.round_id,
        task.unit_id,
        unit.name if unit else "",
        (unit.name_en or unit.name) if unit else "",
        task.what,
        task.due_on,
        task.done_at is None and task.due_on < today,
        task.done_at,
        task.report,
        str(about),
        str(item.seen.get("area", "")),
        unit is not None and is_asked(viewer, unit.path),
    )


def _units(unit_ids: Sequence[int]) -> Sequence[UnitRef]:
    units = organisations.units_index()
    return [unit for unit_id in unit_ids if (unit := units.get(unit_id)) is not None]


def _place(each: RiskPlace) -> PlaceLine:
    area = places.by_path(each.area_path)
    return PlaceLine(
        each.id,
        each.kind,
        each.place,
        each.what,
        each.urgency,
        area.name if area else "",
        each.area_path,
        each.entered_at,
        each.settled_at,
    )
