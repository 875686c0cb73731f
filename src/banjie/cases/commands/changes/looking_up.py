"""What several commands look up or write alike."""

from datetime import datetime

from banjie.cases.commands.change import BadData, Context, UnitLike
from banjie.core.clocks import parse_target
from banjie.platform.actors import ActorKind


def unit_for(context: Context, unit_id: int, field: str) -> UnitLike:
    """The unit, unless the case complains of it or of a unit above it (DESIGN section 2)."""
    unit = context.reference.unit(unit_id)
    if unit is None:
        raise BadData("unit_unknown", field)
    about = context.case.about_unit_path
    if about and (unit.path == about or unit.path.startswith(f"{about}.")):
        raise BadData("unit_complained_of", field)
    return unit


def lead_of(context: Context, lead: UnitLike) -> dict[str, object]:
    return {
        "lead_unit_id": lead.id,
        "lead_unit_path": lead.path,
        "handler_id": None,
        "assigned_at": context.at,
    }


def as_handler(context: Context) -> int | None:
    """Whoever acts, if it is a person: another system settles cases without becoming their handler."""
    return context.by.id if context.by.kind == ActorKind.STAFF else None


def after(context: Context, span: str) -> datetime:
    return context.reference.calendar.add(context.at, parse_target(span))
