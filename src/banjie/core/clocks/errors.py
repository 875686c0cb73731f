"""What the clocks refuse, as a code with data; the sentence is made at the edge."""

from enum import StrEnum


class ClockErrorCode(StrEnum):
    ALREADY_PAUSED = "already_paused"
    ALREADY_STOPPED = "already_stopped"
    BAD_SHIFT = "bad_shift"
    BAD_TARGET = "bad_target"
    BAD_WHEN = "bad_when"
    DUPLICATE_DAY = "duplicate_day"
    NAIVE_TIME = "naive_time"
    NO_WORKING_TIME = "no_working_time"
    NOT_PAUSED = "not_paused"
    NOT_STOPPED = "not_stopped"
    OUTSIDE_YEARS = "outside_years"
    OVERLAPPING_SHIFTS = "overlapping_shifts"
    PAUSES_OUT_OF_ORDER = "pauses_out_of_order"
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    UNREADABLE = "unreadable"


class ClockError(ValueError):
    """Bad input to a clock or a calendar. `data` holds what the sentence needs: the text, the bounds."""

    def __init__(self, code: ClockErrorCode, **data: object) -> None:
        super().__init__(code.value, data)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.data.items())
        return f"{self.code.value} ({facts})" if facts else self.code.value
