"""Figures for everybody: somebody asks whether it is worth raising anything here, and a journalist takes them along."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.analytics.public import keeping
from banjie.analytics.public.keeping import Kept
from banjie.analytics.public.reckoning import COUNTS, LENGTHS, SHARES, By, Measure
from banjie.analytics.public.rounding import LEAST, LEAST_TAIL, LEAST_WHOLE
from banjie.mediation.figures import Period, period_of
from banjie.mediation.figures.period import month_before
from banjie.mediation.figures.workbook import period_words

type Row = dict[str, Any]

_HEADLINE: Final = (
    (Measure.RECEIVED, Measure.CLOSED),
    (Measure.ON_TIME, Measure.IN_WEEK),
    (Measure.MEDIAN_DAYS, Measure.P90_DAYS),
    (Measure.RESPONSE, Measure.SOLUTION, Measure.SATISFACTION),
)
_COLUMNS: Final = (
    *(Measure.RECEIVED, Measure.CLOSED, Measure.ON_TIME),
    *(Measure.MEDIAN_DAYS, Measure.P90_DAYS, Measure.SATISFACTION),
)
_COLUMN_WORDS: Final = {
    Measure.MEDIAN_DAYS: gettext_lazy("Half within, days"),
    Measure.P90_DAYS: gettext_lazy("Nine in ten within, days"),
}
# The drawing is this high and this wide for each month, in its own units.
_HEIGHT, _MONTH, _BAR = 100, 24, 9


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    areas = keeping.areas()
    if found is None:
        return render(request, "resident/figures_none.html", {"asked": bool(request.GET.get("period"))}, status=404)
    context = {
        "found": found,
        "area": _named(found.area_name, found.area_name_en),
        "words": period_words(found.period),
        "areas": [(area.code, _named(area.name, area.name_en)) for area in areas] if len(areas) > 1 else [],
        "lengths": _lengths(found),
        "before": _address(found, found.period.before) if found.period.before.after > found.first else "",
        "after": _address(found, found.period.next) if _is_over(found.period.next, found) else "",
        "headline": [[_told(measure, found.figures["total"]) for measure in group] for group in _HEADLINE],
        "trend": _trend(found.figures["months"]),
        "columns": [{"label": _COLUMN_WORDS.get(measure, _words(measure)), "kind": "number"} for measure in _COLUMNS],
        "tables": list(_tables(found.figures)),
        "formulas": [(each.name, each.part, each.whole) for each in SHARES.values()],
        "csv_url": f"{reverse('public:figures-csv')}?{_query(found, found.period)}",
        "json_url": f"{reverse('api-v1:get_public_figures')}?{_query(found, found.period)}",
        "lengths_told": [(each.name, each.meaning) for each in LENGTHS.values()],
        "least_tail": LEAST_TAIL,
        "least": LEAST,
        "least_whole": LEAST_WHOLE,
    }
    return render(request, "resident/figures.html", context)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table for machines: English names of columns, both names of everything else."""
    found = _found(request)
    if found is None:
        raise Http404
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["area", "period", "by", "key", "name", "name_en", *Measure])
    for by, row in _rows(found.figures):
        values = ["" if row.get(measure) is None else row[measure] for measure in Measure]
        names = [row.get(name, "") for name in ("key", "name", "name_en")]
        writer.writerow([found.area, found.period.key, by, *names, *values])
    name = content_disposition_header(as_attachment=True, filename=f"figures-{found.area}-{found.period.key}.csv")
    headers = {"Content-Disposition": name}
    # Spreadsheets take it for UTF-8 only with the mark.
    return HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8", headers=headers)


def _rows(told: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    yield "total", told["total"]
    for by in By:
        yield from ((str(by), row) for row in told[by])


def _found(request: HttpRequest) -> Kept | None:
    key = request.GET.get("period", "")
    if key and period_of(key) is None:
        return None
    asked = request.GET.get("area", "")[:40].replace("\0", "")
    codes = [asked] if asked else [area.code for area in keeping.areas()[:1]]
    return next((found for code in codes if (found := keeping.kept(code, key)) is not None), None)


def _is_over(period: Period, found: Kept) -> bool:
    return period.after <= month_before(found.made_at.date()).after


def _lengths(found: Kept) -> list[Row]:
    """The month, quarter and year that the shown period lies in or begins with, as far as they are over."""
    first = found.period.first
    options = (
        (_("Month"), Period(first, 1)),
        (_("Quarter"), Period(first.replace(day=1, month=(first.month - 1) // 3 * 3 + 1), 3)),
        (_("Year"), Period(first.replace(day=1, month=1), 12)),
    )
    return [
        {
            "label": label,
            "url": _address(found, period) if _is_over(period, found) else "",
            "current": period.months == found.period.months,
        }
        for label, period in options
    ]


def _address(found: Kept, period: Period) -> str:
    return f"?{_query(found, period)}"


def _query(found: Kept, period: Period) -> str:
    return urlencode({"area": found.area, "period": period.key})


def _words(measure: Measure) -> str:
    if measure in LENGTHS:
        return str(LENGTHS[measure].name)
    return str(COUNTS[measure] if measure in COUNTS else SHARES[measure].name)


def _told(measure: Measure, row: Mapping[str, Any]) -> Row:
    """A number in words: what is too small, or of too few, says so instead."""
    value = row.get(measure)
    if measure in COUNTS:
        text = _("below %(least)s") % {"least": LEAST} if value is None else str(value)
    elif value is None:
        text = "—"
    elif measure in LENGTHS:
        days = ngettext("%(count)s working day", "%(count)s working days", value) % {"count": value}
        text = days if value else _("the same day")
    else:
        text = f"{value}%"
    in_cell = str(value) if measure in LENGTHS and value is not None else text
    return {
        "name": _words(measure),
        "text": text,
        "in_cell": in_cell,
        "value": value,
    }


def _tables(told: Mapping[str, Any]) -> Iterator[Row]:
    titles = {By.AREA: pgettext("grouping", "By area"), By.UNIT: _("By unit"), By.CATEGORY: _("By category")}
    heads = {By.AREA: _("Area"), By.UNIT: _("Unit"), By.CATEGORY: _("Category")}
    for by, title in titles.items():
        rows: Sequence[Mapping[str, Any]] = told[by]
        most = max((row["received"] or 0 for row in rows), default=0)
        yield {
            "by": str(by),
            "title": title,
            "head": heads[by],
            "rows": [
                {
                    "name": _named(row["name"], row["name_en"]),
                    "share": round(100 * (row["received"] or 0) / most) if most else 0,
                    "values": [_told(measure, row) for measure in _COLUMNS],
                }
                for row in rows
                if row["received"] or row["closed"]
            ],
            "few": [_named(row["name"], row["name_en"]) for row in rows if not (row["received"] or row["closed"])],
        }


def _trend(months: Sequence[Mapping[str, Any]]) -> Row:
    """Received and closed, month by month, as a drawing and as its table."""
    most = max((month[name] or 0 for month in months for name in ("received", "closed")), default=0) or 1
    drawn = []
    for place, month in enumerate(months):
        heights = [round(_HEIGHT * (month[name] or 0) / most) for name in ("received", "closed")]
        bars = [
            {"x": place * _MONTH + offset, "y": _HEIGHT - height, "height": height}
            for offset, height in zip((2, 2 + _BAR), heights, strict=True)
        ]
        drawn.append(
            {
                "key": month["key"],
                "month": int(month["key"][5:]),
                "x": place * _MONTH + _MONTH // 2,
                "received": bars[0],
                "closed": bars[1],
                "values": [_told(measure, month) for measure in _COLUMNS],
            }
        )
    return {"months": drawn, "width": keeping.TREND * _MONTH, "height": _HEIGHT, "bar": _BAR - 1}


def _named(name: str, name_en: str) -> str:
    return name_en if (get_language() or "").startswith("en") and name_en else name
