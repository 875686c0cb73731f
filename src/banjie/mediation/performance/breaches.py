"""Agreements that are not being kept, counted by dispute; no word of what was agreed."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from banjie.mediation.performance.dates import SETTLED_STATES, Lamp
from banjie.mediation.performance.owing import binding, owed


def broken(*, on: date) -> Mapping[int, int]:
    """By case: how many obligations are late or reported as broken. Disputes with none are left out."""
    suspects = (
        binding()
        .exclude(keeping__state__in=SETTLED_STATES)
        .filter(Q(keeping__state="broken") | Q(due_on__lt=on) | Q(keeping__due_on__lt=on))
    )
    found: dict[int, int] = {}
    for each in owed(suspects, today=on):
        if each.lamp in {Lamp.BROKEN, Lamp.OVERDUE}:
            found[each.case_id] = found.get(each.case_id, 0) + 1
    return found
