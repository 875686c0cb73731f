"""The deadlines that a unit has before it, without a word of the matters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from banjie.cases.models import Case
from banjie.cases.reference import reference
from banjie.organisations import queries as organisations

_MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Deadline:
    case_id: int
    number: str
    category: str
    due_at: datetime
    entries: int


def deadlines_of(unit_id: int) -> list[Deadline]:
    """The open cases that a unit leads, the earliest deadline first; never one that complains of the unit."""
    unit = organisations.units_index().get(unit_id)
    if unit is None:
        return []
    labels = unit.path.split(".")
    above = [".".join(labels[: depth + 1]) for depth in range(len(labels))]
    found = Case.objects.filter(lead_unit_id=unit_id, is_open=True, due_at__isnull=False)
    rows = found.exclude(about_unit_path__in=above).order_by("due_at", "id")
    look_up = reference()
    columns = ("id", "number", "category_path", "due_at", "entries")
    return [
        Deadline(key, number, category.name if (category := look_up.category_at(path)) else "", due_at, entries)
        for key, number, path, due_at, entries in rows.values_list(*columns)[:_MOST]
    ]
