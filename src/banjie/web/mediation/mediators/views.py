"""The list of mediators, one mediator's page, and entering or changing one."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.mediation import actions, queries
from banjie.mediation.queries import MediatorLine, MediatorPage, Wanted
from banjie.organisations.tree import UnitRef
from banjie.platform import clock
from banjie.web import messages
from banjie.web.mediation.mediators import showing
from banjie.web.mediation.mediators.access import page_or_404, readers_only, today
from banjie.web.mediation.mediators.forms import AbsenceForm, CommentForm, FilterForm, MediatorForm, TrainingForm
from banjie.web.mediation.shell import attempt
from banjie.web.staff import StaffRequest, acting

_ON_A_PAGE = 100


@readers_only
@require_safe
def mediators(request: StaffRequest) -> HttpResponse:
    committees = queries.committees(request.viewer)
    form = FilterForm(
        request.GET if request.GET.keys() - {"page"} else None,
        viewer=request.viewer,
        committees=committees,
        language=get_language() or "",
    )
    wanted = _wanted(form.cleaned_data) if form.is_bound and form.is_valid() else Wanted()
    found = queries.mediators(request.viewer, wanted, on=today())
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [showing.row(each, today()) for each in page],
        "count": len(found),
        "pages": _pages(request, page),
        "columns": showing.columns(),
        "form": form,
        "narrowed": wanted != Wanted(),
        "committees": committees,
        "may_add": any(each.may_keep for each in committees),
        "may_keep_committees": bool(queries.kept_by(request.viewer)),
        "own": queries.own_mediator_id(request.viewer),
    }
    return render(request, "mediation/mediators/list.html", context)


@readers_only
@require_safe
def mediator(request: StaffRequest, mediator_id: int) -> HttpResponse:
    page = page_or_404(request, mediator_id)
    return render(request, "mediation/mediators/mediator.html", page_context(request, page))


@readers_only
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    units = _kept_committees(request)
    if not units:
        raise Http404
    form = MediatorForm(
        request.POST or None,
        viewer=request.viewer,
        units=units,
        language=get_language() or "",
        known=False,
        initial={"term_from": today(), "committee": request.GET.get("committee")},
    )
    if request.method == "POST" and form.is_valid():
        made: list[int] = []
        staff = form.cleaned_data["staff"]
        why = attempt(lambda: made.append(_write(request, staff.id, form)))
        if not why:
            messages.done(request, _("%(name)s is on the list.") % {"name": staff.name})
            return HttpResponseRedirect(reverse("mediation:mediator", args=made))
        form.add_error(None, why)
    return _form(request, form, title=_("New mediator"), back=reverse("mediation:mediators"))


@readers_only
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, mediator_id: int) -> HttpResponse:
    page = page_or_404(request, mediator_id)
    if not page.may_keep:
        raise Http404
    units = _kept_committees(request)
    form = MediatorForm(
        request.POST or None,
        viewer=request.viewer,
        units=units,
        language=get_language() or "",
        known=True,
        initial=MediatorForm.initial_of(page.line),
    )
    back = reverse("mediation:mediator", args=[mediator_id])
    if request.method == "POST" and form.is_valid():
        why = attempt(lambda: _write(request, page.line.staff_id, form))
        if not why:
            messages.done(request, _("Saved."))
            return HttpResponseRedirect(back)
        form.add_error(None, why)
    return _form(request, form, title=page.line.name, back=back)


def page_context(request: StaffRequest, page: MediatorPage) -> dict[str, Any]:
    """The whole page; a form that was refused takes the place of its own."""
    line = page.line
    context: dict[str, Any] = {
        "mediator": page,
        "row": showing.row(line, today()),
        "skills": showing.skills(line),
        "languages": showing.languages(line),
        "areas": showing.areas(line),
        "absence_form": AbsenceForm(initial={"since": today(), "until": today()}),
        "training_form": TrainingForm(initial={"held_on": today()}),
    }
    if page.sees_figures:
        year = _year(request)
        figures = queries.mediator_figures(line.id, request.viewer, year=year)
        context |= {
            "figures": showing.figures(figures),
            "years": [today().year, today().year - 1, today().year - 2],
            "comment_form": CommentForm(initial={"year": year, "text": figures.comment}),
        }
    return context


def _pages(request: StaffRequest, page: Page[MediatorLine]) -> dict[str, str]:
    """The addresses of the pages beside this one, with what the list is narrowed to."""
    asked = request.GET.copy()

    def url(number: int) -> str:
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    return {
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }


def _year(request: StaffRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= today().year else today().year


def _wanted(given: dict[str, Any]) -> Wanted:
    area = given["area"]
    return Wanted(
        given["committee"],
        given["kind"],
        given["skill"],
        given["language"],
        area.path if area is not None else "",
        given["term"],
        given["away"],
        given["load"],
    )


def _kept_committees(request: StaffRequest) -> list[UnitRef]:
    return [each.unit for each in queries.committees(request.viewer) if each.may_keep]


def _write(request: StaffRequest, staff_id: int, form: MediatorForm) -> int:
    unit_id = form.cleaned_data["committee"]
    return actions.change_mediator(staff_id, unit_id, values=form.values(), by=acting(request), at=clock.now())


def _form(request: StaffRequest, form: MediatorForm, *, title: str, back: str) -> HttpResponse:
    context = {"form": form, "form_title": title, "form_button": _("Save"), "back": back}
    return render(request, "mediation/mediators/form.html", context, status=422 if form.errors else 200)
