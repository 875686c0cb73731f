"""Channels: by which ways matters come in, and how each is set."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from banjie.channels.models import Kind


class ChannelSetting(BaseModel):
    """What can be set of a kind of channel."""

    name: str
    label: str
    kind: Literal["text", "long", "number", "flag", "choice", "secret", "json"]
    hint: str
    required: bool
    default: Any = Field(description="What holds where nothing is said")
    choices: Sequence[str]
    most: int = Field(description="Signs, of a document its bytes")
    example: Any


class ChannelKind(BaseModel):
    kind: Kind
    name: str
    has_address: bool = Field(description="Whether other systems call a secret address of it")
    has_client: bool = Field(description="Whether an admitted system stands behind it")
    makes_secret: bool = Field(description="Whether a secret is made for it, and shown once")
    settings: Sequence[ChannelSetting]


class ChannelKinds(BaseModel):
    kinds: Sequence[ChannelKind]


class ChannelWanted(BaseModel):
    """What a channel is to be. Settings that are left out take their default; secrets stay as they were."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=80)
    client_id: int | None = Field(None, ge=1, le=2**63 - 1, description="The system that stands behind a hook")
    belongs_to: str = Field(
        "", max_length=40, description="The code of the area whose clerks look at what is set aside; empty: one's own"
    )
    settings: Mapping[str, Any] = Field(default_factory=dict, description="By name, as `/channels/kinds` lists them")
    secrets: Mapping[str, str] = Field(
        default_factory=dict, description="Written only, never read back. Empty, it stays as it was"
    )


class NewChannel(ChannelWanted):
    kind: Kind


class Channel(BaseModel):
    """A channel and how it does. Nothing secret is among it."""

    id: int
    ref: str
    kind: Kind
    name: str
    client_id: int | None
    area_path: str = Field(description="Whose it is to look at what is set aside; empty: the whole jurisdiction's")
    settings: Mapping[str, Any]
    active: bool
    made_at: datetime
    received_at: datetime | None
    failures: int = Field(description="In a row")
    failed_at: datetime | None
    fault: str = Field(description="What failed last, as a code")
    token_hint: str = Field(description="How its secret address begins")
    pop_up: str = Field(description="What a call centre opens for whoever answers; empty for other kinds")
    counts: Mapping[str, int] = Field(description="Messages by what became of them")


class Channels(BaseModel):
    channels: Sequence[Channel]


class ChannelMade(Channel):
    address: str = Field(description="Where others call it; shown this once, empty where they do not")
    secret: str = Field(description="Made for it and shown this once; empty where none is made")


class ChannelTrial(BaseModel):
    model_config = ConfigDict(extra="forbid")

    to: str = Field("", max_length=40, description="For text messages: the number that a test goes to")


class ChannelTried(BaseModel):
    works: bool
    said: str = Field(description="In the reader's language")


class ChannelSample(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sample: str = Field(max_length=60_000, description="What the system would send")


class SampleFault(BaseModel):
    where: str = Field(description="The field that the mapping makes")
    code: str


class ChannelPreview(BaseModel):
    """What a sample would become. Nothing of it is kept."""

    wanted: bool = Field(description="False where the mapping passes it over")
    values: Mapping[str, Any]
    key: str
    device: str
    files: Sequence[str]
    faults: Sequence[SampleFault]
