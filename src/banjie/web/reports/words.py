"""The words around reports: kinds, refusals, names of files."""

import re

from django.utils.translation import gettext as _

from banjie.analytics.report.periods import Period, PeriodKind
from banjie.analytics.report.reading import File, Line
from banjie.analytics.report.refusals import Problem

_KEPT = re.compile(r"[^\w\-]+")


def kinds() -> dict[PeriodKind, str]:
    return {
        PeriodKind.DAY: _("Daily"),
        PeriodKind.WEEK: _("Weekly"),
        PeriodKind.MONTH: _("Monthly"),
        PeriodKind.QUARTER: _("Quarterly"),
    }


def refusal(problem: Problem) -> str:
    return {
        Problem.NOT_OVER: _("That period is not over yet. Choose an earlier day."),
        Problem.ALREADY_RELEASED: _("This report is signed off and stays as it is. Make a new version to change it."),
        Problem.SUPERSEDED: _("A newer version has taken the place of this report. Open that one."),
        Problem.NO_SUCH_PARAGRAPH: _("This paragraph is not in the report. Load the page again."),
        Problem.TEXT_TOO_LONG: _("The text is longer than 20,000 characters. Shorten it."),
        Problem.NO_KIND: _("Choose at least one kind of report."),
        Problem.BAD_HOUR: _("The hour lies between 0 and 23."),
    }[problem]


def span(period: Period) -> str:
    """2026-11-28, or 2026-11-16 – 2026-11-22."""
    if period.kind is PeriodKind.DAY:
        return period.first.isoformat()
    return f"{period.first.isoformat()} – {period.last.isoformat()}"


def standing(line: Line) -> tuple[str, str]:
    """The tone and the words of how far a report is."""
    if line.superseded:
        return "neutral", _("Replaced")
    return ("good", _("Signed off")) if line.released_at else ("warn", _("To be signed off"))


def file_name(file: File, ending: str) -> str:
    """The title and the period; the version only where there was one before."""
    version = f"-v{file.line.version}" if file.line.version > 1 else ""
    name = f"{file.line.title}-{file.line.period.first.isoformat()}{version}"
    return f"{_KEPT.sub('-', name)[:120]}.{ending}"
