"""What a list of cases is narrowed to: one value, whether it comes from a page's address, the API or a job."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from banjie.organisations.permissions import Permission


class Queue(StrEnum):
    """Worklists by what must be done. States say which queue they stand in; the last three cut across."""

    TO_ACCEPT = "to_accept"
    TO_DISPATCH = "to_dispatch"
    TO_CLAIM = "to_claim"
    TO_HANDLE = "to_handle"
    TO_MEDIATE = "to_mediate"
    TO_ASSIST = "to_assist"
    WAITING = "waiting"
    TO_REVIEW = "to_review"
    TO_FOLLOW_UP = "to_follow_up"
    EXTENSIONS = "extensions"
    OVERDUE = "overdue"
    OVERSIGHT = "oversight"


class Order(StrEnum):
    URGENCY = "urgency"
    NEWEST = "newest"


class GroupBy(StrEnum):
    """What the rows of a list are gathered under."""

    AREA = "area"
    UNIT = "unit"
    CATEGORY = "category"


# Days that the database and every time zone can count from.
_Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(9000, 1, 1))]


class Happened(StrEnum):
    """What was done to a case within some days; a report's figures lead to lists of these."""

    CLOSED = "closed"
    CLOSED_LATE = "closed_late"
    DECLINED = "declined"
    RETURNED = "returned"
    REOPENED = "reopened"
    REMINDED = "reminded"
    RATED = "rated"
    CONTRADICTED = "contradicted"


class Filters(BaseModel):
    """Narrowing of a list. Unknown keys are ignored, so that an old address still works."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    queue: Queue | None = None
    q: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""
    state: str | None = None
    kind: str | None = None
    level: str | None = None
    channel: str | None = None
    category: Annotated[str, Field(description="category path or code")] | None = None
    area: Annotated[str, Field(description="area path or code")] | None = None
    cell: (
        Annotated[str, Field(description="H3 cell of resolution 10 or coarser, hexadecimal", max_length=16)] | None
    ) = None
    unit: int | None = None
    handler: int | None = None
    mine: bool = False
    open: bool | None = None
    since: date | None = None
    until: date | None = None
    happened: Happened | None = None
    happened_since: _Day | None = None
    happened_until: _Day | None = None
    open_on: Annotated[_Day | None, Field(description="open at the end of that day")] = None
    order: Order | None = None
    group: GroupBy | None = None
    cursor: str = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    @property
    def sorted_by(self) -> Order:
        if self.order is not None:
            return self.order
        return Order.URGENCY if self.queue is not None or self.open else Order.NEWEST

    @property
    def is_bounded(self) -> bool:
        """Whether the list leaves closed cases out, or all but those of some days: what may be counted at once."""
        return (
            self.queue is not None
            or self.open is True
            or self.since is not None
            or self.happened is not None
            or bool(self.q)
        )


# In a worklist a unit sees what lies with it; a centre sees what lies with any unit of its area.
QUEUE_PERMISSION: Mapping[Queue, Permission] = MappingProxyType(
    {
        Queue.TO_ACCEPT: Permission.CASES_ACCEPT,
        Queue.TO_DISPATCH: Permission.CASES_ASSIGN,
        Queue.TO_CLAIM: Permission.CASES_CLAIM,
        Queue.TO_HANDLE: Permission.CASES_ANSWER,
        Queue.TO_MEDIATE: Permission.MEDIATION_MEDIATE,
        Queue.TO_ASSIST: Permission.CASES_CONTRIBUTE,
        Queue.WAITING: Permission.CASES_ANSWER,
        Queue.TO_REVIEW: Permission.CASES_APPROVE,
        Queue.TO_FOLLOW_UP: Permission.CASES_FOLLOW_UP,
        Queue.EXTENSIONS: Permission.CASES_GRANT_EXTENSION,
        Queue.OVERDUE: Permission.CASES_NOTE,
        Queue.OVERSIGHT: Permission.CASES_NOTE,
    }
)
