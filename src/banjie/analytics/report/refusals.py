"""Why a report was not made, edited or released, as codes."""

from enum import StrEnum


class Problem(StrEnum):
    NOT_OVER = "not_over"
    ALREADY_RELEASED = "already_released"
    SUPERSEDED = "superseded"
    NO_SUCH_PARAGRAPH = "no_such_paragraph"
    TEXT_TOO_LONG = "text_too_long"
    NO_KIND = "no_kind"
    BAD_HOUR = "bad_hour"


class ReportRefused(Exception):
    """Nothing was written; `problem` says why, and is worded at the edge."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
