"""A deadline explained in words, line by line, as one would reckon it on a calendar on the wall."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.core.clocks import ExplanationLine, LineKind, Measure, Standing, State


def explained(line: ExplanationLine) -> str:
    """One line of an explanation as a sentence."""
    return str(_LINES[line.kind](line))


def left(standing: Standing) -> str:
    """What is left, or by how much it is late, in the measure of the target."""
    late = standing.late
    amount = abs(standing.remaining)
    if standing.remaining_days is not None and not late:
        return ngettext("%(count)s day left", "%(count)s days left", standing.remaining_days) % {
            "count": standing.remaining_days
        }
    words = span(amount, working=standing.measure is Measure.WORKING)
    return (_("%(time)s late") if late else _("%(time)s left")) % {"time": words}


def state(standing: Standing) -> str:
    return {
        State.RUNNING: _("Running"),
        State.PAUSED: _("Paused"),
        State.WARNED: _("Due soon"),
        State.OVERDUE: _("Overdue"),
        State.STOPPED_IN_TIME: _("Kept"),
        State.STOPPED_LATE: _("Missed"),
    }[standing.state]


def span(amount: timedelta, *, working: bool = False) -> str:
    """A duration in its two largest units; working time counts in hours, since its days vary."""
    minutes = round(amount.total_seconds() / 60)
    hours, minutes = divmod(minutes, 60)
    days, rest = (0, hours) if working else divmod(hours, 24)
    parts = []
    if days:
        parts.append(_("%(count)s d") % {"count": days})
    if rest:
        parts.append((_("%(count)s working h") if working else _("%(count)s h")) % {"count": rest})
    if minutes and not days:
        parts.append(_("%(count)s min") % {"count": minutes})
    return " ".join(parts) or _("0 min")


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%m-%d %H:%M") if at is not None else "–"


def _day(day: date | None) -> str:
    return date_format(day, "m-d") if day is not None else "–"


def _days(line: ExplanationLine) -> str:
    if line.first_day == line.last_day or line.last_day is None:
        return _day(line.first_day)
    return _("%(first)s to %(last)s") % {"first": _day(line.first_day), "last": _day(line.last_day)}


def _name(line: ExplanationLine) -> str:
    english = (get_language() or "").startswith("en")
    return line.name_en if english and line.name_en else line.name


def _counted(line: ExplanationLine) -> str:
    if line.amount is not None:
        return _("%(days)s: %(time)s counted") % {"days": _days(line), "time": span(line.amount, working=True)}
    return _("%(days)s: %(count)s days counted") % {"days": _days(line), "count": line.days}


def _pause(line: ExplanationLine) -> str:
    reason = str(wording.HAPPENED.get(line.reason, line.reason))
    until = _moment(line.until) if line.until else _("now")
    text = _("Stood still from %(start)s to %(end)s (%(reason)s)") % {
        "start": _moment(line.at),
        "end": until,
        "reason": reason,
    }
    if line.due_before and line.due and line.due != line.due_before:
        text += _("; the deadline moved from %(before)s to %(after)s") % {
            "before": _moment(line.due_before),
            "after": _moment(line.due),
        }
    if line.capped:
        text += _("; beyond the cap the time counts again")
    return text


def _extension(line: ExplanationLine) -> str:
    amount = wording.span(str(line.target)) if line.target is not None else span(line.amount or timedelta())
    return _("Extended on %(at)s by %(amount)s, to %(due)s") % {
        "at": _moment(line.at),
        "amount": amount,
        "due": _moment(line.due),
    }


def _stopped(line: ExplanationLine) -> str:
    amount = line.amount or timedelta()
    words = {"at": _moment(line.at), "time": span(abs(amount))}
    return (
        _("Done on %(at)s, %(time)s late") if amount < timedelta() else _("Done on %(at)s, %(time)s to spare")
    ) % words


def _target(line: ExplanationLine) -> str:
    return _("Time allowed: %(target)s") % {"target": wording.span(str(line.target))}


_LINES: dict[LineKind, Any] = {
    LineKind.STARTED: lambda line: _("Started %(at)s") % {"at": _moment(line.at)},
    LineKind.TARGET: _target,
    LineKind.COUNTED_FROM: lambda line: _("Counted from %(at)s, when work begins") % {"at": _moment(line.at)},
    LineKind.FIRST_DAY_NOT_COUNTED: lambda line: (
        _("%(day)s, the first day, is not counted") % {"day": _day(line.first_day)}
    ),
    LineKind.COUNTED: _counted,
    LineKind.WEEKENDS: lambda line: (
        _("%(days)s: %(count)s weekend days, not counted") % {"days": _days(line), "count": line.days}
    ),
    LineKind.HOLIDAY: lambda line: _("%(days)s: %(name)s, not counted") % {"days": _days(line), "name": _name(line)},
    LineKind.MAKE_UP_DAY: lambda line: (
        _("%(day)s: worked to make up for %(name)s, counted") % {"day": _day(line.first_day), "name": _name(line)}
    ),
    LineKind.OTHER_HOURS: lambda line: (
        _("%(day)s: other hours (%(name)s)") % {"day": _day(line.first_day), "name": _name(line)}
    ),
    LineKind.MOVED_TO_WORKING_DAY: lambda line: (
        _("The last day is no working day; moved to %(day)s") % {"day": _day(line.last_day)}
    ),
    LineKind.PAUSE: _pause,
    LineKind.PAUSE_AFTER_DUE: lambda line: (
        _("Stood still from %(at)s, after the deadline: moves nothing") % {"at": _moment(line.at)}
    ),
    LineKind.EXTENSION: _extension,
    LineKind.HOLIDAYS_NOT_PUBLISHED: lambda line: (
        _("The holidays of %(years)s are not published yet") % {"years": _(", ").join(map(str, line.years))}
    ),
    LineKind.DUE: lambda line: (
        _("Due %(due)s") % {"due": _moment(line.due)}
        if line.due
        else _("The deadline moves for as long as the clock stands still")
    ),
    LineKind.STOPPED: _stopped,
}
