"""The register of evidence, and what is done with an item."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banjie.mediation import actions, queries
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.place_words import side_letter
from banjie.mediation.queries import DisputeFile, EvidenceLine, KeptFile
from banjie.mediation.sight import Sight
from banjie.platform import clock, files
from banjie.platform.files import FileMissing, FileRefused
from banjie.web import file_words, messages, serving
from banjie.web.mediation.evidence.bundle import bundle
from banjie.web.mediation.evidence.forms import AnswerForm, HandInForm, ItemForm, ReturnForm, ShowForm
from banjie.web.mediation.shell import attempt, opened, shell
from banjie.web.staff import StaffRequest, acting, staff_only

# How the address names what the mediators gathered themselves.
MEDIATORS = "M"


@staff_only
@require_safe
def evidence(request: StaffRequest, case_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    lines = _lines(request, case_id)
    shown = [each for each in lines if not each.confided]
    letters = [side.letter for side in file.sides]
    context = {
        "groups": [(letter, [each for each in shown if each.side == letter]) for letter in [*letters, ""]],
        "confided": [each for each in lines if each.confided],
        "letters": letters,
        "count": len(shown),
        "can_take": file.case.state in {"consulting", "mediating", "suspended"},
    }
    return render(request, "mediation/evidence/evidence.html", shell(file, "evidence") | context)


@staff_only
@require_http_methods(["GET", "POST"])
def hand_in(request: StaffRequest, case_id: int, side: str) -> HttpResponse:
    file = _opened(request, case_id)
    letter = "" if side == MEDIATORS else side
    if letter and letter not in [each.letter for each in file.sides]:
        raise Http404
    confides = bool(letter) and file.sees_words
    initial = {"kind": "document", "form": "copy", "pages": 1}
    form = HandInForm(request.POST or None, request.FILES or None, may_confide=confides, initial=initial)

    def act() -> None:
        given, upload = form.cleaned_data, form.cleaned_data["file"]
        actions.hand_in(
            case_id,
            side=letter,
            item=form.item(),
            confided=bool(given.get("confided")),
            file=files.store(upload.read(), name=upload.name) if upload else None,
            handed_in_at=given["handed_in_at"],
            by=acting(request),
            at=clock.now(),
        )

    title = (
        _("Evidence of side %(letter)s") % {"letter": side_letter(letter)}
        if letter
        else _("What the mediators gathered")
    )
    return _asked(request, file, form, act, title=title, button=_("Put it on the register"))


@staff_only
@require_http_methods(["GET", "POST"])
def mend(request: StaffRequest, case_id: int, evidence_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    line = _line(request, case_id, evidence_id)
    known = {"name": line.name, "shows": line.shows, "kind": line.kind, "form": line.form, "pages": line.pages}
    form = ItemForm(request.POST or None, initial=known)

    def act() -> None:
        actions.mend_evidence(case_id, evidence_id, item=form.item(), by=acting(request), at=clock.now())

    return _asked(request, file, form, act, title=f"{line.label} {line.name}", button=_("Save"))


@staff_only
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, case_id: int, evidence_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    line = _line(request, case_id, evidence_id)
    letters = [each.letter for each in file.sides if each.letter != line.side]
    sides = [(letter, _("Side %(letter)s") % {"letter": side_letter(letter)}) for letter in letters]
    form = AnswerForm(request.POST or None, sides=sides, initial={"side": letters[0] if letters else ""})

    def act() -> None:
        given = form.cleaned_data
        actions.answer_evidence(
            case_id,
            evidence_id,
            side=given["side"],
            says=given["says"],
            doubts=given["doubts"],
            reason=given["reason"],
            by=acting(request),
            at=clock.now(),
        )

    title = _("What is said to %(label)s?") % {"label": f"{line.label} {line.name}"}
    return _asked(request, file, form, act, title=title, button=_("Record the answer"))


@staff_only
@require_http_methods(["GET", "POST"])
def give_back(request: StaffRequest, case_id: int, evidence_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    line = _line(request, case_id, evidence_id)
    form = ReturnForm(request.POST or None, request.FILES or None)

    def act() -> None:
        given, upload = form.cleaned_data, form.cleaned_data["receipt"]
        actions.return_evidence(
            case_id,
            evidence_id,
            to=given["to"],
            receipt=files.store(upload.read(), name=upload.name) if upload else None,
            by=acting(request),
            at=clock.now(),
        )

    title = _("%(label)s goes back") % {"label": f"{line.label} {line.name}"}
    return _asked(request, file, form, act, title=title, button=_("Record that it went back"))


@staff_only
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest, case_id: int, evidence_id: int) -> HttpResponse:
    file = opened(request, case_id, needs=Sight.PANEL)
    line = _line(request, case_id, evidence_id)
    form = ShowForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        leave = form.cleaned_data["leave"]
        actions.show_evidence(case_id, evidence_id, leave=leave, by=acting(request), at=clock.now())

    title = _("Put “%(name)s” before every side?") % {"name": line.name}
    text = _("Every side will see it from now on. This cannot be undone.")
    return _asked(request, file, form, act, title=title, text=text, button=_("Put it before every side"))


@staff_only
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, case_id: int, evidence_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    line = _line(request, case_id, evidence_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.withdraw_evidence(case_id, evidence_id, by=acting(request), at=clock.now())

    title = _("Does its side take “%(name)s” back?") % {"name": line.name}
    return _asked(request, file, form, act, title=title, button=_("Take it back"))


@staff_only
@require_safe
def content(request: StaffRequest, case_id: int, evidence_id: int, what: str) -> HttpResponseBase:
    """The file of an item, or the receipt for it."""
    _opened(request, case_id)
    try:
        kept = queries.evidence_file(case_id, evidence_id, request.viewer, receipt=what == "receipt")
        stored = files.open(kept.digest)
    except (DisputeNotFound, FileMissing):
        raise Http404 from None
    kind = files.sniff(stored.read())
    stored.seek(0)
    name = kept.name or files.clean_name(what, kind)
    return serving.file_response(stored, files.response_headers(kind, name))


@staff_only
@require_safe
def bundled(request: StaffRequest, case_id: int) -> HttpResponse:
    """Everything on the register that every side knows of, in one PDF with an index."""
    file = _opened(request, case_id)
    lines = [each for each in _lines(request, case_id) if not each.confided and each.withdrawn_at is None]
    items = [(each, _kept(request, case_id, each)) for each in lines]
    name = f"{file.case.number} {_('Evidence')}.pdf"
    return HttpResponse(
        bundle(file.case.title, file.case.number, items),
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"},
    )


def _kept(request: StaffRequest, case_id: int, line: EvidenceLine) -> KeptFile | None:
    return queries.evidence_file(case_id, line.id, request.viewer) if line.has_file else None


def _asked(
    request: StaffRequest,
    file: DisputeFile,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    text: str = "",
) -> HttpResponse:
    back = reverse("mediation:evidence", args=[file.case.id])
    if request.method == "POST" and form.is_valid():
        try:
            why = attempt(act)
        except FileRefused as error:
            why = str(file_words.why(error))
        if not why:
            messages.done(request, _("Recorded."))
            return HttpResponseRedirect(back)
        form.add_error(None, why)
    context: dict[str, Any] = {
        "form": form,
        "form_title": title,
        "form_text": text,
        "form_button": button,
        "back": back,
    }
    page = shell(file, "evidence") | context
    return render(request, "mediation/agreement/act.html", page, status=422 if form.errors else 200)


def _opened(request: StaffRequest, case_id: int) -> DisputeFile:
    return opened(request, case_id, needs=Sight.FILE)


def _lines(request: StaffRequest, case_id: int) -> list[EvidenceLine]:
    try:
        return list(queries.evidence_of(case_id, request.viewer, at=clock.now()))
    except DisputeNotFound:
        # A dispute to which nobody has written yet has no register.
        return []


def _line(request: StaffRequest, case_id: int, evidence_id: int) -> EvidenceLine:
    found = next((each for each in _lines(request, case_id) if each.id == evidence_id), None)
    if found is None or found.withdrawn_at is not None:
        raise Http404
    return found
