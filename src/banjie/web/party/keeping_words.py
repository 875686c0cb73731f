"""An obligation told to the party that owes it or is owed it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.mediation import sentences
from banjie.mediation.queries import OwnEntry, OwnObligation
from banjie.web.party import plain_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_STANDS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "settled": gettext_lazy("Was kept"),
        "broken": gettext_lazy("Not kept"),
        "overdue": gettext_lazy("Overdue"),
        "due": gettext_lazy("Due today"),
        "near": gettext_lazy("Due soon"),
        "coming": gettext_lazy("Not due yet"),
        "to_confirm": gettext_lazy("Reported, to be confirmed"),
        "condition": gettext_lazy("Not owed yet: a condition has to be met"),
        "lasting": gettext_lazy("Lasting"),
    }
)
_TONES: Mapping[str, str] = MappingProxyType(
    {"settled": "good", "broken": "danger", "overdue": "danger", "due": "warn", "near": "warn"}
)
_HAPPENED: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "perform": gettext_lazy("Reported as done"),
        "perform_part": gettext_lazy("Done in part"),
        "confirm": gettext_lazy("Confirmed"),
        "dispute": gettext_lazy("Not received, says the other side"),
        "waive": gettext_lazy("Given up"),
        "report_breach": gettext_lazy("Reported as not kept"),
        "take_back": gettext_lazy("The report was taken back"),
        "correct": gettext_lazy("Corrected"),
        "meet_condition": gettext_lazy("The condition is met"),
        "lapse": gettext_lazy("Lapsed"),
        "go_to_court": gettext_lazy("Before a court"),
    }
)


def sentence(each: OwnObligation) -> str:
    return sentences.sentence(each.term, lambda party: each.names.get(party, ""))


def line(each: OwnObligation) -> Mapping[str, Any]:
    """`rest` in words where part of a sum has been paid; `until` is the last day in time."""
    owed = each.owed
    paid = owed.amount is not None and owed.paid > 0 and owed.rest
    return {
        "id": owed.id,
        "own": each,
        "mine": each.mine,
        "sentence": sentence(each),
        "stands": _STANDS.get(owed.lamp, ""),
        "tone": _TONES.get(owed.lamp, "neutral"),
        "until": plain_words.day(owed.day.last) if owed.day is not None and not owed.settled else "",
        "rest": sentences.money(owed.rest, owed.currency) if paid and owed.rest is not None else "",
        "entries": [_entry(entry, owed.currency) for entry in each.entries],
    }


def _entry(entry: OwnEntry, currency: str) -> Mapping[str, Any]:
    words = str(_HAPPENED.get(entry.command, entry.command))
    if entry.amount is not None:
        given = {"what": words, "sum": sentences.money(entry.amount, currency)}
        words = _("%(what)s: %(sum)s") % given
    return {"on": plain_words.day(entry.on) if entry.on is not None else "", "text": words, "proof": entry.proof}
