"""Days and hours as documents write them: 2026年11月29日, 二〇二六年十一月二十九日, 29 November 2026. Pure."""

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_DIGITS: Final = "〇一二三四五六七八九"
_FIGURES: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_HAN: Final = re.compile(r"([〇一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day(on: date) -> str:
    """2026年11月29日; no noughts before single figures."""
    return f"{on.year:04}年{on.month}月{on.day}日"


def han_day(on: date) -> str:
    """二〇二六年十一月二十九日, as on seals and covers."""
    year = "".join(_DIGITS[int(each)] for each in f"{on.year:04}")
    return f"{year}年{_han(on.month)}月{_han(on.day)}日"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """2026年11月29日9时05分 by the clocks of `zone`."""
    local = at.astimezone(zone)
    return f"{day(local.date())}{local.hour}时{local.minute:02}分"


def clock(at: datetime) -> str:
    """11时40分, by whatever clocks the moment is in."""
    return f"{at.hour}时{at.minute:02}分"


def english_day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def read_day(words: str) -> date:
    """The day that `day` or `han_day` wrote. Raises ValueError for anything else, also for days that never were."""
    if found := _FIGURES.fullmatch(words):
        year, month, of_month = (int(each) for each in found.groups())
        return date(year, month, of_month)
    if found := _HAN.fullmatch(words):
        year = int("".join(str(_DIGITS.index(each)) for each in found[1]))
        return date(year, _from_han(found[2]), _from_han(found[3]))
    raise ValueError(f"not a day: {words}")


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _from_han(words: str) -> int:
    tens, found, ones = words.rpartition("十")
    value = (_DIGITS.index(tens) if tens else 1) * 10 if found else 0
    value += _DIGITS.index(ones) if ones else 0
    if _han(value) != words:
        raise ValueError(f"not a number: {words}")
    return value
