"""Editors of articles: what lies before them, one article with its record, and its words."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases import wording_publishing
from banjie.cases.errors import CaseNotFound
from banjie.cases.publishing.payloads import Why
from banjie.knowledge import actions, answering, counting, editing, wording
from banjie.knowledge.days import local_day
from banjie.knowledge.editing import ArticleFile, Pile
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused, Code, StaleArticle
from banjie.knowledge.models import Version
from banjie.knowledge.rules import Act
from banjie.platform import clock
from banjie.web import messages
from banjie.web.knowledge.forms import CATEGORIES, ArticleForm, category_name, initial_of
from banjie.web.resident.article_words import area_words, unit_name
from banjie.web.staff import StaffRequest, acting, staff_only

CONFLICT, UNPROCESSABLE = 409, 422
# In the order of the buttons; the first that is allowed stands out.
_QUESTION_CHARACTERS = 200
_BUTTONS = (Act.PUBLISH, Act.PROPOSE, Act.CONFIRM, Act.SEND_BACK, Act.DISCARD, Act.WITHDRAW)
_REASONED = frozenset({Act.SEND_BACK, Act.WITHDRAW})
_PLAIN = {
    Act.PUBLISH: actions.publish,
    Act.PROPOSE: actions.propose,
    Act.CONFIRM: actions.confirm,
    Act.DISCARD: actions.discard,
}
_WITH_REASON = {Act.SEND_BACK: actions.send_back, Act.WITHDRAW: actions.withdraw}


@staff_only
@require_safe
def piles(request: StaffRequest) -> HttpResponse:
    if not editing.may_edit(request.viewer):
        raise Http404
    today = local_day(clock.now())
    q, page = request.GET.get("q", "").replace("\0", "").strip()[:100], _page_number(request)
    chosen = _chosen(request, q)
    found = {
        pile: editing.pile(request.viewer, pile, today=today, page=1 if pile is not chosen else page) for pile in Pile
    }
    if q:
        found[chosen] = editing.pile(request.viewer, chosen, today=today, page=page, q=q)
    lines, count = found[chosen]
    shown = {"pile": str(chosen), "q": q}
    context = {
        "tabs": [
            {"label": wording.PILES[pile], "count": number, "url": f"?pile={pile}", "current": pile is chosen}
            for pile, (_lines, number) in found.items()
        ],
        "lines": [_line(each) for each in lines],
        "q": q,
        "columns": [
            {"label": _("Question"), "kind": "wide"},
            {"label": _("Responsible unit")},
            {"label": _("How it stands")},
            {"label": pgettext("article", "Confirm by")},
        ],
        "previous_url": f"?{urlencode(shown | {'page': page - 1})}" if page > 1 else "",
        "next_url": f"?{urlencode(shown | {'page': page + 1})}" if page * editing.PAGE < count else "",
        "may_write": bool(editing.units_for(request.viewer)),
        "used": counting.since(today.replace(day=1)),
    }
    return render(request, "knowledge/piles.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """An empty article; with `case` one that begins with what that enquiry was answered, with `question` with that."""
    if not editing.units_for(request.viewer):
        raise Http404
    beginning = _beginning(request)
    initial = {"unit": str(request.viewer.grants[0].unit_id)} if request.viewer.grants else {}
    if beginning is not None:
        values = dict(beginning.values)
        initial |= dict(zip(CATEGORIES, values.pop("categories"), strict=False)) | values
    elif asked := request.GET.get("question", "").strip():
        initial["question"] = asked[:_QUESTION_CHARACTERS]
    form = ArticleForm(request.POST or None, viewer=request.viewer, initial=initial)
    if request.method == "POST":
        return _kept(request, form, None, from_case=beginning.case_id if beginning is not None else None)
    return _form_page(request, form, None, beginning=beginning)


@staff_only
@require_POST
def areas(request: StaffRequest) -> HttpResponse:
    """The part of the form with the areas, once one more was chosen by its name. Nothing is kept."""
    if not editing.units_for(request.viewer):
        raise Http404
    form = ArticleForm(request.POST, viewer=request.viewer)
    codes = [code for code, _name in form.fields["areas"].choices]  # type: ignore[attr-defined]
    given = [*request.POST.getlist("areas"), request.POST.get("more_areas", "")]
    fresh = ArticleForm(viewer=request.viewer, initial={"areas": [code for code in given if code in codes]})
    fresh.fields["more_areas"].widget.attrs |= {"autofocus": True}
    return render(request, "knowledge/areas.html", {"form": fresh})


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, article_id: int) -> HttpResponse:
    file = _file(request, article_id)
    if Act.WRITE not in file.may:
        raise Http404
    form = ArticleForm(request.POST or None, viewer=request.viewer, initial=initial_of(file.shown))
    if request.method == "POST":
        return _kept(request, form, file)
    return _form_page(request, form, file)


@staff_only
@require_http_methods(["GET", "POST"])
def article(request: StaffRequest, article_id: int) -> HttpResponse:
    """GET shows the article with its record; POST does what the pressed button says."""
    file = _file(request, article_id)
    if request.method == "GET":
        return _article_page(request, file)
    act = next((each for each in _BUTTONS if each == request.POST.get("act")), None)
    if act is None or act not in file.may:
        return _article_page(request, file, status=CONFLICT, refusal=wording.REFUSALS[Code.WRONG_STAND])
    try:
        _do(request, file, act)
    except ValidationError:
        return _article_page(request, file, status=UNPROCESSABLE, reason_missing=act)
    except ArticleRefused as refused:
        return _article_page(request, file, status=CONFLICT, refusal=wording.REFUSALS[refused.code])
    except StaleArticle:
        return _article_page(request, _file(request, article_id), status=CONFLICT, refusal=wording.PROBLEMS["stale"])
    messages.done(request, _("Done: %(what)s.") % {"what": wording.HAPPENED[act]})
    return HttpResponseRedirect(reverse("articles:article", args=[article_id]))


@staff_only
@require_safe
def version(request: StaffRequest, article_id: int, number: int) -> HttpResponse:
    """The words as they were once."""
    file = _file(request, article_id)
    found = next((each for each in file.versions if each.number == number), None)
    if found is None:
        raise Http404
    return render(request, "knowledge/version.html", {"file": file, "shown": _shown(found)})


def _do(request: StaffRequest, file: ArticleFile, act: Act) -> None:
    common: dict[str, Any] = {"by": acting(request), "at": clock.now(), "expected": _seen(request)}
    if act in _REASONED:
        reason = Why(reason=request.POST.get("reason", "")).reason
        _WITH_REASON[act](file.id, reason=reason, **common)
    else:
        _PLAIN[act](file.id, **common)


def _kept(
    request: StaffRequest, form: ArticleForm, file: ArticleFile | None, *, from_case: int | None = None
) -> HttpResponse:
    """Keeps what was written; with the other button puts it forward at once."""
    if not form.is_valid():
        return _form_page(request, form, file, status=UNPROCESSABLE)
    common: dict[str, Any] = {"by": acting(request), "at": clock.now()}
    try:
        article_id = actions.write(
            words=form.words(),
            article_id=file.id if file is not None else None,
            expected=_seen(request),
            from_case=from_case,
            **common,
        )
        if request.POST.get("then") == "propose":
            actions.propose(article_id, **common)
    except ValidationError as error:
        form.take_errors(error)
    except ArticleRefused as refused:
        form.take_refusal(refused)
    except StaleArticle:
        return _form_page(request, form, file, status=CONFLICT, refusal=wording.PROBLEMS["stale"])
    else:
        messages.done(request, _("The article is kept as a draft."))
        return HttpResponseRedirect(reverse("articles:article", args=[article_id]))
    return _form_page(request, form, file, status=UNPROCESSABLE)


def _form_page(
    request: StaffRequest, form: ArticleForm, file: ArticleFile | None, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {"form": form, "file": file, "beginning": None, "refusal": ""} | extra
    if (beginning := context["beginning"]) is not None:
        context["findings"] = [(wording_publishing.FINDINGS[each.kind], each.text) for each in beginning.findings]
    return render(request, "knowledge/edit.html", context, status=status)


def _article_page(request: StaffRequest, file: ArticleFile, *, status: int = 200, **extra: Any) -> HttpResponse:
    may = [act for act in _BUTTONS if act in file.may]
    if file.is_own and Act.PUBLISH in may:
        may.remove(Act.PUBLISH)
        extra.setdefault("notice", wording.REFUSALS[Code.OWN_WORDS])
    context = {
        "file": file,
        "draft": _shown(file.draft) if file.draft is not None else None,
        "live": _shown(file.live) if file.live is not None else None,
        "last": _shown(file.versions[0]) if file.draft is None and file.live is None else None,
        "standing": wording.STANDINGS.get(file.standing, ""),
        "freshness": wording.FRESHNESS[file.freshness] if file.freshness is not None else "",
        "buttons": [{"act": act, "label": wording.ACTS[act], "reasoned": act in _REASONED} for act in may],
        "may_write": Act.WRITE in file.may,
        "counted": [(wording.COUNTED[key], file.tallies.get(key, 0)) for key in wording.COUNTED],
        "records": [(wording.HAPPENED[each.act], each) for each in file.records],
        "findings": [(wording_publishing.FINDINGS[each.kind], each.text) for each in file.findings],
        "refusal": "",
        "notice": "",
        "reason_missing": "",
    }
    return render(request, "knowledge/article.html", context | extra, status=status)


def _shown(found: Version) -> dict[str, Any]:
    return {
        "version": found,
        "unit": unit_name(found.unit_id),
        "areas": area_words(editing.area_paths(found)),
        "categories": [category_name(code) or code for code in found.categories],
    }


def _line(each: editing.EditorLine) -> dict[str, Any]:
    return {
        "line": each,
        "unit": unit_name(each.unit_id),
        "standing": wording.STANDINGS.get(each.standing, ""),
        "freshness": wording.FRESHNESS[each.freshness] if each.freshness is not None else "",
    }


def _file(request: StaffRequest, article_id: int) -> ArticleFile:
    try:
        return editing.article_file(article_id, by=acting(request), at=clock.now())
    except ArticleNotFound:
        raise Http404 from None


def _beginning(request: StaffRequest) -> answering.Beginning | None:
    """What the case named in the address was answered; it is asked anew on sending, so that nobody names another."""
    asked = request.GET.get("case", "")
    if not (asked.isdecimal() and len(asked) < 19):
        return None
    try:
        return answering.beginning_of(int(asked), by=acting(request), at=clock.now())
    except (CaseNotFound, ArticleRefused):
        raise Http404 from None


def _seen(request: StaffRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def _chosen(request: StaffRequest, q: str) -> Pile:
    asked = request.GET.get("pile", "")
    if q:
        return Pile.PUBLISHED
    return Pile(asked) if asked in set(Pile) else Pile.PROPOSED


def _page_number(request: StaffRequest) -> int:
    page = request.GET.get("page", "")
    return min(max(int(page), 1), editing.MOST_PAGES) if page.isdecimal() and len(page) < 6 else 1
