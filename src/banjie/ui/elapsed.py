"""Words for spans of time, as lists and deadlines show them. The same rules stand in static/ui/js/time.js."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def span(duration: timedelta) -> str:
    """The length of a span in at most two units: "3 d", "1 d 4 h", "2 h 10 min", "25 min".

    The second unit is dropped from two days up: nobody plans by the hour that far off.
    """
    seconds = max(int(abs(duration).total_seconds()), 0)
    days, hours, minutes = seconds // _DAY, seconds % _DAY // _HOUR, seconds % _HOUR // _MINUTE
    if days:
        return _joined(_days(days), _hours(hours) if days < 2 and hours else "")
    if hours:
        return _joined(_hours(hours), _minutes(minutes) if minutes else "")
    return _minutes(max(minutes, 1))


def ago(at: datetime, *, now: datetime) -> str:
    """How long ago `at` was, within a day; before that (and for the future) the date and time."""
    seconds = (now - at).total_seconds()
    if 0 <= seconds < _MINUTE:
        return gettext("just now")
    if 0 <= seconds < _HOUR:
        return gettext("{n} min ago").format(n=int(seconds // _MINUTE))
    if 0 <= seconds < _DAY:
        return gettext("{n} h ago").format(n=int(seconds // _HOUR))
    return short(at, now=now)


def short(at: datetime, *, now: datetime | None = None) -> str:
    """Local "11-22 14:30", as in lists; with the year in front when it is not the year of `now`."""
    local = timezone.localtime(at)
    same_year = now is None or timezone.localtime(now).year == local.year
    return local.strftime("%m-%d %H:%M" if same_year else "%Y-%m-%d %H:%M")


def exact(at: datetime) -> str:
    """Local "2026-11-22 14:30": what a relative time shows on hover or tap."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _joined(first: str, second: str) -> str:
    return gettext("{first} {second}").format(first=first, second=second) if second else first


def _days(n: int) -> str:
    return gettext("{n} d").format(n=n)


def _hours(n: int) -> str:
    return gettext("{n} h").format(n=n)


def _minutes(n: int) -> str:
    return gettext("{n} min").format(n=n)


def deadline_words(
    due: datetime, at: datetime, *, warn_at: datetime | None, paused: bool, done: bool
) -> tuple[str, str]:
    """The tone of a deadline's lamp and what is said beside it."""
    if done:
        return ("good", gettext("in time")) if at <= due else ("danger", _over(at, due))
    if paused:
        return "neutral", gettext("paused")
    if at > due:
        return "danger", _over(at, due)
    tone = "warn" if warn_at is not None and at >= warn_at else "good"
    return tone, gettext("{span} left").format(span=span(due - at))


def _over(at: datetime, due: datetime) -> str:
    return gettext("{span} over").format(span=span(at - due))


def script_strings() -> dict[str, str]:
    """Every word that the scripts show, in the language of the page (see static/ui/js/strings.js)."""
    return {
        "just_now": gettext("just now"),
        "minutes_ago": gettext("{n} min ago"),
        "hours_ago": gettext("{n} h ago"),
        "two_units": gettext("{first} {second}"),
        "days": gettext("{n} d"),
        "hours": gettext("{n} h"),
        "minutes": gettext("{n} min"),
        "time_left": gettext("{span} left"),
        "time_over": gettext("{span} over"),
        "no_match": gettext("Nothing matches “{text}”."),
        "type_to_search": gettext("Type to search."),
        "searching": gettext("Searching…"),
        "search_failed": gettext("The search did not answer. What you typed is kept; try again."),
        "matches": gettext("Matches: {n}"),
        "close": gettext("Close"),
        "undo": gettext("Undo"),
        "cancel": gettext("Cancel"),
        "confirm": gettext("Continue"),
        "remove": gettext("Remove {name}"),
        "too_large": gettext("{name} is larger than {limit} MB and will not be sent. Choose a smaller file."),
        "wrong_type": gettext("{name} is not a kind of file that can be sent here."),
        "characters_left": gettext("Characters left: {n}"),
        "characters_over": gettext("Too long by {n} characters"),
        "draft_restored": gettext("What you had typed before is back."),
        "draft_discard": gettext("Start empty"),
        "request_failed": gettext("That did not work: the server reported an error. Nothing was changed."),
        "request_refused": gettext("That was refused. You may have been signed out; what you typed is kept."),
        "request_offline": gettext("No connection. What you typed is kept; try again in a moment."),
        "keys": gettext("Keys on this page"),
        "keys_this": gettext("Show this list"),
        "then": gettext("then"),
        "map_unavailable": gettext("This browser cannot draw the map. Everything on it is listed beside it."),
        "map_no_picture": gettext(
            "This browser cannot draw the map. Enter the coordinates, or name the place in words."
        ),
        "map_pin": gettext("Pin at {lon}, {lat}"),
        "map_locating": gettext("Finding where you are…"),
        "map_not_located": gettext("Your position could not be found. Put the pin on the map instead."),
        "zoom_in": gettext("Zoom in"),
        "zoom_out": gettext("Zoom out"),
        "palette_actions": gettext("On this page"),
        "palette_pages": gettext("Go to"),
        "palette_found": gettext("Found"),
        "selected": gettext("{n} selected"),
    }
