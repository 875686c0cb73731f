"""The columns of a list as a file: those that are shown, or all there are; plain values, times as times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.cases.queries import CaseLine
from banjie.organisations import queries as organisations
from banjie.platform.tables import Cell

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# So many lines are read before their handlers are named, by one statement.
_AT_ONCE: Final = 2_000


@dataclass(slots=True)
class _Words:
    """The words of the page's language, which is asked once and not for every row."""

    english: bool
    chosen: Mapping[str, Mapping[str, str]]
    late: Mapping[bool | None, str]
    handlers: dict[int, str] = field(default_factory=dict)

    def word(self, name: str, key: str) -> str:
        return self.chosen[name].get(key, key)


type _Value = Callable[[CaseLine, _Words], Cell]

_COLUMNS: Final[Mapping[str, tuple[StrOrPromise, _Value]]] = MappingProxyType(
    {
        "number": (gettext_lazy("Number"), lambda line, _words: line.number),
        "title": (gettext_lazy("Matter"), lambda line, _words: line.title),
        "state": (gettext_lazy("State"), lambda line, words: words.word("state", line.state)),
        "kind": (gettext_lazy("Kind"), lambda line, words: words.word("kind", line.kind)),
        "level": (gettext_lazy("Level"), lambda line, words: words.word("level", line.level)),
        "channel": (gettext_lazy("Channel"), lambda line, words: words.word("channel", line.channel)),
        "category": (
            gettext_lazy("Category"),
            lambda line, words: line.category_name_en if words.english else line.category_name,
        ),
        "area": (gettext_lazy("Area"), lambda line, _words: line.area_name),
        "place": (gettext_lazy("Place"), lambda line, _words: line.place_text),
        "unit": (gettext_lazy("Unit"), lambda line, words: line.unit_name_en if words.english else line.unit_name),
        "handler": (gettext_lazy("Handler"), lambda line, words: words.handlers.get(line.handler_id or 0, "")),
        "received": (gettext_lazy("Received"), lambda line, _words: _local(line.received_at)),
        "due": (gettext_lazy("Deadline"), lambda line, _words: _local(line.due_at)),
        "step": (pgettext_lazy("a moment", "Step due"), lambda line, _words: _local(line.step_due_at)),
        "reply": (gettext_lazy("Reply due"), lambda line, _words: _local(line.oversight_due_at)),
        "closed": (gettext_lazy("Closed at"), lambda line, _words: _local(line.closed_at)),
        "closed_late": (gettext_lazy("Closed late"), lambda line, words: words.late[line.closed_late]),
        "returns": (pgettext_lazy("how often", "Returns"), lambda line, _words: line.returns),
        "reopens": (pgettext_lazy("how often", "Reopenings"), lambda line, _words: line.reopens),
        "reminders": (pgettext_lazy("how often", "Reminders"), lambda line, _words: line.reminders),
    }
)
ALL: Final = tuple(_COLUMNS)
# What stands in the first cell of every row, and what a cell tells besides its own value.
_FIRST: Final = ("number", "title", "place")
_TOLD: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {"category": ("category", "level"), "left": ("due", "closed", "closed_late")}
)


def of_list(shown: Iterable[str]) -> Sequence[str]:
    """The columns of a file for those of a list, in their order."""
    told = (key for each in shown for key in _TOLD.get(each, (each,)))
    return tuple(dict.fromkeys((*_FIRST, *told)))


def headers(keys: Sequence[str]) -> list[str]:
    return [str(_COLUMNS[key][0]) for key in keys]


def rows(lines: Iterable[CaseLine], keys: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """A row a line, as the lines come."""
    words, values = _words(), [_COLUMNS[key][1] for key in keys]
    for some in batched(lines, _AT_ONCE):
        if "handler" in keys:
            _name_handlers(some, words.handlers)
        for line in some:
            yield tuple(value(line, words) for value in values)


def _words() -> _Words:
    chosen = {
        "state": {key: str(word) for key, word in wording.STATES.items()},
        **{name: {k: str(v) for k, v in wording.CHOICES[name].items()} for name in ("kind", "level", "channel")},
    }
    return _Words((get_language() or "").startswith("en"), chosen, {True: _("Yes"), False: _("No"), None: ""})


def _name_handlers(lines: Iterable[CaseLine], known: dict[int, str]) -> None:
    wanted = {line.handler_id for line in lines if line.handler_id is not None} - known.keys()
    if wanted:
        known |= {key: ref.name for key, ref in organisations.staff_refs(wanted).items()}


def _local(moment: datetime | None) -> datetime | None:
    """Spreadsheets know no zones: the hour on the wall."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment is not None else None
