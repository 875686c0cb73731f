"""The list of place codes, the page of each, and printing them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.organisations.permissions import Permission, Viewer
from banjie.places import actions
from banjie.places import queries as places
from banjie.places.levels import CodeKind
from banjie.places.queries import CodeLine
from banjie.places.refusals import Refused
from banjie.places.words import CODE_KINDS
from banjie.platform import clock
from banjie.web.areas import plates, presenting
from banjie.web.areas.access import actor_of, editable_or_404, editor_or_404
from banjie.web.areas.code_forms import CodeFilterForm, PrintForm, WhyForm
from banjie.web.areas.words import refusal_text
from banjie.web.staff import StaffRequest, staff_only

_ON_A_PAGE = 50


def paths_of(viewer: Viewer) -> list[str]:
    """The areas whose codes the viewer keeps, with everything below them."""
    return sorted({grant.area_path for grant in viewer.scopes(Permission.PLACES_EDIT)})


@staff_only
@require_safe
def codes(request: StaffRequest) -> HttpResponse:
    editor_or_404(request.viewer)
    form = CodeFilterForm(request.GET)
    filters = form.filters()
    number = max(1, int(page)) if (page := request.GET.get("page", "1")[:6]).isdecimal() else 1
    start = (number - 1) * _ON_A_PAGE
    lines, count = places.codes_within(paths_of(request.viewer), filters, start=start, limit=_ON_A_PAGE)
    pages = Paginator(range(count), _ON_A_PAGE).get_page(number)
    context = {
        "form": form,
        "rows": [_row(line) for line in lines],
        "count": count,
        "columns": _columns(retired=filters.retired),
        "narrowed": any(request.GET.get(name) for name in ("q", "in", "kind", "retired")),
        "retired": filters.retired,
        "print_form": PrintForm(),
        "asked": [(name, request.GET[name]) for name in ("q", "in", "kind") if request.GET.get(name)],
        "most": plates.MOST,
        "previous_url": _page_url(request, pages.number - 1) if pages.has_previous() else "",
        "next_url": _page_url(request, pages.number + 1) if pages.has_next() else "",
        "make_url": _make_url(request),
    }
    return render(request, "areas/codes.html", context)


def _make_url(request: StaffRequest) -> str:
    chosen = request.GET.get("in", "")
    return reverse("areas:make-codes", query={"in": chosen} if chosen else None)


def _page_url(request: StaffRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"


def _columns(*, retired: bool) -> list[dict[str, str]]:
    return [
        {"label": _("Name"), "kind": "wide"},
        {"label": _("Kind")},
        {"label": _("Area")},
        {"label": _("Code")},
        {"label": _("Retired") if retired else _("Made")},
    ]


def _row(line: CodeLine) -> dict[str, Any]:
    # The code of a grid has the name of its area: what lies around says more.
    around = places.ancestors(line.area.path) if line.kind is CodeKind.GRID else ()
    return {
        "line": line,
        "kind": CODE_KINDS[line.kind],
        "area": presenting.full_name(around[-1] if around else line.area),
        "at": line.retired_at or line.made_at,
    }


@staff_only
@require_safe
def code(request: StaffRequest, code_id: int) -> HttpResponse:
    return _code_page(request, _line_or_404(request.viewer, code_id), WhyForm())


def _line_or_404(viewer: Viewer, code_id: int) -> CodeLine:
    line = places.code_within(paths_of(viewer), code_id)
    if line is None:
        raise Http404
    editable_or_404(viewer, line.area)
    return line


def _code_page(request: StaffRequest, line: CodeLine, form: WhyForm, status: int = 200) -> HttpResponse:
    context = {
        **_row(line),
        "form": form,
        "picture": plates.picture_uri(line.code),
        "address": plates.address(line.code),
        "crumbs": [*presenting.crumbs(line.area), {"label": presenting.named(line.area), "url": _codes_in(line)}],
    }
    return render(request, "areas/code.html", context, status=status)


def _codes_in(line: CodeLine) -> str:
    return reverse("areas:codes", query={"in": line.area.code})


@staff_only
@require_POST
def retire(request: StaffRequest, code_id: int) -> HttpResponse:
    line = _line_or_404(request.viewer, code_id)

    def act(why: str) -> int:
        actions.retire_code(line.id, why=why, by=actor_of(request), at=clock.now())
        messages.success(request, _("The code of “%(name)s” is retired.") % {"name": line.name})
        return line.id

    return _with_reason(request, line, act)


@staff_only
@require_POST
def replace(request: StaffRequest, code_id: int) -> HttpResponse:
    line = _line_or_404(request.viewer, code_id)

    def act(why: str) -> int:
        new = actions.replace_code(line.id, why=why, by=actor_of(request), at=clock.now())
        messages.success(request, _("“%(name)s” has a new code. Print its plate.") % {"name": line.name})
        return new

    return _with_reason(request, line, act)


def _with_reason(request: StaffRequest, line: CodeLine, act: Callable[[str], int]) -> HttpResponse:
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            return redirect("areas:code", code_id=act(form.cleaned_data["why"]))
        except Refused as refusal:
            form.add_error("why", refusal_text(refusal))
    return _code_page(request, line, form, status=422)


@staff_only
@require_safe
def labels(request: StaffRequest) -> HttpResponse:
    """Sheets of what the list shows, in its order; of at most `plates.MOST` codes."""
    editor_or_404(request.viewer)
    filters = CodeFilterForm(request.GET).filters()
    layout = request.GET.get("layout", "")
    lines, count = places.codes_within(paths_of(request.viewer), filters, start=0, limit=plates.MOST)
    if layout not in plates.LAYOUTS or filters.retired or not lines or count > plates.MOST:
        raise Http404
    return _pdf(plates.sheet(lines, layout), _("labels"))


@staff_only
@require_safe
def plate(request: StaffRequest, code_id: int) -> HttpResponse:
    line = _line_or_404(request.viewer, code_id)
    if line.retired_at is not None:
        raise Http404
    return _pdf(plates.plate(line), line.name)


def _pdf(content: bytes, name: str) -> HttpResponse:
    kept = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": kept or "attachment"})
