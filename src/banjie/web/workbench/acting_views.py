"""Giving a command: the form that its payload asks for, beside the case, and what came of it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from banjie.cases import actions, queries, reply_templates, wording
from banjie.cases.commands.change import BadData
from banjie.cases.commands.payloads import PAYLOADS
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.queries import CaseFile, CaseLine
from banjie.catalogue import queries as catalogue
from banjie.catalogue.tree import CategoryNode
from banjie.knowledge import queries as articles
from banjie.knowledge.days import local_day
from banjie.organisations import queries as organisations
from banjie.platform import clock
from banjie.web import messages
from banjie.web.payload_forms import NO, YES, CommandForm, Options
from banjie.web.staff import StaffRequest, acting, staff_only
from banjie.web.workbench import case_words, machine_panels, reply_views
from banjie.web.workbench.case_views import opened, page_context

CONFLICT, UNPROCESSABLE = 409, 422
_REVIEWING = frozenset({"approve", "send_back"})


@staff_only
@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, case_id: int, command: str) -> HttpResponse:
    """GET shows the form, POST carries the command out. Without script it is a page of its own."""
    if command not in PAYLOADS:
        raise Http404
    file = opened(request, case_id)
    # What was pressed where it was suggested is filled in, and still to be sent.
    proposed = catalogue.current().nodes.get(request.GET.get("category", ""))
    into = _into(request, command)
    form = CommandForm(
        request.POST or None,
        command=command,
        initial={"into": into.id} if into else {},
        options=_options(request, file, proposed, into),
        present=_present(file, command, proposed, request.GET),
    )
    if request.method == "GET":
        return shown(request, file, command, form)
    if not form.is_valid():
        return shown(request, file, command, form, status=UNPROCESSABLE)
    return _perform(request, file, command, form)


def _perform(request: StaffRequest, file: CaseFile, command: str, form: CommandForm) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        actions.perform(
            file.case.id,
            command,
            by=acting(request),
            at=clock.now(),
            data=form.data_of(),
            expected=int(seen) if seen.isdigit() else None,
        )
    except ValidationError as error:
        form.take_errors(error)
        return shown(request, file, command, form, status=UNPROCESSABLE)
    except BadData as error:
        form.add_error(error.field if error.field in form.fields else None, str(wording.PROBLEMS[error.code]))
        return shown(request, file, command, form, status=UNPROCESSABLE)
    except CommandRefused as error:
        return shown(request, file, command, form, status=CONFLICT, refusal=wording.REFUSALS[error.refusal.code])
    except StaleCase as error:
        return _stale(request, file, command, form, error)
    except CaseNotFound:
        raise Http404 from None
    actions.mark_read(staff_id=request.viewer.staff_id, case_id=file.case.id, at=clock.now())
    messages.done(request, _("Done: %(what)s.") % {"what": wording.HAPPENED[command]})
    return _after(request, file)


def _after(request: StaffRequest, file: CaseFile) -> HttpResponse:
    """Back to the case; or to the list, for a command that takes the case out of one's sight."""
    try:
        opened(request, file.case.id)
        url = reverse("workbench:case", args=[file.case.id])
    except Http404:
        url = reverse("workbench:home")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _stale(request: StaffRequest, file: CaseFile, command: str, form: CommandForm, error: StaleCase) -> HttpResponse:
    """The case moved on meanwhile: what happened stands above the form, and nothing typed is lost."""
    news = [case_words.entry(line) for line in file.timeline if line.sequence > error.seen]
    return shown(request, file, command, form, status=CONFLICT, news=news)


def shown(
    request: StaffRequest, file: CaseFile, command: str, form: CommandForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "file": file,
        "case": file.case,
        "form": form,
        "command": command,
        "label": wording.COMMANDS[command],
        "allowed": command in file.offer.allowed,
        "ready_replies": _ready_replies(request, file) if "public_reply" in form.fields else [],
        "reply_read": reply_views.of_given(file, request.viewer) if command in _REVIEWING else None,
        **machine_panels.beside_answer(file, command),
        "action": reverse("workbench:act", args=[file.case.id, command]),
        "also_for": _also_for(file) if "public_reply" in form.fields else 0,
    } | extra
    if not context["allowed"] and "refusal" not in context and "news" not in context:
        context["refusal"] = _why_not(file, command)
    if request.headers.get("HX-Request"):
        return render(request, "workbench/act_form.html", context, status=status)
    return render(request, "workbench/act.html", page_context(request, file) | context, status=status)


def form_with(request: StaffRequest, file: CaseFile, command: str, typed: Mapping[str, str]) -> CommandForm:
    """The form as it was typed so far, not judged yet."""
    form = CommandForm(command=command, options=_options(request, file))
    form.initial.update({name: value for name, value in typed.items() if name in form.fields})
    return form


def _also_for(file: CaseFile) -> int:
    """How many reporters of merged cases read the answer too."""
    return sum(line.command == "merged_here" for line in file.timeline)


def _ready_replies(request: StaffRequest, file: CaseFile) -> list[dict[str, str]]:
    """The unit's ready replies, filled with this case."""
    english = (get_language() or "").startswith("en")
    names = file.category_names_en if english else file.category_names
    values = {
        "number": file.case.number,
        "title": file.case.title,
        "category": names[-1] if names else "",
        "place": file.case.place_text or file.area_name,
        "unit": file.unit_name,
        "received": date_format(localtime(file.case.received_at), "DATE_FORMAT"),
        "today": date_format(localtime(clock.now()), "DATE_FORMAT"),
    }
    kept = reply_templates.templates_of(request.viewer)
    ready = [{"name": each.name, "text": reply_templates.fill(each.text, values)} for each in kept]
    return [*ready, *_articles(file)]


def _articles(file: CaseFile) -> list[dict[str, str]]:
    """Published articles that say something to this case, as replies to begin with."""
    typed = articles.Typed(f"{file.case.title}\n{file.body}", kind=file.case.kind, area=file.case.area_path)
    found = articles.for_a_caller(typed, language=get_language() or "", today=local_day(clock.now()))
    return [{"name": each.line.question, "text": each.answer} for each in found]


def _why_not(file: CaseFile, command: str) -> Any:
    refusal = next((each for each in file.offer.withheld if each.command == command), None)
    return wording.REFUSALS[refusal.code if refusal else "wrong_state"]


def _into(request: StaffRequest, command: str) -> CaseLine | None:
    """The case that was pressed where it was found to be alike; still to be sent."""
    asked = request.GET.get("into", "")
    if command != "merge" or not (asked.isdecimal() and len(asked) < 19):
        return None
    return queries.lines([int(asked)], request.viewer).get(int(asked))


def _options(
    request: StaffRequest, file: CaseFile, proposed: CategoryNode | None = None, into: CaseLine | None = None
) -> Options:
    english = (get_language() or "").startswith("en")
    names = file.category_names_en if english else file.category_names
    if proposed is not None:
        names = proposed.names_en if english else proposed.names
    return Options(
        units=organisations.units_around(request.viewer),
        about_unit_path=file.case.about_unit_path,
        lead_unit_id=file.case.lead_unit_id,
        category=names[-1] if names else "",
        case=f"{into.number} {into.title}" if into else "",
        at=clock.now(),
    )


def _present(file: CaseFile, command: str, proposed: CategoryNode | None, pressed: Mapping[str, str]) -> dict[str, Any]:
    """What is so already, so that whoever corrects one thing need not enter all; and what was pressed."""
    if command != "classify":
        return {}
    case = file.case
    present: dict[str, Any] = {
        "category": proposed.code if proposed is not None else case.category_path.rpartition(".")[2],
        "title": case.title,
        "place_text": pressed.get("place", "")[:200] or case.place_text,
        "public": YES if case.public else NO,
    }
    for name in ("kind", "level"):
        asked = pressed.get(name, "")
        present[name] = asked if asked in wording.CHOICES[name] else getattr(case, name)
    return present | _pressed_point(pressed)


def _pressed_point(pressed: Mapping[str, str]) -> dict[str, Any]:
    """The point of a place that was pressed; what is none is left out."""
    try:
        point = {name: float(pressed[name]) for name in ("longitude", "latitude")}
    except (KeyError, ValueError):
        return {}
    return point if abs(point["longitude"]) <= 180 and abs(point["latitude"]) <= 90 else {}
