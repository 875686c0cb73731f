"""The words for the codes of rounds, performance and judicial confirmation."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.mediation.models import (
    CourtGround,
    Decided,
    Finding,
    HandoverState,
    HandoverWay,
    IntervalChoice,
    ObligationKind,
    PaperKind,
    RiskKind,
    SignsAtCourt,
    VisitHow,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

CHOICES: Mapping[str, Words] = MappingProxyType(
    {
        "court_ground": dict(CourtGround.choices),
        "decided": dict(Decided.choices),
        "finding": dict(Finding.choices),
        "handover_state": dict(HandoverState.choices),
        "handover_way": dict(HandoverWay.choices),
        "interval": dict(IntervalChoice.choices),
        "obligation_kind": dict(ObligationKind.choices),
        "paper_kind": dict(PaperKind.choices),
        "signs_at_court": dict(SignsAtCourt.choices),
        "risk_kind": dict(RiskKind.choices),
        "visit_how": dict(VisitHow.choices),
        "round_state": {
            "planned": pgettext_lazy("round", "Planned"),
            "sitting": pgettext_lazy("round", "Sits now"),
            "followed": pgettext_lazy("round", "Held, tasks under way"),
            "finished": pgettext_lazy("round", "Held, all tasks done"),
            "missed": pgettext_lazy("round", "Not held"),
        },
        "round_why": {
            "breach": _("agreement not kept"),
            "carried": _("carried over"),
            "growing": _("getting worse"),
            "new": _("new since the last round"),
            "old": _("open for a month or longer"),
            "overdue": _("past its deadline"),
            "pressing": _("pressing"),
            "task_late": _("a task is late"),
            "top_rung": _("on the top rung"),
            "unmoved": _("not moved since the last round"),
        },
        "round_kind": {
            "breach": _("Agreements that are not kept"),
            "dispute": _("Open disputes"),
            "place": _("Places at risk"),
            "cluster": _("Many cases at one place"),
        },
        "urgency": {"1": _("To be watched"), "2": _("Serious"), "3": _("Pressing")},
        "obligation_lamp": {
            "settled": pgettext_lazy("obligation", "Done"),
            "broken": pgettext_lazy("obligation", "Broken"),
            "overdue": pgettext_lazy("obligation", "Overdue"),
            "due": pgettext_lazy("obligation", "Due now"),
            "near": pgettext_lazy("obligation", "Due soon"),
            "coming": pgettext_lazy("obligation", "To come"),
            "to_confirm": pgettext_lazy("obligation", "To be confirmed"),
            "condition": pgettext_lazy("obligation", "Waits for its condition"),
            "lasting": pgettext_lazy("obligation", "Lasts"),
        },
        "obligation_state": {
            "owed": pgettext_lazy("obligation", "Owed"),
            "part": pgettext_lazy("obligation", "Performed in part"),
            "reported": pgettext_lazy("obligation", "Reported as performed"),
            "broken": pgettext_lazy("obligation", "Broken"),
            "kept": pgettext_lazy("obligation", "Kept"),
            "waived": pgettext_lazy("obligation", "Given up by the other side"),
            "lapsed": pgettext_lazy("obligation", "Condition cannot come about"),
            "in_court": pgettext_lazy("obligation", "Taken to court"),
        },
        "obligation_done": {
            "meet_condition": _("The condition is met"),
            "lapse": _("The condition can no longer come about"),
            "perform_part": _("Performed in part"),
            "perform": _("Performed"),
            "correct": _("Entry corrected"),
            "confirm": _("The other side confirmed it"),
            "dispute": _("The other side says it did not get it"),
            "waive": _("The other side gave it up"),
            "report_breach": _("Breach reported"),
            "go_to_court": _("Taken to court"),
            "take_back": _("Breach taken back"),
        },
        "visit": {
            "after_15_days": _("15 days after the agreement"),
            "after_3_months": _("3 months after the agreement"),
        },
        "confirmation_state": {
            "": pgettext_lazy("confirmation", "Not asked for"),
            "preparing": pgettext_lazy("confirmation", "Being prepared"),
            "submitted": pgettext_lazy("confirmation", "Handed to the court"),
            "received": pgettext_lazy("confirmation", "Received by the court"),
            "correcting": pgettext_lazy("confirmation", "Correction asked for"),
            "confirmed": pgettext_lazy("confirmation", "Confirmed"),
            "refused": pgettext_lazy("confirmation", "Refused"),
            "withdrawn": pgettext_lazy("confirmation", "Withdrawn"),
            "lapsed": pgettext_lazy("confirmation", "Thirty days over"),
        },
        "confirmation_done": {
            "begin": _("Prepared"),
            "sign_at_court": _("To be signed at the court"),
            "submit": _("Handed to the court"),
            "receive": _("Received by the court"),
            "ask_correction": _("The court asked for a correction"),
            "correct": _("Corrected"),
            "confirm": _("The court confirmed the agreement"),
            "refuse": _("The court refused"),
            "withdraw": _("Withdrawn"),
            "lapse": _("The thirty days went by"),
        },
        "handover_problem": {
            "unreachable": _("The court's system did not answer. It is tried again by itself."),
            "busy": _("The court's system is busy. It is tried again by itself."),
            "unreadable": _("The court's system answered in a way that cannot be read. It is tried again by itself."),
            "refused": _("The court's system does not take it. Hand the package over in person."),
            "called_off": _("Called off."),
            "changed": _("The set was changed meanwhile. Send it again."),
            "too_late": _("The thirty days ended before the court had it."),
            "no_longer_ready": _("A party no longer wishes it, or something is missing now."),
            "withdrawn": _("Withdrawn."),
            "asked_by_all": _("The court has it, but a party has taken its wish back. Tell the court."),
        },
    }
)

# What a mediator is asked about an agreement before a court is; each is worded so that “yes” bars it.
QUESTIONS: Words = MappingProxyType(
    {
        "not_civil": _("Is it outside what courts hear as civil cases?"),
        "personal_status": _("Does it settle whether a marriage, adoption or parentage is valid, or end one?"),
        "special_procedure": _("Does it need another special procedure, public notice or insolvency proceedings?"),
        "ownership": _("Does it decide who owns a thing or a right, such as a house or a patent?"),
        "mandatory_law": _("Does it go against what a law or regulation commands or forbids?"),
        "others_rights": _("Does it harm the state, the public or somebody who is not a party?"),
        "public_order": _("Does it offend public order or good morals?"),
        "not_voluntary": _("Was any party pressed or misled?"),
        "unclear": _("Is it unclear who must do what, how much or by when?"),
    }
)

# Why a court cannot, or might not, confirm.
FINDINGS: Words = MappingProxyType(
    {
        "oral": _("The agreement is oral. Write it down and have it signed: a court confirms what is in writing."),
        "nothing_owed": _("The agreement binds nobody to anything a court could confirm."),
        "all_kept": _("Everything is kept already. Confirmation would add nothing that could be enforced."),
        "look_again_personal_status": _("Disputes of this kind often touch personal status. Look once more."),
        "look_again_ownership": _("Disputes of this kind often decide who owns something. Look once more."),
        "not_civil": _("Courts do not hear this as a civil case."),
        "personal_status": _("Courts do not confirm what settles personal status."),
        "special_procedure": _("It belongs to another procedure."),
        "ownership": _("Courts do not confirm what decides ownership."),
        "mandatory_law": _("It goes against a law or regulation."),
        "others_rights": _("It harms the state, the public or others."),
        "public_order": _("It offends public order or good morals."),
        "not_voluntary": _("It is not voluntary."),
        "unclear": _("It is not clear enough to be enforced."),
    }
)

SOURCES: Words = MappingProxyType(
    {
        "law_206": _("Civil Procedure Law (2023), article 206"),
        "rules_3": _("Fa Shi [2011] No. 5, article 3"),
        "interpretation_355_1": _("Fa Shi [2022] No. 11, article 355 (1)"),
        "interpretation_355_3": _("Fa Shi [2022] No. 11, article 355 (3); Fa Shi [2011] No. 5, article 4"),
        "interpretation_355_4": _("Fa Shi [2022] No. 11, article 355 (4)"),
        "interpretation_355_5": _("Fa Shi [2022] No. 11, article 355 (5)"),
        "interpretation_358_1": _("Fa Shi [2022] No. 11, article 358 (1)"),
        "interpretation_358_2": _("Fa Shi [2022] No. 11, article 358 (2)"),
        "interpretation_358_3": _("Fa Shi [2022] No. 11, article 358 (3)"),
        "interpretation_358_4": _("Fa Shi [2022] No. 11, article 358 (4)"),
        "interpretation_358_5": _("Fa Shi [2022] No. 11, article 358 (5)"),
    }
)

# What in a text was read as being about a private person.
TOLD: Words = MappingProxyType(
    {
        "identity_number": _("an identity number"),
        "phone": _("a telephone number"),
        "account": _("a number of an account"),
        "email": _("an e-mail address"),
        "plate": _("a number plate"),
        "home": _("somebody's home"),
        "label": _("a label for people"),
        "roster": _("a list of people or their particulars"),
        "name": _("somebody's name"),
        "names": _("names of people"),
    }
)

PROBLEMS: Words = MappingProxyType(
    {
        "about_a_person": _("A round looks at matters and places, never at people."),
        "all_decided": _("Something that was called up is not decided yet."),
        "asked_by_all": _("Every party must ask together, after the agreement. Record what each says under “Parties”."),
        "before_asked": _("That is before the court was asked."),
        "condition_met": _("What it depends on has not come about yet. Record that the condition is met first."),
        "confirmation_goes_on": _("A court has been asked already, or has confirmed it."),
        "confirmation_unknown": _("No court is being asked just now."),
        "court_number_missing": _("Enter the court's number."),
        "court_unknown": _("Name the court, and why it is this one."),
        "creditor_says": _("Only the party to which it is owed can say so. Choose that party."),
        "day_come": _("The day of this round has not come yet."),
        "debtor_or_mediator": _("Only the party that owes it, or the mediator, can say so."),
        "decision_unknown": _("Choose what is decided."),
        "due_before_condition": _("The day lies before the condition was met."),
        "due_missing": _("The agreement names no day. Say by when it is owed now."),
        "due_past": _("This day has passed. Choose a later one."),
        "eligible": _("A question is open, or something keeps the court from confirming. See the list."),
        "finding_unknown": _("Choose what the visit found."),
        "first_day_past": _("The first day has passed. Choose today or later."),
        "handover_waits": _("The set is on its way to the court. Call the sending off first."),
        "in_time": _(
            "The thirty days for asking a court to confirm the agreement are not running. The agreement binds as "
            "before. Whoever is not given what it promises can bring an action on it in the People's Court, and the "
            "sides can make a new agreement, whose thirty days begin anew."
        ),
        "interval_unknown": _("Choose an interval."),
        "item_unknown": _("This item is no longer on the agenda."),
        "no_agreement_binds": _("No agreement binds in this dispute yet."),
        "no_condition_waits": _("No condition is waited for here."),
        "no_court_system": _("No court's system is set up here. Take the package along."),
        "not_yours": _("This is not yours to do."),
        "nothing_to_sign": _("The set holds no application that is still to be signed."),
        "nothing_waits": _("Nothing is on its way."),
        "obligation_unknown": _("This obligation is not part of the agreement that binds."),
        "paper_unknown": _("Choose the paper, and whose it is."),
        "not_on_file": _("This paper is no longer in the file. Choose another, or bring it in."),
        "risk_kind_unknown": _("Choose what kind of place it is."),
        "application_signed": _(
            "The application is not signed by both sides. Bring the signed copy, or put on record why it will be signed"
            " at the court."
        ),
        "set_whole": _("A paper is missing. See the list."),
        "sum_below": _("That is more than was entered."),
        "sum_not_cents": _("Enter yuan and fen: two digits after the point."),
        "sum_nothing": _("Enter a sum."),
        "sum_over": _("That is more than is owed. What goes beyond it is not part of the agreement."),
        "task_done": _("This task was reported as done already."),
        "task_missing": _("Say which unit does it, what, and by when."),
        "text_missing": _("Write a few words."),
        "unknown_command": _("This cannot be done here."),
        "urgency_unknown": _("Choose how pressing it is."),
        "visit_unknown": _("This visit is not due, or was made already."),
        "whole_performed": _("It is not performed in whole yet."),
        "wrong_state": _("It stands differently now. Load the page again."),
    }
)
