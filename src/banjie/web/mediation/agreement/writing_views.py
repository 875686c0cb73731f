"""Writing an agreement: its lines come and go in place, and each says at once what is wrong with it."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banjie.mediation import actions
from banjie.mediation.queries import AgreementView, DisputeFile
from banjie.mediation.sight import Sight
from banjie.mediation.terms import Level, Setting, check, standing
from banjie.mediation.terms.sums import totals
from banjie.platform import clock
from banjie.platform.calendar.queries import calendar
from banjie.web import messages
from banjie.web.mediation.agreement import draft_forms
from banjie.web.mediation.agreement.draft_forms import DraftForm
from banjie.web.mediation.agreement.views import TAB, found, home
from banjie.web.mediation.shell import attempt, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_http_methods(["GET", "POST"])
def write(request: StaffRequest, case_id: int, agreement_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.PANEL)
    view = found(request, case_id, agreement_id)
    if not view.in_the_making:
        return HttpResponseRedirect(home(case_id))
    if request.method != "POST":
        return _page(request, file, view, draft_forms.of_view(view))
    form = draft_forms.sent(request.POST, view)
    step, _sep, number = request.POST.get("do", "save").partition("-")
    row = int(number) if number.isdecimal() else -1
    if step == "add":
        draft_forms.add_line(form, view)
    elif step == "drop":
        draft_forms.drop_line(form, row)
    elif step == "parts":
        draft_forms.part_line(form, row, view)
    elif step == "save":
        return _saved(request, file, view, form)
    return _page(request, file, view, form, version=_kept(request, file, view, form))


def _kept(request: StaffRequest, file: DisputeFile, view: AgreementView, form: DraftForm) -> str:
    """Keeps the ticks at once, for a page that is loaded anew. Returns the version that the page goes on with: where
    somebody else has written meanwhile, its own, and it is told when it saves.
    """
    seen = request.POST.get("version", "")
    ticked = request.POST.getlist("stands")
    draft = actions.cleaned(form.draft())
    if standing(ticked, check(draft, _setting(file, view)), view.let_stand, view.findings) == view.let_stand:
        return seen
    found: list[int] = []
    attempt(
        lambda: found.append(
            actions.keep_ticks(
                file.case.id,
                view.id,
                draft=draft,
                ticked=ticked,
                by=acting(request),
                at=clock.now(),
                expected=int(seen) if seen.isdecimal() else None,
            )
        )
    )
    return str(found[0]) if found else seen


def _saved(request: StaffRequest, file: DisputeFile, view: AgreementView, form: DraftForm) -> HttpResponse:
    if not form.is_valid:
        return _page(request, file, view, form, status=422)
    stands = request.POST.getlist("stands")
    expected = request.POST.get("version", "")
    why = attempt(
        lambda: actions.write_agreement(
            file.case.id,
            view.id,
            draft=form.draft(),
            let_stand=stands,
            by=acting(request),
            at=clock.now(),
            expected=int(expected) if expected.isdecimal() else None,
        )
    )
    if why:
        return _page(request, file, view, form, status=422, problem=why)
    messages.done(request, _("Draft saved."))
    return HttpResponseRedirect(home(file.case.id))


def _page(
    request: StaffRequest,
    file: DisputeFile,
    view: AgreementView,
    form: DraftForm,
    *,
    status: int = 200,
    problem: str = "",
    version: str = "",
) -> HttpResponse:
    draft = actions.cleaned(form.draft()) if form.words.is_bound else view.draft
    findings = check(draft, _setting(file, view)) if form.words.is_bound else view.findings
    stands = request.POST.getlist("stands") if form.words.is_bound else _standing(view)
    context: dict[str, Any] = {
        "view": view,
        "words": form.words,
        "lines": [
            {"form": row, "findings": [each for each in findings if each.row == place], "place": place + 1}
            for place, row in enumerate(form.rows)
        ],
        # Nobody is told of faults before they wrote a word.
        "untouched": not form.words.is_bound and not (draft.terms or draft.text.facts),
        "whole": [each for each in findings if each.row is None],
        "stands": stands,
        "errors": sum(each.level is Level.ERROR for each in findings),
        "waiting": sum(each.level is Level.WARNING and each.key not in stands for each in findings),
        "sums": totals(draft.terms),
        "problem": problem,
        "version": version or request.POST.get("version") or file.version,
    }
    name = "draft_lines" if request.htmx else "write"  # type: ignore[attr-defined]
    if request.htmx and request.POST.get("do") == "check":  # type: ignore[attr-defined]
        name = "draft_findings"
    return render(request, f"mediation/agreement/{name}.html", shell(file, TAB) | context, status=status)


def _standing(view: AgreementView) -> list[str]:
    waiting = {each.key for each in view.waiting}
    return [each.key for each in view.findings if each.level is Level.WARNING and each.key not in waiting]


def _setting(file: DisputeFile, view: AgreementView) -> Setting:
    working = calendar()
    today = working.date_of(clock.now())
    return Setting(view.people, today, working, file.kind, file.claimed, file.currency)
