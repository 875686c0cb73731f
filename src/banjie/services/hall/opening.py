"""When a hall is open: spans of the day as somebody writes them, `09:00-12:00 13:30-17:30`. Pure."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from typing import Final

type Span = tuple[time, time]

MOST_SPANS: Final = 4
_SPAN: Final = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_ALIKE: Final = str.maketrans(
    {"：": ":", "—": "-", "–": "-", "－": "-", "~": "-", "至": "-", "，": " ", ",": " ", "、": " "}
)


class BadHours(ValueError):
    """What was written is no list of spans, or they overlap or run backwards."""


def read(text: str) -> tuple[Span, ...]:
    """The spans of a day, in order; empty text is always open. Raises BadHours."""
    plain = text.translate(_ALIKE).strip()
    found = _SPAN.findall(plain)
    if _SPAN.sub("", plain).strip() or len(found) > MOST_SPANS:
        raise BadHours(text)
    try:
        spans = tuple((time(int(a), int(b)), time(int(c), int(d))) for a, b, c, d in found)
    except ValueError:
        raise BadHours(text) from None
    moments = [moment for span in spans for moment in span]
    if any(later <= sooner for sooner, later in pairwise(moments)):
        raise BadHours(text)
    return spans


def written(spans: Sequence[Span]) -> str:
    """As `read` reads it and a page shows it."""
    return " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans)


def is_open(spans: Sequence[Span], at: time) -> bool:
    """Whether it is open at a moment of a day on which it opens at all; without spans it always is."""
    return not spans or any(opens <= at < closes for opens, closes in spans)
