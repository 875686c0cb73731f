"""A dispute told to one of its parties, in words that need no reading twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from banjie.mediation import wording
from banjie.mediation.documents.forms import Form
from banjie.mediation.queries import ConsentLine, OwnDocument, OwnPage, OwnVisit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

ENDED_WITHOUT: Final = frozenset({"failed", "unsettled"})

RIGHTS: Sequence[tuple["StrOrPromise", "StrOrPromise"]] = (
    (
        gettext_lazy("You decide"),
        gettext_lazy("Mediation is voluntary. Nobody may press you into it, or into an agreement."),
    ),
    (gettext_lazy("It is free"), gettext_lazy("The committee and its mediators may not take any money from you.")),
    (
        gettext_lazy("You may choose the mediator"),
        gettext_lazy("You may accept a mediator, or object and say why. Somebody else then decides on it."),
    ),
    (
        gettext_lazy("You may ask for closed doors"),
        gettext_lazy("You may ask that it is held in public, or that it is not."),
    ),
    (
        gettext_lazy("You may stop at any time"),
        gettext_lazy("You need no reason, and it is not held against you. Mediation then ends for everybody."),
    ),
    (
        gettext_lazy("It stays in the room"),
        gettext_lazy(
            "The mediator may not pass on what is private to you, or a secret of your business. What you say when you "
            "are alone with the mediator is not told to the other side, unless you wish it."
        ),
    ),
    (
        gettext_lazy("The court stays open"),
        gettext_lazy("Mediation takes nothing from your right to go to court, to arbitration or to an authority."),
    ),
    (
        gettext_lazy("What a signature means"),
        gettext_lazy(
            "An agreement binds everybody who signed it, once the last one has signed. Read it in peace, ask about "
            "every word, and sign only what you wish to keep."
        ),
    ),
    (
        gettext_lazy("Thirty days for the court"),
        gettext_lazy(
            "Within thirty days of the agreement the parties can ask a court together to confirm it. A confirmed "
            "agreement can be enforced like a judgment."
        ),
    ),
)
DUTIES: Sequence["StrOrPromise"] = (
    gettext_lazy("Tell what happened as it was."),
    gettext_lazy("Keep order in the room, and respect the mediator."),
    gettext_lazy("Leave the others their rights too."),
)
# After what was sent, the page that comes says what came of it.
DONE: Words = MappingProxyType(
    {
        "agree": gettext_lazy("You agreed to mediation."),
        "stopped": gettext_lazy("You do not wish mediation. It is on record, and nothing more is asked of you."),
        "mediator": gettext_lazy("You accepted the mediator."),
        "objection": gettext_lazy("Your objection is in. The head of the committee decides on it and tells you here."),
        "answer": gettext_lazy("Your answer is on record."),
        "reminders": gettext_lazy("You will be reminded."),
        "no-reminders": gettext_lazy("You will not be reminded any more."),
        "signed": gettext_lazy("You have signed. It counts once the mediator has checked that it was you."),
        "times": gettext_lazy("Thank you. You are told here which time it will be."),
        "other-time": gettext_lazy("The mediator has been told. Until you hear of another time, it stays."),
        "reported": gettext_lazy("It is on record. The other side is asked whether it got it."),
        "got": gettext_lazy("Thank you. It is kept."),
        "complained": gettext_lazy("The mediator is told, and gets in touch with you."),
        "again": gettext_lazy("Your wish is on record. It begins again once every side has it."),
    }
)
_CHANNELS: Words = MappingProxyType(
    {
        "email": gettext_lazy("With a number sent by e-mail"),
        "text": gettext_lazy("With a number sent by text message"),
        "read_out": gettext_lazy("With a number that the mediator read out"),
    }
)
_ACTS: Words = MappingProxyType(
    {
        "agree": gettext_lazy("agreed to mediation"),
        "leave_mediation": gettext_lazy("ended mediation"),
        "accept_mediator": gettext_lazy("accepted a mediator"),
        "object_to_mediator": gettext_lazy("objected to a mediator"),
        "answer_question": gettext_lazy("answered a question"),
        "set_reminders": gettext_lazy("changed the reminders"),
        "sign": gettext_lazy("signed the agreement"),
        "answer_times": gettext_lazy("said which times suit"),
        "ask_other_time": gettext_lazy("asked for another time"),
        "report_done": gettext_lazy("said that something was done"),
        "confirm_got": gettext_lazy("confirmed that something was kept"),
        "complain": gettext_lazy("said that something was not kept"),
        "wish_confirmation": gettext_lazy("said whether to ask a court"),
        "try_again": gettext_lazy("said whether to try again"),
    }
)
_HEADLINES: Words = MappingProxyType(
    {
        "received": gettext_lazy("Your dispute has come in"),
        "accepted": gettext_lazy("Your dispute has come in"),
        "assigned": gettext_lazy("A mediator will take it up"),
        "returned": gettext_lazy("We look for the right committee"),
        "consulting": gettext_lazy("Everybody is being asked"),
        "mediating": gettext_lazy("The mediator talks with both sides"),
        "suspended": gettext_lazy("Mediation rests for a while"),
        "performing": gettext_lazy("There is an agreement"),
        "failed": gettext_lazy("Mediation ended without an agreement"),
        "unsettled": gettext_lazy("Mediation ended without an agreement"),
        "finished": gettext_lazy("The agreement was kept"),
        "declined": gettext_lazy("It cannot be mediated here"),
        "withdrawn": gettext_lazy("The matter was withdrawn"),
        "merged": gettext_lazy("It goes on with the same matter of others"),
    }
)
_NEXT: Words = MappingProxyType(
    {
        "received": gettext_lazy("We find out who can mediate it. You need do nothing."),
        "accepted": gettext_lazy("We find out who can mediate it. You need do nothing."),
        "assigned": gettext_lazy("%(unit)s has it. A mediator will call or write to you."),
        "returned": gettext_lazy("You need do nothing until a committee has it."),
        "consulting": gettext_lazy("Mediation begins when every party has agreed and a mediator sits."),
        "mediating": gettext_lazy("You will be asked to a meeting, together or alone, and told of it here."),
        "suspended": gettext_lazy("The time does not run meanwhile. You are told here when it goes on."),
        "performing": gettext_lazy("It binds everybody who signed it. Now each does what was agreed."),
        "failed": gettext_lazy("You have other ways, and you keep all your rights."),
        "unsettled": gettext_lazy("You have other ways, and you keep all your rights."),
        "finished": gettext_lazy("The file is closed. You need do nothing more."),
        "declined": gettext_lazy("You were told why, and where you can turn."),
        "withdrawn": gettext_lazy("Nothing more is asked of you."),
        "merged": gettext_lazy("You are told here how it goes on."),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    headline: "StrOrPromise"
    text: str
    until: str


def standing(page: OwnPage) -> Told:
    """Where it stands, what comes next and until when."""
    unit = page.unit_name or _("A committee")
    until = ""
    if page.due_at is not None and page.state in {"consulting", "mediating"}:
        until = {
            "consulting": _("The parties are asked until %(day)s."),
            "mediating": _("There is time until %(day)s; only you and the others can make it longer."),
        }[page.state] % {"day": day(page.due_at)}
    return Told(_HEADLINES.get(page.state, ""), str(_NEXT.get(page.state, "")) % {"unit": unit}, until)


def rungs(page: OwnPage) -> Sequence[Mapping[str, Any]]:
    language = get_language() or ""
    return [
        {
            "name": each.rung.named(language),
            "unit": each.unit_name,
            "state": each.state,
            "since": day(each.began_at) if each.state == "current" and each.began_at is not None else "",
        }
        for each in page.rungs
    ]


def answer(line: ConsentLine) -> Mapping[str, Any]:
    """`text` as "To more time (until 1 December)", `word` as "Given"."""
    to = str(wording.CHOICES["to"][line.to])
    if line.to == "longer" and line.about:
        about = {"what": to, "day": day(date.fromisoformat(line.about))}
        to = _("%(what)s, until %(day)s") % about
    return {
        "text": to,
        "word": wording.CHOICES["answer"][line.answer],
        "how": wording.CHOICES["how"][line.how],
        "given": line.answer == "given",
        "at": line.said_at,
    }


def visit(line: OwnVisit) -> Mapping[str, Any]:
    acts = _("; ").join(str(_ACTS.get(act, act)) for act in line.acts)
    return {"at": line.opened_at, "channel": _CHANNELS[line.channel], "beside": line.beside, "acts": acts}


def document(each: OwnDocument) -> str:
    return form_name(each.form)


def form_name(form: Form) -> str:
    return form.name(get_language() or "")


def when(begins: datetime, ends: datetime | None) -> str:
    """ "Monday 3 December 09:30–11:30", "12月3日 星期一 09:30–11:30"."""
    first = localtime(begins)
    hours = f"{first:%H:%M}–{localtime(ends):%H:%M}" if ends is not None else f"{first:%H:%M}"
    return _("%(weekday)s %(day)s %(hours)s") % {
        "weekday": date_format(first, "l"),
        "day": day(first),
        "hours": hours,
    }


def day(moment: date | datetime) -> str:
    """ "3 December" or "12月3日"; with the year where it is not this one is for documents."""
    shown = localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(shown, pgettext("a day, as a date format", "j F"))
