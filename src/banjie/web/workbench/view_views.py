"""Keeping a list as a view, and giving it up."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from banjie.cases import saved_views
from banjie.cases.saved_views import ViewProblem
from banjie.platform import clock
from banjie.web import messages
from banjie.web.staff import StaffRequest, staff_only
from banjie.web.workbench import view_words
from banjie.web.workbench.list_views import filters_from

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_PROBLEMS: Final[Mapping[ViewProblem, "StrOrPromise"]] = MappingProxyType(
    {
        ViewProblem.NAMELESS: gettext_lazy("The view was not saved: give it a name."),
        ViewProblem.NOTHING_CHOSEN: gettext_lazy("The view was not saved: filter the list first."),
        ViewProblem.NOT_YOUR_UNIT: gettext_lazy(
            "The view was not saved: the unit has one of this name that is not yours to change."
        ),
        ViewProblem.TOO_MANY: gettext_lazy("The view was not saved: there are thirty already. Remove one first."),
    }
)


@staff_only
@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """The filters come as the address of the list has them, so that what is kept is what was seen."""
    filters = filters_from(QueryDict(request.POST.get("query", "")))
    unit = request.POST.get("unit", "")
    try:
        saved_views.save_view(
            name=request.POST.get("name", ""),
            filters=filters,
            unit_id=int(unit) if unit.isdecimal() else None,
            by=request.viewer,
            at=clock.now(),
        )
    except saved_views.ViewRefused as error:
        messages.problem(request, _PROBLEMS[error.problem])
    else:
        messages.done(request, _("The view is saved."))
    return redirect(view_words.address(saved_views.kept_filters(filters)))


@staff_only
@require_POST
def remove(request: StaffRequest, view_id: int) -> HttpResponse:
    if not saved_views.remove_view(view_id, by=request.viewer):
        raise Http404
    messages.done(request, _("The view is removed."))
    return redirect("workbench:cases")
