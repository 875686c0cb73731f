"""Saved views as links above a list, and whether the present one can be kept."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from banjie.cases import saved_views
from banjie.cases.filters import Filters
from banjie.cases.saved_views import KeptView
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer


@dataclass(frozen=True, slots=True)
class ShownView:
    """A saved view ready to be drawn."""

    kept: KeptView
    url: str
    current: bool


def shown(viewer: Viewer, filters: Filters) -> list[ShownView]:
    """The views of this person, the one that is open marked."""
    present = saved_views.kept_filters(filters)
    return [ShownView(each, address(each.filters), each.filters == present) for each in saved_views.views_of(viewer)]


def address(filters: dict[str, Any]) -> str:
    words = {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in filters.items()}
    return f"{reverse('workbench:cases')}?{urlencode(words)}"


def to_save(viewer: Viewer, filters: Filters, query: str, views: list[ShownView]) -> dict[str, Any] | None:
    """What the form for keeping this list needs; None where there is nothing to keep, or it is kept already."""
    if not saved_views.kept_filters(filters) or any(each.current for each in views):
        return None
    units = [(unit.id, unit.name) for each in sorted(viewer.unit_ids) if (unit := organisations.unit(each)) is not None]
    return {"query": query, "units": units, "name_characters": saved_views.NAME_CHARACTERS}
