"""Why a step of an import cannot be taken, as codes; worded in `wording`."""

from dataclasses import dataclass
from enum import StrEnum

from banjie.cases.imports.mapping import MappingProblem


class Reason(StrEnum):
    """Why a step cannot be taken."""

    AT_WORK = "at_work"
    FILE_GONE = "file_gone"
    MAPPING_AT_FAULT = "mapping_at_fault"
    MAY_NOT_CREATE = "may_not_create"
    OVER = "over"
    TOO_LARGE = "too_large"
    UNKNOWN_RUN = "unknown_run"
    UNKNOWN_SHEET = "unknown_sheet"


@dataclass
class Refused(Exception):
    """Nothing was changed. `problems` are those of a mapping, where that is the reason."""

    code: Reason
    problems: tuple[MappingProblem, ...] = ()
