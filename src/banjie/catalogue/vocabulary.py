"""The words of the catalogue: kinds of matters, levels of urgency, and the steps that have time limits."""

from enum import StrEnum
from functools import cache
from typing import Final

from banjie.core import workflow

WHOLE = "whole"
"""In place of a step: the time limit of the case from its acceptance to its closing."""

DEEPEST = 3
"""How many levels of categories there are."""


class Kind(StrEnum):
    """What a reporter wants of a matter."""

    REPORT = "report"
    REQUEST = "request"
    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    DISPUTE = "dispute"


class Level(StrEnum):
    """How urgent a case is, from the least."""

    GENERAL = "general"
    ELEVATED = "elevated"
    URGENT = "urgent"
    CRITICAL = "critical"


class PublicPlace(StrEnum):
    """How exactly the place of a public case is told: the very spot, to some hundred metres, or its area only."""

    EXACT = "exact"
    NEAR = "near"
    AREA = "area"


MEDIATION: Final = "mediation"


@cache
def process_keys() -> tuple[str, ...]:
    """What a category may choose. A dispute goes to mediation whatever its category."""
    keys = {process.key for process in workflow.shipped().values()}
    return tuple(sorted(keys - {MEDIATION}, key=_standard_first))


@cache
def steps_of(process_key: str) -> tuple[str, ...]:
    """What needs a time limit under a process: its steps, then the whole. KeyError if it does not exist."""
    return (*workflow.newest(process_key).steps, WHOLE)


@cache
def every_step() -> tuple[str, ...]:
    """The steps of all processes in the order of work, then the whole."""
    steps = dict.fromkeys(step for key in process_keys() for step in workflow.newest(key).steps)
    return (*steps, WHOLE)


def _standard_first(key: str) -> tuple[bool, str]:
    return key != "standard", key
