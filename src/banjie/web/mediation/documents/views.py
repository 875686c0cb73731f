"""The papers of a dispute: which there are, made from what is on record, brought in, given out."""

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation import actions
from banjie.mediation.documents.forms import Belongs, Form, registry
from banjie.mediation.documents.typing_back import as_values, typed_in
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.documents import document_of, paper_of
from banjie.mediation.queries.filling import About, values_for
from banjie.mediation.queries.sources import recorded_sessions
from banjie.mediation.sight import Sight
from banjie.platform import clock, files
from banjie.platform.files import FileKind, FileMissing, FileRefused
from banjie.web import file_words, messages
from banjie.web.mediation.documents import showing
from banjie.web.mediation.documents.forms import DocumentForm, PaperForm, SignedForm, needs_party, sides_of, slots_for
from banjie.web.mediation.shell import attempt, carried_out, opened, shell
from banjie.web.serving import file_response
from banjie.web.staff import StaffRequest, acting, staff_only

# The form that is filled from the minutes of a session.
_RECORD: Final = "session_record"
_SHAPES: Final = {"docx": FileKind.DOCX, "pdf": FileKind.PDF}


@staff_only
@require_safe
def documents(request: StaffRequest, case_id: int) -> HttpResponse:
    file = _opened(request, case_id)
    return render(request, "mediation/documents/documents.html", shell(file, "documents") | showing.page(file))


@staff_only
@require_http_methods(["GET", "POST"])
def make(request: StaffRequest, case_id: int, form_key: str) -> HttpResponse:
    """The fields of a form as they are on record; sent, the document is made."""
    file = _opened(request, case_id)
    form = _form(form_key, file)
    about = _about(request, form, file)
    instead_of = _number(request, "instead_of")
    asked = {"file": file, "declared": form, "about": about, "instead_of": instead_of}
    if needs_party(form) and about.party_id is None:
        return _page(request, asked, None)
    gathered = values_for(form, case_id, request.viewer, at=clock.now(), about=about)
    gathered |= _written_before(file, instead_of)
    bilingual = form.bilingual and _reads_no_chinese(file, about)
    typed = DocumentForm(form, gathered, language=_language(), bilingual=bilingual, data=request.POST or None)
    if request.method == "POST" and typed.is_valid():
        why = _made(request, typed, asked)
        if not why:
            messages.done(request, _("The document is made."))
            return _back(case_id)
        typed.add_error(None, why)
    return _page(request, asked, typed)


@staff_only
@require_safe
def download(request: StaffRequest, case_id: int, document_id: int, shape: str) -> HttpResponseBase:
    """A document as .docx or PDF."""
    file = _opened(request, case_id)
    kind = _SHAPES.get(shape)
    if kind is None:
        raise Http404
    document = _found(lambda: document_of(file, document_id))
    name = f"{registry().forms[document.form].zh}{document.number}{kind.extensions[0]}"
    return _given(document.docx if kind is FileKind.DOCX else document.pdf, kind, name)


@staff_only
@require_http_methods(["GET", "POST"])
def add_paper(request: StaffRequest, case_id: int) -> HttpResponse:
    """A paper for a slot of the file, or the signed copy of a document (`copy_of`)."""
    file = _opened(request, case_id)
    copy_of = _number(request, "copy_of")
    document = _found(lambda: document_of(file, copy_of)) if copy_of is not None else None
    form: PaperForm | SignedForm
    if document is not None:
        form = SignedForm(request.POST or None, request.FILES or None)
    else:
        slots = slots_for(file, words=file.sees_words)
        form = PaperForm(file, slots, language=_language(), data=request.POST or None, files=request.FILES or None)

    def act() -> None:
        given, upload = form.cleaned_data, form.cleaned_data["file"]
        actions.add_paper(
            case_id,
            slot=given.get("slot", ""),
            title=given.get("title") or (registry().forms[document.form].zh if document is not None else ""),
            content=upload.read(),
            name=upload.name,
            dated=given.get("dated") or (document.dated if document is not None else None),
            side=given.get("side", ""),
            copy_of=copy_of,
            by=acting(request),
            at=clock.now(),
        )

    if request.method == "POST" and form.is_valid():
        try:
            why = attempt(act)
        except FileRefused as error:
            why = str(file_words.why(error))
        if not why:
            messages.done(request, _("The paper is in the file."))
            return _back(case_id)
        form.add_error("file" if "file" in form.fields else None, why)
    title = registry().forms[document.form].name(_language()) if document is not None else ""
    context = shell(file, "documents") | {"form": form, "document_title": title}
    return render(request, "mediation/documents/paper.html", context, status=422 if form.errors else 200)


@staff_only
@require_safe
def paper(request: StaffRequest, case_id: int, paper_id: int) -> HttpResponseBase:
    file = _opened(request, case_id)
    found = _found(lambda: paper_of(file, paper_id))
    kind = next((each for each in FileKind if found.name.lower().endswith(each.extensions)), FileKind.PDF)
    return _given(found.digest, kind, found.name)


@staff_only
@require_POST
def remove_paper(request: StaffRequest, case_id: int, paper_id: int) -> HttpResponse:
    _opened(request, case_id)
    return carried_out(
        request,
        lambda: actions.remove_paper(case_id, paper_id, by=acting(request), at=clock.now()),
        told=_("The paper is taken out of the file."),
        back=reverse("mediation:documents", args=[case_id]),
    )


def _made(request: StaffRequest, typed: DocumentForm, asked: dict[str, Any]) -> str:
    file, form = asked["file"], asked["declared"]

    def act() -> None:
        actions.make_document(
            file.case.id,
            form.key,
            typed=typed.typed(),
            about=asked["about"],
            instead_of=asked["instead_of"],
            by=acting(request),
            at=clock.now(),
        )

    try:
        return attempt(act)
    except FileRefused as error:
        return str(file_words.why(error))


def _page(request: StaffRequest, asked: dict[str, Any], typed: DocumentForm | None) -> HttpResponse:
    file, form = asked["file"], asked["declared"]
    held = recorded_sessions(file, request.viewer) if form.key == _RECORD else ()
    context = shell(file, "documents") | {
        "declared": form,
        "form_title": form.name(_language()),
        "form": typed,
        "about": asked["about"],
        "instead_of": asked["instead_of"],
        "side_choices": sides_of(file) if form.belongs is Belongs.SIDE and not held else (),
        "session_choices": held,
    }
    status = 422 if typed is not None and typed.errors else 200
    return render(request, "mediation/documents/make.html", context, status=status)


def _form(key: str, file: DisputeFile) -> Form:
    form = registry().forms.get(key)
    if form is None or not form.slot or (form.words and not file.sees_words):
        raise Http404
    return form


def _about(request: StaffRequest, form: Form, file: DisputeFile) -> About:
    party = _number(request, "party")
    if party is not None and party not in {each.id for each in file.parties}:
        raise Http404
    side = request.GET.get("side", "")
    if side and side not in {each.letter for each in file.sides}:
        raise Http404
    session = _number(request, "session") if form.key == _RECORD else None
    return About(party_id=party, side=side if form.belongs is Belongs.SIDE else "", other_id=session)


def _written_before(file: DisputeFile, document_id: int | None) -> dict[str, Any]:
    """What a person wrote into the document that is to be made anew, so that nobody writes it twice."""
    if document_id is None:
        return {}
    document = _found(lambda: document_of(file, document_id))
    return as_values(registry().forms[document.form], typed_in(document))


def _reads_no_chinese(file: DisputeFile, about: About) -> bool:
    readers = [each for each in file.parties if about.party_id in {None, each.id}]
    return any(not each.reads.startswith("zh") for each in readers)


def _number(request: StaffRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 19 else None


def _found[Row](look: Callable[[], Row]) -> Row:
    try:
        return look()
    except (DisputeNotFound, BadEntry):
        raise Http404 from None


def _given(digest: str, kind: FileKind, name: str) -> HttpResponseBase:
    try:
        stored = files.open(digest)
    except FileMissing:
        raise Http404 from None
    return file_response(stored, files.response_headers(kind, name, download=True))


def _back(case_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("mediation:documents", args=[case_id]))


def _opened(request: StaffRequest, case_id: int) -> DisputeFile:
    return opened(request, case_id, needs=Sight.FILE)


def _language() -> str:
    return get_language() or ""
