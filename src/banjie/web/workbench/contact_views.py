"""Looking at a contact: only for a purpose, and each time on record."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banjie.cases import actions
from banjie.cases.contacts import ContactErased, PurposeMissing
from banjie.cases.errors import CaseNotFound
from banjie.platform import clock
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.workbench.case_views import opened


@staff_only
@require_http_methods(["GET", "POST"])
def unmask(request: StaffRequest, case_id: int) -> HttpResponse:
    """GET asks for the purpose; POST records it and shows the contact, this once."""
    file = opened(request, case_id)
    context = {"case": file.case, "file": file}
    if request.method == "POST":
        try:
            context["details"] = actions.unmask(
                case_id, purpose=request.POST.get("purpose", ""), by=acting(request), at=clock.now()
            )
        except CaseNotFound:
            raise Http404 from None
        except ContactErased:
            context["problem"] = _("The contact was erased on schedule.")
        except PurposeMissing:
            context["problem"] = _("Say what you need the contact for. The reporter will see it.")
    template = "workbench/contact.html" if request.headers.get("HX-Request") else "workbench/contact_page.html"
    response = render(request, template, context, status=422 if "problem" in context else 200)
    response["Cache-Control"] = "no-store"
    return response
