"""Days and periods in words, in the language that is active."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import get_language, pgettext

from banjie.analytics.report.periods import Period, PeriodKind

_NUMERALS: Final = ("〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_WEEKDAYS: Final = ("一", "二", "三", "四", "五", "六", "日")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def numeral(number: int) -> str:
    """Chinese numerals up to 19, as sections are numbered."""
    return _NUMERALS[number] if number <= 10 else f"十{_NUMERALS[number - 10]}"


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def day_words(day: date, *, english: bool | None = None) -> str:
    """2026年11月28日, 28 November 2026; in the active language unless told."""
    if in_english() if english is None else english:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: datetime) -> str:
    """For columns: 11-28 14:30. The moment is local."""
    return f"{moment:%m-%d %H:%M}"


def period_words(period: Period) -> str:
    first, last = period.first, period.last
    match period.kind:
        case PeriodKind.DAY:
            weekday = _ENGLISH_WEEKDAYS[first.weekday()] if in_english() else f"星期{_WEEKDAYS[first.weekday()]}"
            words = {"day": day_words(first), "weekday": weekday}
            return pgettext("report", "%(weekday)s, %(day)s") % words
        case PeriodKind.WEEK:
            return pgettext("report", "%(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}
        case PeriodKind.MONTH:
            return f"{_MONTHS[first.month - 1]} {first.year}" if in_english() else f"{first.year}年{first.month}月"
        case PeriodKind.QUARTER:
            number = (first.month + 2) // 3
            return f"Q{number} {first.year}" if in_english() else f"{first.year}年第{numeral(number)}季度"
