"""What can be wrong with a row before it is a draft. What is wrong with a draft is intake's to say."""

from dataclasses import dataclass
from enum import StrEnum

from banjie.cases.intake.draft import Draft, Problem


class FaultCode(StrEnum):
    """Beside these, a row can have the codes of `platform.tables` (unreadable cells and dates)."""

    CLOSED_WITHOUT_MOMENT = "closed_without_moment"
    KEY_MISSING = "key_missing"
    KEY_REPEATED = "key_repeated"
    MOMENT_MISSING = "moment_missing"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_POINT = "not_a_point"
    POINT_INCOMPLETE = "point_incomplete"
    REPLY_WITHOUT_MOMENT = "reply_without_moment"
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"
    VALUE_UNKNOWN = "value_unknown"


class Caution(StrEnum):
    """What was changed or left behind of rows that are brought in all the same; counted, not refused."""

    AREA_FROM_PLACE = "area_from_place"
    CHARACTERS_REMOVED = "characters_removed"
    CONTACT_LEFT_OUT = "contact_left_out"
    DEADLINE_LEFT_OUT = "deadline_left_out"
    OUTSIDE_EVERY_AREA = "outside_every_area"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong with one row: our field (or ""), the code, the word it is about, never a contact."""

    field: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot become a case; `number` as the person's own program counts.

    `draft` is what could be read of it, so that intake may say what else is wrong with it.
    """

    number: int
    faults: tuple[RowFault, ...]
    draft: Draft | None = None


def from_problem(problem: Problem) -> RowFault:
    return RowFault(problem.field, str(problem.code), problem.detail[:200])
