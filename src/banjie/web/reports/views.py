"""Reports: found, made, read, edited and released. Who comes in the morning asks what yesterday was."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.analytics.report import keeping, reading
from banjie.analytics.report.periods import PeriodKind
from banjie.analytics.report.reading import Wanted
from banjie.analytics.report.refusals import ReportRefused
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web import messages
from banjie.web.reports import words
from banjie.web.reports.access import readers_only, report_or_404, report_to_release
from banjie.web.reports.forms import MakeForm
from banjie.web.staff import StaffRequest, acting


@readers_only
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    return _overview(request, MakeForm(viewer=request.viewer, initial=_yesterday()))


@readers_only
@require_POST
def make(request: StaffRequest) -> HttpResponse:
    """Makes the report asked for, or opens the one there is."""
    form = MakeForm(request.POST, viewer=request.viewer)
    if form.is_valid():
        kind, path = form.cleaned_data["scope"]
        asked = {"kind": kind, "path": path, "period": form.cleaned_data["period"]}
        language = get_language() or "zh-hans"
        try:
            made = keeping.make(**asked, language=language, by=acting(request).actor, at=clock.now())
        except ReportRefused as refused:
            form.add_error("day", words.refusal(refused.problem))
        else:
            return redirect("reports:report", made)
    return _overview(request, form, status=422)


@readers_only
@require_safe
def report(request: StaffRequest, report_id: int) -> HttpResponse:
    return _page(request, report_id)


@readers_only
@require_POST
def edit(request: StaffRequest, report_id: int) -> HttpResponse:
    """Takes a person's text for one paragraph. What cannot be kept comes back as it was typed."""
    report_to_release(request, report_id)
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    try:
        keeping.edit(report_id=report_id, key=key, text=text, by=acting(request).actor, at=clock.now())
    except ReportRefused as refused:
        typed = {"key": key, "text": text, "problem": words.refusal(refused.problem)}
        return _page(request, report_id, typed=typed, status=422)
    messages.done(request, _("The paragraph is kept."))
    return redirect(f"{request.path.removesuffix('edit/')}#p-{key}")


@readers_only
@require_POST
def release(request: StaffRequest, report_id: int) -> HttpResponse:
    report_to_release(request, report_id)
    return _done(
        request,
        report_id,
        lambda: keeping.release(report_id=report_id, by=acting(request).actor, at=clock.now()) or report_id,
        _("The report is signed off."),
    )


@readers_only
@require_POST
def anew(request: StaffRequest, report_id: int) -> HttpResponse:
    """Another version from what is on record now; the one there was stays to be read."""
    file = report_to_release(request, report_id)
    kind, path = file.scope

    def again() -> int:
        return keeping.make(
            kind=kind,
            path=path,
            period=file.line.period,
            language=file.language,
            by=acting(request).actor,
            at=clock.now(),
            anew=True,
        )

    return _done(request, report_id, again, _("A new version is made from what is on record now."))


def _done(request: StaffRequest, report_id: int, act: Callable[[], int], text: str) -> HttpResponse:
    try:
        target = act()
    except ReportRefused as refused:
        messages.problem(request, words.refusal(refused.problem))
        target = report_id
    else:
        messages.done(request, text)
    return redirect("reports:report", target)


def _page(
    request: StaffRequest, report_id: int, *, typed: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    file = report_or_404(request, report_id)
    tone, standing = words.standing(file.line)
    context = {
        "file": file,
        "tone": tone,
        "standing": standing,
        "span": words.span(file.line.period),
        "typed": typed or {"key": "", "text": "", "problem": ""},
        "most": keeping.TEXT_CHARACTERS,
    }
    return render(request, "reports/report.html", context, status=status)


def _overview(request: StaffRequest, form: MakeForm, *, status: int = 200) -> HttpResponse:
    english = (get_language() or "").startswith("en")
    subjects = [(key, name_en if english else name) for key, name, name_en in reading.subjects(request.viewer)]
    wanted, chips = _wanted(request, subjects)
    lines = reading.reports(request.viewer, wanted)
    context: dict[str, Any] = {
        "lines": [(line, words.kinds()[PeriodKind(line.kind)], words.span(line.period)) for line in lines],
        "columns": _columns(),
        "subjects": subjects,
        "kinds": words.kinds().items(),
        "wanted": wanted,
        "chips": chips,
        "form": form,
        "plans": reading.plans(request.viewer),
        "kind_words": words.kinds(),
        "may_plan": bool(request.viewer.scopes(Permission.REPORTS_RELEASE)),
    }
    return render(request, "reports/overview.html", context, status=status)


def _wanted(request: HttpRequest, subjects: list[tuple[str, str]]) -> tuple[Wanted, list[dict[str, str]]]:
    """What the address narrows the list to; what cannot be read is left out."""
    kind, day, released, about = (request.GET.get(name, "") for name in ("kind", "day", "released", "about"))
    names = dict(subjects)
    wanted = Wanted(
        about=about if about in names else "",
        kind=PeriodKind(kind) if kind in set(PeriodKind) else None,
        day=_day(day),
        released={"yes": True, "no": False}.get(released),
    )
    chips = [_chip(request, "about", _("About"), names[wanted.about])] if wanted.about else []
    if wanted.kind is not None:
        chips.append(_chip(request, "kind", _("Kind"), words.kinds()[wanted.kind]))
    if wanted.day is not None:
        chips.append(_chip(request, "day", _("Day"), wanted.day.isoformat()))
    if wanted.released is not None:
        chips.append(_chip(request, "released", _("Signed off"), _("Yes") if wanted.released else _("No")))
    return wanted, chips


def _chip(request: HttpRequest, name: str, label: str, value: str) -> dict[str, str]:
    rest = request.GET.copy()
    rest.pop(name)
    return {"label": label, "value": value, "remove_url": f"?{rest.urlencode()}" if rest else request.path}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _yesterday() -> dict[str, Any]:
    return {"day": clock.now().astimezone(keeping.zone()).date() - timedelta(days=1), "kind": PeriodKind.DAY}


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": pgettext("document", "Report"), "kind": "wide"},
        {"label": _("Kind")},
        {"label": _("Period")},
        {"label": _("Standing")},
        {"label": _("Made")},
    ]
