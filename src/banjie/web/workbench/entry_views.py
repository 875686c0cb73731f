"""Entering a matter for somebody who calls or stands at the counter: one page, no mouse, under a minute."""

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases import actions, wording
from banjie.cases.errors import CommandRefused, SubmissionRefused
from banjie.cases.intake.draft import Submission, Through
from banjie.cases.intake.submit import drafted
from banjie.cases.intake.suggest import suggest
from banjie.cases.queries import nearby
from banjie.catalogue import queries as catalogue
from banjie.knowledge import answering
from banjie.knowledge import wording as article_wording
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform import clock
from banjie.ui.widgets import Combobox, CountedTextarea, RadioList, RemoteCombobox
from banjie.web import messages, routing_words
from banjie.web.likeness import merging
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.submission_forms import MatterForm, asking, form_key

CHANNELS = ("hotline", "counter", "field", "wechat", "email", "sms")


class EntryForm(MatterForm):
    """In the order in which a caller tells it."""

    body = forms.CharField(
        label=_("What happened"),
        help_text=_("All else may stay empty; whatever is known helps to dispatch it."),
        widget=CountedTextarea(limit=20_000, rows=6),
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    category = forms.CharField(label=_("Category"), required=False)
    place_text = forms.CharField(label=_("Place"), required=False, max_length=200)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput())
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput())
    # Of a chosen place that has no point. A pin says more than it does.
    area = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput())
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    channel = forms.ChoiceField(label=_("Channel"))
    contact_name = forms.CharField(label=_("Caller's name"), required=False, max_length=80)
    contact_phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    identity = forms.ChoiceField(label=_("The reporter wishes to be known"))
    about_unit = forms.ChoiceField(label=_("Unit complained of"), required=False)
    note = forms.CharField(label=_("Internal note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs |= {"autofocus": True}
        self.fields["category"].widget = RemoteCombobox(
            url=reverse("workbench:category-options"), shown=_category_name(kwargs.get("category", ""))
        )
        self._choose("kind", wording.CHOICES["kind"].items(), empty=True)
        self._choose("level", wording.CHOICES["level"].items(), empty=True)
        self._choose("channel", [(key, wording.CHOICES["channel"][key]) for key in CHANNELS])
        self._choose("identity", wording.CHOICES["identity"].items(), widget=RadioList())
        units = [(str(unit.id), unit.name) for unit in organisations.units_around(viewer)]
        self._choose("about_unit", units, empty=True, widget=Combobox())

    def _choose(self, name: str, choices: Any, *, empty: bool = False, widget: Any = None) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        if widget is not None:
            field.widget = widget
        field.choices = [("", "—"), *choices] if empty else list(choices)


def _category_name(code: str) -> str:
    node = catalogue.current().nodes.get(code)
    if node is None:
        return ""
    return node.name_en if (get_language() or "").startswith("en") else node.name


@staff_only
@require_http_methods(["GET", "POST"])
def new_case(request: StaffRequest) -> HttpResponse:
    if not request.viewer.scopes(Permission.CASES_CREATE):
        return HttpResponse(status=404)
    if request.method == "POST":
        return _take_in(request)
    initial = {"channel": "hotline", "identity": "open", "contact_phone": request.GET.get("phone", "")}
    return entry_page(request, EntryForm(initial=initial, viewer=request.viewer), key=secrets.token_urlsafe(16))


def _take_in(request: StaffRequest) -> HttpResponse:
    form = EntryForm(request.POST, category=request.POST.get("category", ""), viewer=request.viewer)
    key = form_key(request)
    if not form.is_valid():
        return entry_page(request, form, key=key, status=422)
    made = taken_in(request, form, key=f"staff:{request.user.pk}:{key}" if key else None)
    if made is None:
        return entry_page(request, form, key=key, status=422)
    messages.done(request, _("Case %(number)s is in. Tracking code for the caller: %(code)s") % _told(made))
    merging.merge_at_once(request, made)
    after = "workbench:new-case" if request.POST.get("after") == "next" else "workbench:case"
    return HttpResponseRedirect(reverse(after, args=[] if after.endswith("new-case") else [made.case_id]))


def taken_in(
    request: StaffRequest, form: EntryForm, *, key: str | None, origin: Mapping[str, Any] | None = None
) -> actions.Submitted | None:
    """What came of a valid form; None where it was refused, with the reasons in the form."""
    try:
        return _submitted(request, form, key, origin)
    except ValidationError as error:
        form.take_errors(error)
    except SubmissionRefused as error:
        form.take_problems(error.problems)
    except CommandRefused as error:
        form.add_error(None, str(wording.REFUSALS[error.refusal.code]))
    except ArticleRefused as error:
        form.add_error(None, str(article_wording.REFUSALS[error.code]))
    except ArticleNotFound:
        form.add_error(None, gettext("This article is not published any more."))
    return None


def _submitted(
    request: StaffRequest, form: EntryForm, key: str | None, origin: Mapping[str, Any] | None
) -> actions.Submitted:
    """Taken in; with an article also answered by it, and closed."""
    common: dict[str, Any] = {"by": acting(request), "at": clock.now(), "key": key, "origin": origin}
    channel, article = form.cleaned_data["channel"], request.POST.get("article", "")
    if not article:
        return actions.submit(form.submission(), channel=channel, through=through_of(request), **common)
    if not (article.isdecimal() and len(article) < 12):
        raise ArticleNotFound(article)
    return answering.answer_caller(
        form.submission(), article_id=int(article), channel=channel, language=get_language() or "", **common
    )


def _told(made: actions.Submitted) -> dict[str, str]:
    return {"number": made.number, "code": made.tracking_code}


def through_of(request: StaffRequest) -> Through:
    """As far as was asked, and as this person's rights reach."""
    if request.POST.get("merge_into"):
        # It goes the way of the other case; nobody is to be sent to it by itself.
        return Through.RECEIVED
    asked = request.POST.get("through", "")
    wanted = Through(asked) if asked in set(Through) else Through.RECEIVED
    if wanted is Through.ASSIGNED and request.viewer.scopes(Permission.CASES_ASSIGN):
        return wanted
    if wanted is not Through.RECEIVED and request.viewer.scopes(Permission.CASES_ACCEPT):
        return Through.ACCEPTED
    return Through.RECEIVED


def entry_page(
    request: StaffRequest,
    form: EntryForm,
    *,
    key: str,
    status: int = 200,
    draft: str = "new-case",
    incoming: Any = None,
    home: str = "",
) -> HttpResponse:
    """`draft` is under what name the browser keeps what was typed; `incoming` the message that is being taken in.

    `home` is the code of the area that the way by which it came belongs to, if it belongs to one.
    """
    context = {
        "draft": draft,
        "incoming": incoming,
        "home": home,
        "form": form,
        "key": key,
        "chosen": request.POST.get("merge_into", ""),
        "may_accept": bool(request.viewer.scopes(Permission.CASES_ACCEPT)),
        "may_assign": bool(request.viewer.scopes(Permission.CASES_ASSIGN)),
    }
    return render(request, "workbench/new_case.html", context, status=status)


@staff_only
@require_safe
def questions(request: StaffRequest) -> HttpResponse:
    """The questions of the category just chosen."""
    return render(request, "workbench/entry_questions.html", {"form": asking(request)})


@staff_only
@require_POST
def suggestion(request: StaffRequest) -> HttpResponse:
    """Where the matter would go and by when, and what is open around the place."""
    at = clock.now()
    form = EntryForm(request.POST, category=request.POST.get("category", ""), viewer=request.viewer)
    form.is_valid()
    values = {"body": "…"} | form.values()
    try:
        draft = drafted(Submission.model_validate(values), channel="hotline", at=at)
    except ValidationError:
        return render(request, "workbench/entry_suggestion.html", {})
    found = suggest(draft, at=at)
    context: dict[str, Any] = {"found": found, "why": routing_words.why(found.routing) if found.routing else ""}
    if draft.longitude is not None and draft.latitude is not None:
        context["near"] = nearby(request.viewer, draft.longitude, draft.latitude, metres=200, at=at, limit=5)
    return render(request, "workbench/entry_suggestion.html", context)
