"""What happened to a matter, told to the person who raised it: plain, whole, and saying what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.cases.queries import Tracked
from banjie.cases.queries.tracking import TrackedEntry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OFFERS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "provide_information": gettext_lazy("Reply to the question"),
        "rate": gettext_lazy("Say whether it is settled"),
        "reopen": gettext_lazy("It is not settled: reopen it"),
        "add_information": gettext_lazy("Add something"),
        "remind": gettext_lazy("Ask how it is going"),
        "withdraw": gettext_lazy("Withdraw the matter"),
    }
)
THANKS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "provide_information": gettext_lazy("Thank you. The work goes on."),
        "rate": gettext_lazy("Thank you for your verdict."),
        "reopen": gettext_lazy("The matter is open again."),
        "add_information": gettext_lazy("Added. Whoever handles it sees it."),
        "remind": gettext_lazy("The unit has been reminded."),
        "withdraw": gettext_lazy("The matter is withdrawn."),
    }
)
_HAPPENED: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "submit": gettext_lazy("Your matter reached us."),
        "accept": gettext_lazy("We accepted it."),
        "decline": gettext_lazy("We cannot take it on."),
        "assign": gettext_lazy("It was given to %(unit)s."),
        "transfer": gettext_lazy("It was passed on to %(unit)s."),
        "claim": gettext_lazy("%(unit)s has started work."),
        "ask_reporter": gettext_lazy("We have a question for you."),
        "provide_information": gettext_lazy("You replied."),
        "stop_waiting": gettext_lazy("The work went on without a reply."),
        "add_information": gettext_lazy("Something was added."),
        "suspend": gettext_lazy("The work has to wait."),
        "resume": gettext_lazy("The work goes on."),
        "grant_extension": gettext_lazy("The unit was given more time."),
        "close": gettext_lazy("The matter is closed."),
        "rate": gettext_lazy("You gave your verdict."),
        "follow_up": gettext_lazy("We asked you how it went."),
        "reopen": gettext_lazy("The matter was opened again."),
        "remind": gettext_lazy("The unit was reminded."),
        "withdraw": gettext_lazy("The matter was withdrawn."),
        "merge": gettext_lazy("It was joined with the same matter of others; you will get the same answer."),
        "settle_on_the_spot": gettext_lazy("A field worker settled it on the spot."),
        "hand_on": gettext_lazy("It was handed on to the centre."),
        "unmask_contact": gettext_lazy("%(unit)s looked at your contact."),
        "tell_code": gettext_lazy("%(unit)s told the tracking code of this matter."),
        "erase_contact": gettext_lazy("Your contact was erased, as promised."),
        "attach": gettext_lazy("A file was added."),
    }
)


_QUOTED = ("text", "question", "reason", "comment", "purpose")


@dataclass(frozen=True, slots=True)
class PlainEntry:
    at: datetime
    text: str
    quote: str


def entry(line: TrackedEntry) -> PlainEntry:
    unit = str(line.data.get("lead_name") or line.unit_name or _("the office"))
    words = str(_HAPPENED.get(line.command, line.command))
    quote = next(
        (str(line.data[key]) for key in ("text", "question", "reason", "comment", "purpose") if line.data.get(key)), ""
    )
    if line.data.get("lawful_channel"):
        quote = f"{quote} {line.data['lawful_channel']}".strip()
    return PlainEntry(line.at, words % {"unit": unit}, quote)


def standing(case: Tracked) -> str:
    """Where it stands and what comes next, in one or two sentences."""
    unit = case.unit_name or _("the unit in charge")
    due = date_format(case.due_at, "n-j") if case.due_at else ""
    texts = {
        "received": _("We are looking at your matter and will accept it or tell you why not."),
        "accepted": _("Your matter is accepted and is on its way to the unit that can settle it."),
        "assigned": _("Your matter is with %(unit)s."),
        "handling": _("%(unit)s is working on it."),
        "returned": _("We are deciding which unit settles it."),
        "waiting": _("We need something from you to go on."),
        "suspended": _("The work has to wait for a while; the reason is below."),
        "answered": _("%(unit)s has answered; the answer is being checked."),
        "approved": _("The answer is checked and reaches you in a moment."),
        "closed": _("The matter is closed. Please say whether it is settled."),
        "finished": _("The matter is settled and filed."),
        "declined": _("We could not take on this matter. Below is why, and where to turn."),
        "withdrawn": _("You withdrew this matter."),
        "merged": _("It goes on together with the same matter of others."),
        "met": _("A field worker is looking at it."),
    }
    text = texts.get(case.state, "") % {"unit": unit}
    if case.is_open and due and case.state != "waiting":
        promise = _("It is to be settled by %(day)s.") % {"day": due}
        text = _("{first} {second}").format(first=text, second=promise)
    return text


def stages(case: Tracked) -> Sequence[dict[str, Any]]:
    """The loop as steps on top of the page."""
    order = [
        (_("Received"), {"received", "met"}),
        (_("Given to a unit"), {"accepted", "assigned", "returned"}),
        (_("Being handled"), {"handling", "waiting", "suspended", "answered", "approved"}),
        (_("Closed"), {"closed", "finished", "declined", "withdrawn", "merged"}),
    ]
    current = next((index for index, (_label, states) in enumerate(order) if case.state in states), 0)
    return [
        {
            "label": label,
            "state": "done"
            if index < current or index == current == 3
            else "current"
            if index == current
            else "upcoming",
        }
        for index, (label, _states) in enumerate(order)
    ]
