"""The committees: which units mediate, and as what."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.mediation import actions, queries, wording
from banjie.organisations import queries as organisations
from banjie.platform import clock
from banjie.web import messages
from banjie.web.mediation.mediators.access import readers_only
from banjie.web.mediation.mediators.forms import CommitteeForm, panel_name
from banjie.web.mediation.shell import attempt
from banjie.web.staff import StaffRequest, acting


@readers_only
@require_safe
def committees(request: StaffRequest) -> HttpResponse:
    rows = [
        {
            "line": each,
            "name": each.unit.named(get_language() or ""),
            "kind": wording.CHOICES["committee_kind"].get(each.kind, each.kind),
            "trade": panel_name(each.trade) if each.trade else "",
        }
        for each in queries.committees(request.viewer)
    ]
    columns = [
        {"label": _("Mediation committee"), "kind": "wide"},
        {"label": _("Kind")},
        {"label": _("Area")},
        {"label": _("Mediators"), "kind": "number"},
    ]
    context = {"rows": rows, "columns": columns, "may_add": bool(queries.kept_by(request.viewer))}
    return render(request, "mediation/mediators/committees.html", context)


@readers_only
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, unit_id: int | None = None) -> HttpResponse:
    """Enters a committee, or changes what is known of one."""
    kept = {each.id: each for each in queries.kept_by(request.viewer)}
    known = next((each for each in queries.committees(request.viewer) if each.unit.id == unit_id), None)
    if not kept or (unit_id is not None and (known is None or unit_id not in kept)):
        raise Http404
    initial = {name: getattr(known, name) for name in ("kind", "trade", "short_name", "founded_on", "active") if known}
    form = CommitteeForm(
        request.POST or None, viewer=request.viewer, kept=kept, known=known is not None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        chosen = given.pop("unit").id if known is None else known.unit.id
        if why := attempt(lambda: actions.change_committee(chosen, values=given, by=acting(request), at=clock.now())):
            form.add_error(None, why)
        else:
            messages.done(request, _("Saved."))
            return HttpResponseRedirect(reverse("mediation:committees"))
    unit = organisations.unit(unit_id) if unit_id is not None else None
    title = unit.named(get_language() or "") if unit is not None else _("New committee")
    context = {"form": form, "form_title": title, "form_button": _("Save"), "back": reverse("mediation:committees")}
    return render(request, "mediation/mediators/form.html", context, status=422 if form.errors else 200)
