"""Cases: as a line of a list, as a file, and what commands come to."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, Field

type Moment = AwareDatetime | None


class Named(BaseModel):
    """Something that is told by an id, with its name for people."""

    id: int
    name: str


class Line(BaseModel):
    """A case as a list shows it."""

    id: int
    number: str = Field(description="What people quote")
    title: str
    state: str
    kind: str
    level: str
    channel: str
    identity: str
    category_path: str
    category_name: str
    category_name_en: str
    area_path: str
    area_name: str
    place_text: str
    longitude: float | None = Field(description="WGS-84, degrees")
    latitude: float | None
    lead_unit_id: int | None
    unit_name: str
    handler_id: int | None
    received_at: AwareDatetime
    due_at: Moment
    step_due_at: Moment
    closed_at: Moment
    closed_late: bool | None
    is_open: bool
    extension_pending: bool
    oversight_due_at: Moment
    returns: int
    reopens: int
    reminders: int
    entries: int = Field(description="The length of the timeline: the case's version, and its ETag")


class Lines(BaseModel):
    """One page of a list; the address of the next stands in the header Link too."""

    cases: Sequence[Line]
    next_cursor: str = Field(description="Empty on the last page")


class Submitted(BaseModel):
    """A matter that has become a case."""

    case_id: int
    number: str
    tracking_code: str = Field(description="The reporter's key to the case; give it to them and to nobody else")
    state: str
    repeated: bool = Field(description="Whether the same Idempotency-Key had made it before")


class Performed(BaseModel):
    """What a command came to."""

    case_id: int
    number: str
    state: str
    entries: int


class Allowed(BaseModel):
    """A command that would be granted now."""

    command: str
    label: str
    href: str


class Withheld(BaseModel):
    """A command that only a condition holds back."""

    command: str
    label: str
    code: str
    detail: str


class Offer(BaseModel):
    entries: int
    state: str
    allowed: Sequence[Allowed]
    withheld: Sequence[Withheld]


class Entry(BaseModel):
    """One thing that happened. Entries are never changed nor taken away."""

    sequence: int
    at: AwareDatetime
    command: str
    source: str
    target: str
    actor_kind: Literal["staff", "client", "reporter", "system"]
    actor_id: int | None
    actor_name: str
    unit_id: int | None
    unit_name: str
    resident_sees: bool
    data: dict[str, Any]


class Timeline(BaseModel):
    entries: int
    timeline: Sequence[Entry]


class Clock(BaseModel):
    """One time limit and how it stands."""

    name: str
    state: str
    due_at: AwareDatetime
    warning_at: Moment
    paused_since: Moment


class Assisting(BaseModel):
    unit_id: int
    unit_name: str
    task: str
    called_at: AwareDatetime
    due_at: Moment
    contributed_at: Moment
    result: str


class Return(BaseModel):
    unit_name: str
    reason: str
    returned_at: AwareDatetime
    ruling: str
    ruling_reason: str


class Answer(BaseModel):
    round: int
    unit_name: str
    answered_at: AwareDatetime
    found_true: bool | None
    within_duty: bool | None
    contacted_how: str
    contacted_at: Moment
    solved: str
    unsolved_reason: str
    internal_account: str
    public_reply: str
    drafted_with: str = Field(description="The language model that most of it came from; empty where people wrote it")
    approved_at: Moment
    sent_back_at: Moment
    sent_back_reason: str


class Order(BaseModel):
    instruction: str
    ordered_at: AwareDatetime
    due_at: AwareDatetime
    reply: str
    replied_at: Moment


class Rating(BaseModel):
    round: int
    rated_at: AwareDatetime
    solved: bool
    satisfaction: int
    in_time: bool | None
    comment: str


class Attachment(BaseModel):
    id: int
    name: str
    kind: str
    size: int = Field(description="Bytes")
    digest: str = Field(description="SHA-256 of what is stored, in hexadecimal")
    added_at: AwareDatetime
    resident_sees: bool


class CaseFile(Line):
    """One case, whole, without the reporter's contact (see the address `contact`)."""

    body: str
    answers: dict[str, Any]
    process: str
    public: bool
    has_contact: bool
    contact_erased: bool
    category_names: Sequence[str]
    category_names_en: Sequence[str]
    centre: Named | None
    about_unit: Named | None
    handler_name: str
    accepted_at: Moment
    assigned_at: Moment
    answered_at: Moment
    reopened_at: Moment
    clocks: Sequence[Clock]
    assisting: Sequence[Assisting]
    return_requests: Sequence[Return]
    given_answers: Sequence[Answer]
    orders: Sequence[Order]
    ratings: Sequence[Rating]
    attachments: Sequence[Attachment]


class Attached(BaseModel):
    attachment_id: int
    digest: str
    repeated: bool = Field(description="Whether the case had the very same file already")


class TrackingCode(BaseModel):
    """The reporter's key to the case; give it to them and to nobody else."""

    tracking_code: str


class Contact(BaseModel):
    """How the reporter can be reached. The look stands on the timeline, where they see it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""
