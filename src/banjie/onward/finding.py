"""Finding one's own request in a list, after its receipt was lost. Pure."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from banjie.onward.documents import Request

# Clocks differ, and some servers write down the minute.
BEFORE: Final = timedelta(minutes=10)
_NEAR: Final = 60.0
# A place that is told without words is often told inexactly.
_BLURRED: Final = 1_000.0
_NUMBER: Final = re.compile(r"(?<!\d)\d{6}-\d{6,}(?!\d)")


class Found(StrEnum):
    HERE = "here"
    NOT_HERE = "not_here"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Sought:
    number: str
    service_code: str
    latitude: float | None
    longitude: float | None
    sent_at: datetime


def numbers_in(*texts: str) -> frozenset[str]:
    """The case numbers that stand in texts: ours, or anybody's who numbers as we do."""
    return frozenset(found for text in texts for found in _NUMBER.findall(text))


def find(
    listed: Sequence[Request], sought: Sought, *, known: Collection[str] = (), whole: bool = True
) -> tuple[Found, str]:
    """Whether the request is among these, with its id.

    `known` are requests that belong to other cases; `whole` says that the list holds all there are. A request without
    words that fits by time, service and place may be ours or anybody's: that only a person can tell.
    """
    others = [each for each in listed if each.id not in known]
    named = [each for each in others if sought.number in numbers_in(each.description, each.notes, *each.extended)]
    if len(named) == 1:
        return Found.HERE, named[0].id
    if named or not whole or any(_may_be(each, sought) for each in others):
        return Found.UNDECIDED, ""
    return Found.NOT_HERE, ""


def _may_be(request: Request, sought: Sought) -> bool:
    if request.description and numbers_in(request.description):
        return False
    if request.service_code and request.service_code != sought.service_code:
        return False
    if request.requested_at is not None and request.requested_at < sought.sent_at - BEFORE:
        return False
    away = _metres(request, sought)
    if away is None:
        return not request.description
    return away <= (_NEAR if request.description else _BLURRED)


def _metres(request: Request, sought: Sought) -> float | None:
    if request.latitude is None or request.longitude is None or sought.latitude is None or sought.longitude is None:
        return None
    north = (request.latitude - sought.latitude) * 111_320
    east = (request.longitude - sought.longitude) * 111_320 * math.cos(math.radians(sought.latitude))
    return math.hypot(north, east)
