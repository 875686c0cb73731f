"""The columns of a list of cases: which there are, which a person has chosen, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from banjie.cases.queries import CaseLine
from banjie.organisations import queries as organisations
from banjie.ui import elapsed, inline
from banjie.web.templatetags import workbench_words as words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Showing:
    """What cells need beside their line."""

    at: datetime
    english: bool
    handlers: Mapping[int, str] = field(default_factory=dict)


type Cell = Callable[[CaseLine, Showing], str]


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is the table's: how the cell is set. A column with `hide_empty` is left out where no row fills it."""

    label: StrOrPromise
    cell: Cell
    kind: str = "whole-words"
    hide_empty: bool = False


def _category(line: CaseLine, showing: Showing) -> str:
    name = line.category_name_en if showing.english else line.category_name
    return format_html("{} {}", name, words.level_badge(line.level)) if line.level != "general" else name


def _unit(line: CaseLine, showing: Showing) -> str:
    return line.unit_name_en if showing.english and line.unit_name_en else line.unit_name


def _deadline(due: datetime, showing: Showing) -> SafeString:
    tone, text = elapsed.deadline_words(due, showing.at, warn_at=None, paused=False, done=False)
    return inline.deadline(due, tone=tone, text=text, warn_at=None, live=True, title=elapsed.exact(due))


def _time_left(line: CaseLine, showing: Showing) -> str:
    if line.is_open:
        return _deadline(line.due_at, showing) if line.due_at else ""
    if line.closed_late:
        return inline.lamp("danger", _("Late"))
    return format_html('<span class="muted">{}</span>', elapsed.short(line.closed_at)) if line.closed_at else ""


def _step_left(line: CaseLine, showing: Showing) -> str:
    return _deadline(line.step_due_at, showing) if line.is_open and line.step_due_at else ""


def _reply_left(line: CaseLine, showing: Showing) -> str:
    return _deadline(line.oversight_due_at, showing) if line.oversight_due_at else ""


def _moment(at: datetime | None) -> str:
    return elapsed.short(at) if at is not None else ""


def _count(n: int) -> str:
    return str(n) if n else ""


# The order in which they stand. "Matter" comes first and always: it is the row's link.
COLUMNS: Final[Mapping[str, Column]] = MappingProxyType(
    {
        "state": Column(gettext_lazy("State"), lambda line, _showing: words.state_badge(line), "unbroken"),
        "category": Column(gettext_lazy("Category"), _category),
        "area": Column(
            gettext_lazy("Area"), lambda line, _showing: line.area_name, "whole-words hide-beside hide-stacked"
        ),
        "unit": Column(gettext_lazy("Unit"), _unit, hide_empty=True),
        "handler": Column(
            gettext_lazy("Handler"),
            lambda line, showing: showing.handlers.get(line.handler_id or 0, ""),
            hide_empty=True,
        ),
        "kind": Column(gettext_lazy("Kind"), lambda line, _showing: words.kind_words(line.kind)),
        "level": Column(gettext_lazy("Level"), lambda line, _showing: words.level_words(line.level)),
        "channel": Column(gettext_lazy("Channel"), lambda line, _showing: words.channel_words(line.channel)),
        "returns": Column(pgettext_lazy("how often", "Returns"), lambda line, _showing: _count(line.returns), "number"),
        "reopens": Column(
            pgettext_lazy("how often", "Reopenings"), lambda line, _showing: _count(line.reopens), "number"
        ),
        "reminders": Column(
            pgettext_lazy("how often", "Reminders"), lambda line, _showing: _count(line.reminders), "number"
        ),
        "received": Column(
            gettext_lazy("Received"), lambda line, _showing: _moment(line.received_at), "unbroken hide-beside"
        ),
        "closed": Column(gettext_lazy("Closed at"), lambda line, _showing: _moment(line.closed_at), "unbroken"),
        "step": Column(gettext_lazy("Step due"), _step_left, "unbroken"),
        "reply": Column(gettext_lazy("Reply due"), _reply_left, "unbroken"),
        "left": Column(gettext_lazy("Time left"), _time_left, "unbroken"),
    }
)
USUAL: Final = ("state", "category", "area", "unit", "received", "left")


def chosen(kept: object) -> tuple[str, ...]:
    """The columns of a person's setting, in the order of COLUMNS; the usual ones if there is none that holds."""
    wanted = {str(key) for key in kept} if isinstance(kept, Iterable) else set()
    return tuple(key for key in COLUMNS if key in wanted) or USUAL


def choices(shown: Sequence[str]) -> list[dict[str, Any]]:
    """What the form of columns offers."""
    return [{"key": key, "label": column.label, "shown": key in shown} for key, column in COLUMNS.items()]


@dataclass(frozen=True, slots=True)
class Row:
    """A line as a whole <tr>."""

    line: CaseLine
    html: SafeString


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows, ready for the template."""

    columns: Sequence[Mapping[str, Any]]
    rows: Sequence[Row]


def table(lines: Sequence[CaseLine], keys: Sequence[str], *, at: datetime, selectable: bool) -> Table:
    """One query more where handlers are named, none otherwise.

    Rows are put together by hand: fifty of them by templates cost as much as all the rest of the page.
    """
    showing = Showing(at, (get_language() or "").startswith("en"), _handlers(lines) if "handler" in keys else {})
    cells = {key: [conditional_escape(COLUMNS[key].cell(line, showing)) for line in lines] for key in keys}
    # Before dispatch no unit has the matter: an empty column would only take room.
    kept = [key for key in keys if any(cells[key]) or not COLUMNS[key].hide_empty]
    headings = [{"label": COLUMNS[key].label, "kind": _heading(COLUMNS[key].kind)} for key in kept]
    classes = {key: f' class="{COLUMNS[key].kind}"' if COLUMNS[key].kind else "" for key in kept}
    base, select = reverse("workbench:cases"), escape(_("Select")) if selectable else ""
    rows = []
    for number, line in enumerate(lines):
        tail = "".join(f"<td{classes[key]}>{cells[key][number]}</td>" for key in kept)
        rows.append(Row(line, mark_safe(_row(line, base, select, tail))))  # noqa: S308  every part is escaped
    return Table([{"label": _("Matter"), "kind": "wide"}, *headings], rows)


def _row(line: CaseLine, base: str, select: str, tail: str) -> str:
    number, place = escape(line.number), f" · {escape(line.place_text)}" if line.place_text else ""
    box = (
        f'<td class="select"><input type="checkbox" class="row-select" name="case" value="{line.id}" form="together" '
        f'aria-label="{select} {number}"></td>'
        if select
        else ""
    )
    title = (
        f'<a class="row-link" href="{base}{line.id}/" data-preview="{base}{line.id}/preview/">{escape(line.title)}</a>'
    )
    below = f'<div class="tiny muted"><span class="unbroken">{number}</span>{place}</div>'
    return f'<tr>{box}<td class="wide">{title}{below}</td>{tail}</tr>'


def _heading(kind: str) -> str:
    return " ".join(word for word in kind.split() if word in {"number", "hide-beside"})


def _handlers(lines: Sequence[CaseLine]) -> dict[int, str]:
    wanted = {line.handler_id for line in lines if line.handler_id is not None}
    return {key: ref.name for key, ref in organisations.staff_refs(wanted).items()} if wanted else {}
