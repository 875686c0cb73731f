"""Everything that can be allowed. Alphabetised; `cases.<command>` is a command of that name in a process."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Permission(StrEnum):
    """One thing that can be allowed, with what it means in one line (`description`)."""

    description: "StrOrPromise"

    def __new__(cls, value: str, description: "StrOrPromise" = "") -> "Permission":
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    CALENDAR_EDIT = "calendar.edit", _("Change the working calendar: holidays, make-up days, hours")
    CASES_ACCEPT = "cases.accept", _("Accept a matter as a case")
    CASES_ADD_INFORMATION = (
        "cases.add_information",
        _("Add what was said later or seen on site"),
    )
    CASES_ANSWER = "cases.answer", _("Answer a case for the unit")
    CASES_APPROVE = "cases.approve", _("Approve another unit's answer")
    CASES_ASK_REPORTER = "cases.ask_reporter", _("Ask the reporter for more and wait for the reply")
    CASES_ASSIGN = "cases.assign", _("Assign a case to a lead unit and assisting units")
    CASES_CALL_BACK = "cases.call_back", _("Ask a reporter who gave a poor verdict what was wrong")
    CASES_CALL_IN = "cases.call_in", _("Call further units to the spot by a deadline")
    CASES_CLAIM = "cases.claim", _("Take on a case that was assigned to the unit")
    CASES_CLASSIFY = "cases.classify", _("Change the category, level or kind of a case")
    CASES_CLOSE = "cases.close", _("Close a case whose answer was approved")
    CASES_CONTRIBUTE = "cases.contribute", _("Give an assisting unit's result")
    CASES_CREATE = "cases.create", _("Enter a matter for somebody who calls, visits or is met")
    CASES_DECLINE = "cases.decline", _("Decline a matter, with the reason and the lawful channel")
    CASES_ESCALATE = "cases.escalate", _("Hand a case up to the centre above")
    CASES_EXPORT = "cases.export", _("Take cases out as a spreadsheet, without contacts")
    CASES_FINISH = "cases.finish", _("End a closed case whose reporter could not be reached")
    CASES_FOLLOW_UP = "cases.follow_up", _("Ask the reporter afterwards whether the matter is settled")
    CASES_GRANT_EXTENSION = "cases.grant_extension", _("Grant a unit more time")
    CASES_HAND_ON = "cases.hand_on", _("Hand on a matter that cannot be settled on the spot")
    CASES_IMPORT = "cases.import", _("Bring in cases from a spreadsheet")
    CASES_MERGE = "cases.merge", _("Merge a case into another about the same matter")
    CASES_NOTE = "cases.note", _("Leave an internal note on a case")
    CASES_OVERSEE = "cases.oversee", _("Issue an oversight order with a deadline")
    CASES_PROPOSE_PUBLIC = (
        "cases.propose_public",
        _("Prepare a matter for the public: shorten its words, leave out who it was"),
    )
    CASES_PROVIDE_INFORMATION = (
        "cases.provide_information",
        _("Enter the reporter's reply to a question, so that work goes on"),
    )
    CASES_PUBLISH = "cases.publish", _("Read matters for the public: show them, refuse them, take them back")
    CASES_RECALL = "cases.recall", _("Take a dispatch back before the unit takes the case on")
    CASES_REFUSE_EXTENSION = "cases.refuse_extension", _("Refuse a unit more time")
    CASES_REMIND = "cases.remind", _("Remind the unit of a case")
    CASES_REOPEN = "cases.reopen", _("Open a closed case again for the reporter")
    CASES_REPLY_TO_OVERSIGHT = "cases.reply_to_oversight", _("Reply to an oversight order")
    CASES_REQUEST_EXTENSION = "cases.request_extension", _("Ask for more time for a case")
    CASES_RESUME = "cases.resume", _("Resume a suspended case")
    CASES_RETURN = "cases.return", _("Return a case that is not the unit's, with the reason")
    CASES_RULE_ON_RETURN = "cases.rule_on_return", _("Rule on a return: send elsewhere, or back to the unit")
    CASES_SEARCH = "cases.search", _("Search the cases that one may see")
    CASES_SEE_AREA = "cases.see_area", _("See every case of the area")
    CASES_SEE_CONFIDENTIAL = "cases.see_confidential", _("See cases marked confidential")
    CASES_SEE_CONTACT = "cases.see_contact", _("Unmask a contact for a stated purpose; each time is recorded")
    CASES_SEE_UNIT = "cases.see_unit", _("See the cases given to the unit or a part of it")
    CASES_SEND_BACK = "cases.send_back", _("Send back another unit's answer")
    CASES_SETTLE_ON_THE_SPOT = "cases.settle_on_the_spot", _("Settle a small matter where it is met")
    CASES_STOP_WAITING = "cases.stop_waiting", _("Stop waiting for the reporter and go on")
    CASES_SUSPEND = "cases.suspend", _("Suspend a case for a stated reason and time")
    CASES_TRANSFER = "cases.transfer", _("Pass a case from one unit to another")
    CASES_WITHDRAW = "cases.withdraw", _("Withdraw a case when its reporter asks for it")
    CATALOGUE_EDIT = "catalogue.edit", _("Draft changes to categories, time limits and routing")
    CATALOGUE_PUBLISH = "catalogue.publish", _("Publish a drafted catalogue")
    CLIENTS_EDIT = "clients.edit", _("Admit other systems and set what they may do")
    HALLS_EDIT = "halls.edit", _("Set up service halls, and let their kiosks and boards in")
    HALLS_SERVE = "halls.serve", _("Call numbers at the counters of the unit's service halls")
    KNOWLEDGE_PUBLISH = (
        "knowledge.publish",
        _("Publish articles of questions and answers that somebody else wrote, send them back, take them out of view"),
    )
    KNOWLEDGE_WRITE = "knowledge.write", _("Write articles of questions and answers, and confirm that they still hold")
    MEDIATION_EDIT = "mediation.edit", _("Set the rungs, forms and types by which disputes are mediated")
    MEDIATION_HOLD_ROUNDS = "mediation.hold_rounds", _("Hold screening rounds over open disputes and places at risk")
    MEDIATION_LEAD = (
        "mediation.lead",
        _("Keep the list of mediators, seat them, and move disputes between rungs"),
    )
    MEDIATION_MEDIATE = "mediation.mediate", _("Mediate disputes that lie with the unit")
    MEDIATION_SEE = (
        "mediation.see",
        _("See how disputes stand, without names and without what was said"),
    )
    ORGANISATIONS_EDIT = "organisations.edit", _("Change units, posts, accounts and rights")
    ORGANISATIONS_EDIT_DUTY = "organisations.edit_duty", _("Set who is on duty")
    ORGANISATIONS_SEE_RIGHTS = "organisations.see_rights", _("See who can do what here, and why")
    ORGANISATIONS_SEE_SIGN_INS = (
        "organisations.see_sign_ins",
        _("See when and where accounts signed in"),
    )
    PLACES_EDIT = "places.edit", _("Change areas, boundaries and place names")
    REPORTS_RELEASE = "reports.release", _("Edit and sign off reports, and set when they are made")
    REPORTS_SEE = "reports.see", _("See reports on how units handled their cases")
    SCREENS_EDIT = "screens.edit", _("Lay out command screens and admit the walls that show them")
    TIMELINE_VERIFY = "timeline.verify", _("Check that no timeline was altered")


# What leaves everything as it was. All else writes.
READING = frozenset(
    {
        Permission.CASES_EXPORT,
        Permission.CASES_SEARCH,
        Permission.CASES_SEE_AREA,
        Permission.CASES_SEE_CONFIDENTIAL,
        Permission.CASES_SEE_CONTACT,
        Permission.CASES_SEE_UNIT,
        Permission.MEDIATION_SEE,
        Permission.ORGANISATIONS_SEE_RIGHTS,
        Permission.ORGANISATIONS_SEE_SIGN_INS,
        Permission.REPORTS_SEE,
        Permission.TIMELINE_VERIFY,
    }
)
