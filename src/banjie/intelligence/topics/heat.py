"""How hot a topic is: a published formula over its submissions, and nothing else.

    heat = (sum over distinct submissions of 0.5 ^ (age / half-life))
           × (1 + log10(1 + voices) / 2) × (2 - span / window)

`age` counts from the submission to now, the half-life is half of the window looked at, `voices` are those who said that
a matter concerns them too, `span` is from the first to the last submission: what comes within days is hotter than what
comes all year. The same text from the same place counts once, however often it was sent: it adds to the
number of messages, and nothing to the heat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10


@dataclass(frozen=True, slots=True)
class Submission:
    """One message of a topic. `repeats` is true where the same text came from the same place before."""

    at: datetime
    repeats: bool = False
    voices: int = 0


@dataclass(frozen=True, slots=True)
class Heat:
    """`distinct` of `messages`; `lately` and `before` are distinct ones of the last and of the next to last stretch."""

    heat: float
    messages: int
    distinct: int
    voices: int
    first: datetime
    last: datetime
    lately: int
    before: int

    @property
    def days(self) -> int:
        """How many days it spans, the first and the last included."""
        return (self.last.date() - self.first.date()).days + 1


def heat_of(submissions: Sequence[Submission], *, at: datetime, window: timedelta) -> Heat:
    """The heat at a moment, of the submissions of a topic within the window. Raises ValueError for none."""
    if not submissions:
        raise ValueError("no_submissions")
    distinct = [each for each in submissions if not each.repeats]
    half = window / 2
    weighed: float = sum(0.5 ** (max(at - each.at, timedelta()) / half) for each in distinct)
    voices = sum(each.voices for each in submissions)
    stretch = window / 4
    moments = [each.at for each in submissions]
    return Heat(
        heat=weighed * (1 + log10(1 + voices) / 2) * (2 - min((max(moments) - min(moments)) / window, 1)),
        messages=len(submissions),
        distinct=len(distinct),
        voices=voices,
        first=min(moments),
        last=max(moments),
        lately=sum(each.at > at - stretch for each in distinct),
        before=sum(at - 2 * stretch < each.at <= at - stretch for each in distinct),
    )
