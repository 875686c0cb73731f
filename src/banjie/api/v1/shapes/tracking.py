"""A case as its reporter sees it."""

from collections.abc import Sequence
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field

from banjie.api.v1.shapes.cases import Attachment


class TrackedEntry(BaseModel):
    at: AwareDatetime
    command: str
    label: str
    target: str
    by_reporter: bool
    unit_name: str
    data: dict[str, Any]


class TrackedReply(BaseModel):
    """An approved answer."""

    at: AwareDatetime
    unit_name: str
    text: str
    drafted_with: str = Field(description="The language model that most of it came from; empty where people wrote it")


class Tracked(BaseModel):
    number: str
    tracking_code: str
    title: str
    body: str
    state: str
    is_open: bool
    kind: str
    category_name: str
    category_name_en: str
    place_text: str
    longitude: float | None
    latitude: float | None
    received_at: AwareDatetime
    due_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    unit_name: str
    question: str
    replies: Sequence[TrackedReply]
    entries: Sequence[TrackedEntry]
    attachments: Sequence[Attachment]
    version: int
    allowed: Sequence[str]
    public: bool
    may_be_public: bool
    shown_publicly: bool
