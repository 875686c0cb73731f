"""Cases at other Open311 servers."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class Endpoint(BaseModel):
    id: int
    name: str
    unit_id: int = Field(description="What is given to this unit is sent there")
    active: bool
    tells_contact: bool = Field(description="Whether a contact may go along, where its reporter agreed")
    takes_updates: bool


class Endpoints(BaseModel):
    endpoints: Sequence[Endpoint]


class Link(BaseModel):
    id: int
    endpoint_id: int
    server: str
    leads: bool = Field(description="Whether the unit leads the case, or assists")
    state: str = Field(description="waiting, sending, looking, unsure, refused, token, open, closed or contested")
    service_code: str
    remote_id: str = Field(description="The number there")
    remote_status: str
    remote_notes: str
    sent_at: datetime | None
    received_at: datetime | None
    asked_at: datetime | None
    next_at: datetime | None
    note: str = Field(description="What is wrong, as a code")
    said: str = Field(description="What the other side said of it")
    ended_at: datetime | None
    ended_why: str
    ended_reason: str


class Links(BaseModel):
    links: Sequence[Link]


class Mending(BaseModel):
    """What an act on a link carries."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field("", max_length=500, description="For unlink")
    remote_id: str = Field("", max_length=200, description="For there")
