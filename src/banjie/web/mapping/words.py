"""The words of the map: what its figures are called and how they are written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.analytics.indicators import RATES, Indicator
from banjie.cases import cells

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

INDICATORS: "Mapping[Indicator, StrOrPromise]" = MappingProxyType(
    {
        Indicator.RECEIVED: gettext_lazy("Cases received"),
        Indicator.CLOSED: gettext_lazy("Cases closed"),
        Indicator.OPEN: gettext_lazy("Cases still open"),
        Indicator.OVERDUE: gettext_lazy("Overdue cases"),
        Indicator.RETURNED: gettext_lazy("Cases returned by units"),
        Indicator.ON_TIME_RATE: gettext_lazy("Closed on time"),
        Indicator.OVERDUE_RATE: gettext_lazy("Share overdue of what is open"),
        Indicator.SOLVED_RATE: gettext_lazy("Solved, as reporters say"),
        Indicator.SATISFACTION_RATE: gettext_lazy("Reporters satisfied"),
        Indicator.REOPENED_RATE: gettext_lazy("Reopened after closing"),
    }
)


def figure(indicator: Indicator, value: float | None) -> str:
    """The value as people read it; a dash where there was nothing to take a share of."""
    if value is None:
        return "–"
    return f"{value * 100:.1f}%" if indicator in RATES else f"{value:,.0f}"


def stretch(since: "date", until: "date") -> str:
    if since == until:
        return date_format(since, "Y-m-d")
    return _("%(since)s to %(until)s") % {
        "since": date_format(since, "Y-m-d"),
        "until": date_format(until, "Y-m-d"),
    }


def across(resolution: int) -> str:
    """How wide a cell is, in round figures."""
    metres = cells.WIDTHS[resolution]
    if metres >= 10_000:
        return _("about %(n)s km across") % {"n": f"{metres / 1000:.0f}"}
    if metres >= 1_000:
        return _("about %(n)s km across") % {"n": f"{metres / 1000:.1f}"}
    return _("about %(n)s m across") % {"n": f"{round(metres, -1):.0f}"}


def hexagon(text: str) -> str:
    """What a list is narrowed to by a cell: nobody knows it by its name."""
    cell = cells.read(text)
    if cell is None:
        return text
    return _("a hexagon %(across)s") % {"across": across(cells.resolution(cell))}
