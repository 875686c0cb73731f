"""The words for codes of the organisation: refusals, kinds, levels, what was changed."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from banjie.organisations.models import SignInEventKind, UnitKind, UnitLevel
from banjie.organisations.permissions import ROLES, Permission
from banjie.organisations.queries import AccountState
from banjie.organisations.refusals import Reason, Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: dict[UnitKind, "StrOrPromise"] = {
    UnitKind.CENTRE: _("Centre"),
    UnitKind.COMMITTEE: _("Committee"),
    UnitKind.COMPANY: _("Company"),
    UnitKind.DEPARTMENT: _("Department"),
    UnitKind.GOVERNMENT: _("Government"),
    UnitKind.INSTITUTION: _("Institution"),
}

LEVELS: dict[UnitLevel, "StrOrPromise"] = {
    UnitLevel.PROVINCE: _("Province"),
    UnitLevel.PREFECTURE: _("Prefecture"),
    UnitLevel.COUNTY: _("County"),
    UnitLevel.TOWNSHIP: _("Township"),
    UnitLevel.VILLAGE: _("Village or community"),
}

STATES: dict[AccountState, "StrOrPromise"] = {
    AccountState.IN_USE: _("In use"),
    AccountState.WITHOUT_POST: _("Without a post"),
    AccountState.WAITING: _("Locked for a while"),
    AccountState.OUT_OF_USE: _("Out of use"),
}

SIGN_INS: dict[SignInEventKind, "StrOrPromise"] = {
    SignInEventKind.FAILED: _("Password not right"),
    SignInEventKind.LOCKED: _("Locked for a while after several failures"),
    SignInEventKind.PASSWORD_CHANGED: _("Password changed"),
    SignInEventKind.RECOVERY_CODE_USED: _("Recovery code used up"),
    SignInEventKind.SECOND_FACTOR_ADDED: _("Second factor added"),
    SignInEventKind.SECOND_FACTOR_FAILED: _("Code not right"),
    SignInEventKind.SECOND_FACTOR_REMOVED: _("Second factor removed"),
    SignInEventKind.SESSION_REVOKED: _("Signed out elsewhere"),
    SignInEventKind.SIGNED_IN: _("Signed in"),
    SignInEventKind.SIGNED_OUT: _("Signed out"),
    SignInEventKind.UNLOCKED: _("Unlocked by an administrator"),
}

# A verb as the record of changes keeps it, with what it was done to.
CHANGES: dict[tuple[str, str], "StrOrPromise"] = {
    ("appoint", "appointment"): _("Appointed"),
    ("end_appointment", "appointment"): _("Appointment ended"),
    ("create", "channel"): _("Endpoint set up"),
    ("change", "channel"): _("Endpoint changed"),
    ("renew", "channel"): _("Address or secret renewed"),
    ("stop", "channel"): _("Stopped"),
    ("start", "channel"): _("Started again"),
    ("grant", "grant"): _("Role granted"),
    ("withdraw", "grant"): _("Role withdrawn"),
    ("admit", "hall_device"): _("A kiosk or board let in"),
    ("revoke", "hall_device"): _("A kiosk or board turned away"),
    ("create", "hall"): _("Service hall set up"),
    ("change", "hall"): _("Service hall changed"),
    ("create", "onward_endpoint"): _("System to send on to added"),
    ("change", "onward_endpoint"): _("System to send on to changed"),
    ("map", "onward_endpoint"): _("Service of a category changed"),
    ("remove", "onward_endpoint"): _("System to send on to removed"),
    ("stop", "onward_endpoint"): _("Sending on stopped"),
    ("start", "onward_endpoint"): _("Sending on started again"),
    ("create", "post"): _("Post created"),
    ("rename", "post"): _("Post renamed"),
    ("retire", "post"): _("Post taken out of use"),
    ("restore", "post"): _("Post brought back into use"),
    ("add", "shift"): _("Put on duty"),
    ("remove", "shift"): _("Taken off duty"),
    ("register", "staff"): _("Account registered"),
    ("change", "staff"): _("Account changed"),
    ("deactivate", "staff"): _("Account taken out of use"),
    ("reactivate", "staff"): _("Account brought back into use"),
    ("remove_second_factor", "staff"): _("Second factor removed by an administrator"),
    ("set_shared_password", "staff"): _("Password set for an account that everybody may try"),
    ("set_temporary_password", "staff"): _("Temporary password set"),
    ("unlock", "staff"): _("Unlocked"),
    ("create", "subscription"): _("Subscription made"),
    ("change", "subscription"): _("Subscription changed"),
    ("remove", "subscription"): _("Subscription removed"),
    ("renew", "subscription"): _("Secret renewed"),
    ("stop", "subscription"): _("Sending stopped"),
    ("start", "subscription"): _("Sending started again"),
    ("create", "unit"): _("Unit created"),
    ("change", "unit"): _("Unit changed"),
    ("move", "unit"): _("Unit moved"),
    ("retire", "unit"): _("Unit taken out of use"),
    ("restore", "unit"): _("Unit brought back into use"),
}

FIELDS: dict[str, "StrOrPromise"] = {
    "name": _("Name"),
    "name_en": _("Name in English"),
    "username": _("Username"),
    "code": _("Code"),
    "kind": _("Kind"),
    "level": _("Administrative level"),
    "path": _("Place in the tree"),
    "post_name": _("Post"),
    "role": _("Role"),
    "area": _("Area"),
    "roles": _("Duties for routing"),
    "started_on": _("From"),
    "starts_at": _("From"),
    "ended_on": _("Until"),
    "ends_at": _("Until"),
    "phone": _("Telephone"),
    "email": _("Email"),
    "language": _("Language"),
    "hours": _("Opening hours"),
    "working_days_only": _("On working days only"),
    "most_priority": _("With priority in a row, at most"),
    "prints_at_once": _("The kiosk prints at once"),
    "speaks": _("The board speaks"),
    "active": _("In use"),
    "expires_at": _("Until"),
}

_REFUSALS: dict[Reason, "StrOrPromise"] = {
    Reason.APPOINTED_ALREADY: _("This person holds the post already in that time."),
    Reason.CODE_IS_NO_LABEL: _("Use letters A–Z, digits and _ only."),
    Reason.CODE_TAKEN: _("Another unit has this code. Choose one that is free."),
    Reason.CODE_WRONG: _("The code is not right. Wait for the next one and type it in."),
    Reason.ENDS_BEFORE_START: _("The end lies before the start."),
    Reason.GRANTED_ALREADY: _("The post carries this role over this area already."),
    Reason.LAST_ADMINISTRATOR: _(
        "Nobody would be left to keep units, posts and accounts. Appoint another administrator first."
    ),
    Reason.NAME_MISSING: _("Give it a name."),
    Reason.NAME_TAKEN: _("This name is taken here. Choose another."),
    Reason.ON_DUTY_ALREADY: _("This person is on duty already in that time. Nothing was added."),
    Reason.OWN_RIGHTS: _("Nobody gives rights to themselves. Ask another administrator."),
    Reason.PARENT_INSIDE: _("A unit cannot lie under itself or a part of itself."),
    Reason.PASSWORD_UNCHANGED: _("This is the password you have now. Choose another."),
    Reason.PASSWORD_WRONG: _("The password is not right."),
    Reason.ROLE_UNKNOWN: _("There is no such role."),
    Reason.SECOND_FACTOR_THERE: _("Your account has a second factor already."),
    Reason.TEXT_TOO_LONG: _("This is too long."),
    Reason.TEXT_UNREADABLE: _("This holds signs that cannot be stored. Type it again."),
    Reason.USERNAME_NOT_PLAIN: _("Use 2 to 40 of a–z, 0–9, dot, hyphen and _, beginning with a letter or digit."),
    Reason.USERNAME_TAKEN: _("Somebody has this username. Choose another."),
}

_RETIRED: dict[object, "StrOrPromise"] = {
    "post": _("The post is out of use. Bring it back into use first."),
    "staff": _("The account is out of use. Bring it back into use first."),
    "unit": _("The unit is out of use. Bring it back into use first."),
}


def refusal_text(refused: Refused) -> str:
    """What happened, and what to do next."""
    match refused.code:
        case Reason.ACTIVE_PARTS_BELOW:
            count = int(str(refused.data["count"]))
            return ngettext(
                "%(count)d part of it is still in use. Move it or take it out of use first.",
                "%(count)d parts of it are still in use. Move them or take them out of use first.",
                count,
            ) % {"count": count}
        case Reason.ENDS_TOO_LATE:
            return gettext("At most %(days)s days ahead. Set it again when that day is near.") % refused.data
        case Reason.NOT_IN_UNIT:
            return gettext("%(staff)s holds no post in %(unit)s on that day.") % refused.data
        case Reason.PASSWORD_WEAK:
            return " ".join(_texts(refused.data["problems"]))
        case Reason.RETIRED:
            return str(_RETIRED[refused.data["kind"]])
        case Reason.SEPARATED_DUTIES:
            return _separated(refused)
        case Reason.SHIFT_TOO_LONG:
            return gettext("A shift is at most %(hours)s hours long.") % refused.data
        case Reason.UNKNOWN:
            return gettext("It is no longer there. Somebody may just have changed it; load the page again.")
        case reason:
            return str(_REFUSALS[reason])


def _separated(refused: Refused) -> str:
    one, other = (ROLES[role].label for role in _texts(refused.data["roles"]))
    first, second = (Permission(permission).description for permission in _texts(refused.data["permissions"]))
    return gettext(
        "%(who)s would be %(one)s and %(other)s over the same cases. These are kept apart: "
        "“%(first)s” and “%(second)s” may not be in one hand."
    ) % {"who": refused.data["staff"], "one": one, "other": other, "first": first, "second": second}


def _texts(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values) if isinstance(values, tuple) else ()
