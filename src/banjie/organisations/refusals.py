"""Why a change to the organisation is refused, as codes. The words are made where people read them."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from django.db import DataError, IntegrityError, transaction


class Reason(StrEnum):
    """What stands in the way; `data` of the refusal carries what is in brackets."""

    ACTIVE_PARTS_BELOW = "active_parts_below"  # (count)
    APPOINTED_ALREADY = "appointed_already"
    CODE_IS_NO_LABEL = "code_is_no_label"
    CODE_TAKEN = "code_taken"
    CODE_WRONG = "code_wrong"
    ENDS_BEFORE_START = "ends_before_start"
    ENDS_TOO_LATE = "ends_too_late"  # (days)
    GRANTED_ALREADY = "granted_already"
    LAST_ADMINISTRATOR = "last_administrator"
    NAME_MISSING = "name_missing"
    NAME_TAKEN = "name_taken"
    NOT_IN_UNIT = "not_in_unit"  # (staff, unit)
    ON_DUTY_ALREADY = "on_duty_already"
    OWN_RIGHTS = "own_rights"
    PARENT_INSIDE = "parent_inside"
    PASSWORD_UNCHANGED = "password_unchanged"  # noqa: S105 — the name of a reason
    PASSWORD_WEAK = "password_weak"  # noqa: S105 — (problems: sentences of Django's validators)
    PASSWORD_WRONG = "password_wrong"  # noqa: S105 — the name of a reason
    RETIRED = "retired"  # (kind)
    ROLE_UNKNOWN = "role_unknown"  # (role)
    SECOND_FACTOR_THERE = "second_factor_there"
    SEPARATED_DUTIES = "separated_duties"  # (staff, roles, permissions)
    SHIFT_TOO_LONG = "shift_too_long"  # (hours)
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNREADABLE = "text_unreadable"
    UNKNOWN = "unknown"  # (kind, id)
    USERNAME_NOT_PLAIN = "username_not_plain"
    USERNAME_TAKEN = "username_taken"


class Refused(Exception):
    """The change was not made, and nothing was written. `code` is a Reason; `data` what its words need."""

    def __init__(self, code: Reason, **data: object) -> None:
        self.code = code
        self.data = data
        super().__init__(f"{code.value} {data}" if data else code.value)


# The constraints of the database that a person can run into, and what they then should be told.
_CONSTRAINTS = {
    "appointment_ends_after_it_starts": Reason.ENDS_BEFORE_START,
    "appointment_not_twice_at_once": Reason.APPOINTED_ALREADY,
    "grant_once": Reason.GRANTED_ALREADY,
    "grant_role_is_known": Reason.ROLE_UNKNOWN,
    "organisations_staff_username_key": Reason.USERNAME_TAKEN,
    "organisations_unit_code_key": Reason.CODE_TAKEN,
    "post_has_a_name": Reason.NAME_MISSING,
    "post_name_once_in_a_unit": Reason.NAME_TAKEN,
    "shift_ends_after_it_starts": Reason.ENDS_BEFORE_START,
    "shift_one_place_at_a_time": Reason.ON_DUTY_ALREADY,
    "staff_has_a_name": Reason.NAME_MISSING,
    "staff_username_is_plain": Reason.USERNAME_NOT_PLAIN,
    "unit_code_is_a_label": Reason.CODE_IS_NO_LABEL,
    "unit_has_a_name": Reason.NAME_MISSING,
    "unit_name_once_under_a_parent": Reason.NAME_TAKEN,
}

_TOO_LONG = "22001"


@contextmanager
def one_change() -> Iterator[None]:
    """One transaction; a constraint that a person can run into becomes a refusal. Raises Refused.

    The database is the judge, so that two people at once are told the same as one after the other.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        reason = _CONSTRAINTS.get(_constraint(error))
        if reason is None:
            raise
        raise Refused(reason) from error
    except DataError as error:
        if getattr(error.__cause__, "sqlstate", None) != _TOO_LONG:
            raise
        raise Refused(Reason.TEXT_TOO_LONG) from error


def clean(text: str) -> str:
    """One line of text as it may be stored, without control codes. Raises Refused: text_unreadable."""
    stripped = text.strip()
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in stripped):
        raise Refused(Reason.TEXT_UNREADABLE)
    return stripped


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
