"""What the pages about suggestions share: who may open which, their tabs, and names of categories and units."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.cases.reference import reference
from banjie.intelligence.moved import STAY
from banjie.intelligence.shelf.queries import CATEGORY, KIND, LEVEL, PURPOSES, UNIT
from banjie.organisations.permissions import Permission, Viewer
from banjie.web.texts.suggestions import category_name

KEEPS = Permission.CATALOGUE_EDIT
SWITCHES = Permission.CATALOGUE_PUBLISH
CORRECTS = (KEEPS, Permission.CASES_ASSIGN)
READS = (KEEPS, Permission.CASES_ASSIGN, Permission.TIMELINE_VERIFY)


def purpose_of(request: HttpRequest) -> str:
    asked = request.GET.get("of") or request.POST.get("of", "")
    return asked if asked in PURPOSES else CATEGORY


def address(name: str, purpose: str) -> str:
    """Of one of these pages, for a purpose."""
    return reverse(f"texts:{name}") + (f"?of={purpose}" if purpose != CATEGORY else "")


def purposes() -> dict[str, str]:
    """What is learned, in words."""
    return {CATEGORY: _("Categories"), UNIT: _("Units"), KIND: _("Kinds"), LEVEL: _("Levels")}


def tabs(viewer: Viewer, current: str) -> list[dict[str, Any]]:
    """The pages that this person may open."""
    pages = [
        *((purpose, name, address("overview", purpose), (KEEPS,)) for purpose, name in purposes().items()),
        ("corrections", _("Corrections"), reverse("texts:corrections"), CORRECTS),
        ("automatic", _("Dispatch by rule"), reverse("texts:automatic"), READS),
    ]
    return [
        {"label": label, "url": url, "current": key == current}
        for key, label, url, needed in pages
        if any(viewer.may(each) for each in needed)
    ]


def name_of(purpose: str, code: str) -> str:
    """A category by its code or path, a unit by its code, a kind or a level; "" for none."""
    if not code:
        return ""
    if purpose in (KIND, LEVEL):
        return _("as the words say") if code == STAY else str(wording.CHOICES[purpose].get(code, code))
    return unit_name(code) if purpose == UNIT else category_name(code)


def unit_name(code: str) -> str:
    unit = reference().units.by_code(code)
    return unit.named(get_language() or "") if unit is not None else code


def is_sensitive(code: str) -> bool:
    node = reference().category_at(code)
    return node is not None and node.sensitive


def may_know(viewer: Viewer) -> bool:
    """Whether somebody may know which matters lie in categories that the catalogue holds to be confidential."""
    return viewer.may(Permission.CASES_SEE_CONFIDENTIAL)


def percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
