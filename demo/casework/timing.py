"""When each step of a script happens: hours after the case came in, at hours when people work."""

import random

from demo.casework.story import Received

# The usual hours between a step and the one before, least and most.
GAPS: dict[str, tuple[float, float]] = {
    "accept": (0.1, 1.2),
    "add_information": (4, 20),
    "answer": (20, 80),
    "approve": (2, 18),
    "ask_reporter": (4, 20),
    "assign": (0.4, 3),
    "call_back": (4, 30),
    "call_in": (1, 5),
    "claim": (1, 6),
    "classify": (0.05, 0.2),
    "close": (0.3, 3),
    "contribute": (6, 26),
    "decline": (0.5, 4),
    "escalate": (6, 30),
    "finish": (130, 170),
    "follow_up": (20, 70),
    "grant_extension": (1, 6),
    "hand_on": (0.2, 0.8),
    "merge": (0.4, 3),
    "note": (0.5, 5),
    "oversee": (12, 40),
    "provide_information": (3, 30),
    "rate": (5, 60),
    "recall": (0.2, 2),
    "refuse_extension": (1, 6),
    "remind": (26, 60),
    "reopen": (10, 60),
    "reply_to_oversight": (6, 30),
    "request_extension": (18, 50),
    "resume": (110, 200),
    "return": (2, 7),
    "rule_on_return": (1, 5),
    "send_back": (2, 16),
    "settle_on_the_spot": (0.2, 0.9),
    "stop_waiting": (70, 100),
    "suspend": (6, 24),
    "transfer": (1, 6),
    "withdraw": (2, 20),
}
# What residents do at any hour, and what a centre does round the clock.
_AT_ANY_HOUR = {"accept", "add_information", "classify", "rate", "remind", "reopen", "withdraw", "provide_information"}
_HASTE = {"urgent": 0.12, "critical": 0.03, "elevated": 0.6}
_OPENS, _ENDS = 8.5, 18.0


class Schedule:
    """Hands out the hours of one case's steps, never beyond the present."""

    def __init__(self, received: Received, level: str, rng: random.Random) -> None:
        self._start = received.minutes / 60
        self._by_the_clock = received.hours_ago is None and level in ("general", "elevated")
        self._haste = _HASTE.get(level, 1.0)
        self._rng = rng
        self._now = 0.0
        self.available = available(received)

    def next(self, command: str, gap: float | None) -> float:
        """Hours after receipt at which `command` happens, `gap` or a usual time after the step before."""
        least, most = GAPS[command]
        usual = self._rng.uniform(least, most) * self._haste
        self._now += usual if gap is None else gap
        if self._by_the_clock and gap is None and command not in _AT_ANY_HOUR:
            self._now = self._at_work(self._now)
        return self._now

    def _at_work(self, hours: float) -> float:
        of_day = (self._start + hours) % 24
        if of_day < _OPENS:
            return hours - of_day + _OPENS + self._rng.uniform(0.1, 1.5)
        if of_day > _ENDS:
            return hours - of_day + 24 + _OPENS + self._rng.uniform(0.1, 1.5)
        return hours


def available(received: Received) -> float:
    """Hours that have certainly passed since receipt, at whatever hour of the day the demo is loaded."""
    if received.hours_ago is not None:
        return received.hours_ago - 0.1
    assert received.days_ago is not None
    return received.days_ago * 24 - received.minutes / 60 - 0.25


def fitted(hours: list[float], within: float) -> list[float]:
    """The same steps drawn together so that the last has already happened; rounded to a minute or so."""
    longest = max(hours, default=0.0)
    factor = min(1.0, within / longest) if longest else 1.0
    return [round(hour * factor - 0.005, 2) if factor < 1 else round(hour, 2) for hour in hours]
