"""What every page of the organisation shows around its content."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language, gettext

from banjie.organisations import queries
from banjie.organisations.permissions import ROLES, Permission, Viewer
from banjie.organisations.refusals import Reason, Refused

from .viewers import viewer_of
from .wording import refusal_text


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, section: str = "", status: int = 200
) -> HttpResponse:
    """A page in the workbench's frame. `section` is the tab of the organisation it belongs to."""
    viewer = viewer_of(request)
    around = {
        "user_post": _where(viewer),
        "tabs": organisation_tabs(viewer, section) if section else [],
    }
    return render(request, f"accounts/{template}.html", {**around, **context}, status=status)


def form_page(
    request: HttpRequest, form: Form, *, title: str, button: str, back_url: str, section: str
) -> HttpResponse:
    """A page that is one form; `button` names what it does."""
    context = {"title": title, "form": form, "button": button, "back_url": back_url}
    return page(request, "form", context, section=section, status=422 if form.errors else 200)


def organisation_tabs(viewer: Viewer, section: str) -> list[dict[str, Any]]:
    """The pages about the organisation that this viewer has."""
    seen = {
        "units": True,
        "duty": True,
        "staff": viewer.may(Permission.ORGANISATIONS_EDIT) or viewer.may(Permission.ORGANISATIONS_SEE_SIGN_INS),
        "access": viewer.may(Permission.ORGANISATIONS_SEE_RIGHTS),
    }
    words = {
        "units": (gettext("Units"), "accounts:units"),
        "duty": (gettext("Duty"), "accounts:duty"),
        "staff": (gettext("Accounts"), "accounts:staff"),
        "access": (gettext("Who can do what"), "accounts:access"),
    }
    return [
        {"label": words[key][0], "url": reverse(words[key][1]), "current": key == section}
        for key, shown in seen.items()
        if shown
    ]


def attempt[T](form: Form, act: Callable[[], T], fields: Mapping[Reason, str] | None = None) -> T | None:
    """Does it, or puts the reason why not beside the field it is about (`fields`), else at the top."""
    try:
        return act()
    except Refused as refused:
        field = (fields or {}).get(refused.code)
        form.add_error(field, refusal_text(refused))
        return None


def done(request: HttpRequest, act: Callable[[], object], text: str, to: str, *args: object) -> HttpResponseRedirect:
    """Does what a button asks, says so or why not, and goes back to the page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refusal_text(refused))
    else:
        messages.success(request, text)
    return HttpResponseRedirect(resolve_url(to, *args))


def typed(request: HttpRequest, name: str = "q") -> str:
    """Words to look for, as somebody typed them into the address or a search box."""
    return "".join(sign for sign in request.GET.get(name, "")[:100] if sign.isprintable()).strip()


def language() -> str:
    return get_language() or "zh-hans"


def _where(viewer: Viewer) -> str:
    """ "Dispatcher · County centre", of the first of several."""
    if not viewer.grants:
        return ""
    first = viewer.grants[0]
    unit = queries.unit(first.unit_id)
    return f"{ROLES[first.role].label} · {unit.named(language())}" if unit else str(ROLES[first.role].label)
