"""Service halls set up and their devices let in, as their keepers do; and how long people waited there."""

from dataclasses import asdict
from datetime import UTC
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router

from banjie.api.problems import Fault, Kind, ProblemFound, pointer
from banjie.api.v1.credentials import acting, client_of, require
from banjie.api.v1.halls import HallCode
from banjie.api.v1.shapes import changes as changes_shapes
from banjie.api.v1.shapes import hall_keeping as shapes
from banjie.api.v1.wire import reply
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.services.hall import halls, keeping, queries
from banjie.services.hall.errors import Reason, Refused
from banjie.services.hall.halls import HallRef
from banjie.services.hall.wording import REFUSALS

router = Router(tags=["Service halls"])

DeviceId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of a device")]
_PLACES = {"unit": "unit_id", "last_day": "expires_at"}


@router.get("/halls", operation_id="list_halls", summary="Halls that the client keeps", response=shapes.KeptHalls)
def list_halls(request: HttpRequest) -> HttpResponse:
    """Those out of use too. Needs `halls.edit`, as everything that sets them up, and the scope `halls`."""
    viewer = require(request, Permission.HALLS_EDIT).viewer
    return reply(shapes.KeptHalls, {"halls": [_told(hall) for hall in halls.kept_by(viewer)]})


@router.post("/halls", operation_id="set_up_hall", summary="Set up a hall", response={201: shapes.KeptHall})
def set_up(request: HttpRequest, body: shapes.HallWanted) -> HttpResponse:
    require(request, Permission.HALLS_EDIT)
    try:
        hall_id = keeping.open_hall(wanted=_wanted(request, body), by=acting(request).actor, at=clock.now())
    except Refused as refused:
        raise _problem(refused) from refused
    return reply(shapes.KeptHall, _told(_by_id(hall_id)), status=201)


@router.get(
    "/halls/{hall_code}/settings", operation_id="get_hall", summary="How a hall is set up", response=shapes.KeptHall
)
def get_hall(request: HttpRequest, hall_code: HallCode) -> HttpResponse:
    return reply(shapes.KeptHall, _told(_kept(request, hall_code)))


@router.put(
    "/halls/{hall_code}/settings", operation_id="change_hall", summary="Change a hall", response=shapes.KeptHall
)
def change_hall(request: HttpRequest, hall_code: HallCode, body: shapes.HallWanted) -> HttpResponse:
    """Halls are never removed: taken out of use, they answer nobody."""
    hall = _kept(request, hall_code)
    try:
        keeping.change_hall(hall_id=hall.id, wanted=_wanted(request, body), by=acting(request).actor, at=clock.now())
    except Refused as refused:
        raise _problem(refused) from refused
    return reply(shapes.KeptHall, _told(_by_id(hall.id)))


@router.get(
    "/halls/{hall_code}/devices", operation_id="list_devices", summary="Kiosks and boards", response=shapes.Devices
)
def list_devices(request: HttpRequest, hall_code: HallCode) -> HttpResponse:
    """Those in use first."""
    found = halls.devices_of(_kept(request, hall_code).id)
    return reply(shapes.Devices, {"devices": [asdict(each) for each in found]})


@router.post(
    "/halls/{hall_code}/devices",
    operation_id="admit_device",
    summary="Let a kiosk or board in",
    response={201: shapes.DeviceAdmitted},
)
def admit(request: HttpRequest, hall_code: HallCode, body: shapes.DeviceWanted) -> HttpResponse:
    hall = _kept(request, hall_code)
    until = body.expires_at if body.expires_at.tzinfo is not None else body.expires_at.replace(tzinfo=UTC)
    try:
        admitted = keeping.admit(
            hall_id=hall.id, kind=body.kind, name=body.name, expires_at=until, by=acting(request).actor, at=clock.now()
        )
    except Refused as refused:
        raise _problem(refused) from refused
    told = asdict(admitted) | {"address": f"{settings.PUBLIC_URL}{reverse('hall:open')}#{admitted.token}"}
    return reply(shapes.DeviceAdmitted, told, status=201, headers={"Cache-Control": "no-store"})


@router.post(
    "/halls/{hall_code}/devices/{int:device_id}/revocation",
    operation_id="revoke_device",
    summary="Turn a kiosk or board away",
    response={204: None},
)
def revoke(request: HttpRequest, hall_code: HallCode, device_id: DeviceId) -> HttpResponse:
    """From this moment it shows and takes nothing, for good."""
    if device_id not in {each.id for each in halls.devices_of(_kept(request, hall_code).id)}:
        raise ProblemFound(Kind.NOT_FOUND)
    keeping.revoke(device_id=device_id, by=acting(request).actor, at=clock.now())
    return HttpResponse(status=204)


@router.get(
    "/halls/{hall_code}/changes",
    operation_id="list_hall_changes",
    summary="Who changed a hall",
    response=changes_shapes.Changes,
)
def list_changes(request: HttpRequest, hall_code: HallCode) -> HttpResponse:
    found = organisations.changes_of(keeping.RECORDED, _kept(request, hall_code).id)
    return reply(changes_shapes.Changes, {"changes": [asdict(each) for each in found]})


@router.get(
    "/halls/{hall_code}/figures",
    operation_id="hall_figures",
    summary="How long people waited",
    response=shapes.HallFigures,
)
def figures(
    request: HttpRequest,
    hall_code: HallCode,
    days: Annotated[int, Query(ge=1, le=366, description="So many days until yesterday")] = 28,
) -> HttpResponse:
    """Also for whoever reads reports on its area (scope `figures`)."""
    viewer = client_of(request).viewer
    hall = next((each for each in halls.every() if each.code == hall_code), None)
    if hall is None or not halls.may_see_figures(viewer, hall):
        raise ProblemFound(Kind.NOT_FOUND)
    since, until = queries.lately(clock.now(), days)
    return reply(
        shapes.HallFigures, {"hours": [asdict(each) for each in queries.figures(hall, since=since, until=until)]}
    )


def _kept(request: HttpRequest, code: str) -> HallRef:
    """A hall that the client keeps, in use or not; for others there is none here."""
    found = next((hall for hall in halls.kept_by(client_of(request).viewer) if hall.code == code), None)
    if found is None:
        raise ProblemFound(Kind.NOT_FOUND)
    return found


def _by_id(hall_id: int) -> HallRef:
    found = halls.by_id(hall_id)
    if found is None:
        raise LookupError(hall_id)
    return found


def _wanted(request: HttpRequest, body: shapes.HallWanted) -> keeping.Wanted:
    """Raises ProblemFound for a unit whose halls are not the client's to keep."""
    unit = organisations.unit(body.unit_id)
    if unit is None or not halls.may_keep(client_of(request).viewer, unit):
        raise _problem(Refused(Reason.UNIT_UNKNOWN, "unit"))
    return keeping.Wanted(**body.model_dump())


def _told(hall: HallRef) -> dict[str, Any]:
    return {name: getattr(hall, name) for name in shapes.KeptHall.model_fields if name != "hours"} | {
        "hours": hall.hours_text
    }


def _problem(refused: Refused) -> ProblemFound:
    field = _PLACES.get(refused.field, refused.field)
    where = pointer(field) if field else None
    fault = Fault(refused.code, REFUSALS[refused.code], where)
    return ProblemFound(Kind.INVALID, code=refused.code, faults=[fault])
