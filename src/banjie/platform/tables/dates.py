"""Dates as people write them, read without guessing: what could be two days is told, not chosen.

A column of 03/04/2026 means one thing throughout, so a column is looked at as a whole first
(`infer_date_format`), and its verdict reads every cell of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Final

from .model import Cell


class ParseProblem(StrEnum):
    """Why a cell is not a moment in time."""

    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    AMBIGUOUS = "ambiguous"
    TWO_DIGIT_YEAR = "two_digit_year"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    OUT_OF_RANGE = "out_of_range"
    YEAR_MISSING = "year_missing"
    LUNAR = "lunar"


_LONGEST: Final = 64
_YEARS: Final = range(1000, 9999)
_TIME: Final = (
    r"(?P<half>上午|下午|晚上|中午|凌晨|早上|[AaPp]\.?[Mm]\.?)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:：时点]\s*(?P<minute>\d{1,2})?\s*(?:[:：分]\s*(?:(?P<second>\d{1,2})"
    r"(?:[.,](?P<fraction>\d{1,9}))?\s*秒?)?)?)?\s*(?P<half_after>[AaPp]\.?[Mm]\.?)?"
)
_ZONE: Final = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
_TAIL: Final = rf"(?:[T\s日号,]*{_TIME}\s*{_ZONE})?"
_WEEKDAY: Final = r"(?:(?:周|星期|礼拜)[一二三四五六日天]\s*|\([一二三四五六日天]\)\s*)?"

# 2019/4/25 9:32:09 is what Chinese offices' Excel writes: read by position before any general pattern.
_SLASHED: Final = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)(?: (\d\d?):(\d\d)(?::(\d\d))?)?\Z", re.ASCII)
_YEAR_FIRST: Final = re.compile(
    rf"(?P<year>\d{{4}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*[日号]?\s*"
    rf"{_WEEKDAY}{_TAIL}\s*\Z",
    re.ASCII,
)
_YEAR_LAST: Final = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second_part>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}})(?!\d){_TAIL}\s*\Z",
    re.ASCII,
)
_COMPACT: Final = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T\s_-]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:\.(?P<fraction>\d{1,9}))?)?)?"
    rf"\s*{_ZONE}\Z",
    re.ASCII,
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH: Final = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_NAMED: Final = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s*)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_MONTH}|{_MONTH.replace('?P<name>', '?P<name_first>')}\s*"
    rf"(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?),?[\s-]*(?P<year>\d{{4}}){_TAIL}\s*\Z",
    re.ASCII | re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d{5}(?:\.\d+)?\Z|\d{10}(?:\d{3})?\Z", re.ASCII)
# Excel counts days from 1899-12-30 (its year 1900 has a 29 February, as Lotus 1-2-3 had).
_SERIAL_START: Final = datetime(1899, 12, 30)  # noqa: DTZ001 — a serial number has no zone of its own
# From 1954 to 2119: a smaller number is a count, and a larger one has other meanings.
_SERIALS: Final = (20_000.0, 80_000.0)
_AFTERNOON: Final = ("下午", "晚上", "p")


def parse_datetime(text: Cell, *, default_tz: tzinfo, dayfirst: bool | None = None) -> datetime | ParseProblem:
    """The moment a cell means, aware, in UTC; or why it means none.

    ``default_tz`` is the zone of a time that names none; a day without a time is its midnight there.
    ``dayfirst`` settles 03/04/2026 (True: 3 April, as nearly everywhere; False: 4 March, as in the USA);
    without it such a date is AMBIGUOUS. 22.11.2026 is always day first. Where clocks are set back, a
    time that happens twice is the first of the two.
    """
    if isinstance(text, str):
        try:
            if text[4:5] == "-":
                moment = datetime.fromisoformat(text)
                return _aware(moment, moment.tzinfo or default_tz)
            if found := _SLASHED.match(text):
                return _aware(datetime(*map(int, found.groups("0"))), default_tz)  # type: ignore[arg-type]  # noqa: DTZ001
        except ValueError:  # the general way tells what is wrong with it
            return _from_text(text, default_tz, dayfirst)
        return _from_text(text, default_tz, dayfirst)
    return _from_value(text, default_tz)


def _from_text(text: str, zone: tzinfo, dayfirst: bool | None) -> datetime | ParseProblem:
    text = unicodedata.normalize("NFKC", text[: _LONGEST + 1]).strip()
    if not text:
        return ParseProblem.EMPTY
    if len(text) > _LONGEST:
        return ParseProblem.NOT_A_DATE
    for pattern in (_YEAR_FIRST, _COMPACT):
        if (found := pattern.match(text)) is not None:
            return _from_parts(found.groupdict(), zone)
    if (found := _YEAR_LAST.match(text)) is not None:
        return _year_last(found.groupdict(), zone, dayfirst)
    if (found := _NAMED.match(text)) is not None:
        parts = found.groupdict()
        name = parts["name"] or parts["name_first"]
        parts["month"] = str(_MONTHS.index(name[:3].capitalize()) + 1)
        parts["day"] = parts["day"] or parts["day_after"]
        return _from_parts(parts, zone)
    if _NUMBER.match(text):
        return _from_number(float(text), zone)
    return ParseProblem.NOT_A_DATE


def _year_last(parts: dict[str, str | None], zone: tzinfo, dayfirst: bool | None) -> datetime | ParseProblem:
    if len(parts["year"] or "") == 2:
        return ParseProblem.TWO_DIGIT_YEAR
    first, second = int(parts["first"] or 0), int(parts["second_part"] or 0)
    if parts["mark"] == "." or first > 12:
        dayfirst = True
    elif second > 12:
        dayfirst = False
    elif first == second:
        dayfirst = True
    if dayfirst is None:
        return ParseProblem.AMBIGUOUS
    day, month = (first, second) if dayfirst else (second, first)
    return _from_parts(parts | {"day": str(day), "month": str(month)}, zone)


def _from_parts(parts: dict[str, str | None], zone: tzinfo) -> datetime | ParseProblem:
    half = (parts.get("half") or parts.get("half_after") or "").lower()
    hour = parts["hour"]
    if half and hour is not None:
        value = int(hour)
        if value > 12 and not half.startswith(_AFTERNOON):
            return ParseProblem.NO_SUCH_TIME
        if half.startswith(_AFTERNOON) and value < 12:
            value += 12
        elif half.startswith(("a", "上午", "凌晨")) and value == 12:
            value = 0
        elif half == "中午" and value < 11:
            value += 12
        hour = str(value)
    return _build(
        parts["year"] or "", parts["month"] or "", parts["day"] or "",
        hour, parts.get("minute"), parts.get("second"), parts.get("fraction"), parts.get("zone"), zone,
    )  # fmt: skip


def _build(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None,
    fraction: str | None, offset: str | None, zone: tzinfo,
) -> datetime | ParseProblem:  # fmt: skip
    if int(year) not in _YEARS:
        return ParseProblem.OUT_OF_RANGE
    try:
        midnight = datetime(int(year), int(month), int(day))  # noqa: DTZ001 — _aware adds the zone
    except ValueError:
        return ParseProblem.NO_SUCH_DAY
    hours, minutes, seconds = int(hour or 0), int(minute or 0), int(second or 0)
    # 24:00 is how a day's end is written (ISO 8601, 4.2.3); 60 is a leap second, kept as the next second.
    if minutes > 59 or seconds > 60 or hours > 24 or (hours == 24 and (minutes or seconds)):
        return ParseProblem.NO_SUCH_TIME
    micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
    naive = midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=micro)
    return _aware(naive, _offset(offset) if offset else zone)


def _offset(text: str) -> tzinfo:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-span if text[0] == "-" else span) if span < timedelta(hours=24) else UTC


def _aware(naive: datetime, zone: tzinfo) -> datetime | ParseProblem:
    if naive.year not in _YEARS:
        return ParseProblem.OUT_OF_RANGE
    # The same as astimezone(UTC), at a third of its cost.
    naive = naive.replace(tzinfo=None)
    return (naive - (zone.utcoffset(naive) or timedelta())).replace(tzinfo=UTC)


def _from_value(cell: Cell, zone: tzinfo) -> datetime | ParseProblem:
    """A cell that a sheet already holds as a date, or as a number."""
    if isinstance(cell, datetime):
        return _aware(cell, cell.tzinfo or zone)
    if isinstance(cell, date):
        return _aware(datetime.combine(cell, time.min), zone)
    if cell is None:
        return ParseProblem.EMPTY
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 < cell < 1e15:
        if 10_000_000 <= cell < 100_000_000 and cell == int(cell):
            return _from_text(str(int(cell)), zone, None)
        return _from_number(float(cell), zone)
    return ParseProblem.NOT_A_DATE


def _from_number(value: float, zone: tzinfo) -> datetime | ParseProblem:
    """Days as Excel counts them, or seconds or milliseconds since 1970."""
    if _SERIALS[0] <= value < _SERIALS[1]:
        return _aware(_SERIAL_START + timedelta(seconds=round(value * 86_400)), zone)
    if value >= 100_000_000_000:
        value /= 1000
    if 100_000_000 <= value < 100_000_000_000:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)
    return ParseProblem.NOT_A_DATE


@dataclass(frozen=True, slots=True)
class DateFormat:
    """How one column is to be read, and what the look at it showed.

    ``dayfirst`` is what the samples prove or the person said, None where neither does; ``ambiguous``
    counts the samples that need it. With ``conflicting`` the samples prove both, and cells that could be
    either stay ambiguous. ``read`` and ``unreadable`` count the samples that are dates and that are not.
    """

    dayfirst: bool | None
    conflicting: bool
    ambiguous: int
    read: int
    unreadable: int
    parse: Callable[[Cell], datetime | ParseProblem]

    @property
    def must_ask(self) -> bool:
        """Whether a person must say which number is the day."""
        return self.dayfirst is None and self.ambiguous > 0

    @property
    def is_date(self) -> bool:
        """Whether nearly all that is written in the column are dates."""
        return self.read + self.ambiguous > 0 and self.unreadable <= 0.1 * (self.read + self.ambiguous)


def infer_date_format(samples: Iterable[Cell], *, default_tz: tzinfo, dayfirst: bool | None = None) -> DateFormat:
    """Look at a column (the more of it the better) and return the parser for all of it.

    ``dayfirst`` is what a person said; the samples are counted all the same.
    """
    proven: set[bool] = set()
    ambiguous = read = unreadable = 0
    for cell in samples:
        result = parse_datetime(cell, default_tz=default_tz)
        if isinstance(result, datetime):
            read += 1
            proven |= _proof(cell)
        elif result is ParseProblem.AMBIGUOUS:
            ambiguous += 1
        elif result is not ParseProblem.EMPTY:
            unreadable += 1
    verdict = dayfirst
    if verdict is None and len(proven) == 1:
        verdict = next(iter(proven))
    return DateFormat(verdict, len(proven) > 1, ambiguous, read, unreadable, _parser(default_tz, verdict))


def _parser(zone: tzinfo, dayfirst: bool | None) -> Callable[[Cell], datetime | ParseProblem]:
    def parse(cell: Cell) -> datetime | ParseProblem:
        return parse_datetime(cell, default_tz=zone, dayfirst=dayfirst)

    return parse


def _proof(cell: Cell) -> set[bool]:
    """What a readable cell proves of its column: 22/11/2026 has the day first, 11/22/2026 the month."""
    if not isinstance(cell, str):
        return set()
    found = _YEAR_LAST.match(unicodedata.normalize("NFKC", cell).strip())
    if found is None or found["mark"] == "." or found["first"] == found["second_part"]:
        return set()
    return {int(found["first"]) > 12}
