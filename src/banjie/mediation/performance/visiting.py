"""The visits that agreements ask for, read from them and from those that were made."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from banjie.cases.reference import reference
from banjie.core.clocks import WorkingCalendar
from banjie.mediation.models import Agreement, Finding, FollowUp
from banjie.mediation.performance.owing import Owed, binding, owed
from banjie.mediation.performance.visits import Promise, Visit, planned, waiting


def visits_of(agreement: Agreement, *, today: date) -> Sequence[Visit]:
    """Those that are still to be made, in the order of their days."""
    return visits_of_many([agreement], owed(binding().filter(agreement=agreement), today=today))[agreement.id]


def visits_of_many(agreements: Iterable[Agreement], owing: Iterable[Owed]) -> Mapping[int, Sequence[Visit]]:
    """By agreement. One statement."""
    chosen = list(agreements)
    promises: dict[int, list[Promise]] = {}
    for each in owing:
        day = each.day.agreed if each.day else None
        promises.setdefault(each.agreement_id, []).append(Promise(each.number, day, each.settled))
    made: dict[int, set[str]] = {}
    rows = FollowUp.objects.filter(agreement__in=chosen).exclude(finding=Finding.NOT_MET)
    for agreement_id, occasion in rows.values_list("agreement_id", "occasion"):
        made.setdefault(agreement_id, set()).add(occasion)
    calendar = reference().calendar
    return {
        each.id: waiting(_planned(each, promises.get(each.id, ()), calendar), made.get(each.id, frozenset()))
        for each in chosen
        if each.binding_at is not None
    }


def _planned(agreement: Agreement, promises: Iterable[Promise], calendar: WorkingCalendar) -> Sequence[Visit]:
    assert agreement.binding_at is not None
    return planned(calendar.date_of(agreement.binding_at), promises, calendar.is_worked)
