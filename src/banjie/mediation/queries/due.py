"""What is to be done for the agreements of many disputes: of a mediator, or of a committee for its head."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from banjie.cases import queries as cases
from banjie.cases.filters import Filters
from banjie.cases.reference import reference
from banjie.mediation.models import Agreement, AgreementState, Dispute
from banjie.mediation.performance.dates import NEAR_DAYS, SETTLED_STATES, Lamp
from banjie.mediation.performance.owing import Owed, binding, owed
from banjie.mediation.performance.visiting import visits_of_many
from banjie.mediation.performance.visits import Visit
from banjie.organisations.permissions import Permission, Viewer

_NOTHING_TO_DO = frozenset({Lamp.SETTLED, Lamp.LASTING, Lamp.CONDITION, Lamp.COMING})
_ORDER = (Lamp.BROKEN, Lamp.OVERDUE, Lamp.DUE, Lamp.TO_CONFIRM, Lamp.NEAR)
# The last visit that follows from an agreement itself is made after three months; a missed one stays as long again.
_VISITED_WITHIN = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that is to be done for a dispute: an obligation (`owed`) or a visit, on a day."""

    case_id: int
    number: str
    title: str
    day: date | None
    lamp: str
    owed: Owed | None = None
    visit: Visit | None = None


def due_for(viewer: Viewer, *, at: datetime) -> Sequence[DueLine]:
    """What is broken, late, due, near or to be confirmed, and visits of which the day has come or is near, in the
    disputes that a mediator has in hand; for the head of a committee in those of the committee.
    """
    today = reference().calendar.date_of(at)
    kept = Agreement.objects.filter(state=AgreementState.BINDING, dispute__in=_in_hand(viewer, at))
    agreements = list(kept.filter(Q(id__in=_asking(kept, today)) | Q(binding_at__gte=at - _VISITED_WITHIN)))
    lines = cases.lines({each.dispute_id for each in agreements}, viewer)
    shown = [each for each in agreements if each.dispute_id in lines]
    owing = owed(binding().filter(agreement__in=shown), today=today)
    found = [_due(each, lines[each.case_id]) for each in owing if each.lamp not in _NOTHING_TO_DO]
    found += _visits(shown, owing, lines, today)
    return sorted(found, key=lambda line: (_ORDER.index(Lamp(line.lamp)), line.day or date.max, line.case_id))


def _in_hand(viewer: Viewer, at: datetime) -> QuerySet[Dispute]:
    """Those whose file is not closed yet: where somebody sits, handles the case or heads the committee."""
    mine = Filters(kind="dispute", state="performing", mine=True, limit=200)
    own = Q(case_id__in=[line.id for line in cases.listing(viewer, mine, at=at).lines])
    own |= Q(seats__mediator__staff_id=viewer.staff_id, seats__left_at=None)
    for grant in viewer.scopes(Permission.MEDIATION_LEAD):
        own |= Q(case__lead_unit_path__descendants_of=grant.unit_path)
    return Dispute.objects.filter(own, ended_at__isnull=False, filed_at=None)


def _asking(kept: QuerySet[Agreement], today: date) -> QuerySet[Any, Any]:
    """Those with an obligation that asks for something: broken, reported, or with a day that has come or is near."""
    asks = Q(obligations__keeping__state__in=("broken", "reported")) | Q(day__lte=today + timedelta(days=NEAR_DAYS))
    dated = kept.annotate(day=Coalesce("obligations__keeping__due_on", "obligations__due_on"))
    open_ones = Q(obligations__keeping=None) | ~Q(obligations__keeping__state__in=SETTLED_STATES)
    return dated.filter(asks, open_ones).values("id")


def _visits(
    agreements: Iterable[Agreement], owing: Iterable[Owed], lines: Mapping[int, cases.CaseLine], today: date
) -> list[DueLine]:
    chosen = list(agreements)
    of_case = {each.id: each.dispute_id for each in chosen}
    return [
        _visit(each, lines[of_case[agreement_id]], today)
        for agreement_id, waiting in visits_of_many(chosen, owing).items()
        for each in waiting
        if (each.due_on - today).days <= NEAR_DAYS
    ]


def _due(each: Owed, line: cases.CaseLine) -> DueLine:
    return DueLine(line.id, line.number, line.title, each.day.agreed if each.day else None, each.lamp, owed=each)


def _visit(visit: Visit, line: cases.CaseLine, today: date) -> DueLine:
    lamp = Lamp.OVERDUE if visit.due_on < today else Lamp.DUE if visit.due_on == today else Lamp.NEAR
    return DueLine(line.id, line.number, line.title, visit.due_on, lamp, visit=visit)
