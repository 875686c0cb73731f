"""Lamps for rounds, obligations and confirmations."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from banjie.mediation.wording_keeping import CHOICES
from banjie.ui import inline

register = template.Library()

_ROUND = {"planned": "neutral", "sitting": "warn", "followed": "warn", "finished": "good", "missed": "danger"}
_URGENCY = {1: "neutral", 2: "warn", 3: "danger"}
_OWED = {
    "settled": "good",
    "broken": "danger",
    "overdue": "danger",
    "due": "warn",
    "near": "warn",
    "to_confirm": "warn",
}
_CONFIRMATION = {"confirmed": "good", "refused": "danger", "lapsed": "danger", "": "neutral", "withdrawn": "neutral"}


@register.simple_tag
def round_lamp(found: Any) -> SafeString:
    late = getattr(found, "late", False)
    return inline.lamp("danger" if late else _ROUND[found.state], _word("round_state", found.state))


@register.simple_tag
def urgency_lamp(urgency: int) -> SafeString:
    return inline.lamp(_URGENCY.get(urgency, "neutral"), _word("urgency", str(urgency)))


@register.simple_tag
def owed_lamp(lamp: str) -> SafeString:
    return inline.lamp(_OWED.get(lamp, "neutral"), _word("obligation_lamp", lamp))


@register.simple_tag
def confirmation_lamp(state: str) -> SafeString:
    return inline.lamp(_CONFIRMATION.get(state, "warn"), _word("confirmation_state", state))


def _word(choice: str, key: str) -> str:
    return str(CHOICES[choice].get(key, key))
