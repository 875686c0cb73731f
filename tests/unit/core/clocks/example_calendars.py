"""Calendars for the tests: China's 2026 as announced, and a town that changes its clocks.

Source of the Chinese days: notice of the State Council's General Office of 4 November 2025 on the holidays of
2026 (国务院办公厅关于2026年部分节假日安排的通知).
"""

from datetime import UTC, date, datetime, timedelta

from banjie.core.clocks import DayOverride, OverrideKind, WorkingCalendar, parse_week


def _holiday(name: str, name_en: str, first: str, last: str) -> list[DayOverride]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [
        DayOverride(start + timedelta(days=offset), OverrideKind.HOLIDAY, name, name_en)
        for offset in range((end - start).days + 1)
    ]


def _worked(name: str, name_en: str, *days: str) -> list[DayOverride]:
    return [DayOverride(date.fromisoformat(day), OverrideKind.WORKING_DAY, name, name_en) for day in days]


CHINA_2026_DAYS = (
    *_holiday("元旦", "New Year", "2026-01-01", "2026-01-03"),
    *_worked("元旦", "New Year", "2026-01-04"),
    *_worked("春节", "Spring Festival", "2026-02-14"),
    *_holiday("春节", "Spring Festival", "2026-02-15", "2026-02-23"),
    *_worked("春节", "Spring Festival", "2026-02-28"),
    *_holiday("清明节", "Tomb-Sweeping Day", "2026-04-04", "2026-04-06"),
    *_holiday("劳动节", "Labour Day", "2026-05-01", "2026-05-05"),
    *_worked("劳动节", "Labour Day", "2026-05-09"),
    *_holiday("端午节", "Dragon Boat Festival", "2026-06-19", "2026-06-21"),
    *_worked("国庆节", "National Day", "2026-09-20"),
    *_holiday("中秋节", "Mid-Autumn Festival", "2026-09-25", "2026-09-27"),
    *_holiday("国庆节", "National Day", "2026-10-01", "2026-10-07"),
    *_worked("国庆节", "National Day", "2026-10-10"),
)

CHINA = WorkingCalendar("Asia/Shanghai", overrides=CHINA_2026_DAYS, published_years=frozenset({2025, 2026}))
PLAIN = WorkingCalendar("Asia/Shanghai")
TOWN = WorkingCalendar(
    "Europe/London", weeks=(parse_week(["09:00-17:00"] * 5 + ["", ""]),), published_years=frozenset({2026})
)
# Three shifts round the clock but for Sunday, the last one over midnight.
SHIFTS = WorkingCalendar(
    "Europe/London",
    weeks=(parse_week(["06:00-14:00 14:00-22:00 22:00-06:00"] * 6 + [""]),),
)


def local(text: str, calendar: WorkingCalendar = CHINA) -> datetime:
    """An instant by the wall clock of the calendar: "2026-02-13 16:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=calendar.zone).astimezone(UTC)


def wall(at: datetime | None, calendar: WorkingCalendar = CHINA) -> str:
    """The reverse of `local`; "never" for None."""
    return "never" if at is None else f"{at.astimezone(calendar.zone):%Y-%m-%d %H:%M}"
