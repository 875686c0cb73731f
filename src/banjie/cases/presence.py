"""Who else has a case open, so that two people do not do the same work.

Nothing is kept: an entry lives as long as its page asks again, and a minute more (DESIGN section 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from banjie.cases.errors import CaseNotFound
from banjie.cases.models import Case, Presence
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer

# Three times as long as pages wait between asking: one answer that is lost makes nobody disappear.
PRESENT_FOR: Final = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else at the case; `writing` when they have a form of it begun."""

    name: str
    writing: bool


def be_present(case_id: int, *, writing: bool, by: Viewer, at: datetime) -> Sequence[Present]:
    """Notes that `by` has the case open and says who else has. Raises CaseNotFound."""
    if not visible_to(by, Case.objects.filter(id=case_id)).exists():
        raise CaseNotFound(case_id)
    Presence.objects.filter(seen_at__lt=at - PRESENT_FOR).delete()
    Presence.objects.update_or_create(
        case_id=case_id, staff_id=by.staff_id, defaults={"seen_at": at, "writing": writing}
    )
    others = Presence.objects.filter(case_id=case_id).exclude(staff_id=by.staff_id).order_by("staff__name")
    return [Present(name, busy) for name, busy in others.values_list("staff__name", "writing")]


def leave(case_id: int, *, by: Viewer) -> None:
    Presence.objects.filter(case_id=case_id, staff_id=by.staff_id).delete()
