"""Committees and their mediators, for choosing among them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from banjie.mediation.loads import loads
from banjie.mediation.models import Absence, Mediator


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
    chosen = Mediator.objects.select_related("staff").order_by("-active", "staff__name")
    found = list(chosen if unit_ids is None else chosen.filter(committee_id__in=unit_ids))
    load = loads([each.id for each in found])
    absent = Absence.objects.filter(mediator__in=found, since__lte=on, until__gte=on)
    away = set(absent.values_list("mediator_id", flat=True))
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
            load.get(each.id, 0),
            each.id in away,
            each.active,
        )
        for each in found
    ]
