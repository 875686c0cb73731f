"""Service halls: who waits, numbers that are taken and called."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from banjie.services.hall.rules import Purpose


class HallCall(BaseModel):
    number: int
    desk: int
    at: datetime
    times: int = Field(description="How often it was called")


class HallStanding(BaseModel):
    """How a hall stands, for everybody: numbers only."""

    code: str
    name: str
    is_open: bool = Field(description="Whether numbers are given out now")
    waiting: int
    minutes: int | None = Field(description="About how long whoever takes a number now waits; null where unknown")
    calls: Sequence[HallCall]


class HallNumberWanted(BaseModel):
    """A number for somebody who comes."""

    model_config = ConfigDict(extra="forbid")

    purpose: Purpose
    priority: bool = Field(False, description="The old, the ill, the disabled, with child, soldiers; nobody proves it")


class HallNumber(BaseModel):
    number: int
    before: int = Field(description="How many are called before it, as things stand")
    minutes: int | None


class HallLine(BaseModel):
    """A number that waits."""

    number: int
    purpose: Purpose
    priority: bool
    taken_at: datetime
    for_desk: int | None = Field(description="It was sent on to this desk, and no other calls it")
    typed: bool = Field(description="Whether something was handed over from a kiosk")


class HallQueue(BaseModel):
    numbers: Sequence[HallLine] = Field(description="In the order in which they are called")


class HallDesk(BaseModel):
    model_config = ConfigDict(extra="forbid")

    desk: int = Field(ge=1, le=99)


class HallCalled(BaseModel):
    number: int | None = Field(description="Null where nobody waits for this desk")


class HallAct(BaseModel):
    """`to_desk` goes with `hand_on`, and only with it."""

    model_config = ConfigDict(extra="forbid")

    what: Literal["again", "served", "absent", "hand_on"]
    to_desk: int | None = Field(None, ge=1, le=99)
