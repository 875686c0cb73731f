"""The figures of mediation: a month, a quarter or a year; as a page, as the form, and as what may be published."""

import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.mediation import kinds
from banjie.mediation.figures import Counts, Filters, Period, Tally, counted, period_of
from banjie.mediation.figures.counting import may_count
from banjie.mediation.figures.period import month_before
from banjie.mediation.figures.rates import ten_thousands
from banjie.mediation.figures.workbook import Head, mean_words, period_words, rate_words, write_form, write_public
from banjie.mediation.ladders.setting import in_force
from banjie.mediation.wording import CHOICES
from banjie.organisations import queries as organisations
from banjie.platform import clock
from banjie.web.staff import StaffRequest, staff_only

type Row = dict[str, Any]

_IN_MEMORY = 1 << 20
_NOTHING = frozenset({"0", "0.00", "—"})


@staff_only
@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """What has been mediated in a period. Every rate shows what it is made of."""
    period, filters = _asked(request)
    counts = counted(request.viewer, period, filters)
    names = {column.code: column.named(get_language() or "") for column in kinds.columns()}
    context = {
        "period": period,
        "words": period_words(period),
        "track": filters.track,
        "tracks": CHOICES["track"].items(),
        "lengths": _lengths(period),
        "total": counts.total(),
        "facts": _facts(counts.total()),
        "columns": _columns(_("Type of dispute")),
        "kinds": [_row(names[code], tally) for code, tally in counts.by_column().items()],
        "endings": _endings(counts),
        "rungs": _rungs(counts),
        "rung_columns": _rung_columns(),
        "public": period.months == 12,
    }
    return render(request, "mediation/figures/figures.html", context)


@staff_only
@require_safe
def form(request: StaffRequest) -> HttpResponse:
    """The form that the office sends, with every number."""
    period, filters = _asked(request)
    stream = cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 — the response closes it
    write_form(stream, counted(request.viewer, period, filters), _head(request, period), list(in_force().values()))
    return _sent(stream, _("Statistics of people's mediation"), period)


@staff_only
@require_safe
def public(request: StaffRequest) -> HttpResponse:
    """What may be published: only whole years, since a year and its months would give small numbers away."""
    period, _filters = _asked(request)
    if period.months != 12:
        raise Http404
    stream = cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 — the response closes it
    write_public(stream, counted(request.viewer, period), _head(request, period))
    return _sent(stream, _("Statistics of people's mediation, for publication"), period)


def _asked(request: StaffRequest) -> tuple[Period, Filters]:
    """The period and filters of the address; without a period the last whole month."""
    if not may_count(request.viewer):
        raise Http404
    key = request.GET.get("period", "")
    period = period_of(key) if key else month_before(_today())
    if period is None:
        raise Http404
    track = request.GET.get("track", "")
    return period, Filters(track=track if track in CHOICES["track"] else "")


def _today() -> date:
    now: datetime = clock.now()
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _head(request: StaffRequest, period: Period) -> Head:
    grants = request.viewer.grants
    unit = organisations.units_index().get(grants[0].unit_id) if grants else None
    office = unit.named(get_language() or "") if unit is not None else ""
    return Head(office, period, _today(), request.viewer.name, get_language() or "")


def _sent(stream: IO[bytes], title: str, period: Period) -> HttpResponse:
    stream.seek(0)
    name = f"{title} {period_words(period)}.xlsx"
    return cast("HttpResponse", FileResponse(stream, as_attachment=True, filename=name))


def _lengths(period: Period) -> list[Row]:
    """The same time as month, quarter and year."""
    first = period.first
    quarter = Period(date(first.year, (first.month - 1) // 3 * 3 + 1, 1), 3)
    options = ((_("Month"), Period(first, 1)), (_("Quarter"), quarter), (_("Year"), Period(date(first.year, 1, 1), 12)))
    return [{"label": label, "key": each.key, "current": each.months == period.months} for label, each in options]


def _facts(total: Tally) -> list[Row]:
    def of(rate: Any) -> str:
        return _("%(part)s of %(whole)s") % {"part": rate.part, "whole": rate.whole}

    return [
        {"label": _("Taken in"), "value": total.received, "made_of": ""},
        {"label": _("Ended"), "value": total.ended, "made_of": ""},
        {"label": _("Success rate"), "value": rate_words(total.success_rate), "made_of": of(total.success_rate)},
        {"label": _("Within thirty days"), "value": rate_words(total.in_time_rate), "made_of": of(total.in_time_rate)},
        {"label": _("Kept rate"), "value": rate_words(total.kept_rate), "made_of": of(total.kept_rate)},
        {
            "label": _("Confirmed by a court"),
            "value": rate_words(total.confirmed_rate),
            "made_of": of(total.confirmed_rate),
        },
        {"label": _("Came up again"), "value": rate_words(total.relapse_rate), "made_of": of(total.relapse_rate)},
        {
            "label": _("Sum of agreements (10,000 yuan)"),
            "value": ten_thousands(total.amount),
            "made_of": _("%(count)s agreements") % {"count": total.with_amount},
        },
    ]


def _columns(first: str) -> list[Row]:
    return [
        {"label": first, "kind": "wide"},
        {"label": _("Taken in"), "kind": "number"},
        {"label": _("Ended"), "kind": "number"},
        {"label": _("With an agreement"), "kind": "number"},
        {"label": _("Success rate"), "kind": "number"},
        {"label": _("Sum of agreements (10,000 yuan)"), "kind": "number"},
        {"label": _("Kept rate"), "kind": "number"},
        {"label": _("Days on average"), "kind": "number"},
    ]


def _rung_columns() -> list[Row]:
    return [
        {"label": _("Rung"), "kind": "wide"},
        {"label": _("Track")},
        {"label": _("Left the rung"), "kind": "number"},
        {"label": _("With an agreement"), "kind": "number"},
        {"label": _("Taken up"), "kind": "number"},
        {"label": _("Days on average"), "kind": "number"},
    ]


def _row(name: str, tally: Tally) -> Row:
    values = (
        tally.received,
        tally.ended,
        tally.agreed,
        rate_words(tally.success_rate),
        ten_thousands(tally.amount),
        rate_words(tally.kept_rate),
        mean_words(tally.mean_days),
    )
    return {"name": name, "cells": _labelled(values, _columns("")[1:])}


def _labelled(values: Sequence[Any], columns: Sequence[Row]) -> list[tuple[Any, str, bool]]:
    """Each value with what it counts, which on a telephone no head of the table says; and whether it comes to
    nothing, which is left out there, but for the first.
    """
    labels = [column["label"] for column in columns]
    return [
        (value, label, place > 0 and str(value) in _NOTHING)
        for place, (value, label) in enumerate(zip(values, labels, strict=True))
    ]


def _endings(counts: Counts) -> list[Row]:
    rows = [
        {"name": CHOICES["ending"].get(ending, ending), "count": tally.ended}
        for ending, tally in counts.by_ending().items()
    ]
    return sorted(rows, key=lambda row: -row["count"])


def _rungs(counts: Counts) -> list[Row]:
    language = get_language() or ""
    names = {(ladder.track, rung.key): rung.named(language) for ladder in in_force().values() for rung in ladder.rungs}
    return [
        {
            "track": CHOICES["track"].get(rung.track, rung.track),
            "name": names.get((rung.track, rung.key), rung.key),
            "cells": _labelled((rung.stays, rung.agreed, rung.up, mean_words(rung.mean_days)), _rung_columns()[2:]),
        }
        for rung in counts.rungs
    ]
