"""Keeping the list of committees and mediators."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from banjie.cases.acting import Acting
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Absence, Committee, Mediator, Training
from banjie.mediation.sight import may_keep
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import same_jurisdiction

_COMMITTEE = frozenset({"kind", "trade", "short_name", "founded_on", "active"})
_MEDIATOR = frozenset(
    {
        "kind",
        "skills",
        "languages",
        "areas",
        "certificate",
        "term_from",
        "term_until",
        "hours",
        "at_once",
        "active",
    }
)


@transaction.atomic
def change_committee(unit_id: int, *, values: Mapping[str, Any], by: Acting, at: datetime) -> None:
    """Makes a unit a committee, or changes what is known of it. Raises BadEntry."""
    _may_keep(unit_id, by)
    if "short_name" in values and not str(values["short_name"]).strip():
        raise BadEntry("short_name_missing", "short_name")
    Committee.objects.update_or_create(unit_id=unit_id, defaults=_only(values, _COMMITTEE))


@transaction.atomic
def change_mediator(staff_id: int, unit_id: int, *, values: Mapping[str, Any], by: Acting, at: datetime) -> int:
    """Enters a mediator of a committee, or changes what is known of one. Returns the id.

    Somebody of another committee comes over only if whoever writes keeps that one's list too, or it has
    released them. Raises BadEntry.
    """
    _may_keep(unit_id, by)
    if not Committee.objects.filter(unit_id=unit_id).exists():
        raise BadEntry("committee_unknown", "unit_id")
    known = Mediator.objects.filter(staff_id=staff_id).first()
    if known is not None and known.committee_id != unit_id and known.active and not _keeps(known.committee_id, by):
        raise BadEntry("mediator_elsewhere", "staff")
    if known is None and not _is_there(staff_id, by, at):
        raise BadEntry("staff_unknown", "staff")
    _in_order(values, known)
    _serve_there(values.get("areas", ()), unit_id)
    found, _ = Mediator.objects.update_or_create(
        staff_id=staff_id, defaults={**_only(values, _MEDIATOR), "committee_id": unit_id}
    )
    return found.id


@transaction.atomic
def record_absence(mediator_id: int, *, since: date, until: date, by: Acting, at: datetime) -> None:
    """Days on which a mediator cannot sit; entered by themselves or by the head of the committee."""
    mediator = _own_or_kept(mediator_id, by)
    if until < since:
        raise BadEntry("until_not_later", "until")
    Absence.objects.create(mediator=mediator, since=since, until=until)


@transaction.atomic
def cancel_absence(mediator_id: int, absence_id: int, *, by: Acting, at: datetime) -> None:
    """Back earlier than planned, or never away."""
    mediator = _own_or_kept(mediator_id, by)
    gone, _ = Absence.objects.filter(mediator=mediator, id=absence_id).delete()
    if not gone:
        raise BadEntry("absence_unknown", "absence")


@transaction.atomic
def record_training(mediator_id: int, *, held_on: date, hours: Decimal, subject: str, by: Acting, at: datetime) -> None:
    mediator = _own_or_kept(mediator_id, by)
    if held_on > localdate(at):
        raise BadEntry("in_future", "held_on")
    Training.objects.create(mediator=mediator, held_on=held_on, hours=hours, subject=subject)


def _in_order(values: Mapping[str, Any], known: Mediator | None) -> None:
    begins = values.get("term_from", known.term_from if known else None)
    ends = values.get("term_until", known.term_until if known else None)
    if begins is not None and ends is not None and ends <= begins:
        raise BadEntry("term_ends_before", "term_until")
    if not 1 <= values.get("at_once", 1) <= 99:
        raise BadEntry("at_once_out_of_range", "at_once")


def _is_there(staff_id: int, by: Acting, at: datetime) -> bool:
    if by.viewer is not None:
        return organisations.is_colleague(by.viewer, staff_id, at=at)
    return staff_id in organisations.staff_refs([staff_id])


def _serve_there(areas: Iterable[str], unit_id: int) -> None:
    """Nobody sits in areas of another jurisdiction than that of the committee."""
    unit = organisations.unit(unit_id)
    if any(unit is None or not same_jurisdiction(area, unit.area_path) for area in areas):
        raise BadEntry("area_unknown", "area")


def _own_or_kept(mediator_id: int, by: Acting) -> Mediator:
    mediator = Mediator.objects.filter(id=mediator_id).first()
    if mediator is None:
        raise DisputeNotFound(mediator_id)
    if mediator.staff_id != by.actor.id:
        _may_keep(mediator.committee_id, by)
    return mediator


def _may_keep(unit_id: int, by: Acting) -> None:
    if not _keeps(unit_id, by):
        raise DisputeNotFound(unit_id)


def _keeps(unit_id: int, by: Acting) -> bool:
    return by.viewer is None or may_keep(by.viewer, organisations.units_index().get(unit_id))


def _only(values: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}
