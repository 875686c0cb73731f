"""Service halls as whoever keeps them sets them up."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from banjie.services.hall.models import DeviceKind


class HallWanted(BaseModel):
    """What a hall is to be. What is left out takes its default."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(max_length=40, description="In its public address: 2 to 40 of a–z, 0–9 and hyphen")
    name: str = Field(max_length=80)
    unit_id: int = Field(ge=1, le=2**63 - 1, description="The unit whose intake staff serve there")
    hours: str = Field("", max_length=80, description="As 09:00-12:00 13:30-17:30; empty: at any time")
    working_days_only: bool = True
    most_priority: int = Field(2, ge=1, le=9, description="With priority in a row, at most")
    prints_at_once: bool = False
    speaks: bool = False
    active: bool = True


class KeptHall(BaseModel):
    id: int
    code: str
    name: str
    unit_id: int
    hours: str
    working_days_only: bool
    most_priority: int
    prints_at_once: bool
    speaks: bool
    active: bool


class KeptHalls(BaseModel):
    halls: Sequence[KeptHall]


class DeviceWanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: DeviceKind
    name: str = Field(max_length=80, description="Where it stands, so that others know which it is")
    expires_at: datetime = Field(description="A year ahead at most")


class Device(BaseModel):
    """A kiosk or board that was let in. What lets it in is not among it: nobody can read that any more."""

    id: int
    kind: DeviceKind
    name: str
    token_hint: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_device: str


class Devices(BaseModel):
    devices: Sequence[Device]


class DeviceAdmitted(BaseModel):
    device_id: int
    token: str = Field(description="Shown this once")
    address: str = Field(description="Opened once in its browser, it becomes this device")


class HallHour(BaseModel):
    """An hour of the day over the days that were asked for. Minutes are null where nobody was called."""

    hour: int
    taken: int
    served: int
    absent: int
    left: int
    median: int | None = Field(description="Minutes waited, in the middle")
    p90: int | None = Field(description="Minutes that nine in ten waited at most")


class HallFigures(BaseModel):
    hours: Sequence[HallHour]
