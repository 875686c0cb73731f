"""What stands open in an area, gathered for a round as far as whoever opens it may see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from banjie.cases import queries as cases
from banjie.cases.filters import Filters
from banjie.cases.queries import CaseLine
from banjie.cases.reference import reference
from banjie.mediation.ladders.setting import in_force
from banjie.mediation.models import RiskPlace, Round, RoundItem, RoundPlan, RoundTask
from banjie.mediation.performance.breaches import broken
from banjie.mediation.queries.listing import disputes_of
from banjie.mediation.rounds import agenda
from banjie.mediation.rounds.agenda import Before, BrokenAgreement, Cluster, ItemKind, OpenDispute, PlaceAtRisk
from banjie.organisations.permissions import Viewer, inside
from banjie.places import queries as places

_PAGE = 200
# A round of more open disputes than this is held for each township, not for all at once.
MOST_DISPUTES = 1000
# Clusters are looked for in this many days where there was no round before.
_FIRST_TIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The agenda and the counts at its head."""

    items: Sequence[agenda.Item]
    counts: Mapping[str, int]


def gather(plan: RoundPlan, viewer: Viewer, *, on: date, at: datetime) -> Gathered:
    before = _before(plan, on)
    lines = list(_open(viewer, plan.area_path, at))
    not_kept = _broken(viewer, plan.area_path, on)
    at_risk = list(_places(plan, before))
    clusters = list(_clusters(viewer, plan, before, at))
    items = agenda.agenda(_disputes(lines), not_kept, at_risk, clusters, before=before.values, on=on)
    counts = {
        "open": len(lines),
        "new": sum(
            1 for line in lines if before.values.held_on is None or _day(line.received_at) > before.values.held_on
        ),
        "broken": len(not_kept),
        "places": len(at_risk),
        "clusters": len(clusters),
        "called": sum(item.required for item in items),
    }
    return Gathered(items, counts)


@dataclass(frozen=True, slots=True)
class _Last:
    values: Before
    urgency: Mapping[int, int]


def _before(plan: RoundPlan, on: date) -> _Last:
    last = Round.objects.filter(plan__area_path=plan.area_path, closed_at__isnull=False).order_by("-held_on").first()
    if last is None:
        return _Last(Before(), {})
    items = list(RoundItem.objects.filter(round=last))
    late = RoundTask.objects.filter(
        item__round__plan__area_path=plan.area_path, done_at=None, due_on__lt=on
    ).values_list("item__case_id", "item__place_id")
    late_cases, late_places = zip(*late, strict=True) if late else ((), ())
    values = Before(
        held_on=last.held_on,
        entries={each.case_id: each.seen["entries"] for each in items if each.case_id and "entries" in each.seen},
        late_cases=frozenset(each for each in late_cases if each),
        late_places=frozenset(each for each in late_places if each),
        clusters=frozenset(
            (each.seen["cell"], each.seen["category_path"]) for each in items if each.kind == ItemKind.CLUSTER
        ),
    )
    return _Last(values, {each.place_id: each.seen["urgency"] for each in items if each.place_id})


def _open(viewer: Viewer, area_path: str, at: datetime) -> Iterator[CaseLine]:
    cursor, seen = "", 0
    while seen < MOST_DISPUTES:
        filters = Filters(kind="dispute", open=True, area=area_path, limit=_PAGE, cursor=cursor)
        page = cases.listing(viewer, filters, at=at)
        yield from page.lines
        cursor, seen = page.next_cursor, seen + len(page.lines)
        if not cursor:
            return


def _disputes(lines: Sequence[CaseLine]) -> Iterator[OpenDispute]:
    known, ladders = disputes_of([line.id for line in lines]), in_force()
    for line in lines:
        dispute = known.get(line.id)
        ladder = ladders.get(dispute.ladder) if dispute else None
        yield OpenDispute(
            line.id,
            line.number,
            line.category_name,
            line.area_name,
            line.level,
            _day(line.received_at),
            _day(line.due_at) if line.due_at else None,
            line.entries,
            dispute.rung if dispute else 0,
            len(ladder.rungs) if ladder else 1,
        )


def _broken(viewer: Viewer, area_path: str, on: date) -> Sequence[BrokenAgreement]:
    late = broken(on=on)
    return [
        BrokenAgreement(line.id, line.number, line.category_name, line.area_name, late[line.id])
        for line in cases.lines(late, viewer).values()
        if inside(line.area_path, area_path)
    ]


def _places(plan: RoundPlan, before: _Last) -> Iterator[PlaceAtRisk]:
    for each in RiskPlace.objects.filter(area_path__descendants_of=plan.area_path, settled_at=None).order_by("id"):
        area = places.by_path(each.area_path)
        yield PlaceAtRisk(
            each.id,
            each.kind,
            each.place,
            area.name if area else "",
            each.urgency,
            _day(each.entered_at),
            before.urgency.get(each.id),
        )


def _clusters(viewer: Viewer, plan: RoundPlan, before: _Last, at: datetime) -> Iterator[Cluster]:
    last = before.values.held_on
    since = datetime(last.year, last.month, last.day, tzinfo=UTC) if last else at - _FIRST_TIME
    for each in cases.clusters(viewer, plan.area_path, since=since, at=at):
        yield Cluster(each.cell, each.category_name, each.category_path, each.area_name, each.cases)


def _day(moment: datetime) -> date:
    return reference().calendar.date_of(moment)
