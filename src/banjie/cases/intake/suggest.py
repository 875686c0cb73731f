"""Where a matter would go and by when, asked while it is still being typed; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.cases import clockwork
from banjie.cases.intake.draft import Draft, Problem
from banjie.cases.intake.settle import settle_batch
from banjie.cases.reference import reference
from banjie.core.routing import Routing


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What intake would do with a draft: the area, the unit with the reason, and the deadline."""

    area_name: str
    centre_name: str
    unit_id: int | None
    unit_name: str
    routing: Routing | None
    due_at: datetime | None
    problems: Sequence[Problem]


def suggest(draft: Draft, *, at: datetime) -> Suggestion:
    look_up = reference()
    problems: list[Problem] = []
    found = settle_batch([draft], look_up, at=at, problems=problems)[0]
    if found is None:
        return Suggestion("", "", None, "", None, None, problems)
    centre = look_up.unit_named(found.centre_id)
    clocks = clockwork.opened((), found.targets, draft.received_at)
    return Suggestion(
        area_name=found.area.name if found.area else "",
        centre_name=centre.name if centre else "",
        unit_id=found.lead.id if found.lead else None,
        unit_name=found.lead.name if found.lead else "",
        routing=found.routing,
        due_at=clockwork.moments(clocks, look_up.calendar, at).due_at,
        problems=problems,
    )
