"""Every change to the organisation: one transaction each, with its record. Raises `refusals.Refused`."""

from .accounts import (
    StaffChanges,
    change_staff,
    deactivate_staff,
    reactivate_staff,
    register_staff,
    set_temporary_password,
    unlock_staff,
)
from .appointments import appoint, end_appointment
from .duty import add_shifts, remove_shift
from .passwords import change_own_password, share_password, temporary_password
from .posts import create_post, grant_role, rename_post, restore_post, retire_post, withdraw_role
from .preferences import prefer
from .record import erase_old_sign_ins
from .second_factors import (
    begin_second_factor,
    confirm_second_factor,
    remove_own_second_factor,
    remove_second_factor,
)
from .sessions import note_session, revoke_other_sessions, revoke_session, session_seen
from .units import UnitChanges, change_unit, create_unit, move_unit, restore_unit, retire_unit

__all__ = [
    "StaffChanges",
    "UnitChanges",
    "add_shifts",
    "appoint",
    "begin_second_factor",
    "change_own_password",
    "change_staff",
    "change_unit",
    "confirm_second_factor",
    "create_post",
    "create_unit",
    "deactivate_staff",
    "end_appointment",
    "erase_old_sign_ins",
    "grant_role",
    "move_unit",
    "note_session",
    "prefer",
    "reactivate_staff",
    "register_staff",
    "remove_own_second_factor",
    "remove_second_factor",
    "remove_shift",
    "rename_post",
    "restore_post",
    "restore_unit",
    "retire_post",
    "retire_unit",
    "revoke_other_sessions",
    "revoke_session",
    "session_seen",
    "set_temporary_password",
    "share_password",
    "temporary_password",
    "unlock_staff",
    "withdraw_role",
]
