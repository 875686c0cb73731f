"""Lists taken away: every case that a list shows, on all its pages, in its order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from banjie.cases.filters import Filters
from banjie.cases.masking import TakenAway
from banjie.cases.queries.listing import COLUMNS, CaseLine, line, narrowed, ordered
from banjie.cases.reference import reference
from banjie.organisations.permissions import Permission, Viewer

_AT_ONCE: Final = 2_000


class TooMany(Exception):
    """More cases match than may be taken at once; carries how many may."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most}")
        self.most = most


def may_export(viewer: Viewer) -> bool:
    return bool(viewer.scopes(Permission.CASES_EXPORT))


def exported(viewer: Viewer, filters: Filters, *, at: datetime, most: int) -> Iterator[CaseLine]:
    """The matching cases of those that the viewer may take away, read as they are asked for.

    Whoever sees by several roles takes what those show that allow it. Raises TooMany before the first.
    """
    taking = replace(viewer, grants=viewer.scopes(Permission.CASES_EXPORT))
    whole = filters.model_copy(update={"cursor": ""})
    found = narrowed(taking, whole, at=at)
    if found.order_by()[most:].exists():
        raise TooMany(most)
    return _lines(ordered(found, whole).values_list(*COLUMNS).iterator(_AT_ONCE), TakenAway(viewer))


def _lines(rows: Iterator[tuple[object, ...]], taken: TakenAway) -> Iterator[CaseLine]:
    look_up = reference()
    return (_told(line(row, look_up), taken) for row in rows)


def _told(each: CaseLine, taken: TakenAway) -> CaseLine:
    case = each.area_path, each.lead_unit_id
    return replace(each, title=taken.words(each.title, *case), place_text=taken.words(each.place_text, *case))
