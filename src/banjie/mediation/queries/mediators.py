"""Committees and their mediators, for choosing among them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from banjie.mediation.models import Mediator


@dataclass(frozen=True, slots=True)
class MediatorLine:
    """`load` is the number of disputes in which they sit just now."""

    id: int
    staff_id: int
    name: str
    unit_id: int
    kind: str
    skills: Sequence[str]
    languages: Sequence[str]
    areas: Sequence[str]
    certificate: str
    term_from: date
    term_until: date | None
    hours: str
    at_once: int
    load: int
    away: bool
    active: bool


def mediators_of(unit_ids: Collection[int] | None, *, on: date) -> Sequence[MediatorLine]:
    """The mediators of committees (None: of all), those in term first. What they are for is no secret."""
    found = Mediator.objects.select_related("staff")
    if unit_ids is not None:
        found = found.filter(committee_id__in=unit_ids)
    found = found.annotate(
        load=Count("seats", filter=Q(seats__left_at=None, seats__dispute__ended_at=None), distinct=True),
        away=Count("absences", filter=Q(absences__since__lte=on, absences__until__gte=on), distinct=True),
    ).order_by("-active", "staff__name")
    return [
        MediatorLine(
            each.id,
            each.staff_id,
            each.staff.name,
            each.committee_id,
            each.kind,
            each.skills,
            each.languages,
            each.areas,
            each.certificate,
            each.term_from,
            each.term_until,
            each.hours,
            each.at_once,
            each.load,
            bool(each.away),
            each.active,
        )
        for each in found
    ]
