"""The figures of the areas on the map: one line an area, its shade, and where its number leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.analytics import area_indicators
from banjie.analytics.indicators import Indicator, Tally, value
from banjie.cases.filters import Filters
from banjie.organisations.permissions import Viewer
from banjie.places import queries as places
from banjie.places.queries import AreaRef
from banjie.web.mapping import words
from banjie.web.mapping.ground import Ground
from banjie.web.mapping.shades import Shades, shades

# What stands beside the figure asked for, so that a share is never read without its whole.
_BESIDE = (Indicator.RECEIVED, Indicator.OPEN, Indicator.OVERDUE)


@dataclass(frozen=True, slots=True)
class Line:
    """An area with the figure it is shaded by and those beside it, as numbers and as words."""

    area: AreaRef
    name: str
    value: float | None
    figure: str
    shade: int
    beside: Sequence[tuple[str, str]]
    has_parts: bool


@dataclass(frozen=True, slots=True)
class Figures:
    indicator: Indicator
    lines: Sequence[Line]
    shades: Shades
    total: str

    def said(self) -> dict[str, tuple[int, str]]:
        """The shade and figure of each path, for drawing."""
        return {line.area.path: (line.shade, line.figure) for line in self.lines}

    def legend(self) -> list[dict[str, Any]]:
        said = [
            (shade, words.figure(self.indicator, least), words.figure(self.indicator, most))
            for shade, least, most in self.shades.stretches()
        ]
        return [
            {"shade": shade, "words": least if least == most else f"{least} – {most}"} for shade, least, most in said
        ]


def figures(viewer: Viewer, filters: Filters, ground: Ground, indicator: Indicator, *, at: datetime) -> Figures:
    """The lines in the order of the areas' codes."""
    found = area_indicators.tallies(
        viewer,
        ground.paths,
        filters=filters,
        since=_midnight(filters.since) if filters.since else None,
        until=_midnight(filters.until + timedelta(days=1)) if filters.until else None,
        at=at,
    )
    values = {path: value(indicator, tally) for path, tally in found.items()}
    scale = shades([each for each in values.values() if each is not None])
    lines = [_line(area, found[area.path], indicator, scale) for area in ground.areas]
    everything = value(indicator, sum(found.values(), Tally()))
    return Figures(indicator, lines, scale, words.figure(indicator, everything))


def ordered(lines: Sequence[Line], by: str) -> list[Line]:
    """By name as it is spelled, or by the figure, the greatest first; areas without a figure come last."""
    if by == "name":
        return sorted(lines, key=lambda line: line.area.code)
    sign = 1 if by == "least" else -1
    return sorted(lines, key=lambda line: (line.value is None, (line.value or 0) * sign, line.area.code))


def beside(indicator: Indicator) -> list[Indicator]:
    return [each for each in _BESIDE if each is not indicator]


def column_words() -> Mapping[Indicator, str]:
    """Short headings for the narrow table."""
    return {
        Indicator.RECEIVED: _("Received"),
        Indicator.CLOSED: _("Closed"),
        Indicator.OPEN: _("Open cases"),
        Indicator.OVERDUE: _("Overdue"),
        Indicator.RETURNED: _("Returned"),
    }


def name_of(area: AreaRef) -> str:
    english = (get_language() or "").startswith("en")
    return area.name_en if english and area.name_en else area.name


def _line(area: AreaRef, tally: Tally, indicator: Indicator, scale: Shades) -> Line:
    own = value(indicator, tally)
    headings = column_words()
    other = [(headings[each], words.figure(each, value(each, tally))) for each in beside(indicator)]
    return Line(
        area, name_of(area), own, words.figure(indicator, own), scale.of(own), other, bool(places.children(area.path))
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_default_timezone())
