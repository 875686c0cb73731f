"""Posts: what they are called, what they carry, who holds them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.organisations import actions, queries
from banjie.organisations.permissions import Permission
from banjie.organisations.refusals import Reason
from banjie.places import queries as places
from banjie.platform import clock

from .. import columns
from ..forms.organisation import AppointForm, GrantForm, PostForm
from ..pages import attempt, done, form_page, page
from ..rows import change_rows, grant_words, unit_link
from ..viewers import actor_of, allowed, or_404, signed_in, viewer_of

_EDIT = Permission.ORGANISATIONS_EDIT


@signed_in
@require_safe
def post_detail(request: HttpRequest, post_id: int) -> HttpResponse:
    return _detail(request, post_id)


@allowed(_EDIT)
@require_POST
def new_post(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = or_404(queries.unit_to_edit(viewer_of(request), unit_id))
    form = PostForm(request.POST)
    if form.is_valid():
        post = attempt(
            form,
            lambda: actions.create_post(
                unit_id=unit.id, name=form.cleaned_data["name"], by=actor_of(request), at=clock.now()
            ),
            {Reason.NAME_TAKEN: "name", Reason.NAME_MISSING: "name"},
        )
        if post is not None:
            messages.success(request, gettext("Post created. Now say what it carries and who holds it."))
            return HttpResponseRedirect(reverse("accounts:post", args=[post.pk]))
    return form_page(
        request,
        form,
        title=gettext("New post"),
        button=gettext("Create the post"),
        back_url=reverse("accounts:unit", args=[unit_id]),
        section="units",
    )


@allowed(_EDIT)
@require_http_methods(["GET", "POST"])
def rename_post(request: HttpRequest, post_id: int) -> HttpResponse:
    or_404(queries.unit_of_post_to_edit(viewer_of(request), post_id))
    post = or_404(queries.post(post_id, at=clock.now()))
    form = PostForm(request.POST or None, initial={"name": post.name})
    if request.method == "POST" and form.is_valid():
        renamed = attempt(
            form,
            lambda: actions.rename_post(
                post_id=post_id, name=form.cleaned_data["name"], by=actor_of(request), at=clock.now()
            ),
            {Reason.NAME_TAKEN: "name", Reason.NAME_MISSING: "name"},
        )
        if renamed is not None:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("accounts:post", args=[post_id]))
    return form_page(
        request,
        form,
        title=gettext("Rename %(name)s") % {"name": post.name},
        button=gettext("Save"),
        back_url=reverse("accounts:post", args=[post_id]),
        section="units",
    )


@allowed(_EDIT)
@require_POST
def retire_post(request: HttpRequest, post_id: int) -> HttpResponse:
    or_404(queries.unit_of_post_to_edit(viewer_of(request), post_id))
    return done(
        request,
        lambda: actions.retire_post(post_id=post_id, by=actor_of(request), at=clock.now()),
        gettext("Out of use from now on."),
        "accounts:post",
        post_id,
    )


@allowed(_EDIT)
@require_POST
def restore_post(request: HttpRequest, post_id: int) -> HttpResponse:
    or_404(queries.unit_of_post_to_edit(viewer_of(request), post_id))
    return done(
        request,
        lambda: actions.restore_post(post_id=post_id, by=actor_of(request), at=clock.now()),
        gettext("In use again."),
        "accounts:post",
        post_id,
    )


@allowed(_EDIT)
@require_POST
def grant_role(request: HttpRequest, post_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    or_404(queries.unit_of_post_to_edit(viewer, post_id))
    form = GrantForm(request.POST, viewer=viewer, prefix="grant")
    if form.is_valid():
        granted = attempt(
            form,
            lambda: actions.grant_role(
                post_id=post_id,
                role=form.cleaned_data["role"],
                area_id=form.cleaned_data["area"].id,
                by=actor_of(request),
                at=clock.now(),
            ),
        )
        if granted is not None:
            messages.success(request, gettext("Role granted."))
            return HttpResponseRedirect(reverse("accounts:post", args=[post_id]))
    return _detail(request, post_id, grant_form=form)


@allowed(_EDIT)
@require_POST
def withdraw_role(request: HttpRequest, post_id: int, grant_id: int) -> HttpResponse:
    or_404(queries.unit_of_grant_to_edit(viewer_of(request), grant_id, post_id))
    return done(
        request,
        lambda: actions.withdraw_role(grant_id=grant_id, by=actor_of(request), at=clock.now()),
        gettext("Role withdrawn."),
        "accounts:post",
        post_id,
    )


@allowed(_EDIT)
@require_POST
def appoint(request: HttpRequest, post_id: int) -> HttpResponse:
    or_404(queries.unit_of_post_to_edit(viewer_of(request), post_id))
    form = AppointForm(request.POST, prefix="appoint")
    if form.is_valid():
        appointed = attempt(
            form,
            lambda: actions.appoint(
                post_id=post_id,
                staff_id=form.cleaned_data["staff"].id,
                started_on=form.cleaned_data["started_on"],
                ended_on=form.cleaned_data["ended_on"],
                by=actor_of(request),
                at=clock.now(),
            ),
            {Reason.APPOINTED_ALREADY: "staff", Reason.ENDS_BEFORE_START: "ended_on"},
        )
        if appointed is not None:
            messages.success(request, gettext("Appointed."))
            return HttpResponseRedirect(reverse("accounts:post", args=[post_id]))
    return _detail(request, post_id, appoint_form=form)


@allowed(_EDIT)
@require_POST
def end_appointment(request: HttpRequest, post_id: int, appointment_id: int) -> HttpResponse:
    or_404(queries.unit_of_appointment_to_edit(viewer_of(request), appointment_id, post_id))
    return done(
        request,
        lambda: actions.end_appointment(appointment_id=appointment_id, by=actor_of(request), at=clock.now()),
        gettext("Appointment ended today."),
        "accounts:post",
        post_id,
    )


def _detail(
    request: HttpRequest,
    post_id: int,
    *,
    grant_form: GrantForm | None = None,
    appoint_form: AppointForm | None = None,
) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    post = or_404(queries.post(post_id, at=now))
    unit = or_404(queries.unit(post.unit_id))
    may_edit = queries.may_edit_unit(viewer, unit)
    area = places.by_id(unit.area_id)
    failed = grant_form or appoint_form
    context = {
        "title": post.name,
        "post": post,
        "unit": unit_link(unit),
        "grants": [grant_words(grant) for grant in post.grants],
        "holder_columns": columns.HOLDERS,
        "grant_columns": columns.GRANTS,
        "may_edit": may_edit,
        "grant_form": grant_form
        or GrantForm(viewer=viewer, prefix="grant", initial={"area": area.code if area else ""}),
        "appoint_form": appoint_form or AppointForm(prefix="appoint", initial={"started_on": localdate(now)}),
        "changes": change_rows(queries.changes_of_post(post_id), own="post") if may_edit else [],
    }
    return page(request, "post", context, section="units", status=422 if failed else 200)
