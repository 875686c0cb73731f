"""Days as people write them in words: 二〇二四年三月五日, 3月初, 去年腊月, 24年3月. Pure.

What `dates.parse_datetime` reads is left to it. A day that is only named roughly is given with `exact` False;
a year that nobody names is asked for, not guessed.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from .dates import ParseProblem, parse_datetime
from .model import Cell
from .numerals import HAN, number_in


@dataclass(frozen=True, slots=True)
class WordedDay:
    """A day, and whether it was named as such or only about when it was."""

    day: date
    exact: bool = True


_LONGEST: Final = 60
_RUN: Final = re.compile(f"[{HAN}○]+")
_YEAR: Final = re.compile(r"^(?:公元)?(?P<year>\d{4}|\d{2})年(?:度)?")
_RELATIVE: Final = {"去年": -1, "上年": -1, "前年": -2, "大前年": -3, "今年": 0, "本年": 0, "当年": 0}
_DAY: Final = re.compile(r"^(?P<month>\d{1,2})(?:月份?|[./-])(?P<day>\d{1,2})(?:日|号)?$")
_MONTH: Final = re.compile(r"^(?P<month>\d{1,2})月份?(?P<part>初|上旬|中旬|中|下旬|底|末)?$")
_YEAR_MONTH: Final = re.compile(r"^(?P<year>\d{4})(?:[./-](?P<month>\d{1,2})|(?P<tight>\d{2}))$")
_LUNAR: Final = re.compile(
    r"^(?:农历|阴历)?(?P<month>正月|腊月|冬月|\d{1,2}月)(?:初)?(?P<day>\d{1,2})?(?P<part>初|中|底|末)?$"
)
_LUNAR_SIGN: Final = re.compile(r"正月|腊月|冬月|农历|阴历|月初[一二三四五六七八九十\d]")
_HALF_DAYS: Final = re.compile(r"(?:上午|下午|中午|晚上?|早上?|夜里|凌晨|左右|前后|许|星期.|周.)+$")
_FEASTS: Final = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1), "十一": (10, 1)}
_SPRING: Final = {"春节": 0, "大年初一": 0, "元宵": 14, "元宵节": 14, "除夕": -1, "大年三十": -1}
# Not its eve, which is a holiday in some years.
_SPRING_FESTIVAL: Final = "Chinese New Year (Spring Festival)"
_RANGE: Final = re.compile(r"^(?P<from>.{4,}?)(?:--+|—+|~|至|到|(?<=[日号])-)(?P<to>.{1,})$")


def parse_day(cell: Cell, *, zone: tzinfo, year: int | None = None, last: bool = False) -> WordedDay | ParseProblem:
    """The day that a cell names, local to `zone`.

    `year` is the year in which the register was kept, for what names none. Of a span of days the first counts,
    with `last` the last. Fields of dates that could be two days stay AMBIGUOUS.
    """
    found = parse_datetime(cell, default_tz=zone)
    if isinstance(found, datetime):
        return WordedDay(found.astimezone(zone).date())
    if not isinstance(cell, str) or found in {ParseProblem.EMPTY, ParseProblem.NO_SUCH_DAY, ParseProblem.OUT_OF_RANGE}:
        return found
    text = unicodedata.normalize("NFKC", cell[: _LONGEST + 1]).strip()
    if len(text) > _LONGEST:
        return ParseProblem.NOT_A_DATE
    worded = _from_words("".join(text.split()), zone, year, last)
    return found if worded is ParseProblem.NOT_A_DATE else worded


def _from_words(text: str, zone: tzinfo, year: int | None, last: bool) -> WordedDay | ParseProblem:
    if (span := _RANGE.match(text)) is not None:
        return _from_span(span["from"], span["to"], zone, year, last)
    if text in _FEASTS or text in _SPRING:
        return _feast(text, year)
    lunar = _LUNAR_SIGN.search(text) is not None
    plain = _HALF_DAYS.sub("", _in_figures(text.replace("元月", "一月")))
    if _YEAR_MONTH.match(plain):
        return _year_month(plain)
    said, rest = _year_of(plain, year)
    if isinstance(said, ParseProblem):
        return said
    if rest in _FEASTS or rest in _SPRING:
        return _feast(rest, said)
    if lunar:
        return _lunar(rest, said)
    if (found := _DAY.match(rest)) is not None:
        return _day(said, int(found["month"]), int(found["day"]))
    if (found := _MONTH.match(rest)) is not None:
        return _in_month(said, int(found["month"]), found["part"] or "")
    return ParseProblem.NOT_A_DATE


def _from_span(start: str, end: str, zone: tzinfo, year: int | None, last: bool) -> WordedDay | ParseProblem:
    first = parse_day(start, zone=zone, year=year)
    if isinstance(first, ParseProblem) or not last:
        return first if isinstance(first, ParseProblem) else WordedDay(first.day, exact=False)
    if (bare := re.fullmatch(r"(\d{1,2})[日号]?", end)) is not None:
        found = _day(first.day.year, first.day.month, int(bare[1]))
    else:
        found = parse_day(end, zone=zone, year=first.day.year)
    return WordedDay(found.day, exact=False) if isinstance(found, WordedDay) else found


def _in_figures(text: str) -> str:
    """三月廿五日 as 3月25日; what is no number stays."""

    def figure(run: re.Match[str]) -> str:
        found = number_in(run.group())
        return str(int(found)) if found is not None and found == int(found) else run.group()

    return _RUN.sub(figure, text)


def _year_of(text: str, year: int | None) -> tuple[int | ParseProblem, str]:
    for word, shift in sorted(_RELATIVE.items(), key=lambda pair: -len(pair[0])):
        if text.startswith(word):
            rest = text[len(word) :]
            return (year + shift, rest) if year is not None else (ParseProblem.YEAR_MISSING, rest)
    found = _YEAR.match(text)
    if found is not None:
        value = int(found["year"])
        if value < 100:
            value += 2000 if value < 50 else 1900
        return value, text[found.end() :]
    if _DAY.match(text) or _MONTH.match(text) or _LUNAR_SIGN.search(text):
        return (year, text) if year is not None else (ParseProblem.YEAR_MISSING, text)
    return ParseProblem.NOT_A_DATE, text


def _year_month(text: str) -> WordedDay | ParseProblem:
    found = _YEAR_MONTH.match(text)
    assert found is not None
    return _in_month(int(found["year"]), int(found["month"] or found["tight"]), "")


def _day(year: int, month: int, day: int) -> WordedDay | ParseProblem:
    try:
        return WordedDay(date(year, month, day))
    except ValueError:
        return ParseProblem.NO_SUCH_DAY


def _in_month(year: int, month: int, part: str) -> WordedDay | ParseProblem:
    """The day with which the named part of a month begins; 底 and 末 are its last."""
    if not (1 <= month <= 12 and 1900 <= year <= 2200):
        return ParseProblem.NO_SUCH_DAY
    day = {"中": 15, "中旬": 11, "下旬": 21}.get(part, 1)
    if part in {"底", "末"}:
        day = monthrange(year, month)[1]
    return WordedDay(date(year, month, day), exact=False)


def _feast(name: str, year: int | None) -> WordedDay | ParseProblem:
    if year is None:
        return ParseProblem.YEAR_MISSING
    if name in _FEASTS:
        return WordedDay(date(year, *_FEASTS[name]), exact=False)
    spring = new_year(year)
    return WordedDay(spring + timedelta(days=_SPRING[name])) if spring is not None else ParseProblem.LUNAR


def _lunar(text: str, year: int) -> WordedDay | ParseProblem:
    """The first and the twelfth month of the old calendar, which its new year bounds; others are asked for."""
    found = _LUNAR.match(text)
    if found is None or found["month"] not in {"正月", "腊月", "1月", "12月"}:
        return ParseProblem.LUNAR
    day = int(found["day"] or {"中": 15, "底": 29, "末": 29}.get(found["part"] or "", 1))
    if not 1 <= day <= 30:
        return ParseProblem.NO_SUCH_DAY
    first = found["month"] in {"正月", "1月"}
    spring = new_year(year if first else year + 1)
    if spring is None:
        return ParseProblem.LUNAR
    # The twelfth month has 29 or 30 days: a day of it is known to within one.
    begin = spring if first else spring - timedelta(days=30)
    return WordedDay(begin + timedelta(days=day - 1), exact=first and found["day"] is not None)


@lru_cache(maxsize=300)
def new_year(year: int) -> date | None:
    """The first day of the first month of the Chinese calendar in a year; None beyond what is known."""
    if not 1950 <= year <= 2099:
        return None
    import holidays  # 3 MB in every process, and few ever read a register

    days = holidays.country_holidays("CN", years=[year], language="en_US").get_named(
        _SPRING_FESTIVAL, lookup="startswith"
    )
    return min(days) if days else None
