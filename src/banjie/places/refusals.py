"""Why a change to places is refused, as codes. The words are made where people read them."""

from enum import StrEnum


class Reason(StrEnum):
    """What stands in the way; `data` of the refusal carries what is in brackets."""

    ALREADY_NAMED = "already_named"  # (name)
    AREA_RETIRED = "area_retired"
    BAD_POSITION = "bad_position"
    BAD_TEXT = "bad_text"
    CODE_RETIRED = "code_retired"
    FILE_AT_FAULT = "file_at_fault"  # (errors)
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"  # (most)
    PLAN_OUTDATED = "plan_outdated"
    REASON_MISSING = "reason_missing"
    STARTS_BEFORE_CURRENT = "starts_before_current"  # (area, since)
    STARTS_IN_FUTURE = "starts_in_future"
    TOO_MANY = "too_many"  # (most)
    UNKNOWN = "unknown"


class Refused(Exception):
    """The change was not made, and nothing was written. `code` is a Reason; `data` what its words need."""

    def __init__(self, code: Reason, **data: object) -> None:
        self.code = code
        self.data = data
        super().__init__(f"{code.value} {data}" if data else code.value)
