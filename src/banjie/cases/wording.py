"""The words for states, commands, steps and refusals, in one place for pages, API and documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.cases import wording_mediation as mediating
from banjie.cases import wording_publishing as publishing
from banjie.cases.models import CallState, CallWhy, Channel, ContactedBy, Identity, Kind, Level, Ruling, Solved, WhyNot
from banjie.core.clocks import Unit, parse_target

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

STATES: Words = MappingProxyType(
    {
        "received": _("To be accepted"),
        "accepted": _("To be dispatched"),
        "assigned": _("To be claimed"),
        "handling": _("Being handled"),
        "returned": _("Returned, awaiting a ruling"),
        "waiting": _("Waiting for the reporter"),
        "suspended": _("Suspended"),
        "answered": _("To be reviewed"),
        "approved": _("To be closed"),
        "closed": _("Closed, to be followed up"),
        "finished": _("Settled and filed"),
        "declined": _("Declined"),
        "withdrawn": _("Withdrawn"),
        "merged": _("Merged"),
        "met": _("Met on site"),
        **mediating.STATES,
    }
)

# On a button or in a menu: what one does.
COMMANDS: Words = MappingProxyType(
    {
        "accept": _("Accept"),
        "add_information": _("Add information"),
        "answer": _("Answer"),
        "answer_at_once": _("Answer at once"),
        "approve": _("Approve"),
        "ask_reporter": _("Ask the reporter"),
        "assign": _("Dispatch"),
        "call_back": _("Record the call"),
        "call_in": _("Call in a unit"),
        "claim": _("Claim"),
        "classify": _("Classify"),
        "close": pgettext_lazy("command", "Close the case"),
        "contribute": _("Give the assisting result"),
        "decline": _("Decline"),
        "escalate": _("Hand up a level"),
        "finish": _("End the follow-up"),
        "follow_up": _("Record the follow-up"),
        "grant_extension": _("Grant the extension"),
        "hand_on": _("Hand on to the centre"),
        "merge": _("Merge into another case"),
        "note": _("Note"),
        "oversee": _("Issue an oversight order"),
        "provide_information": _("Reply to the question"),
        "rate": _("Rate"),
        "recall": _("Take back the dispatch"),
        "refuse_extension": _("Refuse the extension"),
        "remind": _("Remind"),
        "reopen": _("Reopen"),
        "reply_to_oversight": _("Reply to the order"),
        "request_extension": _("Request an extension"),
        "resume": _("Resume"),
        "return": _("Return"),
        "rule_on_return": _("Rule on the return"),
        "send_back": _("Send back"),
        "settle_on_the_spot": _("Settle on the spot"),
        "stop_waiting": _("Go on without a reply"),
        "suspend": _("Suspend"),
        "transfer": _("Transfer"),
        "withdraw": _("Withdraw"),
        **mediating.COMMANDS,
    }
)

# What a list is narrowed to (`filters.Happened`), before the days on which it was.
HAPPENED_FILTERS: Words = MappingProxyType(
    {
        "closed": pgettext_lazy("filter", "Closed"),
        "closed_late": pgettext_lazy("filter", "Closed late"),
        "declined": pgettext_lazy("filter", "Declined"),
        "returned": pgettext_lazy("filter", "Returned by a unit"),
        "reopened": pgettext_lazy("filter", "Reopened"),
        "reminded": pgettext_lazy("filter", "Reminded"),
        "rated": pgettext_lazy("filter", "Judged by the reporter"),
        "contradicted": pgettext_lazy("filter", "Said to be solved, and denied by the reporter"),
    }
)

# On the timeline: what happened.
HAPPENED: Words = MappingProxyType(
    {
        "accept": _("Accepted"),
        "add_information": _("Information added"),
        "alarm": _("Deadline alarm"),
        "answer": _("Answered"),
        "answer_at_once": _("Answered at once with a published article"),
        "approve": _("Answer approved"),
        "ask_reporter": _("Reporter asked"),
        "ask_verdict": _("Verdict asked for"),
        "assign": _("Dispatched"),
        "attach": _("File added"),
        "call_back": _("Reporter called about the verdict"),
        "call_in": _("Unit called in"),
        "claim": _("Claimed"),
        "classify": _("Classified"),
        "close": pgettext_lazy("happened", "Closed"),
        "contribute": _("Assisting result given"),
        "decline": _("Declined"),
        "erase_contact": _("Contact erased on schedule"),
        "escalate": _("Handed up a level"),
        "finish": _("Follow-up ended"),
        "follow_up": _("Followed up"),
        "grant_extension": _("Extension granted"),
        "hand_on": _("Handed on to the centre"),
        "merge": _("Merged into another case"),
        "merged_here": _("Another case merged into this one"),
        "note": _("Note"),
        "oversee": _("Oversight order issued"),
        "provide_information": _("Reporter replied"),
        "rate": _("Rated by the reporter"),
        "recompute": _("Deadline recomputed"),
        "recall": _("Dispatch taken back"),
        "refuse_extension": _("Extension refused"),
        "rehome": _("Moved to another area after redrawing"),
        "remind": _("Reminded"),
        "reopen": _("Reopened"),
        "reply_to_oversight": _("Oversight order replied to"),
        "request_extension": _("Extension requested"),
        "resume": _("Resumed"),
        "return": _("Returned as not theirs"),
        "rule_on_return": _("Return ruled on"),
        "send_back": _("Answer sent back"),
        "sent_on": _("Sent on to another system"),
        "sent_on_ended": _("No longer followed at the other system"),
        "sent_on_trouble": _("Another system needs somebody to look"),
        "settle_on_the_spot": _("Settled on the spot"),
        "stop_waiting": _("Went on without a reply"),
        "submit": _("Received"),
        "suspend": _("Suspended"),
        "topic_alert": _("Many raise the same matter"),
        "transfer": _("Transferred"),
        "unmask_contact": _("Contact looked at"),
        "tell_code": _("Tracking code told"),
        "tell_joint": _("Reporter told that the joint case is closed"),
        "withdraw": _("Withdrawn"),
        **mediating.HAPPENED,
        **publishing.HAPPENED,
    }
)

STEPS: Words = MappingProxyType(
    {
        "whole": _("The whole case"),
        "accept": _("Accept"),
        "dispatch": _("Dispatch"),
        "claim": _("Claim"),
        "handle": _("Handle"),
        "rule_on_return": _("Rule on the return"),
        "wait_for_reporter": _("Wait for the reporter"),
        "suspend": _("Suspension"),
        "review": _("Review"),
        "close": pgettext_lazy("step", "Close"),
        "follow_up": _("Follow up"),
        "settle": _("Settle on the spot"),
        **mediating.STEPS,
    }
)

QUEUES: Words = MappingProxyType(
    {
        "to_accept": _("To accept"),
        "to_dispatch": _("To dispatch"),
        "to_claim": _("To claim"),
        "to_handle": _("To handle"),
        "to_mediate": _("To mediate"),
        "to_assist": _("To assist"),
        "waiting": _("Waiting"),
        "to_review": _("To review"),
        "to_follow_up": _("To follow up"),
        "extensions": _("Extensions"),
        "overdue": _("Overdue"),
        "oversight": _("Under oversight"),
    }
)

CAPACITIES: Words = MappingProxyType(
    {
        "assisting_handler": _("Assisting unit"),
        "dispatcher": _("Dispatcher"),
        "field_worker": _("Field worker"),
        "follow_up_caller": _("Follow-up caller"),
        "intake_clerk": _("Intake clerk"),
        "lead_handler": _("Lead unit"),
        "lead_leader": _("Head of the lead unit"),
        "mediator": _("Mediator"),
        "party": _("Party"),
        "reporter": _("Reporter"),
        "reviewer": _("Reviewer"),
        "supervisor": _("Supervisor"),
        "system": _("Banjie itself"),
    }
)

# What happened, what holds, and what to do: shown where the command was given.
REFUSALS: Words = MappingProxyType(
    {
        "assists": _("Your unit has not been called in on this case, or has given its result already."),
        "category_known": _("Choose a category first; the time limits and the unit follow from it."),
        "extension_not_pending": _("An extension has been requested already and awaits a decision."),
        "extension_pending": _("No extension request is waiting."),
        "first_round": _("Its reporter says that it is not settled. Somebody has to look into it this time."),
        "is_enquiry": _("Only an enquiry can be answered with an article. Change its kind first if it is one."),
        "higher_centre_exists": _("This case is with the highest centre already."),
        "lead_known": _("No unit has this case yet. Dispatch it first."),
        "not_own_answer": _("You gave this answer yourself. Somebody else must review it."),
        "not_own_work": _("Your own unit handled this. Somebody of another unit must ask the reporter."),
        "not_rated_yet": _("The reporter has given a verdict already."),
        "not_reminded_recently": _("A reminder was sent within the last 24 hours."),
        "not_yours": _("This is not yours to do in this case."),
        "oversight_open": _("No oversight order is waiting for a reply."),
        "rated_already": _("The reporter has given no verdict yet; ask for one."),
        "reopen_window_open": _("The time for reopening has passed. The matter can be raised anew."),
        "reopens_left": _("This case has been reopened as often as is possible. The matter can be raised anew."),
        "too_many_files": _("This case has as many files as it can hold."),
        "unknown_command": _("There is no such command."),
        "unknown_outcome": _("Choose one of the outcomes offered."),
        "wrong_state": _("The case has moved on, and this can no longer be done. Look at what happened since."),
        **mediating.REFUSALS,
        **publishing.REFUSALS,
    }
)

# What is wrong with a matter or with what was entered for a command.
PROBLEMS: Words = MappingProxyType(
    {
        "anonymous_with_contact": _("An anonymous matter carries no contact. Remove it, or choose confidential."),
        "answer_invalid": _("This answer does not fit the question."),
        "area_unknown": _("There is no area with this code."),
        "before_received": _("This cannot have happened before the matter was received."),
        "bad_span": _("Write a time such as 4wh (working hours), 2wd (working days), 24h or 3d."),
        "case_settled": _("This case is settled already; a case can only be merged into an open one."),
        "case_unknown": _("There is no such case, or you may not see it."),
        "category_needed": _("Choose a category."),
        "category_retired": _("This category is no longer in use."),
        "category_unknown": _("There is no such category."),
        "closed_before_received": _("It cannot have been closed before it was received."),
        "contacted_at_missing": _("Say when the reporter was contacted."),
        "coordinates_out_of_range": _("Longitude lies between −180 and 180, latitude between −90 and 90."),
        "coordinates_swapped": _("Longitude and latitude seem to be exchanged."),
        "kind_after_work_began": _("Work has begun. Return the case first; then its kind can be changed."),
        "in_future": _("This time lies in the future."),
        "merge_about_another": _("A complaint about a unit is merged only with one about the same unit."),
        "merge_into_itself": _("A case cannot be merged into itself."),
        "no_higher_centre": _("There is no centre above this one."),
        "outside_every_area": _("This point lies outside the areas served here."),
        "place_needed": _(
            "We need to know where it is: write a street, a building or what stands beside it, or set the pin."
        ),
        "point_incomplete": _("Give both longitude and latitude, or neither."),
        "reached_after_all": _("Whoever was reached needs no reason for not being reached."),
        "received_in_future": _("The time of receipt lies in the future."),
        "received_too_long_ago": _("The time of receipt lies before 1970."),
        "unit_complained_of": _("The case complains about this unit, so it cannot go there."),
        "unit_leads_already": _("This unit leads the case already."),
        "unit_unknown": _("There is no such unit, or it is no longer in use."),
        "unsolved_reason_missing": _("Say why it is not solved."),
        **publishing.PROBLEMS,
        "verdict_missing": _("Enter what the reporter said: whether it is settled, and how satisfied they are."),
    }
)


def word(words: Words, key: str) -> "StrOrPromise":
    """The words for a key; a key without any stands for itself, so that an old entry still shows."""
    return words.get(key, key)


# Why somebody is called, and how the calling stands.
CALL_WHYS: Words = MappingProxyType(dict(CallWhy.choices))
CALL_STATES: Words = MappingProxyType(dict(CallState.choices))
UNREACHED: Words = MappingProxyType(
    {
        "no_answer": _("Nobody answered"),
        "wrong_number": _("The number is somebody else's"),
        "refused": _("Did not wish to say anything"),
    }
)

# The options of closed fields, by the name that the field has in every payload and submission.
CHOICES: Mapping[str, Words] = MappingProxyType(
    {
        "channel": dict(Channel.choices),
        "contacted_how": dict(ContactedBy.choices),
        "identity": dict(Identity.choices),
        "kind": dict(Kind.choices),
        "level": dict(Level.choices),
        "outcome": dict(Ruling.choices),
        "solved": dict(Solved.choices),
        "why_not": dict(WhyNot.choices),
        "why_unreached": UNREACHED,
    }
)
SATISFACTION: Words = MappingProxyType(
    {
        "5": _("Very satisfied"),
        "4": _("Satisfied"),
        "3": _("Neither"),
        "2": _("Dissatisfied"),
        "1": _("Very dissatisfied"),
    }
)


def span(text: str) -> str:
    """A span such as "2wd" in words, for lists and sentences."""
    target = parse_target(text)
    return str(_SPANS[target.unit] % {"count": target.amount})


_SPANS: Mapping[Unit, "StrOrPromise"] = MappingProxyType(
    {
        Unit.CALENDAR_MINUTES: _("%(count)s minutes"),
        Unit.CALENDAR_HOURS: _("%(count)s hours"),
        Unit.CALENDAR_DAYS: _("%(count)s days"),
        Unit.WORKING_MINUTES: _("%(count)s working minutes"),
        Unit.WORKING_HOURS: _("%(count)s working hours"),
        Unit.WORKING_DAYS: _("%(count)s working days"),
    }
)
