"""The caller's pages. They come to call one after the other; each page holds one call and leads to the next."""

from functools import wraps
from typing import Any, Final, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from banjie.cases import actions, contacts, wording
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.follow_up import calling
from banjie.cases.follow_up.rule import declared
from banjie.cases.queries import CaseFile, calls
from banjie.platform import clock
from banjie.ui.widgets import RadioList
from banjie.web import messages
from banjie.web.payload_forms import CommandForm, Options
from banjie.web.staff import StaffRequest, StaffView, acting, staff_only
from banjie.web.workbench.case_views import opened

_REACHED: Final = "reached"
# A verdict is asked for once; whoever gave one is asked what was wrong.
_COMMANDS: Final = ("follow_up", "call_back")
_NOT_ASKED: Final = ("reached", "why_unreached")


def callers_only(view: StaffView) -> StaffView:
    """For others these pages do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not calls.may_call(cast("StaffRequest", request).viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return staff_only(guarded)


@callers_only
@require_safe
def desk(request: StaffRequest) -> HttpResponse:
    found = calls.calls(request.viewer, at=clock.now())
    rule = declared()
    context = {
        "lines": [{"call": each, "why": wording.CALL_WHYS[each.why]} for each in found],
        "columns": _columns(),
        "more": len(found) == calls.SHOWN,
        "rule": rule,
        "per_cent": f"{rule.share:.0%}",
    }
    return render(request, "calls/desk.html", context)


@callers_only
@require_POST
def following(request: StaffRequest) -> HttpResponse:
    """Takes the next call. `aside` is the case that the caller leaves for later."""
    aside = request.POST.get("aside", "")
    case_id = int(aside) if aside.isascii() and aside.isdigit() and len(aside) < 19 else 0
    if case_id:
        calling.put_aside(case_id=case_id, by=request.viewer)
    return _on(request, after=case_id)


@callers_only
@require_safe
def draws(request: StaffRequest) -> HttpResponse:
    """How the sample comes about: the rule, and each day's draw with its seed."""
    rule = declared()
    exceptions = [
        {
            "name": " · ".join(str(word) for word in _of_share(each)),
            "per_cent": f"{each.share:.0%}",
        }
        for each in rule.shares
    ]
    context = {"rule": rule, "exceptions": exceptions, "per_cent": f"{rule.share:.0%}", "draws": calls.draws()}
    return render(request, "calls/draws.html", context | {"columns": _draw_columns()})


@callers_only
@require_http_methods(["GET", "POST"])
def call(request: StaffRequest, case_id: int) -> HttpResponse:
    file = opened(request, case_id)
    command = next((each for each in _COMMANDS if each in file.offer.allowed), "")
    form = _form(request, command) if command else None
    if request.method == "GET" or form is None:
        return _page(request, file, command, form)
    result = request.POST.get("result", _REACHED)
    if result in wording.UNREACHED:
        return _saved(request, file, command, {"reached": False, "why_unreached": result}, form)
    if not form.is_valid():
        return _page(request, file, command, form, status=422)
    return _saved(request, file, command, form.data_of(), form)


def _form(request: StaffRequest, command: str) -> CommandForm:
    form = CommandForm(request.POST or None, command=command, options=Options())
    for name in _NOT_ASKED:
        del form.fields[name]
    for name in ("solved", "satisfaction"):
        if name in form.fields:
            form.fields[name].required = True
    for field in form.fields.values():
        if isinstance(field.widget, RadioList):
            field.widget.inline = True
    return form


def _saved(
    request: StaffRequest, file: CaseFile, command: str, data: dict[str, Any], form: CommandForm
) -> HttpResponse:
    try:
        done = actions.perform(file.case.id, command, by=acting(request), at=clock.now(), data=data)
    except ValidationError as error:
        form.take_errors(error)
        return _page(request, file, command, form, status=422)
    except (CommandRefused, StaleCase) as error:
        code = error.refusal.code if isinstance(error, CommandRefused) else "wrong_state"
        again = opened(request, file.case.id)
        return _page(request, again, command, form, status=409, refusal=wording.REFUSALS[code])
    except CaseNotFound:
        raise Http404 from None
    words = _("%(number)s: noted. It is opened again.") if done.state == "accepted" else _("%(number)s: noted.")
    messages.done(request, words % {"number": done.number})
    return _on(request, after=file.case.id)


def _on(request: StaffRequest, *, after: int) -> HttpResponse:
    case_id = calling.take_next(by=request.viewer, at=clock.now(), after=after)
    if case_id is None:
        messages.done(request, _("Nobody else is to be called just now."))
        return HttpResponseRedirect(reverse("calls:desk"))
    return HttpResponseRedirect(reverse("calls:call", args=[case_id]))


def _page(
    request: StaffRequest, file: CaseFile, command: str, form: CommandForm | None, *, status: int = 200, **extra: Any
) -> HttpResponse:
    standing = calls.standing(file.case)
    context = {
        "file": file,
        "case": file.case,
        "command": command,
        "form": form,
        "claim": calls.claim(file.case),
        "standing": standing,
        "why": wording.CALL_WHYS[standing.why] if standing else "",
        "ended": wording.CALL_STATES[standing.state] if standing and standing.state != "to_call" else "",
        "attempts_left": max(0, declared().attempts - standing.attempts) if standing else 0,
        "tried": [line for line in file.timeline if line.command in _COMMANDS and line.data.get("reached") is False],
        "verdict": next((each for each in file.ratings if each.round == file.case.reopens), None),
        "may_unmask": contacts.may_unmask(request.viewer, file.case) and file.has_contact and not file.contact_erased,
        "withheld": [wording.REFUSALS[each.code] for each in file.offer.withheld if each.command == "follow_up"],
    }
    return render(request, "calls/call.html", context | extra, status=status)


def _of_share(share: Any) -> list[Any]:
    return [
        *([wording.CHOICES["level"][share.level]] if share.level else []),
        *([wording.CHOICES["kind"][share.kind]] if share.kind else []),
        *([share.category] if share.category else []),
    ]


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Matter"), "kind": "wide"},
        {"label": _("Why")},
        {"label": _("Handled by")},
        {"label": _("Closed at")},
        {"label": _("Calls made"), "kind": "number"},
    ]


def _draw_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Day")},
        {"label": _("In the draw"), "kind": "number"},
        {"label": _("Called"), "kind": "number"},
        {"label": _("Seed"), "kind": "wide"},
    ]
