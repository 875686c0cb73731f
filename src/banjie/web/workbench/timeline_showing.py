"""A timeline to be read: narrowed to one side of the story, with runs of alarms folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext as _

from banjie.cases.queries import EntryLine
from banjie.web.workbench import case_words
from banjie.web.workbench.case_words import ToldEntry

# Fewer alarms than this stand by themselves.
FOLDED_FROM: Final = 3

_DEADLINES: Final = frozenset(
    {
        "alarm",
        "grant_extension",
        "recompute",
        "refuse_extension",
        "request_extension",
        "resume",
        "stop_waiting",
        "suspend",
    }
)
_UPKEEP: Final = frozenset({"alarm", "erase_contact", "recompute", "rehome", "tell_code", "unmask_contact"})


class Show(StrEnum):
    """Which side of the story: all of it, what was done, what the reporter said or sees, what moved the clocks."""

    ALL = "all"
    WORK = "work"
    REPORTER = "reporter"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries that stand together, the newest first: one by itself, or a run of alarms to unfold."""

    entries: Sequence[ToldEntry]
    title: str

    @property
    def folded(self) -> bool:
        return len(self.entries) > 1


def chosen(value: str) -> Show:
    """What an address asks for; everything where that cannot be read."""
    return Show(value) if value in set(Show) else Show.ALL


def stretches(timeline: Sequence[EntryLine], show: Show) -> list[Stretch]:
    """The chosen side of a timeline, the newest first."""
    lines = [line for line in reversed(timeline) if _belongs(line, show)]
    runs = groupby(lines, lambda line: line.command == "alarm")
    return [stretch for is_alarm, run in runs for stretch in _told(run, is_alarm)]


def tabs(show: Show) -> list[dict[str, Any]]:
    labels = {
        Show.ALL: _("All"),
        Show.WORK: _("What was done"),
        Show.REPORTER: _("With the reporter"),
        Show.DEADLINES: _("Deadlines"),
    }
    return [{"label": label, "url": _address(each), "current": each is show} for each, label in labels.items()]


def _address(show: Show) -> str:
    return "?#h-timeline" if show is Show.ALL else f"?show={show}#h-timeline"


def _belongs(line: EntryLine, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.WORK:
            return line.command not in _UPKEEP
        case Show.REPORTER:
            return line.resident_sees or line.actor_kind == "reporter"
        case Show.DEADLINES:
            return line.command in _DEADLINES


def _told(run: Iterable[EntryLine], is_alarm: bool) -> list[Stretch]:
    told = [case_words.entry(line) for line in run]
    if is_alarm and len(told) >= FOLDED_FROM:
        return [Stretch(told, _("%(count)s deadline alarms") % {"count": len(told)})]
    return [Stretch([each], each.title) for each in told]
