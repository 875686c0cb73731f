"""The ladders of a jurisdiction: seen, changed, returned to what is shipped; and who changed them when."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banjie.mediation import actions, queries
from banjie.mediation.ladders import MOST_RUNGS, BadLadder, Ladder, read
from banjie.mediation.ladders.setting import in_force
from banjie.platform import clock
from banjie.web import messages
from banjie.web.mediation.ladders.forms import ROLE_WORDS, LadderPage, new_key
from banjie.web.mediation.shell import attempt, carried_out
from banjie.web.staff import StaffRequest, acting, staff_only


@staff_only
@require_safe
def ladders(request: StaffRequest) -> HttpResponse:
    _setters_only(request)
    context = {
        "ladders": [_shown(each) for each in queries.ladder_lines(request.viewer)],
        "changes": [_change(each) for each in queries.ladder_changes(request.viewer)],
    }
    return render(request, "mediation/ladders/ladders.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, key: str = "") -> HttpResponse:
    """One ladder. Every button sends the whole form; only the one that saves writes."""
    _setters_only(request)
    known = in_force().get(key)
    if key and known is None:
        raise Http404
    page = LadderPage(
        known, queries.units_for_ladders(request.viewer), request.POST if request.method == "POST" else None
    )
    do = request.POST.get("do", "")
    if request.method == "POST" and do != "save":
        return _page(request, page.rearranged(do), known)
    if request.method == "POST" and _saved(request, page, key or new_key(list(in_force()))):
        return HttpResponseRedirect(reverse("mediation:ladders"))
    return _page(request, page, known, status=422 if page.faults else 200)


@staff_only
@require_POST
def give_up(request: StaffRequest, key: str) -> HttpResponse:
    return _at_once(request, key, actions.give_up_ladder, told=_("Done. It stands in the record of changes."))


@staff_only
@require_POST
def retire(request: StaffRequest, key: str) -> HttpResponse:
    told = _("New disputes are not offered it any more. Those that go by it keep it.")
    return _at_once(request, key, actions.retire_ladder, told=told)


@staff_only
@require_POST
def offer(request: StaffRequest, key: str) -> HttpResponse:
    return _at_once(request, key, actions.offer_ladder, told=_("It is offered again."))


def _at_once(request: StaffRequest, key: str, act: Callable[..., object], *, told: str) -> HttpResponse:
    """A change that needs no form of its own."""
    _setters_only(request)
    return carried_out(
        request,
        lambda: act(key, by=acting(request), at=clock.now(), expected=_seen(request)),
        told=told,
        back=reverse("mediation:ladders"),
    )


def _saved(request: StaffRequest, page: LadderPage, key: str) -> bool:
    moved: list[int] = []
    try:
        content = page.declared(key)
        read(content)
        if page.faults:
            return False
        why = attempt(
            lambda: moved.append(
                actions.set_ladder(content, by=acting(request), at=clock.now(), expected=_seen(request))
            )
        )
    except BadLadder as bad:
        page.blame(bad)
        return False
    if why:
        page.whole.add_error(None, why)
        return False
    told = ngettext(
        "The ladder is set. %(n)d dispute was counted anew and stays on its rung.",
        "The ladder is set. %(n)d disputes were counted anew and stay on their rungs.",
        moved[0],
    )
    messages.done(request, told % {"n": moved[0]} if moved[0] else _("The ladder is set."))
    return True


def _page(request: StaffRequest, page: LadderPage, known: Ladder | None, *, status: int = 200) -> HttpResponse:
    standing = queries.standing_on(known) if known is not None else {}
    line = next((each for each in queries.ladder_lines(request.viewer) if known and each.ladder.key == known.key), None)
    changes = queries.ladder_changes(request.viewer, key=known.key) if known is not None else ()
    context = {
        "page": page,
        "known": known,
        "line": line,
        "rungs": list(reversed([_rung(form, place, page, standing) for place, form in enumerate(page.rungs)])),
        "room": len(page.rungs) < MOST_RUNGS,
        "seen": changes[0].id if changes else 0,
        "changes": [_change(each) for each in changes],
    }
    return render(request, "mediation/ladders/ladder.html", context, status=status)


def _rung(form: Any, place: int, page: LadderPage, standing: Mapping[str, int]) -> dict[str, Any]:
    """A rung's form with what an administrator asks next: who stands here, and which units would have it."""
    key, role, level = (str(form[name].value() or "") for name in ("key", "unit_role", "level"))
    units = [each for each in page.units if role in each.roles and level in {"", "any", each.level}]
    return {
        "form": form,
        "place": place,
        "number": place + 1,
        "first": place == 0,
        "last": place == len(page.rungs) - 1,
        "standing": standing.get(key, 0) if key else 0,
        "role": role,
        "units": [each.named(get_language() or "") for each in units],
    }


def _shown(line: queries.LadderLine) -> dict[str, Any]:
    language = get_language() or ""
    return {
        "line": line,
        "name": line.ladder.named(language),
        "rungs": [
            {"rung": each, "name": each.named(language), "role": ROLE_WORDS.get(each.unit_role, each.unit_role)}
            for each in line.ladder.rungs
        ],
    }


def _change(line: queries.LadderChangeLine) -> dict[str, Any]:
    language = get_language() or ""
    return {
        "line": line,
        "name": line.ladder.named(language) if line.ladder is not None else line.key,
        "rungs": [each.named(language) for each in line.ladder.rungs] if line.ladder is not None else [],
    }


def _seen(request: StaffRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _setters_only(request: StaffRequest) -> None:
    if not queries.may_set_ladders(request.viewer):
        raise Http404
