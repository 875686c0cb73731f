"""Figures as the page shows them: words and numbers in the reader's language, and where a click leads.

One value for the first page and for every refresh, so that the two cannot say different things.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from banjie.analytics.indicators import Indicator, Lamp, Tally, value
from banjie.analytics.screen import Content, Drawing
from banjie.cases.filters import Queue
from banjie.organisations.permissions import Permission
from banjie.places.queries import AreaRef
from banjie.ui.elapsed import exact
from banjie.web.screen.access import Access

type Shown = dict[str, Any]

TONES: Final[Mapping[Lamp, str]] = {
    Lamp.GREEN: "good",
    Lamp.AMBER: "warn",
    Lamp.RED: "danger",
    Lamp.UNLIT: "neutral",
}


def shown(content: Content, drawing: Drawing, access: Access) -> Shown:
    """Everything a refresh brings. Links are for staff; a wall's lead to screens only."""
    links = Links(access, content.at)
    return {
        "figures": _figures(content, links),
        "lists": {"latest": _latest(content, links), "parts": _parts(content, links), "units": _units(content, links)},
        "charts": {"flow": _flow(content), "categories": _categories(content), "satisfaction": _satisfaction(content)},
        "map": _map(content, drawing, links),
    }


class Links:
    """Where a click leads: into the lists, for staff who may read them."""

    def __init__(self, access: Access, at: datetime) -> None:
        self._viewer, self._area, self._at = access.viewer, access.area, at

    def cases(self, **filters: object) -> str:
        if self._viewer is None:
            return ""
        return f"{reverse('workbench:cases')}?{urlencode({'area': self._area.code, **filters})}"

    def overdue(self, **filters: object) -> str:
        """The worklist of what is overdue; for those who have none, the open cases in order of their deadlines."""
        has_queue = self._viewer is not None and self._viewer.may(Permission.CASES_NOTE)
        chosen: dict[str, object] = {"queue": str(Queue.OVERDUE)} if has_queue else {"open": "true"}
        return self.cases(**chosen, **filters)

    def case(self, case_id: int | None) -> str:
        return reverse("workbench:case", args=[case_id]) if self._viewer is not None and case_id is not None else ""

    def screen(self, area: AreaRef) -> str:
        """Down to the part; nowhere from an area that has none."""
        return reverse("screen:screen", args=[area.code]) if area != self._area else ""

    def since(self, days: int) -> str:
        return f"{localtime(self._at) - timedelta(days=days):%Y-%m-%d}"


def named(thing: Any) -> str:
    """The name in the reader's language, as far as there is one."""
    english = (get_language() or "").startswith("en")
    return (thing.name_en if english else "") or thing.name


def _figures(content: Content, links: Links) -> Shown:
    today, before, standing = content.today, content.last_week, content.standing
    then = _("by now last week: %(count)s")
    return {
        "received": {
            "value": _number(today.received_so_far),
            "note": then % {"count": _number(before.received_so_far)},
            "href": links.cases(since=links.since(0)),
            "tone": "",
        },
        "closed": {
            "value": _number(today.closed_so_far),
            "note": then % {"count": _number(before.closed_so_far)},
            "href": "",
            "tone": "",
        },
        "on_time": {
            "value": _share(value(Indicator.ON_TIME_RATE, content.week)),
            "note": _("of %(count)s in seven days") % {"count": _number(content.week.closed_with_deadline)},
            "href": "",
            "tone": "",
        },
        "open": {"value": _number(standing.open), "note": "", "href": links.cases(open="true"), "tone": ""},
        "overdue": {
            "value": _number(standing.overdue),
            "note": _("%(share)s of open cases") % {"share": _share(value(Indicator.OVERDUE_RATE, standing))},
            "href": links.overdue(),
            "tone": "danger" if standing.overdue else "",
        },
    }


def _latest(content: Content, links: Links) -> Shown:
    rows = [
        {
            "what": named(late.category) if late.category else _("Not classified yet"),
            "where": " · ".join(named(each) for each in (late.area, late.unit) if each is not None),
            "since": late.due_at.isoformat(timespec="seconds"),
            "since_exact": exact(late.due_at),
            "href": links.case(late.id),
        }
        for late in content.latest
    ]
    return {"rows": rows, "note": _cases(content.standing.overdue)}


def _parts(content: Content, links: Links) -> Shown:
    rows = [{**_lamp(part.area, part.tally, part.lamp), "href": links.screen(part.area)} for part in content.parts]
    return {"rows": rows, "note": _lit(part.lamp for part in content.parts)}


def _units(content: Content, links: Links) -> Shown:
    rows = [
        {
            **_lamp(part.unit, part.tally, part.lamp),
            "href": links.overdue(unit=part.unit.id)
            if part.tally.overdue
            else links.cases(open="true", unit=part.unit.id),
        }
        for part in content.units
    ]
    return {"rows": rows, "note": _lit(part.lamp for part in content.units)}


def _lamp(thing: Any, tally: Tally, lamp: Lamp) -> Shown:
    return {
        "key": thing.code,
        "name": named(thing),
        "tone": TONES[lamp],
        "lamp": lamp_words(lamp),
        "late": _number(tally.overdue),
        "open": _number(tally.open),
    }


def lamp_words(lamp: Lamp) -> str:
    return {
        Lamp.RED: _("a tenth or more overdue"),
        Lamp.AMBER: _("some overdue"),
        Lamp.GREEN: _("in time"),
        Lamp.UNLIT: _("nothing open"),
    }[lamp]


def _lit(lamps: Iterable[Lamp]) -> str:
    """How many stand red, and how many amber; empty where none does."""
    found = list(lamps)
    red, amber = found.count(Lamp.RED), found.count(Lamp.AMBER)
    return _("red %(red)s · amber %(amber)s") % {"red": red, "amber": amber} if red or amber else ""


def _flow(content: Content) -> list[list[Any]]:
    """Added up since midnight, hour by hour: up to now, and over the whole day a week ago."""
    hour_now = localtime(content.at).hour
    today, before = content.today, content.last_week
    courses = [list(accumulate(each)) for each in (today.received, today.closed, before.received, before.closed)]
    return [
        [
            f"{hour:02}",
            *(_cell(each[hour] if hour <= hour_now or place > 1 else None) for place, each in enumerate(courses)),
        ]
        for hour in range(24)
    ]


def _categories(content: Content) -> list[list[Any]]:
    return [[named(each), _cell(each.recent), _cell(each.before)] for each in content.categories]


def _satisfaction(content: Content) -> list[list[Any]]:
    return [
        [
            f"{each.day:%m-%d}",
            _percent_cell(value(Indicator.SOLVED_RATE, each.tally)),
            _percent_cell(value(Indicator.SATISFACTION_RATE, each.tally)),
        ]
        for each in content.days
    ]


def _map(content: Content, drawing: Drawing, links: Links) -> Shown:
    spots = [
        [*drawing.place(each.longitude, each.latitude), each.cases, each.overdue, links.case(each.case_id)]
        for each in content.spots
    ]
    areas = {part.area.code: _on_map(part.area, part.tally, part.lamp) for part in content.parts}
    return {"areas": areas, "spots": spots}


def _on_map(area: AreaRef, tally: Tally, lamp: Lamp) -> Shown:
    title = _("%(name)s: %(lamp)s; open %(open)s, overdue %(late)s")
    row = _lamp(area, tally, lamp)
    late = _("overdue %(count)s") % {"count": row["late"]} if tally.overdue else ""
    return {
        "tone": row["tone"],
        "open": _("open %(count)s") % {"count": row["open"]},
        "late": late,
        "title": title % row,
    }


def _cases(count: int) -> str:
    return ngettext("%(count)s case", "%(count)s cases", count) % {"count": _number(count)}


def _cell(count: int | None) -> list[Any]:
    return ["" if count is None else _number(count), count]


def _percent_cell(share: float | None) -> list[Any]:
    return [_share(share), None if share is None else round(share * 100, 1)]


def _number(count: int) -> str:
    return f"{count:,}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f} %"
