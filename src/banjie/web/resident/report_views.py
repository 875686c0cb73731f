"""A resident raises a matter: no account, a few questions, a code to follow it by."""

import secrets
from typing import Any

import segno
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases import actions, wording
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CaseNotFound, SubmissionRefused
from banjie.cases.publishing import showing, similar
from banjie.cases.queries import tracked
from banjie.cases.reference import reference
from banjie.cases.suggesting import suggested
from banjie.catalogue import queries as catalogue
from banjie.knowledge import queries as articles
from banjie.knowledge.days import local_day
from banjie.places import queries as place_queries
from banjie.platform import clock
from banjie.platform.tables.text import clean_text
from banjie.ui.widgets import CountedTextarea, FilePicker, RadioList
from banjie.web import place_offers
from banjie.web.door_words import door_rows
from banjie.web.likeness import words as likeness_words
from banjie.web.resident import article_words, crowded, place_views, public_words
from banjie.web.resident.uploads import FilesField, keep_files
from banjie.web.submission_forms import MatterForm, asking, form_key

TOO_MANY = 429
_PLACES_OFFERED = 3
# Of a number at home without its area code.
FEWEST_DIGITS = 7
KINDS = ("report", "request", "enquiry", "complaint", "suggestion", "dispute")


class ReportForm(MatterForm):
    """What a worried person on a phone is asked, in this order and no more."""

    body = forms.CharField(
        label=_("What happened?"),
        help_text=_("What, since when, how bad. Plain words are enough."),
        widget=CountedTextarea(limit=20_000, rows=6),
        error_messages={"required": _("Write what happened; one sentence is enough.")},
    )
    photos = FilesField(
        label=_("Photos"),
        required=False,
        widget=FilePicker(limit_mb=20, accept="image/*,application/pdf", multiple=True),
        help_text=_("The place and time at which a photo was taken are removed from it."),
    )
    category = forms.ChoiceField(label=_("What is it about?"), required=False)
    place_text = forms.CharField(label=_("Where?"), required=False, max_length=200)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput())
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput())
    # Asked only of who comes from a plate without a point; a pin says more than it does.
    area = forms.ChoiceField(label=_("In which area?"), required=False, widget=RadioList())
    kind = forms.ChoiceField(label=_("What would you like to happen?"), required=False)
    identity = forms.ChoiceField(label=_("Who may know that it was you?"), initial="confidential")
    public = forms.BooleanField(
        label=_("Others may read it too, without my name"),
        required=False,
        help_text=_("We read it first and leave out whatever tells who you are. You can take this back at any time."),
    )
    contact_name = forms.CharField(label=_("Your name"), required=False, max_length=80)
    contact_phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    # Out of sight of people; machines that fill in whatever there is fill it in too.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("category", [("", _("I don't know")), *_public_categories()])
        self._choose("kind", [("", _("Leave it to us")), *((key, wording.CHOICES["kind"][key]) for key in KINDS)])
        self._choose("area", self._areas())
        identity = self.fields["identity"]
        assert isinstance(identity, forms.ChoiceField)
        identity.widget = RadioList(large=True, hints=_IDENTITY_HINTS)  # type: ignore[arg-type]
        identity.choices = [
            ("confidential", _("Only the centre")),
            ("open", _("Those who handle it may know")),
            ("anonymous", _("Nobody: stay anonymous")),
        ]

    def clean_website(self) -> str:
        """A browser may have filled it in for somebody: so it is said, and nothing else is lost."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty; it is not for people."))
        return ""

    def clean_contact_phone(self) -> str:
        """A slip of the thumb is found before it is too late to ring back; how numbers are written is free."""
        given: str = self.cleaned_data["contact_phone"]
        if given and sum(sign.isdigit() for sign in given) < FEWEST_DIGITS:
            raise forms.ValidationError(_("Some digits are missing. Check the number, or leave it empty."))
        return given

    def clean(self) -> dict[str, Any]:
        """What only the centre may know of cannot be shown to everybody: the person says which of the two they mean."""
        given = super().clean() or self.cleaned_data
        if given.get("public") and given.get("identity") == "confidential":
            words = _(
                "What only the centre may know of is not shown. Choose another answer above, or leave this empty."
            )
            self.add_error("public", words)
        return given

    def _areas(self) -> list[Any]:
        """The area of the plate, and the way out of it; nothing where there was no plate."""
        code = str(self.data.get("area") or self.initial.get("area") or "")
        area = place_queries.area(code)
        if area is None or not area.active:
            return [("", "—")]
        return [(area.code, place_views.area_name(area)), ("", _("Somewhere else"))]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


_IDENTITY_HINTS = {
    "confidential": _("The unit that handles it does not see your name or number."),
    "open": _("They can call you back directly. Every look at your number is shown to you."),
    "anonymous": _("We cannot call you; follow the matter with your code."),
}


def _public_categories() -> list[Any]:
    """The top level's names as groups, with the categories that residents may choose below."""
    english = (get_language() or "").startswith("en")
    current = catalogue.current()
    groups = []
    for top in current.top:
        leaves = [
            (node.code, node.name_en if english else node.name)
            for node in current.offered
            if node.path.split(".")[0] == top.code
        ]
        if leaves:
            groups.append((top.name_en if english else top.name, leaves))
    return groups


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "resident/home.html")


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _take_in(request)
    initial = place_views.initial_of(request.GET.get("place", ""), at=clock.now()) | _begun(request)
    return _page(request, ReportForm(initial=initial), key=secrets.token_urlsafe(16))


def _begun(request: HttpRequest) -> dict[str, str]:
    """What is known of the matter where somebody comes from an article that did not answer them."""
    offered = {code for _top, leaves in _public_categories() for code, _name in leaves}
    category, kind = request.GET.get("category", ""), request.GET.get("kind", "")
    begun = {
        "category": category if category in offered else "",
        "kind": kind if kind in KINDS else "",
        "body": clean_text(request.GET.get("text", ""), limit=200).text.strip(),
    }
    return {name: value for name, value in begun.items() if value}


def _take_in(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST, request.FILES, category=request.POST.get("category", ""))
    key = form_key(request)
    # Without script nobody was shown anything while typing: so it is a step of its own, once.
    if form.is_valid() and request.POST.get("show_similar"):
        found, answered = _similar(request), _answers(request)
        if found or answered:
            return _page(request, form, key=key, similar=found, answered=answered)
    if form.is_valid():
        at = clock.now()
        if asked := crowded.asked_of(request, crowded.REPORT, at=at):
            return _page(request, form, key=key, status=TOO_MANY, **crowded.words(asked))
        try:
            submission = form.submission()
            made = actions.submit(submission, channel="web", by=AS_REPORTER, at=at, key=f"web:{key}" if key else None)
        except ValidationError as error:
            form.take_errors(error)
        except SubmissionRefused as error:
            form.take_problems(error.problems)
        else:
            keep_files(request, made.case_id)
            sent_to = HttpResponseRedirect(reverse("resident:sent", args=[made.tracking_code]))
            return crowded.counted(request, sent_to)
    return _page(request, form, key=key, status=422)


def _page(request: HttpRequest, form: ReportForm, *, key: str, status: int = 200, **extra: Any) -> HttpResponse:
    asks_area = len(form.fields["area"].choices) > 1 and not form["longitude"].value()  # type: ignore[attr-defined]
    context = {"form": form, "key": key, "asks_area": asks_area, "from_plate": "place_text" in form.initial}
    nothing_known = {"similar": (), "answered": ()} | crowded.NOTHING
    return render(request, "resident/report.html", context | nothing_known | extra, status=status)


@require_POST
def category(request: HttpRequest) -> HttpResponse:
    """What it may be about, where nothing was chosen, or surely something else; sent in the body, as the others."""
    language, chosen = get_language() or "", request.POST.get("category", "")[:40]
    offered = {node.code for node in catalogue.current().offered if not node.sensitive}
    # Somebody may be looking on: what is sensitive is not said of a text by itself.
    found = [each for each in suggested("", request.POST.get("body", "")) if each.category.code in offered]
    if chosen:
        found = [each for each in found[:1] if each.sure and each.category.code != chosen]
    names = [
        (each.category.code, each.category.name_en if language.startswith("en") else each.category.name)
        for each in found
    ]
    return render(request, "resident/category.html", {"found": names, "chosen": chosen})


@require_POST
def similar_ones(request: HttpRequest) -> HttpResponse:
    """Public matters like what was typed so far. Sent in the body, so that no log keeps what somebody only tried."""
    return render(request, "resident/similar.html", {"similar": _similar(request)})


@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """Published articles that may answer what was typed so far; sent in the body for the same reason."""
    return render(request, "resident/answers.html", {"answered": _answers(request)})


def _similar(request: HttpRequest) -> list[dict[str, Any]]:
    at, point = clock.now(), place_offers.pinned(request)
    area = place_queries.locate([point], at=at)[0] if point is not None else None
    draft = similar.Draft(
        text=request.POST.get("body", ""),
        point=point,
        area_path=showing.shown_area(area.path, reference()) if area is not None else "",
        category=request.POST.get("category", "")[:40],
    )
    return [
        public_words.line(each.line, at=at)
        | {"words": each.likeness.words, "why": likeness_words.why_public(each.likeness)}
        for each in similar.similar(draft, at=at)
    ]


def _answers(request: HttpRequest) -> list[dict[str, Any]]:
    at, point = clock.now(), place_offers.pinned(request)
    area = place_queries.locate([point], at=at)[0] if point is not None else None
    typed = articles.Typed(
        text=request.POST.get("body", ""),
        kind=request.POST.get("kind", ""),
        category=request.POST.get("category", "")[:40],
        area=area.path if area is not None else "",
    )
    found = articles.offered(typed, language=get_language() or "", today=local_day(at))
    return [article_words.offered(each) for each in found]


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The questions of the category just chosen."""
    return render(request, "workbench/entry_questions.html", {"form": asking(request)})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Names of places while the resident types; nothing about cases."""
    found = place_queries.search_places(request.GET.get("q", "").strip()[:60], within=None, limit=8)
    return JsonResponse(
        {
            "options": [
                {
                    "value": match.name,
                    "label": match.name,
                    "detail": match.area.name,
                    "longitude": match.lon,
                    "latitude": match.lat,
                }
                for match in found
            ]
        }
    )


@require_POST
def places_meant(request: HttpRequest) -> HttpResponse:
    """Places with a point that what was typed so far may mean, or what is round the pin; nothing is kept of it."""
    chosen = place_queries.area(request.POST.get("area", "")[:40])
    found = place_offers.asked(request, home=chosen.path if chosen is not None else "", at=clock.now())
    usable = [each for each in found if each["pinned"] or each["longitude"] is not None]
    context = {"offers": usable[:_PLACES_OFFERED], "placed": _has_place(request)}
    return render(request, "resident/place_offers.html", context)


def _has_place(request: HttpRequest) -> bool:
    return any(request.POST.get(name) for name in ("longitude", "place_text", "place_text_text"))


@require_safe
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt: the code, its QR, and what happens next."""
    try:
        case = tracked(code, at=clock.now())
    except CaseNotFound:
        return render(request, "resident/unknown.html", status=404)
    url = request.build_absolute_uri(reverse("resident:track", args=[case.tracking_code]))
    picture = segno.make(url, error="m").svg_data_uri(scale=4, border=4, light="#fff")
    # What may not be mediated is told to whoever quarrels; danger to everybody. The matter is in all the same.
    doors = door_rows(f"{case.title}。{case.body}", sure=True, dangers=case.kind != "dispute")
    return render(request, "resident/sent.html", {"case": case, "qr": picture, "url": url, "doors": doors})
