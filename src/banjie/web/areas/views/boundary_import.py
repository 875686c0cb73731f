"""Importing boundaries: upload, look at what would happen, confirm."""

from datetime import date, datetime, time
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations.permissions import Permission, Viewer
from banjie.places import actions
from banjie.places import queries as places
from banjie.places.boundaries import ImportPlan, sniff
from banjie.places.levels import FileKind
from banjie.places.queries import KeptFile
from banjie.places.refusals import Refused
from banjie.platform import clock
from banjie.web.areas import presenting, previews
from banjie.web.areas.access import actor_of, editor_or_404, out_of_reach
from banjie.web.areas.forms import BoundaryUploadForm, ConfirmForm, ImportOptionsForm
from banjie.web.areas.words import fault_text, refusal_text
from banjie.web.staff import StaffRequest, staff_only


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    at = clock.now()
    editor_or_404(request.viewer)
    form = BoundaryUploadForm(request.POST, request.FILES) if request.method == "POST" else BoundaryUploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        if sniff(content).found:
            file_id = actions.keep_file(FileKind.BOUNDARIES, file.name, content, by=actor_of(request), at=at)
            return redirect("areas:import-preview", file_id=file_id)
        # A file whose properties cannot be read has nothing that a preview could ask about.
        form.add_error("file", fault_text(places.plan_areas(content).faults[0]))
    return render(request, "areas/import_upload.html", {"form": form}, status=422 if form.errors else 200)


@staff_only
@require_safe
def preview(request: StaffRequest, file_id: int) -> HttpResponse:
    at = clock.now()
    file = _file_or_404(request.viewer, file_id)
    sniffed = sniff(file.content)
    said = request.GET if "code" in request.GET else ImportOptionsForm.usual(sniffed)
    form = ImportOptionsForm(said, sniffed=sniffed, scopes=_scopes(request.viewer))
    planned = _planned(file, form) if form.is_valid() else None
    return _preview_page(request, file, form, planned, ConfirmForm(initial={"valid_from": localdate(at)}))


@staff_only
@require_POST
def confirm(request: StaffRequest, file_id: int) -> HttpResponse:
    at = clock.now()
    file = _file_or_404(request.viewer, file_id)
    sniffed = sniff(file.content)
    form = ImportOptionsForm(request.POST, sniffed=sniffed, scopes=_scopes(request.viewer))
    day = ConfirmForm(request.POST)
    planned = _planned(file, form) if form.is_valid() else None
    if planned is None or not day.is_valid() or out_of_reach(request.viewer, planned.below):
        return _preview_page(request, file, form, planned, day, status=422)
    if str(planned.basis) != request.POST.get("basis"):
        messages.warning(request, _("Areas have changed since the preview. Look at what would happen now."))
        return redirect(f"{reverse('areas:import-preview', args=[file_id])}?{urlencode(_said(form))}")
    try:
        done = actions.import_areas(
            planned, by=actor_of(request), at=at, valid_from=_beginning(day.cleaned_data["valid_from"], at)
        )
    except Refused as refusal:
        day.add_error("valid_from", refusal_text(refusal))
        return _preview_page(request, file, form, planned, day, status=422)
    actions.forget_file(file_id)
    counts = {"added": done.added, "changed": done.changed, "retired": done.retired}
    messages.success(
        request, _("Imported: %(added)s added, %(changed)s changed, %(retired)s taken out of use.") % counts
    )
    return redirect("areas:overview")


def _file_or_404(viewer: Viewer, file_id: int) -> KeptFile:
    editor_or_404(viewer)
    file = places.kept_file(file_id, FileKind.BOUNDARIES, kept_by=viewer.staff_id)
    if file is None:
        raise Http404
    return file


def _planned(file: KeptFile, form: ImportOptionsForm) -> ImportPlan:
    return places.plan_areas(file.content, form.options())


def _scopes(viewer: Viewer) -> list[tuple[str, str]]:
    """Below which areas the viewer may retire what a file leaves out. "/" marks a choice from "none said"."""
    paths = sorted({grant.area_path for grant in viewer.scopes(Permission.PLACES_EDIT)})
    found = [(path, places.by_path(path)) for path in paths]
    return [
        (f"/{path}", _("are taken out of use in %(area)s") % {"area": presenting.full_name(area)})
        for path, area in found
        if area is not None
    ]


def _beginning(day: date, at: datetime) -> datetime:
    """The first moment of the day; for today, now, since matters of this morning had the old boundaries."""
    if day == localdate(at):
        return at
    return datetime.combine(day, time.min, get_current_timezone())


def _said(form: ImportOptionsForm) -> dict[str, str]:
    """The options as they were sent, for sending them along."""
    return {name: form.data[name] for name in form.fields if form.data.get(name) not in (None, "", False)}


def _hint(file: KeptFile, form: ImportOptionsForm, planned: ImportPlan) -> dict[str, str] | None:
    """The likely datum, with the address of the preview that takes the file so."""
    hint = previews.datum_hint(planned)
    if hint is None:
        return None
    said = urlencode(_said(form) | {"datum": hint[0]})
    return {"text": hint[1], "url": f"{reverse('areas:import-preview', args=[file.id])}?{said}"}


def _preview_page(
    request: StaffRequest,
    file: KeptFile,
    form: ImportOptionsForm,
    planned: ImportPlan | None,
    day: ConfirmForm,
    status: int = 200,
) -> HttpResponse:
    context = {"file": file, "form": form, "day": day, "said": _said(form).items(), "planned": planned}
    if planned is not None:
        context |= {
            "basis": planned.basis,
            "faults": previews.fault_rows(planned),
            "hint": _hint(file, form, planned),
            "summary": previews.summary(planned),
            "changes": previews.change_rows(planned),
            "shapes": previews.shapes(planned),
            "moves": previews.moves(planned) if planned.can_be_imported else [],
            "beyond": [path or _("the top") for path in out_of_reach(request.viewer, planned.below)],
        }
    return render(request, "areas/import_preview.html", context, status=status)
