"""What can keep a command or a submission from being carried out. Codes and data; words at the edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.cases.intake.draft import Problem
from banjie.core.workflow import Refusal


class CaseNotFound(LookupError):
    """There is no such case, or none that this viewer may see; the two look the same on purpose."""


@dataclass
class CommandRefused(Exception):
    """The process does not allow it now; nothing was written."""

    refusal: Refusal


@dataclass
class StaleCase(Exception):
    """The case has moved on since the person last saw it; nothing was written.

    `entries` is the version it has now; what happened since stands on the timeline after `seen`.
    """

    case_id: int
    seen: int
    entries: int


@dataclass
class SubmissionRefused(Exception):
    """The matter cannot become a case as it stands; nothing was written."""

    problems: Sequence[Problem]
