"""What a text is likely about, for a client that takes matters in elsewhere. Nothing is kept of what is asked."""

from collections.abc import Sequence
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from banjie.api.v1.credentials import client_of
from banjie.api.v1.shapes import suggestions as shapes
from banjie.api.v1.wire import reply
from banjie.cases import placing, suggesting_words
from banjie.cases.commands.fields import UnitId
from banjie.cases.intake.draft import ChannelKey
from banjie.cases.reference import reference
from banjie.cases.suggesting import Suggested, suggested
from banjie.cases.suggesting_units import PlacedUnit, suggested_units
from banjie.cases.suggesting_words import WordsRead
from banjie.intelligence.classifying.doubting import Doubt
from banjie.intelligence.moved import MovedKind
from banjie.intelligence.units import Matter
from banjie.places import queries as places
from banjie.platform import clock

router = Router(tags=["Cases"])


class Asked(BaseModel):
    """As much of a matter as was typed so far."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, StringConstraints(max_length=200)] = ""
    body: Annotated[str, StringConstraints(max_length=20_000)] = ""
    area: Annotated[
        str,
        StringConstraints(max_length=40),
        Field(description="Code of the area it is from, where known: of several places of one name those there first"),
    ] = ""
    category: Annotated[
        str,
        StringConstraints(max_length=40),
        Field(description="Code of the category where it is settled already: it speaks for units"),
    ] = ""
    channel: ChannelKey = Field("api", title="Channel by which it reached the client")
    about_unit: UnitId | None = Field(None, title="Unit complained of, which is then not suggested")


@router.post(
    "/suggestions",
    operation_id="suggest",
    summary="Category, unit, level, kind, places of a text",
    response=shapes.Suggestions,
)
def suggest(request: HttpRequest, body: Asked) -> HttpResponse:
    """Each with what speaks for it; a person decides. Categories and units only where a model was learned."""
    said = suggesting_words.read(body.title, body.body)
    likely = suggested(body.title, body.body)
    values = {
        "categories": _categories(likely),
        "units": _units(suggested_units(_matter(body, likely, said.kind), about_path=_complained_of(body.about_unit))),
        "level": _level(said),
        "kind": _kind(said.kind),
        "places": _places(
            placing.places_in(f"{body.title}\n{body.body}", at=clock.now(), home=_home(request, body.area))
        ),
    }
    return reply(shapes.Suggestions, values)


def _home(request: HttpRequest, code: str) -> str:
    """The area that was given, else the one that the client's own rights lie in."""
    given = places.area(code) if code else None
    if given is not None:
        return given.path
    return placing.home_of(grant.area_path for grant in client_of(request).viewer.grants)


def _matter(body: Asked, likely: Sequence[Suggested], kind: MovedKind | None) -> Matter:
    """The matter as a unit is asked for: in its category, or else in the one that is surely suggested."""
    given = reference().category(body.category) if body.category else None
    category = given or next((each.category for each in likely if each.sure), None)
    area = places.area(body.area) if body.area else None
    return Matter(
        body.title,
        body.body,
        category.path if category is not None else "",
        area.path if area is not None else "",
        body.channel,
        kind.kind if kind is not None else "",
    )


def _complained_of(unit_id: int | None) -> str:
    unit = reference().unit_named(unit_id)
    return unit.path if unit is not None else ""


def _categories(found: Sequence[Suggested]) -> list[dict[str, object]]:
    return [
        {
            "code": each.category.code,
            "share": round(each.share, 4),
            "sure": each.sure,
            "evidence": [reason.words for reason in each.reasons],
            "doubt": _doubt(each.doubt),
        }
        for each in found
    ]


def _doubt(found: Doubt | None) -> dict[str, str] | None:
    return {"part": found.part, "category": found.code, "evidence": found.words} if found is not None else None


def _units(found: Sequence[PlacedUnit]) -> list[dict[str, object]]:
    return [
        {
            "unit": each.unit.code,
            "share": round(each.share, 4),
            "sure": each.sure,
            "doubted": each.doubted,
            "spoke": list(each.facets),
            "evidence": list(each.words),
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


def _kind(found: MovedKind | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {"kind": found.kind, "evidence": found.evidence, "taught": found.taught is not None}


def _level(found: WordsRead) -> dict[str, object]:
    seen = [
        {"sign": each.code, "title": each.title, "level": each.level.key, "evidence": each.evidence}
        for each in found.seen
    ]
    taught = found.level.taught
    learned = {"share": round(taught.share, 4), "evidence": taught.evidence} if taught is not None else None
    return {"level": found.level.level.key, "by_words": found.level.words.key, "seen": seen, "taught": learned}
