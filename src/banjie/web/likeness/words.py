"""Why something may be the same matter, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banjie.cases.likeness.finding import Alike
from banjie.intelligence.likeness.comparing import Likeness, Place


def shown(found: Sequence[Alike]) -> list[dict[str, Any]]:
    return [{"line": each.line, "words": each.likeness.words, "why": why(each.likeness)} for each in found]


def why(likeness: Likeness) -> list[str]:
    """How far apart, how long ago, and whether one text is the other."""
    told = [_("Nearly the same text")] if likeness.same_text else []
    if likeness.metres is not None:
        told.append(distance(likeness.metres))
    elif likeness.place is Place.SAME_AREA:
        told.append(_("Same area"))
    if likeness.days is not None:
        told.append(apart(likeness.days))
    return told


def why_public(likeness: Likeness) -> list[str]:
    """The same for strangers, to whom places are told no closer than they are shown."""
    told = [_("Nearly the same text")] if likeness.same_text else []
    if likeness.metres is not None:
        told.append(_("Close by") if likeness.place is Place.NEAR else distance(max(likeness.metres, 1_000)))
    if likeness.days is not None:
        told.append(apart(likeness.days))
    return told


def distance(metres: float) -> str:
    if metres < 1_000:
        # What a pin says is no more exact than this.
        return _("%(n)s m away") % {"n": max(10, round(metres / 10) * 10)}
    return _("%(n)s km away") % {"n": f"{metres / 1000:.1f}"}


def apart(days: int) -> str:
    """How long before (or, for an older case, after) this one it was raised."""
    if days == 0:
        return _("Raised the same day")
    if days > 0:
        return ngettext("%(n)s day earlier", "%(n)s days earlier", days) % {"n": days}
    return ngettext("%(n)s day later", "%(n)s days later", -days) % {"n": -days}
