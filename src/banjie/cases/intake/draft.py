"""A matter as it comes in: checked at the edge as a `Submission`, planned as a `Draft`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext_noop as _
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from banjie.cases.commands.fields import CategoryCode, KindKey, LevelKey, OptionalProse, Payload, Prose, UnitId
from banjie.core.coordinates import Datum
from banjie.platform.tables.text import clean_text

ChannelKey = Literal["hotline", "counter", "web", "field", "wechat", "email", "spreadsheet", "api", "sms"]
IdentityKey = Literal["open", "confidential", "anonymous"]
_Line = Annotated[str, AfterValidator(lambda text: clean_text(text).text), StringConstraints(max_length=200)]


class Through(StrEnum):
    """How far intake takes a matter in one go."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"


class ContactDetails(Payload):
    """How the reporter can be reached, in their own words. Belongs to one case and is encrypted there."""

    name: Annotated[str, StringConstraints(max_length=80)] = Field("", title=_("Name of the person"))
    phone: Annotated[str, StringConstraints(max_length=40)] = Field("", title=_("Telephone"))
    email: Annotated[str, StringConstraints(max_length=120)] = Field("", title=_("E-mail"))
    address: Annotated[str, StringConstraints(max_length=200)] = Field("", title=_("Address"))
    note: Annotated[str, StringConstraints(max_length=200)] = Field("", title=_("When and how to reach them"))

    def __bool__(self) -> bool:
        return any((self.name, self.phone, self.email, self.address, self.note))


class Submission(Payload):
    """A matter as anybody may hand it in: the one shape behind the web form, staff entry, API and import."""

    title: _Line = Field("", title=_("Title"), description=_("Left empty: the beginning of the text."))
    body: Prose = Field(title=_("What happened"))
    kind: KindKey | None = Field(None, title=_("Kind"))
    category: CategoryCode | None = Field(None, title=_("Category"))
    level: LevelKey | None = Field(None, title=_("Level"))
    answers: dict[str, Any] = Field(default_factory=dict, title=_("Answers to the category's questions"))
    place_text: _Line = Field("", title=_("Place"))
    longitude: float | None = Field(None, title=_("Longitude"))
    latitude: float | None = Field(None, title=_("Latitude"))
    datum: Datum = Field(Datum.WGS84, title=_("Coordinate system"))
    area: Annotated[str, StringConstraints(max_length=40)] | None = Field(None, title=_("Area code"))
    identity: IdentityKey = Field("open", title=_("How the reporter wishes to be known"))
    contact: ContactDetails = Field(default_factory=ContactDetails, title=_("Contact"))
    about_unit: UnitId | None = Field(None, title=_("Unit complained of"))
    public: bool | None = Field(None, title=_("May be shown publicly"))
    received_at: AwareDatetime | None = Field(None, title=_("Received at"))
    note: OptionalProse = Field("", title=_("Internal note"))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.longitude is None) != (self.latitude is None):
            raise ValueError("point_incomplete")
        if self.identity == "anonymous" and self.contact:
            raise ValueError("anonymous_with_contact")
        return self


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step of a process that the draft names, taken elsewhere: from where the matter stood to `target`."""

    at: datetime
    command: str
    target: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Past:
    """What had already happened to a matter elsewhere, when it is imported.

    `due_at` is the deadline it had there; the whole keeps it instead of a limit of the catalogue. With `steps`
    whoever drafts it tells every step of its own process, in order, and nothing is made of the other moments.
    """

    accepted_at: datetime | None = None
    lead_unit: int | None = None
    lead_name: str = ""
    due_at: datetime | None = None
    closed_at: datetime | None = None
    replied_at: datetime | None = None
    reply: str = ""
    note: str = ""
    steps: Sequence[PastStep] = ()


@dataclass(slots=True)
class Draft:
    """A matter ready for planning: cleaned, in WGS-84, with what its channel knows.

    `course` is the process it takes where that is known and not to be found by its kind.
    """

    title: str
    body: str
    channel: str
    received_at: datetime
    kind: str | None = None
    category: str | None = None
    level: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    place_text: str = ""
    longitude: float | None = None
    latitude: float | None = None
    area: str | None = None
    identity: str = "open"
    contact: Mapping[str, str] | None = None
    about_unit: int | None = None
    public: bool | None = None
    note: str = ""
    submission_key: str | None = None
    through: Through = Through.RECEIVED
    lead: int | None = None
    on_the_spot: bool = False
    past: Past | None = None
    course: str | None = None
    # Where an imported matter comes from: kept in the first entry of its timeline.
    imported: Mapping[str, Any] | None = None
    # What a submission with a key was made from: kept there too, and no reason to let answers pass unread.
    origin: Mapping[str, Any] | None = None


class ProblemCode(StrEnum):
    """Why a matter cannot become a case as it stands; worded at the edge."""

    CATEGORY_UNKNOWN = "category_unknown"
    CATEGORY_RETIRED = "category_retired"
    CATEGORY_NEEDED = "category_needed"
    PLACE_NEEDED = "place_needed"
    AREA_UNKNOWN = "area_unknown"
    OUTSIDE_EVERY_AREA = "outside_every_area"
    COORDINATES_SWAPPED = "coordinates_swapped"
    COORDINATES_OUT_OF_RANGE = "coordinates_out_of_range"
    ANSWER_INVALID = "answer_invalid"
    UNIT_COMPLAINED_OF = "unit_complained_of"
    UNIT_UNKNOWN = "unit_unknown"
    RECEIVED_IN_FUTURE = "received_in_future"
    RECEIVED_TOO_LONG_AGO = "received_too_long_ago"
    CLOSED_BEFORE_RECEIVED = "closed_before_received"
    BEFORE_RECEIVED = "before_received"
    IN_FUTURE = "in_future"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one draft: its place in the batch, the field, the code, and what to name."""

    index: int
    field: str
    code: ProblemCode
    detail: str = ""
