"""Who can do what here, and why."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from banjie.organisations import queries
from banjie.organisations.permissions import ROLES, Permission, Reach, Viewer
from banjie.organisations.queries import Right
from banjie.places import queries as places
from banjie.platform import clock

from .. import columns
from ..fields import area_name
from ..forms.organisation import AccessForm
from ..pages import page
from ..rows import name_of_unit
from ..viewers import allowed, viewer_of

# More is no answer but a list of everybody.
MOST = 300
_SEE = Permission.ORGANISATIONS_SEE_RIGHTS


@allowed(_SEE)
@require_safe
def who_can_do_what(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = AccessForm(request.GET or None, initial=_here(viewer))
    people: list[dict[str, Any]] = []
    permission = None
    outside = more = False
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        permission = Permission(data["permission"]) if data["permission"] else None
        area_path = data["area"].path if data["area"] else None
        unit_path = data["unit"].path if data["unit"] else None
        outside = not _may_look(viewer, area_path, unit_path)
        rights = queries.rights_seen_by(
            viewer,
            permission,
            at=clock.now(),
            area_path=area_path,
            unit_path=unit_path,
            staff_id=data["staff"].id if data["staff"] else None,
            limit=MOST + 1,
        )
        people = _by_person(rights[:MOST])
        more = len(rights) > MOST
    context = {
        "title": gettext("Who can do what here, and why"),
        "form": form,
        "asked": form.is_bound and not form.errors,
        "outside": outside,
        "more": more,
        "permission": permission.description if permission else "",
        "people": people,
        "columns": columns.ACCESS,
        "roles": ROLES.values(),
    }
    return page(request, "access", context, section="access", status=422 if form.errors else 200)


def _by_person(rights: Iterable[Right]) -> list[dict[str, Any]]:
    return [
        {"staff": staff, "reasons": [_reason(right) for right in of_person]}
        for staff, of_person in groupby(rights, key=lambda right: right.staff)
    ]


def _reason(right: Right) -> dict[str, Any]:
    area = places.by_path(right.area_path)
    return {
        "right": right,
        "post_url": reverse("accounts:post", args=[right.post_id]),
        "unit": name_of_unit(right.unit_id),
        "unit_url": reverse("accounts:unit", args=[right.unit_id]),
        "area": area_name(area) if area else right.area_name,
        "whole_area": right.role.reach is Reach.AREA,
        "permissions": [permission.description for permission in sorted(right.role.permissions)],
    }


def _here(viewer: Viewer) -> dict[str, str]:
    """Where the viewer may look, as widely as they may: what the page asks about first."""
    scope = viewer.scopes(_SEE)[0]
    area, unit = places.by_path(scope.area_path), queries.unit(scope.unit_id)
    by_unit = scope.reach is Reach.UNIT and unit is not None
    return {"area": area.code if area else "", "unit": unit.code if by_unit and unit else ""}


def _may_look(viewer: Viewer, area_path: str | None, unit_path: str | None) -> bool:
    return viewer.may(_SEE, area_path=area_path, unit_path=unit_path)
