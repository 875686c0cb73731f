"""A case as the specification tells a service request."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from banjie.api.open311.services import english, name_of
from banjie.cases import wording
from banjie.cases.queries import OutwardCase
from banjie.catalogue import queries as catalogue
from banjie.organisations import queries as organisations
from banjie.places import queries as places

# The specification's limit for free text.
MOST_CHARACTERS = 4000
OPEN, CLOSED = "open", "closed"


def told(case: OutwardCase, *, extensions: bool, code: str = "") -> dict[str, Any]:
    """`code` is the tracking code of whoever asks by it, through which they reach their file."""
    node = catalogue.current().nodes.get(case.category_path.rpartition(".")[2])
    values: dict[str, Any] = {
        "service_request_id": case.number,
        "status": status(case.is_open),
        "status_notes": _shortened(case.reply) or str(wording.word(wording.STATES, case.state)),
        "service_name": name_of(node) if node is not None else None,
        "service_code": node.code if node is not None else None,
        "description": _shortened(case.body) or None,
        "agency_responsible": _unit(case.lead_unit_id),
        "service_notice": _notice(case),
        "requested_datetime": moment(case.received_at),
        "updated_datetime": moment(case.updated_at),
        "expected_datetime": moment(case.due_at) if case.due_at is not None else None,
        "address": case.place_text or None,
        "address_id": None,
        "zipcode": None,
        "lat": case.latitude,
        "long": case.longitude,
        "media_url": _media(case, code),
    }
    return values | ({"extended_attributes": _extended(case)} if extensions else {})


def status(is_open: bool) -> str:
    return OPEN if is_open else CLOSED


def moment(at: datetime) -> str:
    """In the form of the W3C, by the clock of this place."""
    return at.astimezone(get_default_timezone()).isoformat(timespec="seconds")


def _extended(case: OutwardCase) -> dict[str, Any]:
    area = places.by_path(case.area_path) if case.area_path else None
    return {
        "state": case.state,
        "state_name": str(wording.word(wording.STATES, case.state)),
        "kind": case.kind,
        "kind_name": str(wording.word(wording.CHOICES["kind"], case.kind)),
        "area": area.code if area is not None else None,
        "area_name": ((area.name_en if english() else "") or area.name) if area is not None else None,
    }


def _notice(case: OutwardCase) -> str | None:
    if not case.is_open or case.due_at is None:
        return None
    due = case.due_at.astimezone(get_default_timezone())
    return _("To be settled by %(moment)s.") % {"moment": f"{due:%Y-%m-%d %H:%M}"}


def _unit(unit_id: int | None) -> str | None:
    unit = organisations.units_index().get(unit_id)
    return None if unit is None else (unit.name_en if english() else "") or unit.name


def _media(case: OutwardCase, code: str) -> str | None:
    """Where the file is read: with the same key, or with the code."""
    if case.attachment_id is None:
        return None
    where = f"tracking/{quote(code, safe='')}" if code else f"cases/{case.id}"
    return f"{settings.PUBLIC_URL}/api/v1/{where}/attachments/{case.attachment_id}"


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
