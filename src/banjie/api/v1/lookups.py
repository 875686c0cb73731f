"""What a client looks up to hand in and to act: categories, areas, places, units, processes."""

import re
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from banjie.api.problems import Fault, Kind, ProblemFound
from banjie.api.v1.shapes import reference as shapes
from banjie.api.v1.wire import reply
from banjie.cases import wording
from banjie.catalogue import queries as catalogue_queries
from banjie.catalogue.tree import CategoryNode
from banjie.core import workflow
from banjie.core.coordinates import Datum, to_wgs84
from banjie.core.questions import Question
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.platform import clock

router = Router(tags=["Reference"])

_POINT = re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)")
PathText = Annotated[str, Field(max_length=400)]


@router.get("/catalogue", operation_id="get_catalogue", summary="Categories in use", response=shapes.Catalogue)
def get_catalogue(request: HttpRequest) -> HttpResponse:
    """The categories of the release in force, each with the questions it asks."""
    current = catalogue_queries.current()
    categories = [_category(node) for node in current.nodes.values() if node.active]
    return reply(shapes.Catalogue, {"number": current.number, "categories": categories})


@router.get("/areas", operation_id="list_areas", summary="Areas", response=shapes.Areas)
def list_areas(
    request: HttpRequest,
    point: Annotated[str, Query(max_length=60, description="longitude,latitude: the smallest area there")] = "",
    datum: Annotated[Datum, Query(description="The coordinate system of the point")] = Datum.WGS84,
    below: Annotated[str, Query(max_length=400, description="A path: the areas directly below it")] = "",
) -> HttpResponse:
    """The area at a point with those above it, or the areas directly below a path (empty: at the top)."""
    if point:
        return reply(shapes.Areas, {"areas": _areas_at(point, datum)})
    return reply(shapes.Areas, {"areas": places.children(below)})


@router.get("/places", operation_id="search_places", summary="Find a place by name", response=shapes.Places)
def search_places(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=60)],
    within: Annotated[str | None, Query(max_length=400, description="The path of an area")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> HttpResponse:
    """By characters, pinyin or its initials, the best first."""
    found = places.search_places(q, within=within or None, limit=limit)
    return reply(
        shapes.Places,
        {
            "places": [
                {
                    "name": match.name,
                    "matched": match.matched,
                    "matched_by": match.matched_by,
                    "kind": match.kind,
                    "area": match.area,
                    "longitude": match.lon,
                    "latitude": match.lat,
                }
                for match in found
            ]
        },
    )


@router.get("/units", operation_id="list_units", summary="Units", response=shapes.Units)
def list_units(
    request: HttpRequest,
    role: Annotated[str, Query(max_length=40, description="Units that have this duty")] = "",
    area: Annotated[str, Query(max_length=400, description="The path of the area they serve")] = "",
) -> HttpResponse:
    """The units in use, parents before their parts."""
    found = [
        unit
        for unit in organisations.units_index()
        if unit.active and (not role or role in unit.roles) and (not area or unit.area_path == area)
    ]
    return reply(shapes.Units, {"units": [_unit(unit) for unit in found]})


@router.get("/processes", operation_id="list_processes", summary="Processes", response=shapes.Processes)
def list_processes(request: HttpRequest) -> HttpResponse:
    """The lives that a case may have: states, and who may do what in which."""
    return reply(shapes.Processes, {"processes": [_process(each) for each in workflow.shipped().values()]})


def _areas_at(point: str, datum: Datum) -> list[Any]:
    match = _POINT.fullmatch(point)
    longitude, latitude = (float(match[1]), float(match[2])) if match else (999.0, 999.0)
    if abs(longitude) > 180 or abs(latitude) > 90:
        code = "coordinates_out_of_range"
        fault = Fault(code, wording.PROBLEMS[code], parameter="point")
        raise ProblemFound(Kind.INVALID, faults=[fault])
    found = places.locate([to_wgs84(longitude, latitude, datum)], at=clock.now())[0]
    return [*places.ancestors(found.path), found] if found is not None else []


def _category(node: CategoryNode) -> dict[str, Any]:
    names = ("code", "path", "names", "names_en", "kind", "level", "process", "active", "public", "sensitive")
    values: dict[str, Any] = {name: getattr(node, name) for name in (*names, "place_required", "public_place")}
    return values | {"questions": [_question(question) for question in node.questions]}


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "label": question.label,
        "label_en": question.label_en,
        "type": question.type,
        "required": question.required,
        "minimum": _bound(question.minimum),
        "maximum": _bound(question.maximum),
        "options": [{"key": o.key, "label": o.label, "label_en": o.label_en} for o in question.options],
        "conditional": bool(question.shown_if),
    }


def _bound(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float) else value.isoformat()


def _unit(unit: Any) -> dict[str, Any]:
    names = [name for name in shapes.Unit.model_fields if name != "roles"]
    return {name: getattr(unit, name) for name in names} | {"roles": sorted(unit.roles)}


def _process(process: workflow.Process) -> dict[str, Any]:
    states = [
        {name: getattr(state, name) for name in shapes.State.model_fields if name != "label"}
        | {"label": str(wording.word(wording.STATES, state.key))}
        for state in process.states.values()
    ]
    commands = [
        {
            "key": command.key,
            "label": str(wording.word(wording.COMMANDS, command.key)),
            "sources": sorted(command.sources),
            "to": command.to if not command.outcomes else "",
            "outcomes": dict(command.outcomes),
            "by": sorted(command.by),
            "guards": command.guards,
            "resident_sees": command.resident_sees,
        }
        for command in process.commands.values()
    ]
    return {"name": process.name, "start": process.start, "states": states, "commands": commands}
