"""Messages from outside that were set aside."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from banjie.channels.message import Reason
from banjie.channels.models import Kind


class IncomingLine(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    kind: Kind
    endpoint: str = Field(description="The name of the channel it came by")
    received_at: datetime
    reason: Reason = Field(description="Why it was set aside")
    detail: str
    case_number: str = Field(description="Of the case it belongs to, where that is known")
    gist: str = Field(description="Its title or beginning, in lists")


class Incoming(BaseModel):
    messages: Sequence[IncomingLine]
    total: int


class IncomingFile(BaseModel):
    name: str
    size: int = Field(description="Bytes")


class IncomingMessage(IncomingLine):
    title: str
    body: str
    sender: str | None = Field(description="Only with the right to contacts")
    files: Sequence[IncomingFile]
    unkept: Sequence[str] = Field(description="What cannot be opened here")


class Addition(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: str = Field(max_length=24, description="The number of the case to which it belongs")


class Dismissal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=200, description="Why it is no matter")


class AddedTo(BaseModel):
    case_id: int
