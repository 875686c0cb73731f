"""Places that a text may mean, as pages offer them: one press takes one, nothing is taken by itself."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.cases.placing import Placed, Reason, Why
from banjie.places import words
from banjie.places.levels import PlaceKind


def typed_in(request: HttpRequest) -> str:
    """What was typed so far; "" once a place or a pin was put."""
    sent = request.POST
    if any(sent.get(name, "").strip() for name in ("longitude", "latitude", "place_text", "place_text_text")):
        return ""
    return "\n".join(part for part in (sent.get("title", ""), sent.get("body", "")) if part)


def offers(found: Sequence[Placed]) -> list[dict[str, Any]]:
    return [_offer(each) for each in found]


def _offer(each: Placed) -> dict[str, Any]:
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
        "reasons": [text for reason in each.reasons if (text := reason_words(reason))],
    }


def reason_words(reason: Reason) -> str:
    """What speaks for a place beside the words of the text themselves; "" for those."""
    said = {"words": reason.words}
    match reason.what:
        case Why.ALIAS:
            return _("also called %(words)s") % said
        case Why.BESIDE:
            return reason.words
        case Why.CROSSING:
            return _("crossing %(words)s") % said
        case Why.HOME:
            return _("in your area")
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
