"""Rounds: planned, opened, decided on item by item, closed with their minutes, followed by their tasks."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import orjson
from django.db import transaction
from django.db.models import Max

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.core.workflow import Capacity
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Decided, Round, RoundItem, RoundPlan, RoundTask
from banjie.mediation.processes.deciding import decided
from banjie.mediation.rounds import intervals
from banjie.mediation.rounds.agenda import ItemKind
from banjie.mediation.rounds.gathering import gather
from banjie.mediation.rounds.holding import capacities, held_round, is_asked, may_hold, serves
from banjie.mediation.rounds.intervals import Interval
from banjie.mediation.rounds.minutes import minutes_of
from banjie.mediation.rounds.texts import checked
from banjie.places import queries as places

# What must say which unit does what by when.
NEED_TASK: Final = frozenset({Decided.GIVEN, Decided.JOINT, Decided.ON_SITE})
_OF_PLACES: Final = frozenset({Decided.KEPT, Decided.OFF})
_OF_CASES: Final = frozenset({Decided.JOINT, Decided.OTHER_WAY, Decided.ON_COURSE})


@dataclass(frozen=True, slots=True)
class Task:
    unit_id: int
    what: str
    due_on: date


@transaction.atomic
def plan_rounds(
    *, area_path: str, unit_id: int, first_on: date, by: Acting, at: datetime, interval: str | None = None
) -> int:
    """An area is gone through by a unit at an interval; without one, at its level's own. Returns the plan.

    A plan that there was for the area ends. Raises DisputeNotFound, BadEntry.
    """
    area = places.by_path(area_path)
    if area is None or (by.viewer is not None and not may_hold(by.viewer, area_path=area_path, unit_id=unit_id)):
        raise DisputeNotFound(unit_id)
    if not serves(unit_id, area.path):
        raise BadEntry("unit_unknown", "unit")
    chosen = interval or intervals.usual(area.level)
    if chosen not in Interval:
        raise BadEntry("interval_unknown", "interval")
    if first_on < _today(at):
        raise BadEntry("first_day_past", "first_on")
    _end(RoundPlan.objects.filter(area_id=area.id, active=True))
    plan = RoundPlan.objects.create(
        area_id=area.id,
        area_path=area.path,
        unit_id=unit_id,
        interval=chosen,
        first_on=first_on,
        set_at=at,
        set_by=by.actor.id,
    )
    _schedule(plan)
    return plan.id


@transaction.atomic
def end_plan(plan_id: int, *, by: Acting, at: datetime) -> None:
    """No further rounds; those that were held stay."""
    plan = RoundPlan.objects.filter(id=plan_id, active=True).first()
    if plan is None or by.viewer is None or not may_hold(by.viewer, area_path=plan.area_path, unit_id=plan.unit_id):
        raise DisputeNotFound(plan_id)
    _end([plan])


def schedule_due(*, at: datetime) -> int:
    """Marks rounds that nobody held before the next one came as missed, and plans the next. Returns how many missed.

    Safe to repeat, and to run beside itself: every plan is held while it is looked at.
    """
    missed = 0
    for plan_id in RoundPlan.objects.filter(active=True).order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            plan = RoundPlan.objects.select_for_update().get(id=plan_id)
            missed += _miss_passed(plan, _today(at)) if plan.active else 0
            if plan.active:
                _schedule(plan)
    return missed


def open_round(round_id: int, *, by: Acting, at: datetime) -> None:
    """The round sits: its agenda is made from what stands open at this moment."""
    with held_round(round_id, by=by) as found:
        on = _today(at)
        holds = {"day_come"} if found.held_on <= on else set()
        found.state = _decided(found, "open", by, holds)
        if by.viewer is None:
            raise DisputeNotFound(round_id)
        gathered = gather(found.plan, by.viewer, on=on, at=at)
        found.counts, found.opened_at, found.opened_by = dict(gathered.counts), at, by.actor.id
        RoundItem.objects.bulk_create(
            RoundItem(
                round=found,
                kind=item.kind,
                position=position,
                case_id=item.case_id,
                place_id=item.place_id,
                why=[str(each) for each in item.why],
                seen=dict(item.seen),
                required=item.required,
            )
            for position, item in enumerate(gathered.items, 1)
        )


def set_attending(round_id: int, *, unit_ids: Collection[int], by: Acting, at: datetime) -> None:
    """Which units take part. Units, not people."""
    with held_round(round_id, by=by) as found:
        _decided(found, "decide", by)
        if not all(serves(unit_id, found.plan.area_path) for unit_id in unit_ids):
            raise BadEntry("unit_unknown", "units")
        found.attending = sorted(set(unit_ids))


def decide_item(
    round_id: int, item_id: int, *, decision: str, by: Acting, at: datetime, tasks: Iterable[Task] = ()
) -> None:
    """What the round decides on one item; deciding anew takes the place of what was decided.

    Raises BadEntry: a decision that gives work must say to which unit and by when; and what `texts.checked` raises.
    """
    with held_round(round_id, by=by) as found:
        _decided(found, "decide", by)
        item = RoundItem.objects.filter(round=found, id=item_id).first()
        if item is None:
            raise BadEntry("item_unknown", "item")
        given = list(tasks)
        _fits(item, decision, given)
        for task in given:
            _task_holds(task, found, at)
        item.decision, item.decided_at, item.decided_by = decision, at, by.actor.id
        item.save()
        item.tasks.all().delete()
        for task in given:
            RoundTask.objects.create(
                item=item, unit_id=task.unit_id, what=checked(task.what, "what", limit=200), due_on=task.due_on
            )


def close_round(round_id: int, *, by: Acting, at: datetime) -> None:
    """Closes the round: its minutes are made and stay as they are, and the next round is planned."""
    with held_round(round_id, by=by) as found:
        undecided = found.items.filter(required=True, decision="").exists()
        found.state = _decided(found, "close", by, () if undecided else {"all_decided"})
        found.closed_at, found.closed_by = at, by.actor.id
        for item in found.items.filter(kind=ItemKind.PLACE, decision=Decided.OFF).select_related("place"):
            if item.place is not None and item.place.settled_at is None:
                item.place.settled_at, item.place.settled_by = at, by.actor.id
                item.place.save(update_fields=["settled_at", "settled_by"])
        following = _schedule(found.plan)
        made = minutes_of(found, chair=by.actor.name, next_on=following.held_on if following else None, at=at)
        found.minutes, found.digest = made, digest_of(made)
        if not _waiting_tasks(found):
            _finish(found, at)


def report_task(task_id: int, *, report: str, by: Acting, at: datetime) -> None:
    """A unit says that its task is done; with the last one the round is finished."""
    task = RoundTask.objects.select_related("item", "unit").filter(id=task_id).first()
    if task is None:
        raise DisputeNotFound(task_id)
    with transaction.atomic():
        found = Round.objects.select_for_update(of=("self",)).select_related("plan").get(id=task.item.round_id)
        acting = set(capacities(by, found.plan))
        if by.viewer is not None and is_asked(by.viewer, task.unit.path):
            acting.add(Capacity.ASSISTING_HANDLER)
        if not acting:
            raise DisputeNotFound(task_id)
        decided(found.process, found.state, "report_task", capacities=acting)
        told = checked(report, "report", limit=200)
        if not RoundTask.objects.filter(id=task_id, done_at=None).update(done_at=at, done_by=by.actor.id, report=told):
            raise BadEntry("task_done", "task")
        if not _waiting_tasks(found):
            _finish(found, at)
            found.save()


def digest_of(minutes: object) -> str:
    """SHA-256 over the minutes in their canonical form, hexadecimal."""
    return hashlib.sha256(orjson.dumps(minutes, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _today(at: datetime) -> date:
    return reference().calendar.date_of(at)


def _decided(found: Round, command: str, by: Acting, holds: Collection[str] = ()) -> str:
    return decided(found.process, found.state, command, capacities=capacities(by, found.plan), holds=holds).target


def _end(plans: Iterable[RoundPlan]) -> None:
    for plan in plans:
        plan.active = False
        plan.save(update_fields=["active"])
        plan.rounds.filter(state="planned").delete()


def _fits(item: RoundItem, decision: str, tasks: Collection[Task]) -> None:
    of_place = item.kind == ItemKind.PLACE
    if decision not in Decided or (decision in _OF_PLACES and not of_place) or (decision in _OF_CASES and of_place):
        raise BadEntry("decision_unknown", "decision")
    if decision in NEED_TASK and not tasks:
        raise BadEntry("task_missing", "unit")


def _task_holds(task: Task, of: Round, at: datetime) -> None:
    if not serves(task.unit_id, of.plan.area_path):
        raise BadEntry("unit_unknown", "unit")
    if task.due_on < _today(at):
        raise BadEntry("due_past", "due_on")


def _waiting_tasks(found: Round) -> bool:
    return RoundTask.objects.filter(item__round=found, done_at=None).exists()


def _finish(found: Round, at: datetime) -> None:
    settled = decided(found.process, found.state, "finish", capacities={Capacity.SYSTEM}, holds={"tasks_done"})
    found.state, found.finished_at = settled.target, at


def _miss_passed(plan: RoundPlan, today: date) -> int:
    """However many rounds were missed while nothing ran: each has an entry of its own."""
    missed = 0
    while (waits := _schedule(plan)) is not None and _after(plan, waits.held_on) <= today:
        waits.state = decided(
            waits.process, waits.state, "miss", capacities={Capacity.SYSTEM}, holds={"next_day_come"}
        ).target
        waits.save(update_fields=["state"])
        missed += 1
    return missed


def _schedule(plan: RoundPlan) -> Round | None:
    """The round that waits; the next one is planned if none does. None for a plan that has ended."""
    waiting = plan.rounds.filter(state="planned").order_by("held_on").first()
    if waiting is not None or not plan.active:
        return waiting
    last = plan.rounds.aggregate(day=Max("held_on"), number=Max("number"))
    day = _after(plan, last["day"]) if last["day"] else _held_on(plan.first_on)
    return Round.objects.create(plan=plan, number=(last["number"] or 0) + 1, held_on=day)


def _after(plan: RoundPlan, last: date) -> date:
    return intervals.next_after(Interval(plan.interval), plan.first_on, last, reference().calendar.is_worked)


def _held_on(day: date) -> date:
    return intervals.held_on(day, reference().calendar.is_worked)
