"""A public case in plain words, for people who did not raise it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from banjie.cases.publishing.showing import PublicCase, PublicLine
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.web.resident import place_views, plain_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HAPPENED: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "submit": gettext_lazy("It was raised."),
        "accept": gettext_lazy("The centre accepted it."),
        "assign": gettext_lazy("It was given to %(unit)s."),
        "transfer": gettext_lazy("It was passed on to %(unit)s."),
        "claim": gettext_lazy("%(unit)s has started work."),
        "suspend": gettext_lazy("The work has to wait."),
        "resume": gettext_lazy("The work goes on."),
        "grant_extension": gettext_lazy("The unit was given more time."),
        "settle_on_the_spot": gettext_lazy("A field worker settled it on the spot."),
        "hand_on": gettext_lazy("It was handed on to the centre."),
        "answer_at_once": gettext_lazy("It was answered at once, and closed."),
        "close": gettext_lazy("The matter was answered and closed."),
        "reopen": gettext_lazy("The matter was opened again."),
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    text: str


def unit_name(unit_id: int | None) -> str:
    unit = organisations.units_index().get(unit_id)
    return unit.named(get_language() or "") if unit is not None else str(_("the office"))


def steps(case: PublicCase) -> Sequence[Step]:
    """The newest first."""
    told = [Step(each.at, str(HAPPENED[each.command]) % {"unit": unit_name(each.unit_id)}) for each in case.steps]
    return told[::-1]


def line(each: PublicLine, *, at: datetime) -> dict[str, Any]:
    """A public case in a list."""
    english = (get_language() or "").startswith("en")
    area = places.by_path(each.area_path) if each.area_path else None
    return {
        "number": each.number,
        "title": each.title,
        "url": reverse("public:case", args=[each.number]),
        "category": each.category_name_en if english else each.category_name,
        "area": place_views.area_name(area) if area is not None else "",
        "stage": plain_words.stage_of(each.state),
        "is_open": each.is_open,
        "received_at": each.received_at,
        "promise": promise(each, at=at),
    }


def promise(each: PublicLine, *, at: datetime) -> str:
    return promised(each.is_open, each.due_at, each.closed_at, at=at)


def promised(is_open: bool, due_at: datetime | None, closed_at: datetime | None, *, at: datetime) -> str:
    """By when it is to be settled, whether that has passed, or when it was closed."""
    if not is_open:
        return _("Closed on %(day)s.") % {"day": plain_words.day_words(closed_at)} if closed_at else ""
    if due_at is None:
        return ""
    if due_at < at:
        return _("It was to be settled by %(day)s and is late.") % {"day": plain_words.day_words(due_at)}
    return _("It is to be settled by %(day)s.") % {"day": plain_words.day_words(due_at)}


def features(lines: Sequence[PublicLine]) -> list[dict[str, Any]]:
    """Points of a map (GeoJSON), each leading to its case."""
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": list(each.point)},
            "properties": {
                "title": each.title,
                "url": reverse("public:case", args=[each.number]),
                "tone": "accent" if each.is_open else "good",
            },
        }
        for each in lines
        if each.point is not None
    ]
