"""The whole file of a dispute: asked for, seen to grow, and given out."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banjie.mediation import actions
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.documents import BindingLine, binding_of
from banjie.mediation.sight import Sight
from banjie.platform import clock, files
from banjie.platform.files import FileKind, FileMissing
from banjie.web import messages
from banjie.web.mediation.documents import showing
from banjie.web.mediation.documents.forms import FileForm
from banjie.web.mediation.shell import attempt, opened, shell
from banjie.web.serving import file_response
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_POST
def ask(request: StaffRequest, case_id: int) -> HttpResponse:
    """Has the file put together for whom was chosen."""
    file = opened(request, case_id, needs=Sight.PANEL)
    form = FileForm(file, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        why = attempt(
            lambda: actions.ask_for_file(
                case_id, side=given["side"], explanation=given["explanation"], by=acting(request), at=clock.now()
            )
        )
        if not why:
            messages.done(request, _("The file is being put together."))
            return HttpResponseRedirect(f"{reverse('mediation:documents', args=[case_id])}#file")
        form.add_error(None, why)
    context = shell(file, "documents") | showing.page(file, form)
    return render(request, "mediation/documents/documents.html", context, status=422)


@staff_only
@require_safe
def progress(request: StaffRequest, case_id: int, binding_id: int) -> HttpResponse:
    """How far it is; asked again every second until it is there."""
    file = opened(request, case_id, needs=Sight.PANEL)
    context = {"case": file.case, "binding": _binding(file, binding_id)}
    return render(request, "mediation/documents/binding.html", context)


@staff_only
@require_safe
def download(request: StaffRequest, case_id: int, binding_id: int) -> HttpResponseBase:
    file = opened(request, case_id, needs=Sight.PANEL)
    binding = _binding(file, binding_id)
    if not binding.pdf:
        raise Http404
    try:
        stored = files.open(binding.pdf)
    except FileMissing:
        raise Http404 from None
    copy = f"-{binding.side}" if binding.side else ""
    name = f"{file.case.number}-卷宗{copy}.pdf"
    return file_response(stored, files.response_headers(FileKind.PDF, name, download=True))


def _binding(file: DisputeFile, binding_id: int) -> BindingLine:
    try:
        return binding_of(file, binding_id)
    except DisputeNotFound:
        raise Http404 from None
