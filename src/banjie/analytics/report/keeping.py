"""Making, editing and releasing reports. Who may, the caller has asked `reading` before.

A report's figures and words are written once. What is released stays as it is; a new version may take its place.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import get_default_timezone

from banjie.analytics.models import Report, ReportEdit
from banjie.analytics.report import figures as data
from banjie.analytics.report import gathering, worded, wording
from banjie.analytics.report.contents import contents
from banjie.analytics.report.figures import ScopeKind, Subject
from banjie.analytics.report.periods import Period
from banjie.analytics.report.refusals import Problem, ReportRefused
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.platform.actors import Actor
from banjie.platform.tables.text import clean_text

TEXT_CHARACTERS: Final = 20_000


def zone() -> ZoneInfo:
    return ZoneInfo(str(get_default_timezone()))


def make(
    *, kind: ScopeKind, path: str, period: Period, language: str, by: Actor, at: datetime, anew: bool = False
) -> int:
    """Makes the report on a period that is over, and returns its id; the one there is, if it was made before.

    `anew` makes another version from what is on record now, which takes the place of the last.
    Raises ReportRefused, gathering.UnknownScope.
    """
    if period.over_at(zone()) > at:
        raise ReportRefused(Problem.NOT_OVER)
    subject = gathering.subject_of(kind, path)
    whose = about(subject)
    last = _last(whose, period)
    if last is not None and not anew:
        return last.pk
    figures = gathering.gather(subject, period, zone=zone())
    made = wording.worded(contents(figures), language=language, zone=zone(), made_on=at.astimezone(zone()).date())
    return _kept(whose, figures, made, by=by, at=at, after=last)


@transaction.atomic
def _kept(
    whose: Mapping[str, int | None],
    figures: data.Figures,
    made: worded.Worded,
    *,
    by: Actor,
    at: datetime,
    after: Report | None,
) -> int:
    """Writes it, unless somebody was quicker: then theirs is the one."""
    records = {"figures": data.to_record(figures), "made": worded.to_record(made)}
    report, _ = Report.objects.get_or_create(
        **whose,
        kind=figures.kind,
        first=figures.first,
        version=after.version + 1 if after else 1,
        defaults={
            **records,
            "last": figures.last,
            "language": made.language,
            "title": made.title,
            "digest": data.digest(records),
            "made_at": at,
            "made_by": by.id,
            "supersedes": after,
        },
    )
    return report.pk


@transaction.atomic
def edit(*, report_id: int, key: str, text: str, by: Actor, at: datetime) -> None:
    """Puts a person's text in the place of a paragraph; an empty one takes it back. Raises ReportRefused."""
    report = _changeable(report_id)
    made = worded.from_record(report.made)
    if key not in worded.paragraph_keys(made):
        raise ReportRefused(Problem.NO_SUCH_PARAGRAPH)
    if len(text) > TEXT_CHARACTERS:
        raise ReportRefused(Problem.TEXT_TOO_LONG)
    cleaned = clean_text(text.replace("\r\n", "\n").strip(), limit=TEXT_CHARACTERS).text
    said = next(block.made_text for block in made.blocks if isinstance(block, worded.Prose) and block.key == key)
    last = ReportEdit.objects.filter(report=report, key=key).last()
    wanted = "" if cleaned == said else cleaned
    if wanted != (last.text if last else ""):
        ReportEdit.objects.create(
            report=report, key=key, text=wanted, edited_at=at, edited_by=by.id, edited_name=by.name
        )


@transaction.atomic
def release(*, report_id: int, by: Actor, at: datetime) -> None:
    """From here on it stays as it is. Raises ReportRefused."""
    report = _changeable(report_id)
    report.released_at, report.released_by, report.released_name = at, by.id, by.name
    report.save(update_fields=["released_at", "released_by", "released_name"])


def unaltered(report: Report) -> bool:
    """Whether figures and words are still those that were made."""
    return report.digest == data.digest({"figures": report.figures, "made": report.made})


def _changeable(report_id: int) -> Report:
    report = Report.objects.select_for_update().get(id=report_id)
    if report.released_at is not None:
        raise ReportRefused(Problem.ALREADY_RELEASED)
    if Report.objects.filter(supersedes=report).exists():
        raise ReportRefused(Problem.SUPERSEDED)
    return report


def about(subject: Subject) -> dict[str, Any]:
    """The columns that say what a report or a plan is about."""
    if subject.kind is ScopeKind.UNIT:
        return {"area_id": None, "unit_id": subject.unit_id}
    area = places.by_path(subject.path)
    return {"area_id": area.id if area else None, "unit_id": None}


def _last(whose: Mapping[str, int | None], period: Period) -> Report | None:
    return Report.objects.filter(**whose, kind=period.kind, first=period.first).order_by("-version").first()


def path_of(*, area_id: int | None, unit_id: int | None) -> tuple[ScopeKind, str]:
    """Where the area or unit of a report or plan lies today; an empty path for one that is gone."""
    if unit_id is not None:
        unit = organisations.unit(unit_id)
        return ScopeKind.UNIT, unit.path if unit else ""
    area = places.by_id(area_id) if area_id is not None else None
    return ScopeKind.AREA, area.path if area else ""
