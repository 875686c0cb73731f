"""Subscriptions of a client to events."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from banjie.outbound.events import Fields, Type


class Wanted(BaseModel):
    """What a subscription is to be."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=80)
    url: str = Field(max_length=500, description="https, outside of private networks")
    types: Sequence[Type] = Field((), max_length=20, description="Empty for all")
    fields: Sequence[Fields] = Field((), max_length=10, description="Beside the summary, as far as the scopes go")
    area_path: str = Field("", max_length=400)
    category_path: str = Field("", max_length=400)


class Subscription(BaseModel):
    id: int
    name: str
    url: str
    types: Sequence[str]
    fields: Sequence[str]
    area_path: str
    category_path: str
    active: bool
    created_at: datetime
    failures: int = Field(description="In a row")
    resume_at: datetime | None
    taken_at: datetime | None
    stopped_why: str
    waiting: int
    dead: int
    last_fault: str


class Made(Subscription):
    secret: str = Field(description="Shown this once; messages are signed with it")


class Subscriptions(BaseModel):
    subscriptions: Sequence[Subscription]


class Delivery(BaseModel):
    id: int
    event_id: str
    type: str
    subject: str
    created_at: datetime
    state: str = Field(description="waiting, taken or dead")
    attempts: int
    next_at: datetime
    ended_at: datetime | None
    status: int
    note: str
    excerpt: str


class Deliveries(BaseModel):
    deliveries: Sequence[Delivery]


class Secret(BaseModel):
    secret: str


class Count(BaseModel):
    count: int
