"""The ways by which matters come in, set up as an administrator does. Secrets are written and never read."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Router

from banjie.api.problems import Fault, Kind, ProblemFound, pointer
from banjie.api.v1.credentials import acting, client_of, require
from banjie.api.v1.shapes import changes as changes_shapes
from banjie.api.v1.shapes import channels as shapes
from banjie.api.v1.wire import reply
from banjie.channels import endpoints, queries, wording
from banjie.channels.declared import Declared
from banjie.channels.endpoints import Made, Refused, Wanted
from banjie.channels.hook_in import accepting
from banjie.channels.hook_in.accepting import NotMapped
from banjie.channels.hook_in.documents import NotADocument
from banjie.channels.kinds import DECLARED
from banjie.channels.queries import EndpointFile
from banjie.channels.trying import TRIED, NotTried
from banjie.organisations import queries as organisations
from banjie.organisations.clients import queries as clients
from banjie.organisations.permissions import Permission
from banjie.platform import clock

router = Router(tags=["Channels"])

ChannelId = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of a channel")]


@router.get("/channels", operation_id="list_channels", summary="Channels", response=shapes.Channels)
def list_channels(request: HttpRequest) -> HttpResponse:
    """Needs `clients.edit`, as everything here does, and the scope `channels`."""
    viewer = require(request, Permission.CLIENTS_EDIT).viewer
    return reply(shapes.Channels, {"channels": [_told(each) for each in queries.endpoints_kept_by(viewer)]})


@router.get(
    "/channels/kinds", operation_id="list_channel_kinds", summary="What can be set", response=shapes.ChannelKinds
)
def list_kinds(request: HttpRequest) -> HttpResponse:
    require(request, Permission.CLIENTS_EDIT)
    return reply(shapes.ChannelKinds, {"kinds": [_kind(kind, declared) for kind, declared in DECLARED.items()]})


@router.post("/channels", operation_id="set_up_channel", summary="Set up a channel", response={201: shapes.ChannelMade})
def set_up(request: HttpRequest, body: shapes.NewChannel) -> HttpResponse:
    require(request, Permission.CLIENTS_EDIT)
    try:
        made = endpoints.make(body.kind, wanted=_wanted(request, body), by=acting(request).actor, at=clock.now())
    except Refused as refused:
        raise _problem(refused, body.kind) from refused
    return _made(_kept(request, made.endpoint_id), made, status=201)


@router.get("/channels/{int:channel_id}", operation_id="get_channel", summary="A channel", response=shapes.Channel)
def get_channel(request: HttpRequest, channel_id: ChannelId) -> HttpResponse:
    return reply(shapes.Channel, _told(_kept(request, channel_id)))


@router.put(
    "/channels/{int:channel_id}", operation_id="change_channel", summary="Change a channel", response=shapes.Channel
)
def change_channel(request: HttpRequest, channel_id: ChannelId, body: shapes.ChannelWanted) -> HttpResponse:
    file = _kept(request, channel_id)
    try:
        endpoints.change(channel_id, wanted=_wanted(request, body), by=acting(request).actor, at=clock.now())
    except Refused as refused:
        raise _problem(refused, file.kind) from refused
    return reply(shapes.Channel, _told(_kept(request, channel_id)))


@router.post(
    "/channels/{int:channel_id}/do/{what}",
    operation_id="act_on_channel",
    summary="Stop a channel, or start it again",
    response=shapes.Channel,
)
def act(
    request: HttpRequest,
    channel_id: ChannelId,
    what: Annotated[Literal["stop", "start"], Path(description="What to do")],
) -> HttpResponse:
    _kept(request, channel_id)
    endpoints.set_active(channel_id, active=what == "start", by=acting(request).actor, at=clock.now())
    return reply(shapes.Channel, _told(_kept(request, channel_id)))


@router.post(
    "/channels/{int:channel_id}/renewal",
    operation_id="renew_channel",
    summary="A new address and secret",
    response=shapes.ChannelMade,
)
def renew(request: HttpRequest, channel_id: ChannelId) -> HttpResponse:
    """The old ones stop working at once. Nothing happens to a channel that has neither."""
    _kept(request, channel_id)
    made = endpoints.renew(channel_id, by=acting(request).actor, at=clock.now())
    return _made(_kept(request, channel_id), made, status=200)


@router.post(
    "/channels/{int:channel_id}/trial",
    operation_id="try_channel",
    summary="Whether a channel works",
    response=shapes.ChannelTried,
)
def attempt(request: HttpRequest, channel_id: ChannelId, body: shapes.ChannelTrial) -> HttpResponse:
    """Of mailboxes, gateways and accounts; others have nothing that could be tried from here."""
    file = _kept(request, channel_id)
    if file.kind not in TRIED:
        raise ProblemFound(Kind.CONFLICT, code="not_tried")
    try:
        told = {"works": True, "said": TRIED[file.kind](channel_id, body.to)}
    except NotTried as error:
        told = {"works": False, "said": str(error)}
    return reply(shapes.ChannelTried, told)


@router.post(
    "/channels/{int:channel_id}/preview",
    operation_id="preview_channel",
    summary="What a sample would become",
    response=shapes.ChannelPreview,
)
def preview(request: HttpRequest, channel_id: ChannelId, body: shapes.ChannelSample) -> HttpResponse:
    file = _kept(request, channel_id)
    if file.kind != "hook":
        raise ProblemFound(Kind.CONFLICT, code="no_mapping")
    try:
        mapped = accepting.preview(file.settings["mapping"], body.sample)
    except NotADocument:
        fault = Fault("not_json", wording.FAULTS["not_json"], pointer("sample"))
        raise ProblemFound(Kind.INVALID, code="not_json", faults=[fault]) from None
    except NotMapped as error:
        raise ProblemFound(
            Kind.CONFLICT,
            code="mapping",
            faults=[Fault(each.code, wording.mapping_fault(each.where, each.code)) for each in error.faults],
        ) from None
    told = {"wanted": mapped.wanted, "values": dict(mapped.values), "key": mapped.key, "device": mapped.device}
    told |= {"files": [each.name for each in mapped.files], "faults": [asdict(each) for each in mapped.faults]}
    return reply(shapes.ChannelPreview, told)


@router.get(
    "/channels/{int:channel_id}/changes",
    operation_id="list_channel_changes",
    summary="Who changed a channel",
    response=changes_shapes.Changes,
)
def list_changes(request: HttpRequest, channel_id: ChannelId) -> HttpResponse:
    found = organisations.changes_of(endpoints.RECORDED, _kept(request, channel_id).id)
    return reply(changes_shapes.Changes, {"changes": [asdict(each) for each in found]})


def _kept(request: HttpRequest, channel_id: int) -> EndpointFile:
    found = queries.endpoint_to_keep(client_of(request).viewer, channel_id)
    if found is None:
        raise ProblemFound(Kind.NOT_FOUND)
    return found


def _wanted(request: HttpRequest, body: shapes.ChannelWanted) -> Wanted:
    """Raises ProblemFound for a system or an area that is not the client's to name."""
    viewer = client_of(request).viewer
    area_path = queries.belonging(viewer, body.belongs_to)
    if area_path is None:
        raise _invalid("area_unknown", "belongs_to")
    if body.client_id is not None and clients.client_to_edit(viewer, body.client_id) is None:
        raise _invalid("client_unknown", "client_id")
    return Wanted(body.name, dict(body.settings), dict(body.secrets), body.client_id, area_path)


def _told(file: EndpointFile) -> dict[str, Any]:
    pop_up = settings.PUBLIC_URL + reverse("incoming:call", args=[file.ref]) if file.kind == "calls" else ""
    return asdict(file) | {"pop_up": pop_up}


def _made(file: EndpointFile, made: Made, *, status: int) -> HttpResponse:
    """In the answer itself and nowhere else."""
    address = settings.PUBLIC_URL + reverse(f"channel-{file.kind}", args=[made.token]) if made.token else ""
    told = _told(file) | {"address": address, "secret": made.secret}
    return reply(shapes.ChannelMade, told, status=status, headers={"Cache-Control": "no-store"})


def _kind(kind: str, declared: Declared) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": str(wording.KINDS[kind]),
        "has_address": declared.has_address,
        "has_client": declared.has_client,
        "makes_secret": bool(declared.makes),
        "settings": [
            {
                **{name: getattr(each, name) for name in ("name", "kind", "required", "default", "most", "example")},
                "label": str(each.label),
                "hint": str(each.hint),
                "choices": [key for key, _label in each.choices],
            }
            for each in declared.settings
        ],
    }


def _problem(refused: Refused, kind: str) -> ProblemFound:
    secret = DECLARED[kind].secret_names
    inner = {
        each.name: ("secrets" if each.name in secret else "settings", each.name) for each in DECLARED[kind].settings
    }
    own = {"name": ("name",), "client": ("client_id",)}
    faults = [
        Fault(code.partition(" ")[0], wording.fault(code), pointer(*own.get(name, inner.get(name, ("settings", name)))))
        for name, code in refused.faults.items()
    ]
    return ProblemFound(Kind.INVALID, code=faults[0].code, faults=faults)


def _invalid(code: str, field: str) -> ProblemFound:
    return ProblemFound(Kind.INVALID, code=code, faults=[Fault(code, wording.fault(code), pointer(field))])
