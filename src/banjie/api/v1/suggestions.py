"""What a text is likely about, for a client that takes matters in elsewhere. Nothing is kept of what is asked."""

from collections.abc import Sequence
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, StringConstraints

from banjie.api.v1.shapes import suggestions as shapes
from banjie.api.v1.wire import reply
from banjie.cases import placing
from banjie.cases.suggesting import Suggested, suggested
from banjie.intelligence import kinds, urgency
from banjie.platform import clock

router = Router(tags=["Cases"])


class Asked(BaseModel):
    """As much of a matter as was typed so far."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, StringConstraints(max_length=200)] = ""
    body: Annotated[str, StringConstraints(max_length=20_000)] = ""


@router.post(
    "/suggestions",
    operation_id="suggest",
    summary="Category, level, kind, places of a text",
    response=shapes.Suggestions,
)
def suggest(request: HttpRequest, body: Asked) -> HttpResponse:
    """Each with the words that speak for it; a person decides. Categories only where a model was learned."""
    kind = kinds.propose(body.title, body.body)
    values = {
        "categories": _categories(suggested(body.title, body.body)),
        "level": _level(urgency.read(body.title, body.body)),
        "kind": {"kind": kind.kind, "evidence": kind.evidence} if kind is not None else None,
        "places": _places(placing.places_in(f"{body.title}\n{body.body}", at=clock.now())),
    }
    return reply(shapes.Suggestions, values)


def _categories(found: Sequence[Suggested]) -> list[dict[str, object]]:
    return [
        {
            "code": each.category.code,
            "share": round(each.share, 4),
            "sure": each.sure,
            "evidence": [reason.words for reason in each.reasons],
        }
        for each in found
    ]


def _places(found: Sequence[placing.Placed]) -> list[dict[str, object]]:
    return [
        {
            "label": each.label,
            "name": each.name,
            "kind": each.kind,
            "place": each.place_id,
            "area": each.area.code,
            "longitude": each.longitude,
            "latitude": each.latitude,
            "rough": each.rough and each.longitude is not None,
            "sure": each.sure,
            "evidence": each.words,
            "reasons": [{"what": reason.what, "words": reason.words} for reason in each.reasons],
        }
        for each in found
    ]


def _level(found: urgency.Reading) -> dict[str, object]:
    seen = [
        {"sign": each.code, "title": each.title, "level": each.level.key, "evidence": each.evidence}
        for each in found.seen
    ]
    return {"level": found.level.key, "seen": seen}
