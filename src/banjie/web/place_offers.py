"""Places that a text may mean, as pages offer them: one press takes one, nothing is taken by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.cases import placing
from banjie.cases.placing import Placed, Reason, Why
from banjie.places import queries as places
from banjie.places import words
from banjie.places.levels import PlaceKind


def asked(request: HttpRequest, *, home: str, at: datetime) -> list[dict[str, Any]]:
    """What to offer for what was typed so far; nothing once a place was chosen.

    Of several places of one name those at `home`, or in the area of the channel that the form names, are meant. Where
    a pin stands only those round it are: then the pin stays, and the place is written beside it.
    """
    sent = request.POST
    if any(sent.get(name, "").strip() for name in ("place_text", "place_text_text")):
        return []
    text = "\n".join(part for part in (sent.get("title", ""), sent.get("body", "")) if part)
    point = pinned(request)
    if point is None:
        channels = _channels_area(request)
        found = placing.places_in(text, at=at, home=channels or home)
        near = _("in the area of the channel") if channels else _("in your area")
        return [_offer(each, near=near) for each in found]
    found = placing.places_at(text, *point, at=at)
    return [_offer(each, near=_("round the pin"), pinned=True) for each in found]


def pinned(request: HttpRequest) -> tuple[float, float] | None:
    """Where a pin was put, in WGS-84; None where there is none, or it is not on this earth."""
    try:
        point = float(request.POST.get("longitude", "")), float(request.POST.get("latitude", ""))
    except ValueError:
        return None
    return point if abs(point[0]) <= 180 and abs(point[1]) <= 90 else None


def _channels_area(request: HttpRequest) -> str:
    """The path of the area that a form names as that of the way by which the matter came; "" where it names none."""
    area = places.area(request.POST.get("home", "")[:40])
    return area.path if area is not None else ""


def offers(found: Sequence[Placed]) -> list[dict[str, Any]]:
    return [_offer(each, near=_("in your area")) for each in found]


def _offer(each: Placed, *, near: str, pinned: bool = False) -> dict[str, Any]:
    english = (get_language() or "").startswith("en")
    area = (each.area.name_en if english else "") or each.area.name
    return {
        "label": each.label,
        "area": each.area.code,
        "area_name": area if area != each.label else str(words.LEVELS[each.area.level]),
        "kind": words.KINDS[each.kind] if each.kind is not PlaceKind.AREA else "",
        "longitude": each.longitude,
        "latitude": each.latitude,
        "sure": each.sure,
        "rough": each.rough and each.longitude is not None,
        "words": each.words,
        "pinned": pinned,
        "reasons": [text for reason in each.reasons if (text := reason_words(reason, near=near))],
    }


def reason_words(reason: Reason, *, near: str) -> str:
    """What speaks for a place beside the words of the text themselves; "" for those. `near` is why it is at home."""
    said = {"words": reason.words}
    match reason.what:
        case Why.ALIAS:
            return _("also called %(words)s") % said
        case Why.BESIDE:
            return reason.words
        case Why.CROSSING:
            return _("crossing %(words)s") % said
        case Why.HOME:
            return near
        case Why.NEARBY:
            return _("in the same part as %(words)s") % said
        case Why.NUMBER:
            return _("number %(words)s") % said
        case Why.SEVERAL:
            return _("one of %(words)s of this name") % said
        case Why.WITHIN:
            return _("in %(words)s, which is named too") % said
        case Why.NAMED:
            return ""
