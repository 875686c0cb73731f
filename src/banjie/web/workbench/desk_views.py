"""Beside the work on a case: who else has it open, what its reporter sees, and replies kept ready."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.cases import presence, queries, reply_templates
from banjie.cases.errors import CaseNotFound
from banjie.cases.reply_templates import TemplateProblem
from banjie.organisations import queries as organisations
from banjie.platform import clock
from banjie.ui.widgets import CountedTextarea
from banjie.web import messages
from banjie.web.resident import plain_words
from banjie.web.resident.tracking_views import OFFERED
from banjie.web.staff import StaffRequest, acting, staff_only

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_PROBLEMS: Final[dict[TemplateProblem, "StrOrPromise"]] = {
    TemplateProblem.NAMELESS: gettext_lazy("Give it a name."),
    TemplateProblem.EMPTY: gettext_lazy("Write the reply."),
    TemplateProblem.UNKNOWN_VARIABLE: gettext_lazy("No case can fill this."),
    TemplateProblem.NOT_YOUR_UNIT: gettext_lazy("Choose one of your units."),
    TemplateProblem.TOO_MANY: gettext_lazy("The unit has sixty already. Remove one first."),
}
_FIELDS: Final = {
    TemplateProblem.NAMELESS: "name",
    TemplateProblem.NOT_YOUR_UNIT: "unit",
    TemplateProblem.TOO_MANY: "name",
}


@staff_only
@require_POST
def present(request: StaffRequest, case_id: int) -> HttpResponse:
    """Asked every few seconds by an open page; `leaving` when it closes."""
    if request.POST.get("leaving"):
        presence.leave(case_id, by=request.viewer)
        return HttpResponse(status=204)
    try:
        others = presence.be_present(
            case_id, writing=request.POST.get("writing") == "yes", by=request.viewer, at=clock.now()
        )
    except CaseNotFound:
        raise Http404 from None
    return render(request, "workbench/present.html", {"others": others})


@staff_only
@require_safe
def as_reporter(request: StaffRequest, case_id: int) -> HttpResponse:
    """The reporter's own page, to look at."""
    try:
        case = queries.as_reporter_sees(case_id, by=acting(request), at=clock.now())
    except CaseNotFound:
        raise Http404 from None
    context = {
        "case": case,
        "standing": plain_words.standing(case, at=clock.now()),
        "entries": [plain_words.entry(each) for each in reversed(case.entries)],
        "stages": plain_words.stages(case),
        "offered": [(command, plain_words.OFFERS[command]) for command in OFFERED if command in case.allowed],
    }
    return render(request, "workbench/as_reporter.html", context)


class ReplyForm(forms.Form):
    """A ready reply."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=reply_templates.NAME_CHARACTERS)
    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), coerce=int)
    text = forms.CharField(
        label=gettext_lazy("Reply"), widget=CountedTextarea(limit=reply_templates.TEXT_CHARACTERS, rows=6)
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = units


@staff_only
@require_http_methods(["GET", "POST"])
def replies(request: StaffRequest) -> HttpResponse:
    """The ready replies of one's units, and a form for one more."""
    units = _units(request)
    if not units:
        raise Http404
    form = ReplyForm(request.POST or None, units=units, initial=_chosen(request))
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            reply_templates.save_template(
                unit_id=wanted["unit"], name=wanted["name"], text=wanted["text"], by=request.viewer, at=clock.now()
            )
        except reply_templates.TemplateRefused as error:
            words = str(_PROBLEMS[error.problem])
            form.add_error(_FIELDS.get(error.problem, "text"), f"{words} {{{error.detail}}}" if error.detail else words)
        else:
            messages.done(request, _("The reply is kept."))
            return redirect("workbench:replies")
    names = dict(units)
    context = {
        "form": form,
        "variables": _variables(),
        "kept": [{"each": each, "unit": names[each.unit_id]} for each in reply_templates.templates_of(request.viewer)],
        "many_units": len(units) > 1,
    }
    return render(request, "workbench/replies.html", context, status=422 if form.errors else 200)


@staff_only
@require_POST
def remove_reply(request: StaffRequest, template_id: int) -> HttpResponse:
    if not reply_templates.remove_template(template_id, by=request.viewer):
        raise Http404
    messages.done(request, _("The reply is removed."))
    return redirect("workbench:replies")


def _units(request: StaffRequest) -> list[tuple[int, str]]:
    found = [organisations.unit(unit_id) for unit_id in sorted(reply_templates.units_of(request.viewer))]
    return [(unit.id, unit.named(get_language() or "")) for unit in found if unit is not None]


def _chosen(request: StaffRequest) -> dict[str, Any]:
    """`?change=` fills the form with a reply that is kept: saving it under its name replaces it."""
    asked = request.GET.get("change", "")
    found = next((each for each in reply_templates.templates_of(request.viewer) if str(each.id) == asked), None)
    return {"name": found.name, "unit": found.unit_id, "text": found.text} if found else {}


def _variables() -> list[str]:
    english = (get_language() or "").startswith("en")
    return [f"{{{key if english else chinese}}}" for key, chinese in reply_templates.VARIABLES.items()]
