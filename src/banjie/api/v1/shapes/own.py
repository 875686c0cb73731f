"""One's own matters, for whoever proves the address with which they were raised."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class OwnAddress(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=200, description="An e-mail address or a mobile number")


class OwnAsked(BaseModel):
    """The same for every address, whatever is known of it."""

    token: str = Field(description="Goes with the six digits that are sent; good for a quarter of an hour")


class OwnNumber(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: str = Field(max_length=200)
    number: str = Field(max_length=40, description="The six digits that were sent")


class OwnSearch(BaseModel):
    search: str = Field(description="Opens what is found, for half an hour. Keep it as you would a password")


class OwnMatter(BaseModel):
    tracking_code: str
    number: str
    title: str
    state: str
    is_open: bool
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


class OwnMatters(BaseModel):
    ready: bool = Field(description="False while the search is under way: ask again after `Retry-After` seconds")
    matters: Sequence[OwnMatter] = Field(description="The open ones first")
    more: bool = Field(description="Whether there may be older ones: the newest fifty are enough")
