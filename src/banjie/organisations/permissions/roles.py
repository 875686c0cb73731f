"""The roles: described sets of permissions. A post carries a role over an area; a person holds the post."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .permission import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

P = Permission


class Reach(StrEnum):
    """How far a role reaches: all that lies in its area, or only what of it lies with the post's unit."""

    AREA = "area"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Role:
    key: str
    label: "StrOrPromise"
    description: "StrOrPromise"
    reach: Reach
    permissions: frozenset[Permission]


ADMINISTRATOR = Role(
    "administrator",
    _("Administrator"),
    _("Keeps units, posts, accounts, areas, the calendar and the catalogue. Sees no case and no contact."),
    Reach.AREA,
    frozenset(
        {
            P.CALENDAR_EDIT,
            P.CATALOGUE_EDIT,
            P.CATALOGUE_PUBLISH,
            P.CLIENTS_EDIT,
            P.HALLS_EDIT,
            P.MEDIATION_EDIT,
            P.ORGANISATIONS_EDIT,
            P.ORGANISATIONS_EDIT_DUTY,
            P.ORGANISATIONS_SEE_RIGHTS,
            P.ORGANISATIONS_SEE_SIGN_INS,
            P.PLACES_EDIT,
            P.SCREENS_EDIT,
        }
    ),
)

AUDITOR = Role(
    "auditor",
    _("Auditor"),
    _("Reads everything but contacts, checks that nothing was altered, and changes nothing."),
    Reach.AREA,
    frozenset(
        {
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SEE_CONFIDENTIAL,
            P.MEDIATION_SEE,
            P.ORGANISATIONS_SEE_RIGHTS,
            P.ORGANISATIONS_SEE_SIGN_INS,
            P.REPORTS_SEE,
            P.TIMELINE_VERIFY,
        }
    ),
)

COUNTY_LEADER = Role(
    "county_leader",
    _("Leader"),
    _("Sees how the whole area does, reminds, and issues oversight orders."),
    Reach.AREA,
    frozenset(
        {
            P.CASES_EXPORT,
            P.CASES_NOTE,
            P.CASES_OVERSEE,
            P.CASES_REMIND,
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SEE_CONFIDENTIAL,
            P.MEDIATION_HOLD_ROUNDS,
            P.MEDIATION_SEE,
            P.ORGANISATIONS_SEE_RIGHTS,
            P.REPORTS_RELEASE,
            P.REPORTS_SEE,
        }
    ),
)

DISPATCHER = Role(
    "dispatcher",
    _("Dispatcher"),
    _("Gives each case to the unit that must settle it, rules on returns, and grants more time."),
    Reach.AREA,
    frozenset(
        {
            P.CASES_ACCEPT,
            P.CASES_ASK_REPORTER,
            P.CASES_ASSIGN,
            P.CASES_CALL_IN,
            P.CASES_CLASSIFY,
            P.CASES_CLOSE,
            P.CASES_CREATE,
            P.CASES_DECLINE,
            P.CASES_ESCALATE,
            P.CASES_EXPORT,
            P.CASES_GRANT_EXTENSION,
            P.CASES_HAND_ON,
            P.CASES_IMPORT,
            P.CASES_MERGE,
            P.CASES_NOTE,
            P.CASES_PROPOSE_PUBLIC,
            P.CASES_RECALL,
            P.CASES_REFUSE_EXTENSION,
            P.CASES_REMIND,
            P.CASES_RESUME,
            P.CASES_RULE_ON_RETURN,
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SEE_CONFIDENTIAL,
            P.CASES_SEE_CONTACT,
            P.CASES_STOP_WAITING,
            P.CASES_SUSPEND,
            P.CASES_TRANSFER,
            P.KNOWLEDGE_WRITE,
            P.MEDIATION_HOLD_ROUNDS,
            P.MEDIATION_SEE,
            P.ORGANISATIONS_EDIT_DUTY,
            P.ORGANISATIONS_SEE_RIGHTS,
            P.REPORTS_SEE,
        }
    ),
)

FIELD_WORKER = Role(
    "field_worker",
    _("Field worker"),
    _("Meets matters on site: enters them, settles small ones on the spot, hands on the rest."),
    Reach.AREA,
    frozenset(
        {
            P.CASES_ADD_INFORMATION,
            P.CASES_CREATE,
            P.CASES_HAND_ON,
            P.CASES_NOTE,
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SETTLE_ON_THE_SPOT,
        }
    ),
)

FOLLOW_UP_CALLER = Role(
    "follow_up_caller",
    _("Follow-up caller"),
    _("Asks reporters afterwards whether their matter is settled, and opens it again if it is not."),
    Reach.AREA,
    frozenset(
        {
            P.CASES_CALL_BACK,
            P.CASES_FINISH,
            P.CASES_FOLLOW_UP,
            P.CASES_NOTE,
            P.CASES_REOPEN,
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SEE_CONFIDENTIAL,
            P.CASES_SEE_CONTACT,
        }
    ),
)

_HANDLING = frozenset(
    {
        P.CASES_ANSWER,
        P.CASES_ASK_REPORTER,
        P.CASES_CALL_IN,
        P.CASES_CLAIM,
        P.CASES_CONTRIBUTE,
        P.CASES_NOTE,
        P.CASES_REPLY_TO_OVERSIGHT,
        P.CASES_REQUEST_EXTENSION,
        P.CASES_RESUME,
        P.CASES_RETURN,
        P.CASES_SEARCH,
        P.CASES_SEE_CONTACT,
        P.CASES_SEE_UNIT,
        P.CASES_STOP_WAITING,
        P.KNOWLEDGE_WRITE,
    }
)

HANDLER = Role(
    "handler",
    _("Handler"),
    _("Settles the cases given to the unit and writes its answers."),
    Reach.UNIT,
    _HANDLING,
)

INTAKE_CLERK = Role(
    "intake_clerk",
    _("Intake clerk"),
    _("Takes matters in from callers and visitors, accepts or declines them, and adds what they say later."),
    Reach.AREA,
    frozenset(
        {
            P.CASES_ACCEPT,
            P.CASES_ADD_INFORMATION,
            P.CASES_ASK_REPORTER,
            P.CASES_CLASSIFY,
            P.CASES_CREATE,
            P.CASES_DECLINE,
            P.CASES_IMPORT,
            P.CASES_MERGE,
            P.CASES_NOTE,
            P.CASES_PROPOSE_PUBLIC,
            P.CASES_PROVIDE_INFORMATION,
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SEE_CONTACT,
            P.CASES_STOP_WAITING,
            P.CASES_WITHDRAW,
            P.HALLS_SERVE,
            P.KNOWLEDGE_WRITE,
        }
    ),
)

MEDIATOR = Role(
    "mediator",
    _("Mediator"),
    _("Brings the parties of a dispute together, for the unit that mediates."),
    Reach.UNIT,
    _HANDLING | {P.MEDIATION_MEDIATE},
)

REVIEWER = Role(
    "reviewer",
    _("Reviewer"),
    _(
        "Approves or sends back what units answered, and closes cases. Never reviews an answer of their own. "
        "Reads matters before they are shown publicly."
    ),
    Reach.AREA,
    frozenset(
        {
            P.CASES_APPROVE,
            P.CASES_CLOSE,
            P.CASES_NOTE,
            P.CASES_PROPOSE_PUBLIC,
            P.CASES_PUBLISH,
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SEE_CONFIDENTIAL,
            P.CASES_SEND_BACK,
            P.KNOWLEDGE_PUBLISH,
            P.KNOWLEDGE_WRITE,
        }
    ),
)

SUPERVISOR = Role(
    "supervisor",
    _("Supervisor"),
    _("Watches deadlines and conduct: reminds, issues oversight orders, decides on more time."),
    Reach.AREA,
    frozenset(
        {
            P.CASES_ESCALATE,
            P.CASES_EXPORT,
            P.CASES_GRANT_EXTENSION,
            P.CASES_NOTE,
            P.CASES_OVERSEE,
            P.CASES_REFUSE_EXTENSION,
            P.CASES_REMIND,
            P.CASES_REOPEN,
            P.CASES_SEARCH,
            P.CASES_SEE_AREA,
            P.CASES_SEE_CONFIDENTIAL,
            P.MEDIATION_SEE,
            P.ORGANISATIONS_SEE_RIGHTS,
            P.REPORTS_RELEASE,
            P.REPORTS_SEE,
            P.SCREENS_EDIT,
        }
    ),
)

UNIT_LEADER = Role(
    "unit_leader",
    _("Unit leader"),
    _("Leads a unit that handles cases: passes them on, suspends, asks for time, sets who is on duty."),
    Reach.UNIT,
    frozenset(
        {
            P.CASES_CALL_IN,
            P.CASES_EXPORT,
            P.CASES_NOTE,
            P.CASES_REPLY_TO_OVERSIGHT,
            P.CASES_REQUEST_EXTENSION,
            P.CASES_RESUME,
            P.CASES_RETURN,
            P.CASES_SEARCH,
            P.CASES_SEE_UNIT,
            P.CASES_SUSPEND,
            P.CASES_TRANSFER,
            P.KNOWLEDGE_PUBLISH,
            P.KNOWLEDGE_WRITE,
            P.MEDIATION_HOLD_ROUNDS,
            P.MEDIATION_LEAD,
            P.ORGANISATIONS_EDIT_DUTY,
            P.ORGANISATIONS_SEE_RIGHTS,
            P.REPORTS_RELEASE,
            P.REPORTS_SEE,
        }
    ),
)

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        role.key: role
        for role in (
            ADMINISTRATOR,
            AUDITOR,
            COUNTY_LEADER,
            DISPATCHER,
            FIELD_WORKER,
            FOLLOW_UP_CALLER,
            HANDLER,
            INTAKE_CLERK,
            MEDIATOR,
            REVIEWER,
            SUPERVISOR,
            UNIT_LEADER,
        )
    }
)
