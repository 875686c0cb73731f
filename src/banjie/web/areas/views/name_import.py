"""Importing place names from a spreadsheet: upload, look, confirm."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.core.coordinates import Datum
from banjie.organisations.permissions import Viewer
from banjie.places import actions
from banjie.places import queries as places
from banjie.places.gazetteer import PlacesPlan
from banjie.places.levels import FileKind
from banjie.places.queries import KeptFile
from banjie.places.words import KINDS
from banjie.platform import clock
from banjie.platform.tables import TableRefused
from banjie.web.areas import presenting
from banjie.web.areas.access import actor_of, editor_or_404, out_of_reach
from banjie.web.areas.forms import NamesUploadForm
from banjie.web.areas.words import DATUMS, TABLE_PROBLEMS, fault_count_text, row_fault_text
from banjie.web.staff import StaffRequest, staff_only

_MOST_SHOWN = 200


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    at = clock.now()
    editor_or_404(request.viewer)
    form = NamesUploadForm(request.POST, request.FILES) if request.method == "POST" else NamesUploadForm()
    if form.is_valid():
        file, datum = form.cleaned_data["file"], Datum(form.cleaned_data["datum"])
        content = file.read()
        try:
            places.plan_names(content, file.name, at=at, datum=datum)
        except TableRefused as refused:
            form.add_error("file", str(TABLE_PROBLEMS[refused.code]))
        else:
            by = actor_of(request)
            file_id = actions.keep_file(FileKind.NAMES, file.name, content, by=by, at=at)
            return redirect(_preview_address(file_id, datum))
    return render(request, "areas/names_upload.html", {"form": form}, status=422 if form.errors else 200)


@staff_only
@require_safe
def preview(request: StaffRequest, file_id: int) -> HttpResponse:
    at = clock.now()
    file = _file_or_404(request.viewer, file_id)
    datum = _datum(request.GET.get("datum"))
    return _preview_page(request, file, _planned(file, datum, at), datum)


@staff_only
@require_POST
def confirm(request: StaffRequest, file_id: int) -> HttpResponse:
    at = clock.now()
    file = _file_or_404(request.viewer, file_id)
    datum = _datum(request.POST.get("datum"))
    planned = _planned(file, datum, at)
    if not planned.can_be_imported or _beyond(request.viewer, planned):
        return _preview_page(request, file, planned, datum, status=422)
    done = actions.import_places(planned, by=actor_of(request), at=at)
    actions.forget_file(file_id)
    counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
    messages.success(request, _("Imported: %(added)s added, %(changed)s moved, %(unchanged)s as they were.") % counts)
    return redirect("areas:overview")


def _file_or_404(viewer: Viewer, file_id: int) -> KeptFile:
    editor_or_404(viewer)
    file = places.kept_file(file_id, FileKind.NAMES, kept_by=viewer.staff_id)
    if file is None:
        raise Http404
    return file


def _planned(file: KeptFile, datum: Datum, at: datetime) -> PlacesPlan:
    return places.plan_names(file.content, file.name, at=at, datum=datum)


def _datum(word: str | None) -> Datum:
    return Datum(word) if word in set(Datum) else Datum.WGS84


def _preview_address(file_id: int, datum: Datum) -> str:
    return f"{reverse('areas:names-import-preview', args=[file_id])}?{urlencode({'datum': datum.value})}"


def _beyond(viewer: Viewer, planned: PlacesPlan) -> list[str]:
    return out_of_reach(viewer, sorted({draft.area.path for draft in planned.drafts}))


def _preview_page(
    request: StaffRequest, file: KeptFile, planned: PlacesPlan, datum: Datum, status: int = 200
) -> HttpResponse:
    context = {
        "file": file,
        "datum": datum,
        "datum_name": DATUMS[datum],
        "planned": planned,
        "errors": fault_count_text(len(planned.faults)) if planned.faults else "",
        "faults": [(fault, row_fault_text(fault)) for fault in planned.faults[:_MOST_SHOWN]],
        "more_faults": max(0, len(planned.faults) - _MOST_SHOWN),
        "drafts": [(draft, KINDS[draft.kind], presenting.named(draft.area)) for draft in planned.drafts[:_MOST_SHOWN]],
        "more_drafts": max(0, len(planned.drafts) - _MOST_SHOWN),
        "beyond": _beyond(request.viewer, planned)[:10],
    }
    return render(request, "areas/names_preview.html", context, status=status)
