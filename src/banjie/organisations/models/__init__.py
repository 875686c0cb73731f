"""Tables of the organisation. Private to it: others read through `queries` and write through `actions`."""

from .clients import Client, ClientGrant
from .posts import Appointment, DutyShift, Grant, Post
from .records import OrganisationChange, SignInEvent, SignInEventKind
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
    "RecoveryCode",
    "SignInEvent",
    "SignInEventKind",
    "Staff",
    "StaffSession",
    "Unit",
    "UnitKind",
    "UnitLevel",
]
