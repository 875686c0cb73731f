"""What happened to a matter, told to the person who raised it: plain, whole, and saying what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from banjie.cases.queries import Tracked
from banjie.cases.queries.tracking import TrackedEntry
from banjie.platform.numbers import numbers

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
HAPPENED: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "submit": gettext_lazy("Your matter reached us."),
        "accept": gettext_lazy("We accepted it."),
        "decline": gettext_lazy("We cannot take it on."),
        "assign": gettext_lazy("It was given to %(unit)s."),
        "transfer": gettext_lazy("It was passed on to %(unit)s."),
        "claim": gettext_lazy("%(unit)s has started work."),
        "sent_on": gettext_lazy("It was sent on to %(server)s, who are in charge of it."),
        "ask_reporter": gettext_lazy("We have a question for you."),
        "provide_information": gettext_lazy("You replied."),
        "stop_waiting": gettext_lazy("The work went on without a reply."),
        "add_information": gettext_lazy("Something was added."),
        "suspend": gettext_lazy("The work has to wait."),
        "resume": gettext_lazy("The work goes on."),
        "grant_extension": gettext_lazy("The unit was given more time."),
        "answer_at_once": gettext_lazy("We answered your question at once."),
        "close": gettext_lazy("The matter is closed."),
        "rate": gettext_lazy("You gave your verdict."),
        "ask_verdict": gettext_lazy("We wrote to you and asked whether it is settled."),
        "tell_joint": gettext_lazy("We wrote to you that the joint matter is closed."),
        "follow_up": gettext_lazy("We called you to ask how it went."),
        "call_back": gettext_lazy("We called you to ask what was wrong."),
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
        "agree_public": gettext_lazy("You agreed to have it shown publicly, without your name."),
        "keep_private": gettext_lazy("You asked that it is no longer shown publicly. It is gone from there."),
        "publish": gettext_lazy("It is shown publicly, in these words and without your name."),
        "refuse_public": gettext_lazy("It is not shown publicly."),
        "take_back": gettext_lazy("It is no longer shown publicly."),
        "withhold_public": gettext_lazy("Somebody objected to what is shown. It is hidden until it was read again."),
        "begin": gettext_lazy("Mediation has begun."),
        "prolong": gettext_lazy("Everybody agreed to more time for mediation."),
        "go_up": gettext_lazy("It goes on one rung up, with %(unit)s."),
        "come_back": gettext_lazy("It goes back to %(unit)s."),
        "move": gettext_lazy("It goes on before %(unit)s."),
        "hand_over": gettext_lazy("Another mediator of %(unit)s goes on with it."),
        "conclude": gettext_lazy("There is an agreement, and it binds."),
        "amend": gettext_lazy("A new agreement stands in place of the old one."),
        "end_without": gettext_lazy(
            "Mediation has ended without an agreement. You can still go to court, to arbitration where it is open to "
            "you, or to the authority in charge."
        ),
        "mediate_again": gettext_lazy("The agreement was not kept; mediation goes on."),
        "try_again": gettext_lazy("Mediation is tried once more."),
        "file": gettext_lazy("The agreement was kept; the file is closed."),
        "file_unsettled": gettext_lazy("The file is closed, without an agreement."),
    }
)


# The loop as steps on top of the page.
STAGES: Sequence[tuple["StrOrPromise", frozenset[str]]] = (
    (gettext_lazy("Received"), frozenset({"received", "met"})),
    (gettext_lazy("Given to a unit"), frozenset({"accepted", "assigned", "returned"})),
    (
        gettext_lazy("Being handled"),
        frozenset({"handling", "waiting", "suspended", "answered", "approved", "consulting", "mediating"}),
    ),
    (
        gettext_lazy("Closed"),
        frozenset({"closed", "finished", "declined", "withdrawn", "merged", "performing", "failed", "unsettled"}),
    ),
)
_QUOTED = ("text", "question", "reason", "comment", "purpose")


@dataclass(frozen=True, slots=True)
class PlainEntry:
    at: datetime
    text: str
    quote: str


def entry(line: TrackedEntry) -> PlainEntry:
    unit = str(line.data.get("lead_name") or line.unit_name or _("the office"))
    words = str(HAPPENED.get(line.command, line.command))
    if line.command == "end_without" and (aid := numbers().call("legal_aid")):
        words = _("%(words)s Legal aid is free at %(number)s.") % {"words": words, "number": aid}
    quote = next(
        (str(line.data[key]) for key in ("text", "question", "reason", "comment", "purpose") if line.data.get(key)), ""
    )
    if line.data.get("lawful_channel"):
        quote = f"{quote} {line.data['lawful_channel']}".strip()
    return PlainEntry(line.at, words % {"unit": unit, "server": line.data.get("server", "")}, quote)


def day_words(at: datetime) -> str:
    """A day as a sentence says it, where people are."""
    return date_format(localtime(at), pgettext("a day, as a date format", "j F"))


def standing(case: Tracked, *, at: datetime) -> str:
    """Where it stands and what comes next, in one or two sentences."""
    unit = case.unit_name or _("the unit in charge")
    due = day_words(case.due_at) if case.due_at else ""
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
        "consulting": _("%(unit)s is asking everybody concerned whether they wish mediation."),
        "mediating": _("%(unit)s is mediating."),
        "performing": _("There is an agreement. It is now to be kept."),
        "failed": _("Mediation ended without an agreement. Below is where else you can turn."),
        "unsettled": _("Mediation ended without an agreement, and the file is closed."),
    }
    text = texts.get(case.state, "") % {"unit": unit}
    if case.is_open and due and case.state != "waiting":
        late = case.due_at is not None and case.due_at < at
        words = (
            _("It was to be settled by %(day)s and is late; the unit has been reminded and owes you an answer.")
            if late
            else _("It is to be settled by %(day)s.")
        )
        promise = words % {"day": due}
        text = _("{first} {second}").format(first=text, second=promise)
    return text


def stages(case: Tracked) -> Sequence[dict[str, Any]]:
    """The loop as steps on top of the page."""
    return stages_of(case.state)


def stages_of(state: str) -> Sequence[dict[str, Any]]:
    """The loop as steps, with how far a matter in this state has come."""
    current = _stage(state)
    return [
        {
            "label": label,
            "state": "done"
            if index < current or index == current == 3
            else "current"
            if index == current
            else "upcoming",
        }
        for index, (label, _states) in enumerate(STAGES)
    ]


def stage_of(state: str) -> str:
    """How far a matter is, for those who did not raise it."""
    return str(STAGES[_stage(state)][0])


def _stage(state: str) -> int:
    return next((index for index, (_label, states) in enumerate(STAGES) if state in states), 0)
