"""What a person has set to their liking."""

from collections.abc import Mapping
from typing import Any

from banjie.organisations.models import StaffPreference


def preferences_of(staff_id: int) -> Mapping[str, Any]:
    """By `PreferenceName`; only what was set. One query."""
    return dict(StaffPreference.objects.filter(staff_id=staff_id).values_list("name", "value"))
