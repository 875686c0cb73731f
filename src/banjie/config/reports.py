"""Reports for the command line and for the demo."""

from datetime import date, timedelta

from banjie.analytics.report import forms, keeping, reading
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import FIRST_DAY, LAST_DAY, PeriodKind, containing
from banjie.analytics.report.refusals import ReportRefused
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.web.reports import addresses


class CannotReport(ValueError):
    """Why there is no such report, for a person at the command line."""


def written(*, area: str, unit: str, day: date | None, kind: str, form: str, language: str) -> bytes:
    """The file of a report, made now if it was not made before. Raises CannotReport."""
    scope, path = _scope(area, unit)
    at = clock.now()
    on = day or at.astimezone(keeping.zone()).date() - timedelta(days=1)
    if not FIRST_DAY <= on <= LAST_DAY:
        raise CannotReport(f"{on} lies outside the years 1900 to 2200.")
    period = containing(PeriodKind(kind), on)
    try:
        report_id = keeping.make(kind=scope, path=path, period=period, language=language, by=SYSTEM, at=at)
    except ReportRefused as refused:
        raise CannotReport(f"The {kind} of {on} is not over yet.") from refused
    worded = reading.worded_by_id(report_id)
    return (forms.docx if form == "docx" else forms.pdf)(worded, address=addresses.outside)


def _scope(area: str, unit: str) -> tuple[ScopeKind, str]:
    found = places.area(area) if area else organisations.unit_by_code(unit)
    if found is None:
        raise CannotReport(f"There is no area {area}." if area else f"There is no unit {unit}.")
    return (ScopeKind.AREA if area else ScopeKind.UNIT), found.path
