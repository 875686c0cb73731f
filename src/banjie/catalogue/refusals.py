"""Why a change to the catalogue was not made. Each is worded at the edge by its `code`."""

from collections.abc import Iterable
from enum import StrEnum

from banjie.catalogue.problems import ContentProblem


class Reason(StrEnum):
    DRAFT_CHANGED = "draft_changed"
    DRAFT_EXISTS = "draft_exists"
    DRAFT_OUTDATED = "draft_outdated"
    NO_DRAFT = "no_draft"
    NOT_PUBLISHABLE = "not_publishable"
    NOTE_MISSING = "note_missing"
    NOTHING_CHANGED = "nothing_changed"


class Refused(Exception):
    """Nothing was written. `problems` say what must be mended, where that is the reason."""

    def __init__(self, code: Reason, *, problems: Iterable[ContentProblem] = (), **data: object) -> None:
        super().__init__(code.value, data)
        self.code = code
        self.problems = tuple(problems)
        self.data = data
