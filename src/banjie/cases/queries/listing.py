"""Lists of cases: one query for a page, whatever its size, and keyset paging that stays quick at any depth."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import orjson
from django.db.models import F, Q, QuerySet
from django.utils.timezone import get_default_timezone

from banjie.cases import cells, words
from banjie.cases.filters import Filters, Order
from banjie.cases.masking import Outgoing
from banjie.cases.models import Case, CaseText
from banjie.cases.models.case import LIVE
from banjie.cases.queries import past, worklists
from banjie.cases.reference import Reference, reference
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer
from banjie.places import queries as places

A_DAY = timedelta(days=1)
# A search looks at this many of the newest matches; beyond that a person narrows it down.
SEARCHED = 1000
NUMBER = re.compile(r"\d{6}-\d{6,}")
# An unknown code matches nothing, rather than everything.
NOTHING = Q(pk__in=())

COLUMNS = (
    "id",
    "number",
    "title",
    "state",
    "kind",
    "level",
    "channel",
    "identity",
    "category_path",
    "area_path",
    "place_text",
    "lead_unit_id",
    "handler_id",
    "received_at",
    "due_at",
    "step_due_at",
    "closed_at",
    "closed_late",
    "is_open",
    "extension_pending",
    "oversight_due_at",
    "returns",
    "reopens",
    "reminders",
    "longitude",
    "latitude",
    "entries",
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as a list shows it; names are looked up in memory."""

    id: int
    number: str
    title: str
    state: str
    kind: str
    level: str
    channel: str
    identity: str
    category_path: str
    area_path: str
    place_text: str
    lead_unit_id: int | None
    handler_id: int | None
    received_at: datetime
    due_at: datetime | None
    step_due_at: datetime | None
    closed_at: datetime | None
    closed_late: bool | None
    is_open: bool
    extension_pending: bool
    oversight_due_at: datetime | None
    returns: int
    reopens: int
    reminders: int
    longitude: float | None
    latitude: float | None
    entries: int
    category_name: str
    category_name_en: str
    area_name: str
    unit_name: str
    unit_name_en: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `next_cursor` is empty on the last."""

    lines: Sequence[CaseLine]
    next_cursor: str


def listing(viewer: Viewer, filters: Filters, *, at: datetime) -> Page:
    """The cases that match and that the viewer may see."""
    found = narrowed(viewer, filters, at=at)
    rows = list(ordered(found, filters).values_list(*COLUMNS)[: filters.limit + 1])
    look_up = reference()
    lines = told([line(row, look_up) for row in rows[: filters.limit]], viewer)
    more = len(rows) > filters.limit
    return Page(lines, _cursor(lines[-1], filters.sorted_by) if more else "")


def told(lines: Sequence[CaseLine], viewer: Viewer) -> list[CaseLine]:
    """Lines with their words as the viewer reads them."""
    words = Outgoing(viewer).words
    return [replace(each, title=words(each.title), place_text=words(each.place_text)) for each in lines]


def narrowed(viewer: Viewer, filters: Filters, *, at: datetime) -> QuerySet[Case]:
    """The visible cases that match, in no order."""
    cases = visible_to(viewer, Case.objects.all(), **_bounds(filters))
    if filters.queue is not None:
        cases = cases.filter(worklists.holds(filters.queue, viewer, at))
    return _matching(cases, viewer, filters)


def _bounds(filters: Filters) -> dict[str, str]:
    """Where a list is narrowed to, as paths; nothing where it is not, or where the place is unknown."""
    look_up = reference()
    area = look_up.area_at(filters.area) if filters.area else None
    unit = look_up.unit_named(filters.unit) if filters.unit else None
    return {"area_path": area.path if area else "", "lead_unit_path": unit.path if unit else ""}


def _matching(cases: QuerySet[Case], viewer: Viewer, filters: Filters) -> QuerySet[Case]:
    exact: dict[str, object] = {
        "state": filters.state,
        "kind": filters.kind,
        "level": filters.level,
        "channel": filters.channel,
    }
    exact |= {"lead_unit_id": filters.unit, "handler_id": filters.handler}
    is_live = filters.state in worklists.live_states()
    if is_live and filters.open in {None, filters.state != "closed"}:
        # For the index of what is live. That it is open the state says already: said twice, the planner expects
        # far too few rows.
        cases = cases.filter(LIVE)
    else:
        exact["is_open"] = filters.open
    cases = cases.filter(**{name: value for name, value in exact.items() if value not in (None, "")})
    if filters.mine:
        cases = cases.filter(handler_id=viewer.staff_id)
    if filters.category:
        cases = cases.filter(_in_category(filters.category))
    if filters.area:
        cases = cases.filter(_in_area(filters.area))
    if filters.cell:
        cases = cases.filter(_in_cell(filters.cell))
    if filters.since:
        cases = cases.filter(received_at__gte=_midnight(filters.since))
    if filters.until:
        cases = cases.filter(received_at__lte=_midnight(filters.until, end=True))
    if filters.happened:
        days = (filters.happened_since, filters.happened_until)
        since, until = (_midnight(day, end=place == 1) if day else None for place, day in enumerate(days))
        cases = cases.filter(past.happened(filters.happened, since=since, until=until))
    if filters.open_on:
        cases = cases.filter(past.open_before(_midnight(filters.open_on + A_DAY)))
    return _searched(cases, filters.q) if filters.q else cases


def _in_category(value: str) -> Q:
    """A leaf by its id, for which there is an index in the order of a list; a group by its path."""
    known = reference().category_at(value)
    if known is None:
        return NOTHING
    return Q(category_id=known.id) if known.is_leaf else Q(category_path__descendants_of=known.path)


def _in_area(value: str) -> Q:
    known = reference().area_at(value)
    if known is None:
        return NOTHING
    has_parts = bool(places.children(known.path))
    return Q(area_path__descendants_of=known.path) if has_parts else Q(area_id=known.id)


def _in_cell(value: str) -> Q:
    cell = cells.read(value)
    return NOTHING if cell is None else Q(cell__range=cells.within(cell))


def _midnight(day: Any, *, end: bool = False) -> datetime:
    return datetime.combine(day, time.max if end else time.min, get_default_timezone())


def _searched(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """By number, exactly, if it is one; by words of title, text and place otherwise."""
    if NUMBER.fullmatch(text.strip()):
        return cases.filter(number=text.strip())
    query = words.tsquery(text)
    if not query:
        return cases.filter(NOTHING)
    matches = (
        CaseText.objects.extra(where=["search @@ %s::tsquery"], params=[query])
        .order_by("-case_id")
        .values("case_id")[:SEARCHED]
    )
    return cases.filter(id__in=matches)


def ordered(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    """In the order of the list, from its cursor on."""
    after = _read(filters.cursor)
    if filters.sorted_by is Order.NEWEST:
        if after is not None:
            moment, last = after
            cases = cases.filter(Q(received_at__lt=moment) | Q(received_at=moment, id__lt=last))
        return cases.order_by("-received_at", "-id")
    if after is not None:
        moment, last = after
        later = (
            Q(due_at__isnull=True, id__gt=last)
            if moment is None
            else (Q(due_at__gt=moment) | Q(due_at=moment, id__gt=last) | Q(due_at__isnull=True))
        )
        cases = cases.filter(later)
    return cases.order_by(F("due_at").asc(nulls_last=True), "id")


def _cursor(last: CaseLine, order: Order) -> str:
    moment = last.received_at if order is Order.NEWEST else last.due_at
    parts = [moment.astimezone(UTC).isoformat() if moment else None, last.id]
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime | None, int] | None:
    """The position in a cursor; one that cannot be read is the beginning."""
    if not cursor:
        return None
    try:
        moment, last = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return (datetime.fromisoformat(moment) if moment else None), int(last)
    except (ValueError, TypeError, binascii.Error):
        return None


def line(row: Sequence[Any], look_up: Reference) -> CaseLine:
    """A row of COLUMNS with the names that go with it."""
    values = dict(zip(COLUMNS, row, strict=True))
    category = look_up.category_at(values["category_path"])
    area = look_up.area_at(values["area_path"])
    unit = look_up.unit_named(values["lead_unit_id"])
    return CaseLine(
        **values,
        category_name=category.name if category else "",
        category_name_en=category.name_en if category else "",
        area_name=area.name if area else "",
        unit_name=unit.name if unit else "",
        unit_name_en=(unit.name_en or unit.name) if unit else "",
    )
