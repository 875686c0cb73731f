"""Making place codes: for the grids of an area, for the place names in it, or from a spreadsheet."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.core.coordinates import Datum
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import actions
from banjie.places import queries as places
from banjie.places.codes.drafts import MOST, CodeDraft, CodesPlan
from banjie.places.levels import FileKind
from banjie.places.queries import KeptFile
from banjie.places.refs import AreaRef
from banjie.places.refusals import Refused
from banjie.places.words import CODE_KINDS
from banjie.platform import clock
from banjie.platform.tables import TableRefused
from banjie.web.areas import presenting
from banjie.web.areas.access import actor_of, area_or_404, editable_or_404, editor_or_404
from banjie.web.areas.code_forms import ChosenAreaForm, CodeSheetForm
from banjie.web.areas.words import TABLE_PROBLEMS, fault_count_text, refusal_text, row_fault_text
from banjie.web.staff import StaffRequest, staff_only

_MOST_SHOWN = 200
_FINDING = {"grids": places.grids_without_code, "names": places.names_without_code}


@staff_only
@require_safe
def choose(request: StaffRequest) -> HttpResponse:
    """The area first, then what codes could be made for there."""
    editor_or_404(request.viewer)
    form = ChosenAreaForm(request.GET if "in" in request.GET else None)
    area = form.area()
    if area is not None and not request.viewer.may(Permission.PLACES_EDIT, area_path=area.path):
        # The list offers every area there is; choosing another's is a slip and no attempt.
        form.add_error("in", _("Somebody else keeps this area. Choose one of yours."))
        area = None
    return _page(request, form, area, CodeSheetForm())


def _page(
    request: StaffRequest, form: ChosenAreaForm, area: AreaRef | None, sheet: CodeSheetForm, status: int = 200
) -> HttpResponse:
    found: dict[str, Sequence[CodeDraft]] = {}
    if area is not None:
        found = {name: find(area.path) for name, find in _FINDING.items()}
    context = {
        "form": form,
        "area": area,
        "area_name": presenting.full_name(area) if area else "",
        "sheet": sheet,
        "grids": len(found.get("grids", ())),
        "names": len(found.get("names", ())),
        "some_names": [draft.name for draft in found.get("names", ())[:5]],
        "most": MOST,
    }
    return render(request, "areas/codes_make.html", context, status=status)


@staff_only
@require_POST
def make(request: StaffRequest, code: str, what: str) -> HttpResponse:
    """Codes for all grids, or all place names, of an area that have none."""
    area = area_or_404(code)
    editable_or_404(request.viewer, area)
    if what not in _FINDING:
        raise Http404
    return _made(request, area, _FINDING[what](area.path))


def _made(request: StaffRequest, area: AreaRef, drafts: Sequence[CodeDraft]) -> HttpResponse:
    try:
        done = actions.make_codes(drafts, by=actor_of(request), at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal_text(refusal))
        return redirect(reverse("areas:make-codes", query={"in": area.code}))
    counts = {"made": done.made, "there": done.there}
    messages.success(request, _("%(made)s codes made; %(there)s places had one already.") % counts)
    return redirect(reverse("areas:codes", query={"in": area.code}))


@staff_only
@require_POST
def upload(request: StaffRequest, code: str) -> HttpResponse:
    at = clock.now()
    area = area_or_404(code)
    editable_or_404(request.viewer, area)
    sheet = CodeSheetForm(request.POST, request.FILES)
    if sheet.is_valid():
        file, datum = sheet.cleaned_data["file"], Datum(sheet.cleaned_data["datum"])
        content = file.read()
        try:
            places.plan_code_sheet(content, file.name, area, at=at, datum=datum)
        except TableRefused as refused:
            sheet.add_error("file", str(TABLE_PROBLEMS[refused.code]))
        else:
            file_id = actions.keep_file(FileKind.CODES, file.name, content, by=actor_of(request), at=at)
            asked = urlencode({"in": area.code, "datum": datum.value})
            return redirect(f"{reverse('areas:codes-sheet', args=[file_id])}?{asked}")
    return _page(request, ChosenAreaForm({"in": area.code}), area, sheet, status=422)


@staff_only
@require_safe
def preview(request: StaffRequest, file_id: int) -> HttpResponse:
    file, area = _file_and_area(request.viewer, file_id, request.GET.get("in", ""))
    datum = _datum(request.GET.get("datum"))
    return _preview_page(request, file, area, datum, _planned(file, area, datum, clock.now()))


@staff_only
@require_POST
def confirm(request: StaffRequest, file_id: int) -> HttpResponse:
    file, area = _file_and_area(request.viewer, file_id, request.POST.get("in", ""))
    datum = _datum(request.POST.get("datum"))
    planned = _planned(file, area, datum, clock.now())
    if not planned.can_be_made:
        return _preview_page(request, file, area, datum, planned, status=422)
    answer = _made(request, area, [line.draft for line in planned.lines])
    actions.forget_file(file_id)
    return answer


def _file_and_area(viewer: Viewer, file_id: int, code: str) -> tuple[KeptFile, AreaRef]:
    area = area_or_404(code)
    editable_or_404(viewer, area)
    file = places.kept_file(file_id, FileKind.CODES, kept_by=viewer.staff_id)
    if file is None:
        raise Http404
    return file, area


def _planned(file: KeptFile, area: AreaRef, datum: Datum, at: datetime) -> CodesPlan:
    return places.plan_code_sheet(file.content, file.name, area, at=at, datum=datum)


def _datum(word: str | None) -> Datum:
    return Datum(word) if word in set(Datum) else Datum.WGS84


def _preview_page(
    request: StaffRequest, file: KeptFile, area: AreaRef, datum: Datum, planned: CodesPlan, status: int = 200
) -> HttpResponse:
    context = {
        "file": file,
        "area": area,
        "area_name": presenting.full_name(area),
        "datum": datum,
        "planned": planned,
        "errors": fault_count_text(len(planned.faults)) if planned.faults else "",
        "faults": [(fault, row_fault_text(fault)) for fault in planned.faults[:_MOST_SHOWN]],
        "more_faults": max(0, len(planned.faults) - _MOST_SHOWN),
        "lines": [
            (line.draft, CODE_KINDS[line.draft.kind], presenting.named(line.area))
            for line in planned.lines[:_MOST_SHOWN]
        ],
        "more_lines": max(0, len(planned.lines) - _MOST_SHOWN),
    }
    return render(request, "areas/codes_preview.html", context, status=status)
