"""The sentences, headings and columns of reports, by code. English here; Chinese in the translations."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.analytics.report.periods import Comparison, PeriodKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Phrases = Mapping[str, "StrOrPromise"]

TITLES: Mapping[PeriodKind, "StrOrPromise"] = MappingProxyType(
    {
        PeriodKind.DAY: _("Daily report of %(name)s"),
        PeriodKind.WEEK: _("Weekly report of %(name)s"),
        PeriodKind.MONTH: _("Monthly report of %(name)s"),
        PeriodKind.QUARTER: _("Quarterly report of %(name)s"),
    }
)

# When it was, in a sentence.
WHEN: Mapping[PeriodKind, "StrOrPromise"] = MappingProxyType(
    {
        PeriodKind.DAY: pgettext_lazy("report", "on the day"),
        PeriodKind.WEEK: pgettext_lazy("report", "in the week"),
        PeriodKind.MONTH: pgettext_lazy("report", "in the month"),
        PeriodKind.QUARTER: pgettext_lazy("report", "in the quarter"),
    }
)

AGAINST_DAY: Mapping[Comparison, "StrOrPromise"] = MappingProxyType(
    {
        Comparison.PREVIOUS: pgettext_lazy("compared with", "on the day before"),
        Comparison.WEEK_BEFORE: pgettext_lazy("compared with", "on the same day last week"),
        Comparison.YEAR_BEFORE: pgettext_lazy("compared with", "on the same day last year"),
    }
)
AGAINST_LONGER: Mapping[Comparison, "StrOrPromise"] = MappingProxyType(
    {
        Comparison.PREVIOUS: pgettext_lazy("compared with", "in the period before"),
        Comparison.YEAR_BEFORE: pgettext_lazy("compared with", "in the same period last year"),
    }
)

CHANGES: Phrases = MappingProxyType(
    {
        "up": pgettext_lazy("change", "%(by)s more than %(against)s"),
        "up_percent": pgettext_lazy("change", "%(by)s more (%(percent)s) than %(against)s"),
        "down": pgettext_lazy("change", "%(by)s fewer than %(against)s"),
        "down_percent": pgettext_lazy("change", "%(by)s fewer (%(percent)s) than %(against)s"),
        "level": pgettext_lazy("change", "as many as %(against)s"),
    }
)
SHIFTS: Phrases = MappingProxyType(
    {
        "up": pgettext_lazy("change", "%(points)s percentage points higher than %(against)s"),
        "down": pgettext_lazy("change", "%(points)s percentage points lower than %(against)s"),
        "level": pgettext_lazy("change", "the same as %(against)s"),
    }
)

HEADINGS: Phrases = MappingProxyType(
    {
        "overall": pgettext_lazy("report", "Overall"),
        "handling": pgettext_lazy("report", "Handling"),
        "verdicts": pgettext_lazy("report", "Verdicts of the public"),
        "groups": pgettext_lazy("report", "Areas and units"),
        "noted": pgettext_lazy("report", "Cases of note"),
        "late": pgettext_lazy("report", "Overdue cases"),
    }
)

SENTENCES: Phrases = MappingProxyType(
    {
        "received": _("Matters received %(when)s: %(count)s, %(changes)s."),
        "received_none": _("No matter came in %(when)s, %(changes)s."),
        "closed": _("Cases closed: %(count)s, %(changes)s."),
        "closed_none": _("No case was closed, %(changes)s."),
        "declined": _("Declined: %(count)s."),
        "open": _("Open at the end: %(count)s, %(changes)s."),
        "open_none": _("At the end no case was open."),
        "overdue": _("Overdue among them: %(count)s (%(share)s)."),
        "overdue_none": _("None of them was overdue."),
        "categories": _("Most were about %(leaders)s."),
        "on_time": _("Closed in time: %(part)s of %(whole)s cases with a deadline, %(share)s."),
        "on_time_none": _("No case with a deadline was closed %(when)s."),
        "closed_late": _("Closed late: %(count)s."),
        "shifted": _("That is %(shift)s."),
        "returned": _("Returned by units as not theirs: %(count)s."),
        "reopened": _("Reopened: %(count)s."),
        "reminded": _("Reminders given: %(count)s."),
        "hitches_none": _("No case was returned, reopened or reminded of %(when)s."),
        "rated": _("Verdicts given: %(count)s, of which %(solved)s call the matter settled: %(share)s."),
        "rated_none": _("Nobody gave a verdict %(when)s."),
        "satisfied": _("Satisfied: %(share)s."),
        "parts_received": _("Most came in from %(leaders)s."),
        "parts_overdue": _("Most overdue cases lie in %(leaders)s."),
        "parts_none": _("Nothing came in %(when)s, and nothing is overdue."),
        "units_closed": _("Most was closed by %(leaders)s."),
        "units_overdue": _("Most overdue cases lie with %(leaders)s."),
        "units_none": _("No unit closed a case %(when)s, and none has an overdue one."),
        "noted": _(
            "Cases of note: %(count)s (critical or urgent, under an oversight order, reopened more than once, or "
            "reminded of more than once)."
        ),
        "noted_none": _(
            "No case is of note: none critical or urgent, under an oversight order, reopened more than once, or "
            "reminded of more than once."
        ),
        "late": _("Open cases that were overdue: %(count)s; the longest overdue come first."),
        "late_none": _("No open case was overdue."),
    }
)

COLUMNS: Phrases = MappingProxyType(
    {
        "parts": _("Area"),
        "units": _("Unit"),
        "categories": _("Category"),
        "received": pgettext_lazy("report", "Received"),
        "closed": pgettext_lazy("report", "Closed"),
        "open": pgettext_lazy("report column", "Open"),
        "overdue": _("Overdue"),
        "on_time_rate": pgettext_lazy("report column", "In time"),
        "solved_rate": pgettext_lazy("report column", "Settled"),
        "number": _("Number"),
        "matter": _("Matter"),
        "area": _("Area"),
        "unit": _("Unit"),
        "why": pgettext_lazy("report", "Why it is of note"),
        "due": _("Deadline"),
        "over": pgettext_lazy("report", "Overdue for"),
        "day": pgettext_lazy("report", "Day"),
    }
)

CAPTIONS: Phrases = MappingProxyType(
    {
        "parts": pgettext_lazy("report", "By area"),
        "units": pgettext_lazy("report", "By unit"),
        "categories": pgettext_lazy("report", "By category"),
        "noted": pgettext_lazy("report", "Cases of note"),
        "late": pgettext_lazy("report", "Overdue cases, the longest overdue first"),
        "chart_days": pgettext_lazy("report", "Received and closed by day"),
        "chart_parts": pgettext_lazy("report", "Received and closed by area"),
    }
)

WHY: Phrases = MappingProxyType(
    {
        "critical": _("Critical"),
        "urgent": _("Urgent"),
        "ordered": _("Oversight order"),
        "reopened_again": _("Reopened again"),
        "reminded_often": _("Reminded more than once"),
    }
)

UNNAMED: Phrases = MappingProxyType(
    {
        "no_parts": pgettext_lazy("report", "Place not given"),
        "no_units": pgettext_lazy("report", "No unit yet"),
        "no_categories": pgettext_lazy("report", "No category yet"),
        "no_category": pgettext_lazy("report", "no category yet"),
    }
)
