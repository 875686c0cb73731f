"""The templates of a jurisdiction, for who sets mediation up: fetched, changed in Word, brought back, put back."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation import actions
from banjie.mediation.documents.forms import FieldKind, Form, registry
from banjie.mediation.documents.making import FILTERS
from banjie.mediation.documents.numbering import USUAL, numbered
from banjie.mediation.queries.numbers import patterns_in_force
from banjie.mediation.queries.templates import template_lines, template_of_version, template_versions
from banjie.organisations.permissions import Permission
from banjie.platform import clock, files
from banjie.platform.documents.filling import TemplateBroken
from banjie.platform.files import FileKind, FileRefused
from banjie.web import file_words, messages
from banjie.web.mediation.documents import words
from banjie.web.mediation.documents.forms import PatternForm, TemplateForm
from banjie.web.mediation.shell import attempt, carried_out
from banjie.web.staff import StaffRequest, acting, staff_only

# How the address calls the two templates that a form may have.
_WHICH: Final = {"chinese": False, "bilingual": True}


@staff_only
@require_safe
def templates(request: StaffRequest) -> HttpResponse:
    _sets_up(request)
    language = get_language() or ""
    rows = [
        {"line": each, "name": each.form.name(language), "which": _which(each.bilingual)} for each in template_lines()
    ]
    return render(request, "mediation/documents/templates.html", {"rows": rows, **_patterns(), **_columns()})


@staff_only
@require_http_methods(["GET", "POST"])
def template(request: StaffRequest, form_key: str, which: str) -> HttpResponse:
    """One template: its fields, its versions, and another one brought in. What is wrong is listed by paragraph."""
    _sets_up(request)
    declared, bilingual = _form(form_key, which)
    form = TemplateForm(request.POST or None, request.FILES or None)
    faults: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        faults = _uploaded(request, declared, bilingual, form)
        if not form.errors:
            messages.done(request, _("The template is in force."))
            return HttpResponseRedirect(request.path)
    context = {
        "declared": declared,
        "title": declared.name(get_language() or ""),
        "which": which,
        "bilingual": bilingual,
        "form": form,
        "faults": faults,
        "fields": _fields(declared),
        "filters": sorted(FILTERS),
        "versions": template_versions(declared, bilingual=bilingual),
        **_columns(),
    }
    return render(request, "mediation/documents/template.html", context, status=422 if form.errors else 200)


@staff_only
@require_POST
def restore(request: StaffRequest, form_key: str, which: str) -> HttpResponse:
    _sets_up(request)
    declared, bilingual = _form(form_key, which)
    version = request.POST.get("version", "")
    if not (version.isdecimal() and version.isascii() and len(version) < 9):
        raise Http404
    return carried_out(
        request,
        lambda: actions.restore_template(
            declared.key, version=int(version), bilingual=bilingual, by=acting(request), at=clock.now()
        ),
        told=_("The template is in force."),
        back=reverse("mediation:template", args=[form_key, which]),
    )


@staff_only
@require_safe
def download(request: StaffRequest, form_key: str, which: str, version: int) -> HttpResponse:
    _sets_up(request)
    declared, bilingual = _form(form_key, which)
    try:
        content = template_of_version(declared, version, bilingual=bilingual)
    except LookupError:
        raise Http404 from None
    headers = files.response_headers(FileKind.DOCX, f"{declared.zh}.docx", download=True)
    return HttpResponse(content, headers=headers)


@staff_only
@require_POST
def pattern(request: StaffRequest, counter: str) -> HttpResponse:
    """How one kind of papers is numbered from now on."""
    _sets_up(request)
    if counter not in USUAL:
        raise Http404
    form = PatternForm(request.POST)
    why = "" if form.is_valid() else _("Enter a pattern of at most 60 characters.")
    if not why:
        given = form.cleaned_data["pattern"]
        why = attempt(lambda: actions.set_pattern(counter, pattern=given, by=acting(request), at=clock.now()))
    if why:
        messages.problem(request, why)
    else:
        messages.done(request, _("Papers made from now on are numbered so."))
    return HttpResponseRedirect(f"{reverse('mediation:templates')}#numbers")


def _uploaded(request: StaffRequest, declared: Form, bilingual: bool, form: forms.Form) -> list[dict[str, str]]:
    """Takes the file in. What is wrong stands at the form's field, and by paragraph in what is returned."""
    upload = form.cleaned_data["file"]
    content, name = upload.read(), upload.name
    try:
        why = attempt(
            lambda: actions.upload_template(
                declared.key, content=content, name=name, bilingual=bilingual, by=acting(request), at=clock.now()
            )
        )
    except FileRefused as error:
        why = str(file_words.why(error))
    except TemplateBroken as broken:
        form.add_error("file", _("Nothing was changed. Mend what is listed in Word and send the file again."))
        return [
            {"place": words.place(each), "beginning": each.beginning, "text": words.fault(each)}
            for each in broken.faults
        ]
    if why:
        form.add_error("file", why)
    return []


def _fields(declared: Form) -> list[dict[str, Any]]:
    """What the template may name, as it is to be typed."""
    language = get_language() or ""
    found: list[dict[str, Any]] = []
    for each in declared.fields:
        tag = f"{{% for each in {each.key} %}}" if each.kind is FieldKind.LIST else f"{{{{ {each.key} }}}}"
        found.append({"tag": tag, "name": each.name(language), "required": each.required, "inner": False})
        found += [
            {"tag": f"{{{{ each.{line.key} }}}}", "name": line.name(language), "required": False, "inner": True}
            for line in each.lines
        ]
    return found


def _patterns() -> dict[str, Any]:
    own, year = patterns_in_force(), clock.now().year
    return {
        "patterns": [
            {
                "counter": counter,
                "name": words.COUNTERS[counter],
                "pattern": own[counter],
                "example": numbered(own[counter], year=year, committee="青城关", number=1),
            }
            for counter in USUAL
        ]
    }


def _columns() -> dict[str, Any]:
    return {
        "template_columns": [
            {"label": pgettext("mediation", "Paper"), "kind": "wide"},
            {"label": _("Template in force")},
            {"label": _("In force since")},
            {"label": _("Actions"), "hidden_label": True},
        ],
        "field_columns": [{"label": _("Tag")}, {"label": _("What it stands for")}, {"label": _("Must be shown")}],
        "fault_columns": [
            {"label": _("Where")},
            {"label": _("Begins with")},
            {"label": _("What is wrong"), "kind": "wide"},
        ],
        "number_columns": [
            {"label": pgettext("mediation", "Paper"), "kind": "wide"},
            {"label": _("Pattern")},
            {"label": _("For example")},
        ],
    }


def _form(key: str, which: str) -> tuple[Form, bool]:
    form = registry().forms.get(key)
    if form is None or which not in _WHICH or (_WHICH[which] and not form.bilingual):
        raise Http404
    return form, _WHICH[which]


def _which(bilingual: bool) -> str:
    return "bilingual" if bilingual else "chinese"


def _sets_up(request: StaffRequest) -> None:
    if not request.viewer.may(Permission.MEDIATION_EDIT):
        raise Http404
