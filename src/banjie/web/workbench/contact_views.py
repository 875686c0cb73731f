"""Looking at a contact, telling a tracking code: only for a purpose, and each time on record."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banjie.cases import actions, contacts
from banjie.cases.contacts import ContactErased, PurposeMissing
from banjie.cases.errors import CaseNotFound
from banjie.channels.calls import acts as calls
from banjie.platform import clock
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.workbench.case_views import opened


@staff_only
@require_http_methods(["GET", "POST"])
def unmask(request: StaffRequest, case_id: int) -> HttpResponse:
    """GET asks for the purpose; POST records it and shows the contact, this once."""
    file = opened(request, case_id)
    context: dict[str, Any] = {"case": file.case, "file": file, "problem": "", "recordings": ()}
    if request.method == "POST":
        try:
            context["details"] = actions.unmask(
                case_id, purpose=request.POST.get("purpose", ""), by=acting(request), at=clock.now()
            )
            context["recordings"] = calls.recordings_of(case_id)
        except CaseNotFound:
            raise Http404 from None
        except ContactErased:
            context["problem"] = _("The contact was erased on schedule.")
        except PurposeMissing:
            context["problem"] = _("Say what you need the contact for. The reporter will see it.")
    template = "workbench/contact.html" if request.headers.get("HX-Request") else "workbench/contact_page.html"
    response = render(request, template, context, status=422 if context["problem"] else 200)
    response["Cache-Control"] = "no-store"
    return response


@staff_only
@require_http_methods(["GET", "POST"])
def tell_code(request: StaffRequest, case_id: int) -> HttpResponse:
    """GET asks for the purpose; POST records it and shows the code with its address, this once."""
    file = opened(request, case_id)
    if not contacts.may_tell_code(request.viewer, file.case):
        raise Http404
    context: dict[str, Any] = {"case": file.case, "file": file, "problem": ""}
    if request.method == "POST":
        try:
            code = actions.tell_code(
                case_id, purpose=request.POST.get("purpose", ""), by=acting(request), at=clock.now()
            )
            context["code"] = code
            context["url"] = request.build_absolute_uri(reverse("resident:track", args=[code]))
        except CaseNotFound:
            raise Http404 from None
        except PurposeMissing:
            context["problem"] = _("Say why you tell the code. The reporter will see it.")
    response = render(request, "workbench/tracking_code.html", context, status=422 if context["problem"] else 200)
    response["Cache-Control"] = "no-store"
    return response
