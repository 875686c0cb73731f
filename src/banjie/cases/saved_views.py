"""Views of lists that are kept: saved, shared with a unit, and given up again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from banjie.cases.filters import Filters
from banjie.cases.models import SavedView
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform.tables.text import clean_text

MOST: Final = 30
NAME_CHARACTERS: Final = 40


class ViewProblem(StrEnum):
    NAMELESS = "nameless"
    NOTHING_CHOSEN = "nothing_chosen"
    NOT_YOUR_UNIT = "not_your_unit"
    TOO_MANY = "too_many"


class ViewRefused(Exception):
    """The view was not saved; `problem` says why, and is worded at the edge."""

    def __init__(self, problem: ViewProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class KeptView:
    """A view as its reader may use it; `removable` by whoever made it, and by the head of the unit."""

    id: int
    name: str
    filters: dict[str, Any]
    shared: bool
    removable: bool


def kept_filters(filters: Filters) -> dict[str, Any]:
    """What of a list makes it this list: not where in it somebody stands, nor what goes without saying.

    Nor the words searched for: a search that is kept under a name would become a watch on whoever is named in it
    (DESIGN section 2).
    """
    return filters.model_dump(mode="json", exclude_defaults=True, exclude={"cursor", "limit", "q"})


@transaction.atomic
def save_view(*, name: str, filters: Filters, unit_id: int | None, by: Viewer, at: datetime) -> int:
    """Keeps a view; the same name again replaces the one before. Raises ViewRefused."""
    cleaned = clean_text(name.strip(), limit=NAME_CHARACTERS).text.strip()
    content = kept_filters(filters)
    if not cleaned:
        raise ViewRefused(ViewProblem.NAMELESS)
    if not content:
        raise ViewRefused(ViewProblem.NOTHING_CHOSEN)
    if unit_id is not None and unit_id not in by.unit_ids:
        raise ViewRefused(ViewProblem.NOT_YOUR_UNIT)
    place = {"unit_id": unit_id} if unit_id is not None else {"unit": None, "made_by_id": by.staff_id}
    known = SavedView.objects.filter(**place)
    same = known.filter(name=cleaned).first()
    if same is not None and not _removable(same, by):
        raise ViewRefused(ViewProblem.NOT_YOUR_UNIT)
    if same is None and known.count() >= MOST:
        raise ViewRefused(ViewProblem.TOO_MANY)
    present = {"filters": content, "made_at": at}
    kept, _ = SavedView.objects.update_or_create(
        **place, name=cleaned, defaults=present, create_defaults={"made_by_id": by.staff_id, **present}
    )
    return kept.pk


def remove_view(view_id: int, *, by: Viewer) -> bool:
    """Gives a view up. False if there is none that this person may give up."""
    found = SavedView.objects.filter(_theirs(by), id=view_id).first()
    if found is None or not _removable(found, by):
        return False
    found.delete()
    return True


def views_of(viewer: Viewer) -> Sequence[KeptView]:
    """One's own, then those of one's units, by name."""
    rows = SavedView.objects.filter(_theirs(viewer)).order_by("unit_id", "name")
    kept = [
        KeptView(row.pk, row.name, dict(row.filters), row.unit_id is not None, _removable(row, viewer)) for row in rows
    ]
    return sorted(kept, key=lambda each: (each.shared, each.name))


def _theirs(viewer: Viewer) -> Q:
    return Q(unit=None, made_by_id=viewer.staff_id) | Q(unit_id__in=viewer.unit_ids)


def _removable(view: SavedView, viewer: Viewer) -> bool:
    if view.made_by_id == viewer.staff_id:
        return True
    leads = {grant.unit_id for grant in viewer.scopes(Permission.ORGANISATIONS_EDIT_DUTY)}
    return view.unit_id in leads
