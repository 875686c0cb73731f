"""Brings an entry of a timeline before the people whom it is meant for: once, and never before its own author."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from banjie.cases import events
from banjie.cases.models import Assisting, Case, Notice, TimelineEntry
from banjie.cases.notices.audiences import (
    AREA_ROLES,
    FOR_THE_UNIT,
    REPLIES_TO,
    UNIT_ROLES,
    Audience,
    Meant,
    addressed,
    audiences_of,
)
from banjie.core.clocks import WHOLE
from banjie.core.workflow import Capacity, shipped
from banjie.organisations import queries as organisations
from banjie.organisations.queries import Holding
from banjie.platform.actors import ActorKind
from banjie.platform.events import publish

# Audiences of which everybody in the unit is meant; whoever is on duty is told then, if anybody is.
_ANYBODY: Final = frozenset({Audience.HANDLER, Audience.CALLED_UNIT})


def tell(case_id: int, entry: int, *, at: datetime) -> int:
    """Brings one entry before its audiences. Returns to how many people; 0 if they all know already.

    Safe to repeat. An alarm of what has been done meanwhile is told no more.
    """
    case = Case.objects.get(id=case_id)
    line = TimelineEntry.objects.get(case_id=case_id, sequence=entry)
    audiences = audiences_of(line.command, line.data, case.level)
    if not audiences or (line.command == "alarm" and _is_over(case, line)):
        return 0
    meant = _meant(case, line)
    holdings = organisations.holdings(
        at=at,
        area_roles=AREA_ROLES,
        area_path=case.area_path,
        unit_roles=UNIT_ROLES,
        unit_paths={case.lead_unit_path, *meant.called} - {""},
    )
    author = line.actor_id if line.actor_kind == ActorKind.STAFF else None
    told = _told(audiences, case, line, meant, holdings, at)
    notices = [
        Notice(staff_id=staff, case_id=case_id, entry=entry, asked=asked, stands_in=stands_in, at=line.at)
        for staff, (asked, stands_in) in told.items()
        if staff != author
    ]
    return _written(case_id, entry, notices, at)


def _is_over(case: Case, line: TimelineEntry) -> bool:
    """Whether the clock that rang has nothing left to ring for: its step is done, or the whole case is."""
    return case.state != line.target if line.data["clock"] != WHOLE else not case.is_open


@transaction.atomic
def _written(case_id: int, entry: int, notices: list[Notice], at: datetime) -> int:
    known = Notice.objects.filter(case_id=case_id, entry=entry)
    before = known.count()
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if added := known.count() - before:
        publish(events.StaffTold(case_id, entry, at))
    return added


def _told(
    audiences: Iterable[Audience],
    case: Case,
    line: TimelineEntry,
    meant: Meant,
    holdings: Sequence[Holding],
    at: datetime,
) -> dict[int, tuple[Audience, bool]]:
    """Whom to tell, each with the audience that was asked for and whether they stand in for it."""
    told: dict[int, tuple[Audience, bool]] = {}
    for audience in audiences:
        people, rung = addressed(audience, line.command, case, meant, holdings)
        for staff in _at_work(people, rung, holdings, at):
            told.setdefault(staff, (audience, rung is not audience))
    return told


def _at_work(people: tuple[int, ...], rung: Audience, holdings: Iterable[Holding], at: datetime) -> tuple[int, ...]:
    if rung not in _ANYBODY or len(people) <= 1:
        return people
    units = {each.unit_id for each in holdings if each.staff_id in people}
    on_duty = {staff.id for unit in units for staff in organisations.on_duty(unit, at=at)}
    return tuple(staff for staff in people if staff in on_duty) or people


def _meant(case: Case, line: TimelineEntry) -> Meant:
    turn = shipped()[case.process].states[case.state].responsible
    return Meant(
        responsible=Capacity.LEAD_HANDLER if case.lead_unit_id and line.command in FOR_THE_UNIT else turn,
        asker=_asker(line),
        called=frozenset(_called(line)),
        about=line.data.get("about") if line.command == "object" else None,
    )


def _asker(line: TimelineEntry) -> int | None:
    """The member of staff who made the entry that this one replies to; None where another system did."""
    asking = REPLIES_TO.get(line.command)
    if asking is None:
        return None
    earlier = TimelineEntry.objects.filter(case_id=line.case_id, command__in=asking, sequence__lt=line.sequence)
    last = earlier.order_by("-sequence").values_list("actor_kind", "actor_id").first()
    return last[1] if last is not None and last[0] == ActorKind.STAFF else None


def _called(line: TimelineEntry) -> list[str]:
    """The paths of the units that the entry calls in and that are still wanted."""
    units = {each["unit"] for each in line.data.get("called_in", ())}
    if not units:
        return []
    wanted = Assisting.objects.filter(case_id=line.case_id, unit_id__in=units, contributed_at=None, released_at=None)
    return list(wanted.values_list("unit_path", flat=True))
