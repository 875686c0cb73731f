"""The minutes of a round as values: what was before it, what was decided, who does what by when.

They make themselves from what the round has decided, in the order of its agenda. Words are made of them where they
are read (`minutes_text`), so that they read the same in every language; the values never change once made.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from banjie.mediation.models import Round, RoundItem
from banjie.organisations import queries as organisations
from banjie.places import queries as places


def minutes_of(held: Round, *, chair: str, next_on: date | None, at: datetime) -> Mapping[str, Any]:
    """JSON values. Only numbers of cases, kinds, places, units and days; no title and no word of a case."""
    area, unit = places.by_path(held.plan.area_path), organisations.unit(held.plan.unit_id)
    items = list(held.items.prefetch_related("tasks"))
    return {
        "version": 1,
        "area": area.name if area else "",
        "unit": unit.name if unit else "",
        "number": held.number,
        "held_on": held.held_on.isoformat(),
        "opened_at": held.opened_at.isoformat() if held.opened_at else None,
        "closed_at": at.isoformat(),
        "chair": chair,
        "attending": _names(held.attending),
        "counts": held.counts,
        "items": [_item(each) for each in items if each.required or each.decision],
        "in_order": sum(not (each.required or each.decision) for each in items),
        "next_on": next_on.isoformat() if next_on else None,
    }


def _item(item: RoundItem) -> Mapping[str, Any]:
    return {
        "kind": item.kind,
        "case": item.case_id,
        "why": item.why,
        "seen": item.seen,
        "decision": item.decision,
        "tasks": [
            {"unit": _names([task.unit_id])[0], "what": task.what, "due_on": task.due_on.isoformat()}
            for task in item.tasks.all()
        ],
    }


def _names(unit_ids: Sequence[int]) -> list[str]:
    units = organisations.units_index()
    return [unit.name for unit_id in unit_ids if (unit := units.get(unit_id)) is not None]
