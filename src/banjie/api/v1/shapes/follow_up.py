"""What is told of follow-up: calls to make, and what reporters said, as rates."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, Field


class Call(BaseModel):
    """A reporter to call about a case; what comes of it is the command `follow_up` or `call_back`."""

    case_id: int
    number: str
    title: str
    level: str
    unit_id: int | None = Field(description="The unit that handled it, and of which nobody may call")
    why: str = Field(description="dissatisfied, unsettled_before or drawn")
    command: str = Field(description="The command that takes down what was said")
    attempts: int
    last_attempt_at: datetime | None
    closed_at: datetime
    until: datetime = Field(description="Up to when it can be opened again")
    held: bool = Field(description="Somebody else is calling just now")


class Calls(BaseModel):
    calls: Sequence[Call]


class Share(BaseModel):
    part: int
    whole: int
    value: float | None = Field(description="part / whole; null where there is nothing to divide by")


class Rates(BaseModel):
    response: Share
    solution: Share
    satisfaction: Share
    contradiction: Share
    reached: Share


class Group(BaseModel):
    """A unit (its id), an area or a top category (its path); "" stands for none, "0" for no unit."""

    key: str
    closed: int
    verdicts: int
    by_call: int
    rates: Rates


class Formula(BaseModel):
    key: str
    name: str
    part: str
    whole: str


class Verdicts(BaseModel):
    period: str
    by: str
    total: Group
    groups: Sequence[Group]
    formulas: Sequence[Formula]
