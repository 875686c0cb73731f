"""Reading the organisation. What changes seldom (units, rights) is kept in memory until it changes."""

from .people import (
    HeldGrant,
    HeldPost,
    Holder,
    Shift,
    StaffRef,
    on_duty,
    posts_of,
    shifts_between,
    staff_of,
    staff_refs,
)
from .rights import Right, handlers, rights_seen_by, staff_with, who_may
from .units import unit, unit_by_code, unit_for_role, units_index
from .viewers import viewer_for

__all__ = [
    "HeldGrant",
    "HeldPost",
    "Holder",
    "Right",
    "Shift",
    "StaffRef",
    "handlers",
    "on_duty",
    "posts_of",
    "rights_seen_by",
    "shifts_between",
    "staff_of",
    "staff_refs",
    "staff_with",
    "unit",
    "unit_by_code",
    "unit_for_role",
    "units_index",
    "viewer_for",
    "who_may",
]
