"""Figures of mediation counted from the tables themselves, as they were before anything was kept: what is quick must
give the same.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum

from banjie.mediation.figures import Counts, Filters, Period, RungCounts, Tally
from banjie.mediation.figures.tallies import Group
from banjie.mediation.models import (
    Agreement,
    AgreementForm,
    AgreementState,
    BroughtBy,
    Confirmation,
    Dispute,
    Ending,
    HowEnded,
    Keeping,
    RungStay,
    ToldForm,
    ToldPerformance,
)
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside

_MONTH: Final = timedelta(days=31)
_YUAN: Final = "CNY"
_LAST: Final = "finished"
_CONFIRMED: Final = "confirmed"
# An obligation that was not kept: still owed, or before a court.
_BROKEN: Final = ("broken", "in_court")


def counted_slowly(viewer: Viewer, period: Period, filters: Filters | None = None) -> Counts:
    since, until = period.moments(ZoneInfo(settings.TIME_ZONE))
    reach = _reach(viewer)
    if reach is None:
        return Counts()
    chosen = _chosen(filters or Filters())
    disputes = Dispute.objects.filter(reach & chosen)
    groups = [
        *_received(disputes.filter(opened_at__gte=since, opened_at__lt=until)),
        *_ended(disputes.filter(ended_at__gte=since, ended_at__lt=until)),
    ]
    return Counts(groups, _rungs(disputes, since, until))


def _reach(viewer: Viewer) -> Q | None:
    """Disputes in the areas over which the viewer sees mediation, and those with committees there or that they head."""
    reach: Q | None = None
    units = list(organisations.units_index())
    for grant in viewer.scopes(Permission.MEDIATION_SEE):
        if "." not in grant.area_path:
            return Q()
        serving = [unit.id for unit in units if inside(unit.area_path, grant.area_path)]
        there = Q(case__area_path__descendants_of=grant.area_path) | Q(case__lead_unit_id__in=serving)
        reach = there if reach is None else reach | there
    for grant in viewer.scopes(Permission.MEDIATION_LEAD):
        own = Q(case__lead_unit_path__descendants_of=grant.unit_path)
        reach = own if reach is None else reach | own
    return reach


def _chosen(filters: Filters) -> Q:
    chosen = Q()
    if filters.unit_path:
        chosen &= Q(case__lead_unit_path__descendants_of=filters.unit_path)
    if filters.track:
        chosen &= Q(track=filters.track)
    return chosen


def _received(disputes: QuerySet[Dispute]) -> list[Group]:
    rows = disputes.values("kind", "track").annotate(n=Count("case_id")).order_by()
    return [Group(row["kind"], row["track"], "", Tally(received=row["n"])) for row in rows]


def _ended(disputes: QuerySet[Dispute]) -> list[Group]:
    took = ExpressionWrapper(F("ended_at") - F("opened_at"), DurationField())
    again = Exists(Dispute.objects.filter(earlier_id=OuterRef("case_id")))
    in_yuan = Q(currency=_YUAN, agreed__isnull=False)
    counts: Mapping[str, Any] = {
        "n": Count("case_id"),
        "amount": Sum("agreed", filter=in_yuan),
        "with_amount": Count("case_id", filter=in_yuan),
        "foreign": Count("case_id", filter=Q(agreed__isnull=False) & ~Q(currency=_YUAN)),
        "took": Sum(took),
        "within_a_month": Count("case_id", filter=Q(span__lt=_MONTH)),
        "relapsed": Count("case_id", filter=Q(again=True)),
        "confirmed": Count("case_id", filter=Q(told__confirmed=True) | Q(by_court=True)),
        **{str(way): Count("case_id", filter=Q(brought_by=way)) for way in BroughtBy},
        **{str(form): Count("case_id", filter=Q(told__form=form) | Q(**{f"in_{form}": True})) for form in ToldForm},
        "kept": Count("case_id", filter=Q(told__performed=ToldPerformance.KEPT) | (_filed() & Q(breached=False))),
        "partly": Count("case_id", filter=Q(told__performed=ToldPerformance.PARTLY)),
        "broken": Count("case_id", filter=Q(told__performed=ToldPerformance.BROKEN) | Q(breached=True)),
    }
    rows = (
        disputes.annotate(span=took, again=again, **_papers())
        .values("kind", "track", "ending")
        .annotate(**counts)
        .order_by()
    )
    return [Group(row["kind"], row["track"], row["ending"], _tally(row)) for row in rows]


def _papers() -> dict[str, Exists]:
    """What the agreement of a dispute that was mediated here says of it."""
    binding = Agreement.objects.filter(dispute_id=OuterRef("case_id"), state=AgreementState.BINDING)
    confirmed = Confirmation.objects.filter(agreement__dispute_id=OuterRef("case_id"), state=_CONFIRMED)
    broken = Keeping.objects.filter(obligation__agreement__dispute_id=OuterRef("case_id"), state__in=_BROKEN)
    forms = {f"in_{form}": Exists(binding.filter(form=form)) for form in AgreementForm}
    return {**forms, "by_court": Exists(confirmed), "breached": Exists(broken)}


def _filed() -> Q:
    """A dispute mediated here is filed as finished only when what was agreed is settled."""
    return Q(told__isnull=True, ending=Ending.AGREED, case__state=_LAST)


def _tally(row: Mapping[str, Any]) -> Tally:
    agreed = row["ending"] == Ending.AGREED
    return Tally(
        ended=row["n"],
        agreed=row["n"] if agreed else 0,
        not_mediable=row["n"] if row["ending"] == Ending.NOT_MEDIABLE else 0,
        amount=row["amount"] or Decimal(0),
        with_amount=row["with_amount"],
        foreign=row["foreign"],
        written=row["written"],
        oral=row["oral"],
        application=row["application"],
        offer=row["offer"],
        entrusted=row["entrusted"],
        kept=row["kept"],
        partly=row["partly"],
        broken=row["broken"],
        confirmed=row["confirmed"],
        relapsed=row["relapsed"] if agreed else 0,
        days=round((row["took"] or timedelta()) / timedelta(days=1)),
        within_a_month=row["within_a_month"],
    )


def _rungs(disputes: QuerySet[Dispute], since: datetime, until: datetime) -> list[RungCounts]:
    stays = RungStay.objects.filter(ended_at__gte=since, ended_at__lt=until, dispute_id__in=disputes.values("case_id"))
    took = ExpressionWrapper(F("ended_at") - F("began_at"), DurationField())
    rows = (
        stays.values("track", "key")
        .annotate(
            n=Count("id"),
            agreed=Count("id", filter=Q(how=HowEnded.AGREED)),
            up=Count("id", filter=Q(how=HowEnded.UP)),
            took=Sum(took),
        )
        .order_by("track", "key")
    )
    day = timedelta(days=1)
    return [
        RungCounts(row["track"], row["key"], row["n"], row["agreed"], row["up"], (row["took"] or timedelta()) / day)
        for row in rows
    ]
