"""One past dispute as a register tells it, and what can be wrong with its row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .outcomes import Outcome
from .parties import NamedParty


class FaultCode(StrEnum):
    """Beside these, a row can have the codes of `platform.tables` and of `parties`."""

    VALUE_UNKNOWN = "value_unknown"
    OUTCOME_MISSING = "outcome_missing"
    STILL_OPEN = "still_open"
    RECEIVED_MISSING = "received_missing"
    ENDED_MISSING = "ended_missing"
    ENDED_BEFORE_RECEIVED = "ended_before_received"
    IN_FUTURE = "in_future"
    TOO_LONG_AGO = "received_too_long_ago"
    NOT_A_COUNT = "not_a_count"
    TEXT_TOO_LONG = "text_too_long"
    ROW_REPEATED = "row_repeated"


class Caution(StrEnum):
    """What was changed, left out or only roughly known of rows that come in all the same; counted, not refused."""

    DAY_ROUGH = "day_rough"
    SUM_ROUGH = "sum_rough"
    SUM_LEFT_OUT = "sum_left_out"
    VALUE_LEFT_OUT = "value_left_out"
    PARTIES_LEFT_OUT = "parties_left_out"
    KIND_FROM_TEXT = "kind_from_text"
    NAMES_MASKED = "names_masked"
    DAYS_DIFFER = "days_differ"
    MEDIATOR_UNKNOWN = "mediator_unknown"
    PARTIES_FORGOTTEN = "parties_forgotten"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong with one row: our field (or ""), the code, the word it is about, never a party's name."""

    field: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """`number` as the person's own program counts rows."""

    number: int
    faults: tuple[RowFault, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A dispute that is over. `mark` tells rows apart (see `keys`); `text` holds no name of a party.

    Days are local to the register; sums in `currency`. `unit` and `area` are codes of ours.
    """

    row: int
    mark: str
    number: str
    kind: str
    text: str
    place: str
    area: str | None
    unit: str | None
    mediators: tuple[str, ...]
    parties: tuple[NamedParty, ...]
    people: int | None
    received: date
    ended: date
    outcome: Outcome
    claimed: Decimal | None
    agreed: Decimal | None
    currency: str
    track: str
    court_stage: str
    brought_by: str

    @property
    def days(self) -> int:
        """How long it took, the first day counted as none."""
        return (self.ended - self.received).days
