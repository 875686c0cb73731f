"""What is to be done for the agreements of many disputes: of a mediator, or of a committee for its head."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from banjie.cases import queries as cases
from banjie.cases.reference import reference
from banjie.mediation.models import Agreement, AgreementState, Dispute, Obligation
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
    # One step after the other: in a single statement the planner walks all there ever was.
    kept = Agreement.objects.filter(state=AgreementState.BINDING, dispute__in=set(_in_hand(viewer)))
    agreements = list(kept.only("dispute_id", "binding_at"))
    asking = _asking([each.id for each in agreements], today)
    agreements = [each for each in agreements if each.id in asking or _visited(each, at)]
    lines = cases.lines({each.dispute_id for each in agreements}, viewer)
    shown = [each for each in agreements if each.dispute_id in lines]
    owing = owed(binding().filter(agreement__in=shown), today=today)
    found = [_due(each, lines[each.case_id]) for each in owing if each.lamp not in _NOTHING_TO_DO]
    found += _visits(shown, owing, lines, today)
    return sorted(found, key=lambda line: (_ORDER.index(Lamp(line.lamp)), line.day or date.max, line.case_id))


def _visited(agreement: Agreement, at: datetime) -> bool:
    return agreement.binding_at is not None and agreement.binding_at >= at - _VISITED_WITHIN


def _in_hand(viewer: Viewer) -> QuerySet[Dispute, int]:
    """Those whose file is not closed yet: where somebody sits, handles the case or heads the committee."""
    own = Q(case__handler_id=viewer.staff_id) | Q(seats__mediator__staff_id=viewer.staff_id, seats__left_at=None)
    for grant in viewer.scopes(Permission.MEDIATION_LEAD):
        own |= Q(case__lead_unit_path__descendants_of=grant.unit_path)
    ended = Dispute.objects.filter(own, ended_at__isnull=False, filed_at=None)
    return ended.values_list("case_id", flat=True)


def _asking(agreement_ids: Collection[int], today: date) -> set[int]:
    """Those with an obligation that asks for something: broken, reported, or with a day that has come or is near."""
    asks = Q(keeping__state__in=("broken", "reported")) | Q(day__lte=today + timedelta(days=NEAR_DAYS))
    not_settled = Q(keeping=None) | ~Q(keeping__state__in=SETTLED_STATES)
    dated = Obligation.objects.annotate(day=Coalesce("keeping__due_on", "due_on"))
    found = dated.filter(asks, not_settled, agreement__in=agreement_ids)
    return set(found.values_list("agreement_id", flat=True))


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
