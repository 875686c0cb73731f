"""The figures of a screen, kept for some seconds: twenty screens of an area cost as much as one."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from banjie.analytics.screen.content import Content, gathered
from banjie.places.queries import AreaRef

KEPT: Final = timedelta(seconds=10)
_MOST: Final = 256


@dataclass(slots=True)
class _Place:
    """Where the figures of one area are kept. Whoever finds them old gathers anew; the others wait for it."""

    gathering: threading.Lock = field(default_factory=threading.Lock)
    content: Content | None = None


_places: OrderedDict[str, _Place] = OrderedDict()
_lock = threading.Lock()


def figures_of(area: AreaRef, *, at: datetime) -> Content:
    """The figures of the area, at most `KEPT` old."""
    place = _place(area.path)
    with place.gathering:
        kept = place.content
        # A clock that was set back makes what is kept "later" than now: gather anew.
        if kept is None or kept.area != area or not kept.at <= at < kept.at + KEPT:
            kept = place.content = gathered(area, at=at)
        return kept


def forget() -> None:
    """Gathers anew at the next question."""
    with _lock:
        _places.clear()


def _place(path: str) -> _Place:
    with _lock:
        place = _places.setdefault(path, _Place())
        _places.move_to_end(path)
        while len(_places) > _MOST:
            _places.popitem(last=False)
        return place
