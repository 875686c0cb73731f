"""What a scanned plate shows, for other programs: a map of the district, a door panel, an assistant."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.shapes import scanned as shapes
from banjie.api.v1.wire import reply
from banjie.cases.queries import OpenHere, open_here
from banjie.organisations import queries as organisations
from banjie.organisations.queries import ShownDuty
from banjie.places import queries as places
from banjie.places.queries import CodedPlace
from banjie.platform import clock

strangers = Router(tags=["Public"], auth=None)

Code = Annotated[str, Path(min_length=1, max_length=40, description="As it stands on the plate, dashes or not")]


@strangers.get(
    "/public/places/{code}", operation_id="scan_place", summary="What a plate shows", response=shapes.ScannedPlace
)
def scan(request: HttpRequest, code: Code) -> HttpResponse:
    """The place, who is on duty, whom to call, and what is open there. Nothing is kept of the reading.

    A code that never was and one that is retired are both 404.
    """
    at = clock.now()
    found = places.place_of(code, at=at)
    if found is None:
        raise ProblemFound(Kind.NOT_FOUND)
    centres = organisations.units_index().centres(found.area.path)
    values = _place(found) | {
        "centres": [{"name": each.name, "name_en": each.name_en, "phone": each.phone} for each in centres],
        "duty": [_duty(each) for each in organisations.duty_shown(found.area.path, at=at)],
        "open": _open(open_here(found.area.path, point=found.point)),
    }
    return reply(shapes.ScannedPlace, values)


def _place(found: CodedPlace) -> dict[str, Any]:
    line = places.line(found.area.path)
    return {
        "code": found.written,
        "kind": found.kind,
        "name": found.name,
        "area": found.area.code,
        "area_names": [each.name for each in line],
        "area_names_en": [each.name_en for each in line],
        "point": found.point,
    }


def _duty(shift: ShownDuty) -> dict[str, Any]:
    own = {"post": shift.post, "since": shift.since, "until": shift.until}
    return own | {"unit": shift.unit.name, "phone": shift.unit.phone}


def _open(found: OpenHere) -> dict[str, Any]:
    names = ("name", "name_en", "state", "received_at")
    return {
        "matters": [{name: getattr(each, name) for name in names} for each in found.matters],
        "public": found.public,
        "counts": [{"name": each.name, "name_en": each.name_en, "cases": each.cases} for each in found.counts],
    }
