"""Units: what there is, what each is for, who is in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations import actions, queries
from banjie.organisations.models import UnitKind, UnitLevel
from banjie.organisations.permissions import Permission
from banjie.organisations.refusals import Reason
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places
from banjie.platform import clock

from .. import columns
from ..forms.organisation import MoveUnitForm, NewUnitForm, PostForm, UnitForm
from ..pages import attempt, done, form_page, language, page, typed
from ..rows import change_rows, post_rows, unit_facts, unit_link, unit_row
from ..viewers import actor_of, allowed, or_404, signed_in, viewer_of

_FIELDS = {
    Reason.CODE_IS_NO_LABEL: "code",
    Reason.CODE_TAKEN: "code",
    Reason.NAME_MISSING: "name",
    Reason.NAME_TAKEN: "name",
    Reason.PARENT_INSIDE: "parent",
}


@signed_in
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree, or with words to look for the units that have them."""
    viewer = viewer_of(request)
    text = typed(request)
    everything = request.GET.get("all") == "1"
    index = queries.units_index()
    found = [unit for unit in index if (unit.active or everything) and _matches(unit, text)]
    context = {
        "title": gettext("Units"),
        "text": text,
        "everything": everything,
        "retired": sum(not unit.active for unit in index),
        "rows": [unit_row(unit, flat=bool(text)) for unit in found],
        "columns": columns.UNITS,
        "may_create": viewer.may(Permission.ORGANISATIONS_EDIT),
    }
    return page(request, "unit_list", context, section="units")


@signed_in
@require_safe
def unit_detail(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = or_404(queries.unit(unit_id))
    viewer, now = viewer_of(request), clock.now()
    index = queries.units_index()
    may_edit = queries.may_edit_unit(viewer, unit)
    sees_changes = may_edit or viewer.may(
        Permission.ORGANISATIONS_SEE_RIGHTS, area_path=unit.area_path, unit_path=unit.path
    )
    above = index.ancestors(unit)
    context = {
        "title": unit.named(language()),
        "unit": unit,
        "facts": unit_facts(unit),
        "above": [unit_link(one) for one in above],
        "parts": [unit_row(part, flat=True) for part in index if part.parent_id == unit.id and part.active],
        "posts": post_rows(queries.posts_of(unit.id, at=now)),
        "post_columns": columns.POSTS,
        "duty_url": f"{reverse('accounts:duty')}?unit={unit.code}",
        "on_duty": queries.on_duty(unit.id, at=now),
        "may_edit": may_edit,
        "post_form": PostForm(),
        "changes": change_rows(queries.changes_of_unit(unit.id), own="unit") if sees_changes else [],
    }
    return page(request, "unit", context, section="units")


@allowed(Permission.ORGANISATIONS_EDIT)
@require_http_methods(["GET", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    parent = queries.unit_by_code(request.GET.get("parent", ""))
    initial: dict[str, Any] = {"kind": UnitKind.DEPARTMENT, "level": UnitLevel.COUNTY}
    if parent is not None:
        area = places.by_id(parent.area_id)
        initial |= {"parent": parent.code, "level": parent.level, "area": area.code if area else ""}
    form = NewUnitForm(request.POST or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        above: UnitRef | None = form.cleaned_data["parent"]
        unit = attempt(
            form,
            lambda: actions.create_unit(
                code=form.cleaned_data["code"],
                parent_id=above.id if above else None,
                by=actor_of(request),
                at=clock.now(),
                **form.changes(),
            ),
            _FIELDS,
        )
        if unit is not None:
            messages.success(request, gettext("Unit created."))
            return HttpResponseRedirect(reverse("accounts:unit", args=[unit.pk]))
    return form_page(
        request,
        form,
        title=gettext("New unit"),
        button=gettext("Create the unit"),
        back_url=reverse("accounts:units"),
        section="units",
    )


@allowed(Permission.ORGANISATIONS_EDIT)
@require_http_methods(["GET", "POST"])
def change_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    unit = or_404(queries.unit_to_edit(viewer, unit_id))
    area = places.by_id(unit.area_id)
    initial = {
        "name": unit.name,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "level": unit.level,
        "area": area.code if area else "",
        "roles": " ".join(sorted(unit.roles)),
        "phone": unit.phone,
    }
    form = UnitForm(request.POST or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: actions.change_unit(unit_id=unit_id, changes=form.changes(), by=actor_of(request), at=clock.now()),
            _FIELDS,
        )
        if changed is not None:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("accounts:unit", args=[unit_id]))
    return form_page(
        request,
        form,
        title=gettext("Change %(name)s") % {"name": unit.named(language())},
        button=gettext("Save"),
        back_url=reverse("accounts:unit", args=[unit_id]),
        section="units",
    )


@allowed(Permission.ORGANISATIONS_EDIT)
@require_http_methods(["GET", "POST"])
def move_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    unit = or_404(queries.unit_to_edit(viewer, unit_id))
    parent = queries.units_index().get(unit.parent_id)
    form = MoveUnitForm(request.POST or None, viewer=viewer, initial={"parent": parent.code if parent else ""})
    if request.method == "POST" and form.is_valid():
        above: UnitRef | None = form.cleaned_data["parent"]
        moved = attempt(
            form,
            lambda: actions.move_unit(
                unit_id=unit_id,
                parent_id=above.id if above else None,
                by=actor_of(request),
                at=clock.now(),
            ),
            _FIELDS,
        )
        if moved is not None:
            messages.success(request, gettext("Moved, with all its parts."))
            return HttpResponseRedirect(reverse("accounts:unit", args=[unit_id]))
    return form_page(
        request,
        form,
        title=gettext("Move %(name)s") % {"name": unit.named(language())},
        button=gettext("Move it here"),
        back_url=reverse("accounts:unit", args=[unit_id]),
        section="units",
    )


@allowed(Permission.ORGANISATIONS_EDIT)
@require_POST
def retire_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    or_404(queries.unit_to_edit(viewer_of(request), unit_id))
    return done(
        request,
        lambda: actions.retire_unit(unit_id=unit_id, by=actor_of(request), at=clock.now()),
        gettext("Out of use from now on."),
        "accounts:unit",
        unit_id,
    )


@allowed(Permission.ORGANISATIONS_EDIT)
@require_POST
def restore_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    or_404(queries.unit_to_edit(viewer_of(request), unit_id))
    return done(
        request,
        lambda: actions.restore_unit(unit_id=unit_id, by=actor_of(request), at=clock.now()),
        gettext("In use again."),
        "accounts:unit",
        unit_id,
    )


def _matches(unit: UnitRef, text: str) -> bool:
    words = text.casefold().split()
    names = f"{unit.name} {unit.name_en} {unit.code} {' '.join(unit.roles)}".casefold()
    return all(word in names for word in words)
