"""How a notice is worded: what was brought before somebody, and why before them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording
from banjie.cases.queries import EntryLine
from banjie.cases.queries.notices import COUNTED
from banjie.core.clocks import WHOLE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# By the action of the ladder's rung.
_ALARMS: Final[Mapping[str, "StrOrPromise"]] = MappingProxyType(
    {
        "warn": _("Deadline draws near"),
        "tell_overdue": _("Deadline passed"),
        "escalate": _("Long overdue"),
    }
)
_STANDS_IN: Final[Mapping[str, "StrOrPromise"]] = MappingProxyType(
    {
        "handler": _("You are told because nobody there handles the case."),
        "unit_leader": _("You are told because the unit has no head."),
        "centre_supervisor": _("You are told because the centre has no supervisor."),
        "asker": _("You are told because whoever asked is no longer in charge of it."),
        "called_unit": _("You are told because nobody at the unit called in can take it on."),
        "dispatcher": _("You are told because the centre has no dispatcher."),
        "ruler": _("You are told because nobody heads the committee who could rule on it."),
    }
)
# Where one rules on it; of everything else the case itself tells what to do.
_PAGES: Final = MappingProxyType({"object": "mediation:seats"})
_ALARM_TONES: Final = MappingProxyType({"warn": "warn", "tell_overdue": "danger", "escalate": "danger"})

_LOUD: Final = frozenset({"oversee", "remind", "send_back", "call_in", "object", "sent_on_trouble", "topic_alert"})


def at_most(count: int) -> str:
    """A count for a small mark: nothing for none, "99+" beyond that."""
    return f"{COUNTED}+" if count > COUNTED else str(count or "")


def title(told: EntryLine) -> str:
    """What was brought before the reader."""
    if told.command == "alarm":
        alarm = str(wording.word(_ALARMS, str(told.data.get("action"))))
        step = str(wording.STEPS.get(str(told.data.get("clock")), ""))
        return f"{alarm}{_(': ')}{step}" if step else alarm
    return str(wording.word(wording.HAPPENED, told.command))


def tone(told: EntryLine, *, is_open: bool, state: str) -> str:
    """How loud it is: what is overdue or ordered stands out while it still stands so."""
    if not is_open:
        return "neutral"
    if told.command == "alarm":
        if told.data.get("clock") != WHOLE and told.target != state:
            return "neutral"
        return _ALARM_TONES.get(str(told.data.get("action")), "warn")
    return "warn" if told.command in _LOUD else "neutral"


def page(command: str, case_id: int) -> str:
    """The address at which the reader does something about it."""
    return reverse(_PAGES.get(command, "workbench:case"), args=[case_id])


def why(asked: str, *, stands_in: bool) -> str:
    """Why the reader is told in somebody's place; empty where it was meant for them."""
    return str(_STANDS_IN.get(asked, "")) if stands_in else ""
