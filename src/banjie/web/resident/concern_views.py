"""A stranger says that a public matter shows what it should not. No account, no name."""

from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from banjie.cases.errors import CaseNotFound
from banjie.cases.publishing import concerns, showing
from banjie.cases.publishing.payloads import NOTE, Objection
from banjie.cases.publishing.rules import ConcernKind
from banjie.cases.wording_publishing import CONCERNS
from banjie.platform import clock
from banjie.ui.widgets import CountedTextarea, RadioList
from banjie.web import messages
from banjie.web.resident import crowded, public_views

_UNPROCESSABLE, _TOO_MANY = 422, 429
_HINTS: Final = {"personal": _("It is hidden at once and read again.")}


class ConcernForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=list(CONCERNS.items()),
        widget=RadioList(hints=_HINTS),  # type: ignore[arg-type]
    )
    note = forms.CharField(
        label=_("What exactly?"),
        required=False,
        max_length=NOTE,
        help_text=_("Whoever reads it again sees this, nobody else. Leave out who you are."),
        widget=CountedTextarea(limit=NOTE, rows=3),
    )


@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, number: str) -> HttpResponse:
    try:
        found = showing.public_case(number)
    except CaseNotFound:
        return public_views.unlisted(render(request, "resident/public_unknown.html", status=404))
    form = ConcernForm(request.POST or None)
    if request.method == "GET":
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, status=_UNPROCESSABLE)
    at = clock.now()
    if asked := crowded.asked_of(request, crowded.OBJECTION, at=at):
        return _page(request, found, form, status=_TOO_MANY, **crowded.words(asked))
    said = Objection(kind=ConcernKind(form.cleaned_data["kind"]), note=form.cleaned_data["note"])
    try:
        hidden = concerns.raise_concern(number, said=said, at=at)
    except CaseNotFound:
        raise Http404 from None
    messages.done(
        request, gettext("It is hidden now, and read again.") if hidden else gettext("Noted. It is read again.")
    )
    to = reverse("public:list") if hidden else reverse("public:case", args=[number])
    return crowded.counted(request, HttpResponseRedirect(to))


def _page(
    request: HttpRequest, found: showing.PublicCase, form: ConcernForm, *, status: int = 200, **extra: str
) -> HttpResponse:
    context = {"found": found, "form": form} | crowded.NOTHING | extra
    return public_views.unlisted(render(request, "resident/concern.html", context, status=status))
