"""Why a step of bringing a register in was not taken."""

from collections.abc import Iterable
from enum import StrEnum

from .mapping import MappingProblem


class Reason(StrEnum):
    """Why a step cannot be taken; worded in `wording`."""

    AT_WORK = "at_work"
    FILE_GONE = "file_gone"
    MAPPING_AT_FAULT = "mapping_at_fault"
    NOT_CHECKED = "not_checked"
    OVER = "over"
    TOO_LARGE = "too_large"
    UNKNOWN_RUN = "unknown_run"


class Refused(Exception):
    """A step that was not taken. `problems` say what is wrong with a mapping."""

    def __init__(self, code: Reason, problems: Iterable[MappingProblem] = ()) -> None:
        self.code = code
        self.problems = tuple(problems)
        super().__init__(code)
