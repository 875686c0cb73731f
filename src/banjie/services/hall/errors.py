"""Why nothing was done in a hall, as codes; worded at the edge."""

from enum import StrEnum


class Reason(StrEnum):
    CLOSED = "closed"
    CODE_NOT_PLAIN = "code_not_plain"
    CODE_TAKEN = "code_taken"
    DESK_BUSY = "desk_busy"
    DESK_UNKNOWN = "desk_unknown"
    ENDED = "ended"
    ENDS_BEFORE_START = "ends_before_start"
    ENDS_TOO_LATE = "ends_too_late"
    HALL_UNKNOWN = "hall_unknown"
    HOURS_UNREADABLE = "hours_unreadable"
    MOST_PRIORITY_ODD = "most_priority_odd"
    NAME_MISSING = "name_missing"
    NOT_HERE = "not_here"
    SAME_DESK = "same_desk"
    UNIT_UNKNOWN = "unit_unknown"


class Refused(Exception):
    """Nothing was written. `field` says where in a form it belongs, if anywhere."""

    def __init__(self, code: Reason, field: str = "") -> None:
        self.code = code
        self.field = field
        super().__init__(code.value)
