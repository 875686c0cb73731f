"""Which boundaries held when. Pure: a function given by the caller reads them."""

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime

from banjie.places.locator import Locator
from banjie.places.refs import AreaRef

_KEPT = 4

type Reader = Callable[[datetime], Locator[AreaRef]]


class Timeline:
    """Between two changes of boundaries every question has the same answer, so one locator serves them all.

    Before the oldest boundaries known, the oldest hold: a matter from before the first import lies somewhere
    too. The locators last asked for are kept.
    """

    def __init__(self, instants: Iterable[datetime], read: Reader) -> None:
        self._instants = sorted(set(instants))
        self._read = read
        self._kept: OrderedDict[int, Locator[AreaRef]] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, moment: datetime) -> Locator[AreaRef]:
        return self._period(max(bisect_right(self._instants, moment) - 1, 0))

    def latest(self) -> Locator[AreaRef]:
        return self._period(max(len(self._instants) - 1, 0))

    def period(self, moment: datetime) -> int:
        """A number that is the same for moments between the same two changes; for keys of caches."""
        return max(bisect_right(self._instants, moment) - 1, 0)

    def _period(self, number: int) -> Locator[AreaRef]:
        if not self._instants:
            return _EMPTY
        locator = self._kept.get(number)
        if locator is not None:
            return locator
        with self._lock:
            locator = self._kept.get(number)
            if locator is None:
                locator = self._kept[number] = self._read(self._instants[number])
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return locator


_EMPTY: Locator[AreaRef] = Locator([])
