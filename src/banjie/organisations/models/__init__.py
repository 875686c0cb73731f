"""Tables of the organisation. Private to it: others read through `queries` and write through `actions`."""

from .clients import Client, ClientGrant
from .posts import Appointment, DutyShift, Grant, Post
from .preferences import PreferenceName, StaffPreference
from .records import OrganisationChange, SignInEvent, SignInEventKind
from .screens import ScreenLayout, ScreenLink
from .staff import RecoveryCode, Staff, StaffSession
from .units import Unit, UnitKind, UnitLevel

__all__ = [
    "Appointment",
    "Client",
    "ClientGrant",
    "DutyShift",
    "Grant",
    "OrganisationChange",
    "Post",
    "PreferenceName",
    "RecoveryCode",
    "ScreenLayout",
    "ScreenLink",
    "SignInEvent",
    "SignInEventKind",
    "Staff",
    "StaffPreference",
    "StaffSession",
    "Unit",
    "UnitKind",
    "UnitLevel",
]
