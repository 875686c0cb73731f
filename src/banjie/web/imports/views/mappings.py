"""The mappings that are remembered: looked at, taken out as JSON, brought in, forgotten."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.cases.imports import mappings
from banjie.platform import clock
from banjie.web import messages
from banjie.web.imports import presenting
from banjie.web.imports.access import importer_or_404
from banjie.web.imports.forms import MappingFileForm
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: StaffRequest) -> HttpResponse:
    importer_or_404(request.viewer)
    form = MappingFileForm(request.POST, request.FILES) if request.method == "POST" else MappingFileForm()
    if form.is_valid():
        try:
            content = mappings.read(form.cleaned_data["file"].read().decode("utf-8-sig"))
        except (UnicodeDecodeError, mappings.BadMapping) as error:
            form.add_error("file", _("This is no mapping: %(why)s") % {"why": str(error)[:300]})
        else:
            mappings.save(content, by=acting(request), at=clock.now())
            messages.done(request, _("The mapping “%(name)s” is remembered.") % {"name": content.name})
            return redirect("imports:mappings")
    context = {"form": form, "columns": presenting.mapping_columns(), "rows": presenting.mapping_rows()}
    return render(request, "imports/mappings.html", context, status=422 if form.errors else 200)


@staff_only
@require_safe
def export(request: StaffRequest) -> HttpResponse:
    importer_or_404(request.viewer)
    try:
        content = mappings.named(request.GET.get("name", ""))
    except mappings.UnknownMapping:
        raise Http404 from None
    response = HttpResponse(mappings.write(content), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{content.source}.json"'
    return response


@staff_only
@require_POST
def remove(request: StaffRequest) -> HttpResponse:
    """Forgets a saved mapping. Imports made by it stay as they are."""
    importer_or_404(request.viewer)
    if not mappings.forget(request.POST.get("name", "")):
        raise Http404
    messages.done(request, _("The mapping is forgotten."))
    return redirect("imports:mappings")
