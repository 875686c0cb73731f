"""The minutes of a round as somebody may have them, and as a document by the template of the jurisdiction.

The document is made when it is asked for and kept nowhere: the minutes that are kept are the values (`rounds.minutes`),
and what of them somebody sees depends on who they are.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils import translation

from banjie.mediation.documents.forms import Form, form
from banjie.mediation.documents.making import Made, make
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.queries.round_lines import RoundFile
from banjie.mediation.queries.sources import zone
from banjie.mediation.queries.templates import template_in_force
from banjie.mediation.rounds import minutes_text
from banjie.platform.documents import DocumentFault
from banjie.platform.documents.filling import TemplateBroken

_CHINESE: Final = "zh-hans"


def minutes_form() -> Form:
    return form("round_minutes")


def seen_minutes(file: RoundFile) -> Mapping[str, Any]:
    """The minutes without what this viewer may not see. Raises DisputeNotFound while there are none."""
    if file.minutes is None:
        raise DisputeNotFound(file.id)
    visible = {each.case_id for each in file.items if each.case_id}
    items = [each for each in file.minutes["items"] if each["case"] is None or each["case"] in visible]
    return {**file.minutes, "items": items}


def minutes_document(file: RoundFile) -> Made:
    """Raises DisputeNotFound while there are no minutes, BadEntry where the template has come to be broken."""
    declared = minutes_form()
    values = _values(seen_minutes(file))
    try:
        return make(declared, values, template_in_force(declared).content, zone=zone())
    except TemplateBroken:
        raise BadEntry("template_broken", "form") from None
    except DocumentFault:
        raise BadEntry("document_unset", "form") from None


def _values(minutes: Mapping[str, Any]) -> dict[str, Any]:
    with translation.override(_CHINESE):
        return {
            "held_by": minutes["unit"],
            "area": minutes["area"],
            "round_number": minutes_text.number_of(minutes),
            "held_on": date.fromisoformat(minutes["held_on"]),
            "chair": minutes["chair"],
            "attending": "、".join(minutes["attending"]),
            "situation": minutes_text.situation(minutes),
            "matters": [
                {"about": each.about, "why": each.why, "decision": each.decision, "tasks": each.tasks}
                for each in minutes_text.matters(minutes)
            ],
            "next_on": date.fromisoformat(minutes["next_on"]) if minutes["next_on"] else None,
        }
