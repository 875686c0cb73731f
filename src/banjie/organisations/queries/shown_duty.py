"""Which field worker is on duty at a place today, as anybody may read it: by post and unit, never by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from banjie.organisations.permissions import Permission
from banjie.organisations.permissions.roles import FIELD_WORKER
from banjie.organisations.tree import UnitRef

from .people import Shift, shifts_between
from .rights import Right, who_may
from .units import units_index

_MOST: Final = 3
_EMPTY_BRACKETS: Final = re.compile(r"[(（\[【]\s*[)）\]】]")


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """A post on duty. Its telephone is that of the unit; `post` is "" where the post has no name but a person's."""

    unit: UnitRef
    post: str
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


def duty_shown(area_path: str, *, at: datetime) -> Sequence[ShownDuty]:
    """The field workers whose hours today are not over, of the smallest area around that has any, earliest first."""
    rights = [each for each in who_may(Permission.CASES_SETTLE_ON_THE_SPOT, at=at, area_path=area_path) if _field(each)]
    shifts = _of_today({right.unit_id for right in rights}, at)
    found: dict[str, list[ShownDuty]] = {}
    for right in rights:
        for shift in shifts.get((right.unit_id, right.staff.id), ()):
            if (unit := units_index().get(right.unit_id)) is not None:
                shown = ShownDuty(unit, without_name(right.post_name, right.staff.name), shift.starts_at, shift.ends_at)
                found.setdefault(right.area_path, []).append(shown)
    nearest = max(found, key=len, default="")
    return sorted(found.get(nearest, ()), key=lambda each: (each.since, each.unit.name, each.post))[:_MOST]


def without_name(post: str, holder: str) -> str:
    """Offices like to write who holds a post behind its name; that is not for everybody who passes."""
    return " ".join(_EMPTY_BRACKETS.sub("", post.replace(holder, "")).split()) if holder else post


def _field(right: Right) -> bool:
    return right.role.key == FIELD_WORKER.key


def _of_today(unit_ids: set[int], at: datetime) -> dict[tuple[int, int], list[Shift]]:
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found: dict[tuple[int, int], list[Shift]] = {}
    for shift in shifts_between(unit_ids, since=at, until=midnight):
        found.setdefault((shift.unit_id, shift.staff.id), []).append(shift)
    return found
