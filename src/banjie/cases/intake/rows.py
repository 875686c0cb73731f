"""The rows that a planned case becomes, table by table, in the order in which COPY sends their columns.

JSON is held as text, and bytes are bytes of the database.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


class CaseColumns(NamedTuple):
    """One row of `case`. Columns left out here keep the default that the database gives them."""

    id: int
    number: str
    tracking_code: str
    submission_key: str | None
    process: str
    state: str
    previous_state: str
    is_open: bool
    kind: str
    level: str
    channel: str
    identity: str
    public: bool
    title: str
    catalogue_release: int
    category_id: int | None
    category_path: str
    area_id: int | None
    area_path: str
    longitude: float | None
    latitude: float | None
    cell: int | None
    place_text: str
    centre_id: int | None
    lead_unit_id: int | None
    lead_unit_path: str
    about_unit_id: int | None
    about_unit_path: str
    received_at: datetime
    accepted_at: datetime | None
    assigned_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    clocks: str
    due_at: datetime | None
    step_due_at: datetime | None
    next_alarm_at: datetime | None
    closed_late: bool | None
    entries: int
    head: bytes


class TextColumns(NamedTuple):
    """One row of `case_text`; `search` is the text form of a tsvector."""

    case_id: int
    body: str
    answers: str
    search: str


class ContactColumns(NamedTuple):
    """One row of `case_contact`."""

    case_id: int
    sealed: bytes
    erase_on: date


class EntryColumns(NamedTuple):
    """One row of `case_timeline`."""

    case_id: int
    sequence: int
    at: datetime
    recorded_at: datetime
    command: str
    source: str
    target: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    unit_id: int | None
    resident_sees: bool
    data: str
    previous: bytes
    digest: bytes


class AnswerColumns(NamedTuple):
    """One row of `case_answer` that an imported reply becomes; what nobody told stays empty."""

    case_id: int
    unit_id: int | None
    answered_at: datetime
    public_reply: str
    approved_at: datetime | None
    round: int = 0
    contacted_how: str = ""
    solved: str = ""
    unsolved_reason: str = ""
    internal_account: str = ""
    sent_back_reason: str = ""


@dataclass(slots=True)
class Rows:
    """Everything to be written for a batch."""

    cases: list[CaseColumns] = field(default_factory=list)
    texts: list[TextColumns] = field(default_factory=list)
    contacts: list[ContactColumns] = field(default_factory=list)
    entries: list[EntryColumns] = field(default_factory=list)
    answers: list[AnswerColumns] = field(default_factory=list)
