"""The next step of a dispute in words, with the page where it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.mediation.next_step import Turn
from banjie.mediation.queries import DisputeFile, NextStep

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEPS: Final[Mapping[str, "StrOrPromise"]] = MappingProxyType(
    {
        "accept": gettext_lazy("Take the dispute in"),
        "after_session": gettext_lazy("Arrange a further session, or write down what is agreed"),
        "answer_breach": gettext_lazy("A breach is reported: see to it, or mediate again"),
        "ask_consent": gettext_lazy("Tell every party its rights, and ask whether it agrees to mediation"),
        "begin": gettext_lazy("Begin mediation"),
        "check_identity": gettext_lazy("Check who signed the agreement"),
        "claim": gettext_lazy("Claim the dispute"),
        "close_file": gettext_lazy("Close the file"),
        "complete_file": gettext_lazy("Add the papers that the file still needs"),
        "declare_no_tie": gettext_lazy("Declare to have no tie with a party"),
        "dispatch": gettext_lazy("Put the dispute before a committee"),
        "end_session": gettext_lazy("Go on with the session, and end it"),
        "finish_draft": gettext_lazy("Finish the draft of the agreement, and read it out"),
        "finish_minutes": gettext_lazy("Finish the record of the session and have it signed"),
        "first_session": gettext_lazy("Arrange the first session"),
        "go_on": gettext_lazy("Go on with the dispute"),
        "hold_session": gettext_lazy("Hold the session"),
        "keep": gettext_lazy("Keep what was agreed"),
        "mediate": gettext_lazy("Mediate: in a session, then by an agreement"),
        "name_parties": gettext_lazy("Name two sides, so that everybody can be heard"),
        "open_signing": gettext_lazy("Open the agreement for signing"),
        "over": gettext_lazy("Nothing more is to be done"),
        "resume": gettext_lazy("Resume mediation"),
        "rule_on_objection": gettext_lazy("Decide on the objection to a mediator"),
        "rule_on_return": gettext_lazy("Decide on the return"),
        "seat": gettext_lazy("Seat a mediator"),
        "see_to_it": gettext_lazy("Something agreed is overdue: ask after it, and record what became of it"),
        "settle_seats": gettext_lazy("Settle who mediates, and who is in the chair"),
        "settle_time": gettext_lazy("Settle the time of the session"),
        "sign": gettext_lazy("Sign the agreement"),
        "sign_and_seal": gettext_lazy("Sign and seal the agreement"),
        "start_session": gettext_lazy("Open the session, or put it off: its time has come"),
        "time_over": gettext_lazy("The time on this rung is over: agree to more, go up a rung, or end"),
        "try_again": gettext_lazy("Every side wishes to try again: begin anew"),
    }
)
# Where a step is done; those that have a button on the overview itself, and the case's own, lead nowhere.
PAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accept": "workbench:case",
        "after_session": "mediation:new-session",
        "answer_breach": "mediation:performance",
        "ask_consent": "mediation:parties",
        "check_identity": "mediation:agreement",
        "claim": "workbench:case",
        "complete_file": "mediation:documents",
        "declare_no_tie": "mediation:seats",
        "dispatch": "workbench:case",
        "end_session": "mediation:session",
        "finish_draft": "mediation:agreement",
        "finish_minutes": "mediation:session",
        "first_session": "mediation:new-session",
        "hold_session": "mediation:session",
        "keep": "mediation:performance",
        "name_parties": "mediation:parties",
        "open_signing": "mediation:agreement",
        "resume": "workbench:case",
        "rule_on_objection": "mediation:seats",
        "rule_on_return": "workbench:case",
        "seat": "mediation:seats",
        "see_to_it": "mediation:performance",
        "settle_seats": "mediation:seats",
        "settle_time": "mediation:session",
        "sign": "mediation:agreement",
        "sign_and_seal": "mediation:agreement",
        "start_session": "mediation:session",
    }
)
_BUTTONS: Final[Mapping[str, "StrOrPromise"]] = MappingProxyType(
    {
        "after_session": gettext_lazy("Arrange a session"),
        "first_session": gettext_lazy("Arrange a session"),
    }
)
_TURNS: Final[Mapping[Turn, Callable[[str], str]]] = MappingProxyType(
    {
        Turn.INTAKE: lambda who: _("Intake clerks at %(who)s") % {"who": who} if who else _("Intake clerk"),
        Turn.DISPATCHER: lambda who: _("Dispatchers at %(who)s") % {"who": who} if who else _("Dispatcher"),
        Turn.COMMITTEE: lambda who: who or _("Lead unit"),
        Turn.HEAD: lambda who: _("The head of %(who)s") % {"who": who} if who else _("The head of the committee"),
        Turn.MEDIATOR: lambda who: _("Mediators: %(who)s") % {"who": who} if who else _("Mediator"),
        Turn.PARTIES: lambda who: _("Parties: %(who)s") % {"who": who} if who else _("The parties"),
    }
)


@dataclass(frozen=True, slots=True)
class Other:
    """What could be done instead of the next step."""

    label: "StrOrPromise"
    url: str


@dataclass(frozen=True, slots=True)
class NextShown:
    """`turn` is empty once nobody's turn it is, `url` where the reader has nothing to do about it."""

    step: NextStep
    words: "StrOrPromise"
    turn: str
    url: str
    button: "StrOrPromise"
    others: Sequence[Other] = ()


def shown(step: NextStep, file: DisputeFile) -> NextShown:
    turn = _TURNS[step.turn](_(", ").join(step.who)) if step.turn in _TURNS else ""
    return NextShown(
        step,
        STEPS[step.code],
        turn,
        _url(step, file),
        _BUTTONS.get(step.code, gettext_lazy("Go there")),
        _others(step, file),
    )


def _url(step: NextStep, file: DisputeFile) -> str:
    """For whoever's turn it is; what parties do is helped along by whoever sits."""
    page = PAGES.get(step.code)
    mine = step.yours or (step.turn is Turn.PARTIES and file.sees_words)
    if page is None or not mine:
        return ""
    return reverse(page, args=[file.case.id, step.session_id] if page == "mediation:session" else [file.case.id])


def _others(step: NextStep, file: DisputeFile) -> Sequence[Other]:
    """While mediation lasts a mediator may always arrange a session or write; up and to an end lead the commands."""
    if file.case.state != "mediating" or not file.sees_words:
        return ()
    case = [file.case.id]
    sessions = Other(_("Arrange a session"), reverse("mediation:new-session", args=case))
    writing = Other(_("Write down what is agreed"), reverse("mediation:begin-agreement", args=case))
    found = [] if step.code in _BUTTONS else [sessions]
    return [*found, writing] if step.agreement_id is None else found
