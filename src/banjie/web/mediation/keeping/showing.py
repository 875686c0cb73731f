"""Values for the pages of performance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.cases.reference import reference
from banjie.mediation.performance.dates import days_late
from banjie.mediation.performance.visits import Visit
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.due import DueLine
from banjie.mediation.queries.keeping import FollowUpLine, ObligationLine, Performance, may_step
from banjie.mediation.wording_keeping import CHOICES
from banjie.organisations.permissions import Viewer
from banjie.web.templatetags.mediation_words import money

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What the buttons say.
STEPS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "perform": gettext_lazy("Record what was done"),
        "confirm": gettext_lazy("The other side confirms it"),
        "dispute": gettext_lazy("The other side did not get it"),
        "meet_condition": gettext_lazy("The condition is met"),
        "report_breach": gettext_lazy("Report a breach"),
        "take_back": gettext_lazy("The breach is taken back"),
        "go_to_court": gettext_lazy("Taken to court"),
        "waive": gettext_lazy("The other side gives it up"),
        "correct": gettext_lazy("Correct an entry"),
        "lapse": gettext_lazy("The condition cannot come about"),
    }
)
# So many lines of a lamp are shown before all of them are asked for.
_AT_FIRST = 50
_FIRST = frozenset({"perform", "confirm", "meet_condition"})


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """An obligation in words with what may be done: the usual step as a button, the others in a menu."""

    line: ObligationLine
    what: str
    day: str
    paid: str
    late: int
    first: Sequence[Step]
    more: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Sum:
    total: str
    paid: str
    rest: str
    percent: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    label: str
    day: date
    late: bool
    occasion: str


@dataclass(frozen=True, slots=True)
class DueRow:
    line: DueLine
    what: str
    day: str
    url: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Lines of one lamp: the `rows` that are shown, out of `many`."""

    lamp: str
    title: str
    rows: Sequence[DueRow]
    many: int


def rows(file: DisputeFile, found: Performance, viewer: Viewer) -> Sequence[Row]:
    shown = []
    for line in found.lines:
        steps = may_step(file, line, viewer)
        offered = [(key, Step(str(label), _url(file, line, key))) for key, label in STEPS.items() if key in steps]
        shown.append(
            Row(
                line,
                what(line.owed.kind, line.what),
                day_words(line),
                _paid(line),
                _late(line, found.today),
                [step for key, step in offered if key in _FIRST],
                [step for key, step in offered if key not in _FIRST],
            )
        )
    return shown


def what(kind: str, said: str) -> str:
    """The kind of an obligation and what was agreed of it."""
    word = str(CHOICES["obligation_kind"].get(kind, kind))
    return _("%(kind)s: %(what)s") % {"kind": word, "what": said} if said else word


def day_words(line: ObligationLine) -> str:
    day = line.owed.day
    if day is None:
        return _("no day") if not line.owed.lasting else _("from then on")
    if day.moved:
        return _("%(agreed)s, a day off: in time until %(last)s") % {"agreed": day.agreed, "last": day.last}
    return day.agreed.isoformat()


def summed(found: Performance) -> Sum | None:
    if not found.total:
        return None
    percent = int(found.paid * 100 / found.total)
    currency = found.currency
    return Sum(money(found.total, currency), money(found.paid, currency), money(found.rest, currency), percent)


def _paid(line: ObligationLine) -> str:
    owed = line.owed
    if owed.amount is None:
        return ""
    if owed.given_up:
        return money(owed.amount, owed.currency)
    said = {"paid": f"{owed.paid:,.2f}", "amount": money(owed.amount, owed.currency)}
    return _("%(paid)s of %(amount)s paid") % said


def visits(found: Performance) -> Sequence[VisitRow]:
    return [
        VisitRow(occasion(each.occasion), each.due_on, each.due_on < found.today, each.occasion)
        for each in found.visits
    ]


def made(found: Performance) -> Sequence[tuple[str, FollowUpLine]]:
    return [(occasion(each.occasion), each) for each in found.made]


def occasion(key: str) -> str:
    if key.startswith("due_"):
        return _("Follow-up after obligation %(number)s was due") % {"number": key.removeprefix("due_")}
    return _("Follow-up: %(when)s") % {"when": CHOICES["visit"].get(key, key)}


def groups(lines: Sequence[DueLine], whole: str) -> Sequence[DueGroup]:
    """By lamp, the first of each; all of the one that was asked for whole, or of every one where they are few."""
    found: dict[str, list[DueLine]] = {}
    for line in lines:
        found.setdefault(line.lamp, []).append(line)
    return [_group(lamp, of_lamp, whole=lamp == whole) for lamp, of_lamp in found.items()]


def _group(lamp: str, lines: Sequence[DueLine], *, whole: bool) -> DueGroup:
    rows = [_due(line) for line in (lines if whole else lines[:_AT_FIRST])]
    return DueGroup(lamp, str(CHOICES["obligation_lamp"][lamp]), rows, len(lines))


def columns() -> Sequence[dict[str, str]]:
    return [
        {"label": _("What")},
        {"label": _("Dispute")},
        {"label": _("Still owed"), "kind": "number"},
        {"label": _("Day")},
    ]


def today(at: datetime) -> date:
    return reference().calendar.date_of(at)


def _due(line: DueLine) -> DueRow:
    url = reverse("mediation:performance", args=[line.case_id])
    if line.visit is not None:
        return DueRow(line, _visit(line.visit), line.visit.due_on.isoformat(), f"{url}#visits")
    assert line.owed is not None
    day = line.owed.day
    shown = day.agreed.isoformat() if day else ""
    if day is not None and day.moved:
        shown = _("%(agreed)s (until %(last)s)") % {"agreed": day.agreed, "last": day.last}
    rest = money(line.owed.rest, line.owed.currency) if line.owed.rest else ""
    return DueRow(line, what(line.owed.kind, ""), shown, f"{url}#o-{line.owed.number}", rest)


def _visit(visit: Visit) -> str:
    return occasion(visit.occasion)


def _late(line: ObligationLine, today: date) -> int:
    day = line.owed.day
    if line.owed.given_up or day is None or line.owed.state not in {"owed", "part", "reported", "broken", "kept"}:
        return 0
    return days_late(day, line.owed.performed_on or today)


def _url(file: DisputeFile, line: ObligationLine, command: str) -> str:
    return reverse("mediation:obligation-step", args=[file.case.id, line.owed.id, command])
