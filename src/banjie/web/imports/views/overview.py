"""Where a file comes in, and the imports there were."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banjie.cases.imports import actions, queries, wording
from banjie.platform import clock
from banjie.platform.tables import TableRefused
from banjie.web.imports import presenting
from banjie.web.imports.access import importer_or_404
from banjie.web.imports.forms import UploadForm
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: StaffRequest) -> HttpResponse:
    """The upload, and below it this person's imports. A file that is no table is told at its field."""
    importer_or_404(request.viewer)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.upload(file, name=file.name, by=acting(request), at=clock.now())
        except TableRefused as refused:
            form.add_error("file", str(wording.TABLES[refused.code]))
        except actions.Refused as refused:
            form.add_error("file", str(wording.REFUSALS[refused.code]))
        else:
            return redirect("imports:columns", token=run.token)
    context = {
        "form": form,
        "runs": [presenting.run_row(run) for run in queries.runs(request.viewer)],
        "columns": presenting.run_columns(),
    }
    return render(request, "imports/overview.html", context, status=422 if form.errors else 200)
