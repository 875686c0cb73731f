"""The words for codes of a hall."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.services.hall.errors import Reason
from banjie.services.hall.rules import Purpose

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PURPOSES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        Purpose.RAISE: _("Raise a matter"),
        Purpose.ASK: _("Ask something"),
        Purpose.FOLLOW: _("Ask how a matter stands"),
        Purpose.MEDIATE: _("Have a dispute mediated"),
        Purpose.OTHER: _("Something else"),
    }
)

REFUSALS: Mapping[Reason, "StrOrPromise"] = MappingProxyType(
    {
        Reason.CLOSED: _("No numbers are given out now. Look at the opening hours, or call."),
        Reason.CODE_NOT_PLAIN: _("Use 2 to 40 of a–z, 0–9 and hyphen, beginning with a letter or digit."),
        Reason.CODE_TAKEN: _("This address is taken. Choose another."),
        Reason.DESK_BUSY: _("Somebody is at this desk still. End that visit first, then call the next."),
        Reason.DESK_UNKNOWN: _("A desk is a number from 1 to 99."),
        Reason.ENDED: _("This visit has ended already; nothing was changed."),
        Reason.ENDS_BEFORE_START: _("This day is over. Choose a later one."),
        Reason.ENDS_TOO_LATE: _("At most a year ahead. Make a new link when that day is near."),
        Reason.HALL_UNKNOWN: _("This hall is out of use, or not one of your unit."),
        Reason.HOURS_UNREADABLE: _("Write spans in order, as 09:00-12:00 13:30-17:30; at most four."),
        Reason.MOST_PRIORITY_ODD: _("Between 1 and 9."),
        Reason.NAME_MISSING: _("Give it a name."),
        Reason.NOT_HERE: _("This number is at no desk: it was sent on, or never called."),
        Reason.SAME_DESK: _("The visitor is at this desk. Choose another."),
        Reason.UNIT_UNKNOWN: _("There is no such unit. Choose another."),
    }
)
