"""A call is answered: an empty entry opens with the number filled in. Nothing is looked up by it."""

import re
from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from banjie.cases.errors import SubmissionRefused
from banjie.channels import endpoints
from banjie.channels.calls import acts
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.web import messages
from banjie.web.likeness.merging import merge_at_once
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.workbench.entry_views import EntryForm, entry_page, through_of

_NUMBER: Final = re.compile(r"[+0-9()\-. ]{3,40}")


@staff_only
@require_http_methods(["GET", "POST"])
def call(request: StaffRequest, ref: str) -> HttpResponse:
    """?call= is the id that the call centre gives it, ?number= whoever calls."""
    endpoint, call_id = acts.centre(ref), request.GET.get("call", "")
    if endpoint is None or not acts.is_call(call_id) or not request.viewer.scopes(Permission.CASES_CREATE):
        raise Http404
    at = clock.now()
    popped = acts.pop(endpoint, call_id, at=at)
    if popped.case_id is not None:
        messages.done(request, _("This call is a case already."))
        return HttpResponseRedirect(reverse("workbench:case", args=[popped.case_id]))
    around: dict[str, Any] = {
        "draft": f"call-{ref}-{call_id}"[:120],
        "incoming": None,
        "home": endpoints.home_of(endpoint),
    }
    if request.method == "GET":
        number = request.GET.get("number", "").strip()
        known = number if _NUMBER.fullmatch(number) else ""
        initial = {"channel": "hotline", "identity": "open", "contact_phone": known}
        return entry_page(request, EntryForm(initial=initial, viewer=request.viewer), key="", **around)
    form = EntryForm(request.POST, category=request.POST.get("category", ""), viewer=request.viewer)
    if form.is_valid():
        try:
            made = acts.enter(
                endpoint, call_id, form.submission(), through=through_of(request), by=acting(request), at=at
            )
        except ValidationError as error:
            form.take_errors(error)
        except SubmissionRefused as error:
            form.take_problems(error.problems)
        else:
            said = {"number": made.number, "code": made.tracking_code}
            messages.done(request, _("Case %(number)s is in. Tracking code for the caller: %(code)s") % said)
            merge_at_once(request, made)
            return HttpResponseRedirect(reverse("workbench:case", args=[made.case_id]))
    return entry_page(request, form, key="", status=422, **around)
