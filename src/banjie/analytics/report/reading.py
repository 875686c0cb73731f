"""Reports and plans as a viewer may see them; what they may not see does not exist.

A report on an area is for those who see reports and cases all over that area; one on a unit for those who see them
of that unit, whether by area or because it is theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from banjie.analytics.models import Report, ReportEdit, ReportPlan
from banjie.analytics.report import dates, keeping, worded
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import Period, PeriodKind
from banjie.analytics.report.worded import Worded
from banjie.organisations.permissions import Permission, Viewer, ViewerGrant, inside
from banjie.organisations.permissions.roles import Reach
from banjie.organisations.queries import units_index

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A report in a list."""

    id: int
    title: str
    kind: str
    period: Period
    version: int
    made_at: datetime
    released_at: datetime | None
    released_name: str
    superseded: bool
    edited: bool


@dataclass(frozen=True, slots=True)
class Edit:
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """One report with everything on its page. `worded` has people's texts in their places."""

    line: Line
    scope: tuple[ScopeKind, str]
    worded: Worded
    edits: Mapping[str, Edit]
    language: str
    digest: str
    unaltered: bool
    may_release: bool
    newer_id: int | None
    older_id: int | None

    @property
    def may_edit(self) -> bool:
        return self.may_release and self.line.released_at is None and not self.line.superseded


@dataclass(frozen=True, slots=True)
class Plan:
    id: int
    scope: tuple[ScopeKind, str]
    name: str
    name_en: str
    kinds: tuple[PeriodKind, ...]
    hour: int
    language: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to."""

    kind: PeriodKind | None = None
    about: str = ""
    day: date | None = None
    released: bool | None = None


def may_see(viewer: Viewer) -> bool:
    return bool(_grants(viewer, Permission.REPORTS_SEE))


def may(viewer: Viewer, permission: Permission, kind: ScopeKind, path: str) -> bool:
    """Whether reports on this area or unit are this viewer's to see, or to edit and release."""
    return any(_covers(grant, kind, path) for grant in _grants(viewer, permission))


def reports(viewer: Viewer, wanted: Wanted) -> Sequence[Line]:
    """The newest period first; replaced versions left out."""
    found = _visible(viewer).filter(superseded_by__isnull=True)
    if wanted.kind is not None:
        found = found.filter(kind=wanted.kind)
    if wanted.about:
        kind, _, number = wanted.about.partition("-")
        found = (
            found.filter(**{f"{kind}_id": int(number)}) if (kind in set(ScopeKind) and number.isdecimal()) else found
        )
    if wanted.day is not None:
        found = found.filter(first__lte=wanted.day, last__gte=wanted.day)
    if wanted.released is not None:
        found = found.filter(released_at__isnull=not wanted.released)
    return [_line(report) for report in _noting_edits(found).order_by("-first", "-last", "title", "id")[:SHOWN]]


def subjects(viewer: Viewer) -> Sequence[tuple[str, str, str]]:
    """What there are reports on: a key for `Wanted.about`, and the name in both languages."""
    columns = ("area_id", "area__name", "area__name_en", "unit_id", "unit__name", "unit__name_en")
    rows = _visible(viewer).order_by("area__path", "unit__path").values_list(*columns).distinct()
    return [
        (f"area-{area_id}", area, area_en or area) if area_id else (f"unit-{unit_id}", unit, unit_en or unit)
        for area_id, area, area_en, unit_id, unit, unit_en in rows
    ]


def worded_by_id(report_id: int) -> Worded:
    """For whoever runs the installation: not asked who may read it."""
    report = Report.objects.get(id=report_id)
    return _worded(report, _edits(report))


def report_file(viewer: Viewer, report_id: int) -> File | None:
    report = _noting_edits(_visible(viewer)).filter(id=report_id).first()
    if report is None:
        return None
    scope = keeping.path_of(area_id=report.area_id, unit_id=report.unit_id)
    edits = _edits(report)
    newer = Report.objects.filter(supersedes=report).values_list("id", flat=True).first()
    return File(
        line=_line(report),
        scope=scope,
        worded=_worded(report, edits),
        edits=edits,
        language=report.language,
        digest=report.digest,
        unaltered=keeping.unaltered(report),
        may_release=may(viewer, Permission.REPORTS_RELEASE, *scope),
        newer_id=newer,
        older_id=report.supersedes_id,
    )


def plans(viewer: Viewer) -> Sequence[Plan]:
    """The plans of areas and units whose reports are this viewer's to release."""
    found = [_plan(each) for each in ReportPlan.objects.select_related("area", "unit").order_by("id")]
    return [each for each in found if may(viewer, Permission.REPORTS_RELEASE, *each.scope)]


def plan_to_edit(viewer: Viewer, plan_id: int) -> Plan | None:
    return next((each for each in plans(viewer) if each.id == plan_id), None)


def default_scope(viewer: Viewer) -> tuple[ScopeKind, str] | None:
    """The widest area whose reports the viewer may see; for somebody of a unit, the unit."""
    grants = _grants(viewer, Permission.REPORTS_SEE)
    areas = sorted((each.area_path for each in grants if each.reach is Reach.AREA), key=lambda path: path.count("."))
    if areas:
        return ScopeKind.AREA, areas[0]
    return (ScopeKind.UNIT, grants[0].unit_path) if grants else None


def _grants(viewer: Viewer, permission: Permission) -> list[ViewerGrant]:
    seeing = {Reach.AREA: Permission.CASES_SEE_AREA, Reach.UNIT: Permission.CASES_SEE_UNIT}
    return [each for each in viewer.scopes(permission) if seeing[each.reach] in each.permissions]


def _covers(grant: ViewerGrant, kind: ScopeKind, path: str) -> bool:
    if not path:
        return False
    if kind is ScopeKind.AREA:
        return grant.reach is Reach.AREA and inside(path, grant.area_path)
    if grant.reach is Reach.UNIT:
        return inside(path, grant.unit_path)
    unit = next((each for each in units_index() if each.path == path), None)
    return unit is not None and inside(unit.area_path, grant.area_path)


def _visible(viewer: Viewer) -> QuerySet[Report]:
    allowed = reduce(or_, map(_reach, _grants(viewer, Permission.REPORTS_SEE)), Q(pk__in=()))
    return Report.objects.filter(allowed)


def _reach(grant: ViewerGrant) -> Q:
    if grant.reach is Reach.UNIT:
        return Q(unit__path__descendants_of=grant.unit_path)
    by_area, by_unit = "area__path__descendants_of", "unit__area__path__descendants_of"
    return Q(**{by_area: grant.area_path}) | Q(**{by_unit: grant.area_path})


def _noting_edits(found: QuerySet[Report]) -> QuerySet[Report]:
    edits = ReportEdit.objects.filter(report_id=OuterRef("id")).exclude(text="")
    newer = Report.objects.filter(supersedes_id=OuterRef("id"))
    return found.annotate(has_edits=Exists(edits), has_newer=Exists(newer)).defer("figures")


def _line(report: Report) -> Line:
    return Line(
        id=report.pk,
        title=report.title,
        kind=report.kind,
        period=Period(PeriodKind(report.kind), report.first, report.last),
        version=report.version,
        made_at=report.made_at,
        released_at=report.released_at,
        released_name=report.released_name,
        superseded=report.has_newer,  # type: ignore[attr-defined]
        edited=report.has_edits,  # type: ignore[attr-defined]
    )


def _edits(report: Report) -> dict[str, Edit]:
    """The latest text of each paragraph; those taken back are left out."""
    rows: Iterable[ReportEdit] = report.edits.order_by("id")
    latest = {row.key: Edit(row.text, row.edited_name, row.edited_at) for row in rows}
    return {key: each for key, each in latest.items() if each.text}


def _worded(report: Report, edits: Mapping[str, Edit]) -> Worded:
    texts = {key: each.text for key, each in edits.items()}
    return worded.with_edits(worded.from_record(report.made), texts, released=_signed(report))


def _signed(report: Report) -> str:
    if report.released_at is None:
        return ""
    on = report.released_at.astimezone(keeping.zone()).date()
    return f"{report.released_name}  {dates.day_words(on, english=report.language.startswith('en'))}"


def _plan(plan: ReportPlan) -> Plan:
    named = plan.area or plan.unit
    assert named is not None  # a constraint of the table
    return Plan(
        id=plan.pk,
        scope=keeping.path_of(area_id=plan.area_id, unit_id=plan.unit_id),
        name=named.name,
        name_en=named.name_en or named.name,
        kinds=tuple(PeriodKind(each) for each in plan.kinds),
        hour=plan.hour,
        language=plan.language,
    )
