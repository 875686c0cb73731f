"""The three rates. A supervisor asks whose word holds; a unit leader, how their own unit is judged."""

import tempfile
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, Final, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from banjie.analytics import verdicts as reckoning
from banjie.analytics.verdicts import FORMULAS, THREE, Asked, By, Line, Rate, Share, Verdicts
from banjie.catalogue import queries as catalogue
from banjie.mediation.figures import Period, period_of
from banjie.mediation.figures.workbook import period_words
from banjie.places import queries as places
from banjie.platform import clock
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.verdicts import workbooks
from banjie.web.verdicts.naming import area_names, name_of

type Row = dict[str, Any]

_IN_MEMORY: Final = 1 << 20
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class _Question:
    """What the address asks for."""

    period: Period
    by: By
    asked: Asked

    @property
    def address(self) -> dict[str, str]:
        unit = str(self.asked.unit) if self.asked.unit else ""
        given = {"period": self.period.key, "by": str(self.by), "area": self.asked.area, "unit": unit}
        return {key: value for key, value in (given | {"category": self.asked.category}).items() if value}


@staff_only
@require_safe
def verdicts(request: StaffRequest) -> HttpResponse:
    question = _question(request)
    cells = _counted(request, question.asked)
    sums = reckoning.total(cells)
    names = _areas(request, question)
    context = {
        "period": question.period,
        "words": period_words(question.period),
        "lengths": _lengths(question),
        "before": _with(question, period=question.period.before.key),
        "after": _with(question, period=question.period.next.key),
        "total": sums,
        "rates": [_rate(FORMULAS[key], sums) for key in THREE],
        "beside": [_rate(FORMULAS[key], sums) for key in (Rate.CONTRADICTION, Rate.REACHED)],
        "contradicted_url": _list(question, "contradicted"),
        "rows": [_row(line, question, names) for line in reckoning.grouped(cells, question.by)],
        "columns": _columns(question.by),
        "tabs": _tabs(question),
        "chosen": _chosen(question, names),
        "xlsx": f"{reverse('verdicts:workbook')}?{urlencode(question.address)}",
        "public": f"{reverse('verdicts:public')}?{urlencode(question.address)}" if question.period.months == 12 else "",
        "few": reckoning.FEW,
    }
    return render(request, "verdicts/verdicts.html", context)


@staff_only
@require_safe
def workbook(request: StaffRequest) -> HttpResponse:
    """Every count and rate by unit, area and category, and the formulas."""
    question = _question(request)
    cells = _counted(request, question.asked)
    stream = _stream()
    workbooks.write_all(stream, cells, period_words(question.period), _areas(request, question))
    return _sent(stream, _("Verdicts of reporters"), question.period)


@staff_only
@require_safe
def public(request: StaffRequest) -> HttpResponse:
    """What may be published: whole years only, without small numbers."""
    question = _question(request)
    if question.period.months != 12:
        raise Http404
    cells = _counted(request, question.asked)
    stream = _stream()
    workbooks.write_public(stream, cells, period_words(question.period), _areas(request, question))
    return _sent(stream, _("Verdicts of reporters, for publication"), question.period)


def _question(request: StaffRequest) -> _Question:
    """Without a period the present month: verdicts come in every day."""
    if not reckoning.may_see(request.viewer):
        raise Http404
    key = request.GET.get("period", "")
    period = period_of(key) if key else _this_month()
    if period is None:
        raise Http404
    by = request.GET.get("by", "")
    since, until = period.moments(ZoneInfo(settings.TIME_ZONE))
    unit = request.GET.get("unit", "")
    area = places.area(request.GET.get("area", "").rpartition(".")[2]) if request.GET.get("area") else None
    asked = Asked(
        since=since,
        until=until,
        area=area.path if area is not None else "",
        unit=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None,
        category=request.GET.get("category", "")[:200],
    )
    return _Question(period, By(by) if by in set(By) else By.UNIT, asked)


def _this_month() -> Period:
    today: date = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return Period(today.replace(day=1), 1)


def _counted(request: StaffRequest, asked: Asked) -> Any:
    cells = reckoning.counted(request.viewer, asked)
    if cells is None:
        raise Http404
    return cells


def _areas(request: StaffRequest, question: _Question) -> dict[str, str]:
    scope = reckoning.scope_of(request.viewer, question.asked.area)
    return area_names(scope.base_path) if scope is not None else {}


def _rate(formula: Any, counts: Verdicts) -> Row:
    share: Share = formula.reckon(counts)
    return {"formula": formula, "share": share, "text": workbooks.share_words(share)}


def _row(line: Line, question: _Question, names: dict[str, str]) -> Row:
    counts = line.counts
    shares = [workbooks.share_words(FORMULAS[key].reckon(counts)) for key in THREE]
    narrowed = {By.UNIT: "unit", By.AREA: "area", By.CATEGORY: "category"}[question.by]
    known = line.key not in {"", "0"}
    return {
        "name": name_of(question.by, line.key, names),
        "url": _with(question, **{narrowed: line.key, "by": _next_by(question.by)}) if known else "",
        "counts": counts,
        "list": _list(question, "rated", **({narrowed: line.key} if known else {})),
        "contradicted": _list(question, "contradicted", **({narrowed: line.key} if known else {})),
        "shares": list(zip(shares, [str(FORMULAS[key].name) for key in THREE], strict=True)),
    }


def _next_by(by: By) -> str:
    """Where one looks next: who of an area, and what of a unit."""
    return str(By.CATEGORY if by is By.UNIT else By.UNIT)


def _list(question: _Question, happened: str, **narrowed: str) -> str:
    """The cases behind a number."""
    asked = question.asked
    given = {
        "happened": happened,
        "happened_since": question.period.first.isoformat(),
        "happened_until": date.fromordinal(question.period.after.toordinal() - 1).isoformat(),
        "area": asked.area,
        "unit": str(asked.unit or ""),
        "category": asked.category,
    } | narrowed
    return f"{reverse('workbench:cases')}?{urlencode({key: value for key, value in given.items() if value})}"


def _with(question: _Question, **changes: str) -> str:
    return "?" + urlencode({key: value for key, value in (question.address | changes).items() if value})


def _lengths(question: _Question) -> list[Row]:
    first = question.period.first
    quarter = Period(date(first.year, (first.month - 1) // 3 * 3 + 1, 1), 3)
    options = ((_("Month"), Period(first, 1)), (_("Quarter"), quarter), (_("Year"), Period(date(first.year, 1, 1), 12)))
    return [
        {"label": label, "url": _with(question, period=each.key), "current": each.months == question.period.months}
        for label, each in options
    ]


def _tabs(question: _Question) -> list[Row]:
    labels = {By.UNIT: _("By unit"), By.AREA: pgettext("grouping", "By area"), By.CATEGORY: _("By category")}
    return [
        {"label": label, "url": _with(question, by=str(by)), "current": by is question.by}
        for by, label in labels.items()
    ]


def _chosen(question: _Question, names: dict[str, str]) -> list[Row]:
    """What it is narrowed to, each with the way back."""
    asked = question.asked
    narrowed = (
        (By.UNIT, "unit", str(asked.unit or "")),
        (By.AREA, "area", asked.area),
        (By.CATEGORY, "category", asked.category if asked.category in catalogue.current().nodes else ""),
    )
    return [
        {"name": name_of(by, key, names), "url": _with(question, **{field: ""})} for by, field, key in narrowed if key
    ]


def _columns(by: By) -> list[Row]:
    first = {By.UNIT: _("Unit"), By.AREA: _("Area"), By.CATEGORY: _("Category")}[by]
    numbers = (_("Closed"), _("Verdicts"), _("Of these by call"), *(str(FORMULAS[key].name) for key in THREE))
    return [{"label": first, "kind": "wide"}] + [
        {"label": label, "kind": "number"} for label in (*numbers, str(FORMULAS[Rate.CONTRADICTION].name))
    ]


def _stream() -> IO[bytes]:
    return cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # the response closes it


def _sent(stream: IO[bytes], title: str, period: Period) -> HttpResponse:
    stream.seek(0)
    name = f"{title} {period_words(period)}.xlsx"
    return cast("HttpResponse", FileResponse(stream, as_attachment=True, filename=name, content_type=_XLSX))
