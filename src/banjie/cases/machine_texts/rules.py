"""Of which cases a language model may be told at all, and how often somebody may ask. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

# From here on reading a summary is quicker than reading the case.
LONG: Final = 1_500
MOST_AN_HOUR: Final = 20
MOST_TRIES: Final = 3
KEPT: Final = timedelta(days=30)
# Whoever asked has gone on by then.
TOO_LATE: Final = timedelta(minutes=10)
_LONGEST_WAIT, _USUAL_WAIT = 60, 5


class Refused(StrEnum):
    """Why a text is not asked for."""

    DISPUTE = "dispute"
    NO_ACCOUNT = "no_account"
    NOT_YOURS = "not_yours"
    OFF = "off"
    SENSITIVE = "sensitive"
    TOO_MANY = "too_many"
    TOO_SHORT = "too_short"


@dataclass(frozen=True, slots=True)
class About:
    """What of a case decides whether a model may be told of it."""

    kind: str
    process: str
    about_unit: bool
    sensitive_category: bool
    confidential: bool


def barred(about: About, *, sensitive_allowed: bool) -> Refused | None:
    """What is said in mediation is confidential by law, so no setting opens disputes.

    Complaints of a unit, reporters who wish to be known to the centre only, and what the catalogue holds to be
    sensitive are told to a model only where the jurisdiction has said so: masking hides who it was, not what it was.
    """
    if about.kind == "dispute" or about.process.startswith("mediation-"):
        return Refused.DISPUTE
    is_sensitive = about.about_unit or about.sensitive_category or about.confidential
    return Refused.SENSITIVE if is_sensitive and not sensitive_allowed else None


def wait(retry_after: int | None) -> timedelta:
    """How long a busy model is left alone."""
    return timedelta(seconds=max(1, min(retry_after if retry_after is not None else _USUAL_WAIT, _LONGEST_WAIT)))
