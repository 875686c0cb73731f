"""Endpoints and links as those who keep them, and those who handle the case, see them. The key is never among it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q

from banjie.cases import handing_on
from banjie.cases import queries as cases
from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.masking import Outgoing
from banjie.onward import asking, telling
from banjie.onward.documents import Attribute
from banjie.onward.matching import Source
from banjie.onward.models import Agreement, Endpoint, Link, Mapped, Offered, State
from banjie.onward.servers import endpoints
from banjie.onward.telling import Message
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import NOBODY, Permission, Viewer

_COLUMNS: Final = (
    *("id", "name", "url", "jurisdiction_id", "format", "unit_id", "client_id", "tells_contact", "takes_updates"),
    *("lists_all", "declined_words", "active", "created_at", "services_at", "has_updates", "failures", "resume_at"),
    *("heard_at", "note", "said"),
)


@dataclass(frozen=True, slots=True)
class EndpointFile:
    """An endpoint and how it stands."""

    id: int
    name: str
    url: str
    jurisdiction_id: str
    format: str
    unit_id: int
    client_id: int | None
    tells_contact: bool
    takes_updates: bool
    lists_all: bool
    declined_words: str
    active: bool
    created_at: datetime
    services_at: datetime | None
    has_updates: bool
    failures: int
    resume_at: datetime | None
    heard_at: datetime | None
    note: str
    said: str
    has_key: bool
    services: int
    mapped: int
    followed: int
    troubled: int


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A case at an endpoint."""

    id: int
    case_id: int
    number: str
    title: str
    endpoint_id: int
    server: str
    leads: bool
    state: str
    service_code: str
    remote_id: str
    remote_status: str
    remote_notes: str
    made_at: datetime
    sent_at: datetime | None
    received_at: datetime | None
    asked_at: datetime | None
    next_at: datetime | None
    note: str
    said: str
    ended_at: datetime | None
    ended_why: str
    ended_reason: str


@dataclass(frozen=True, slots=True)
class MappedLine:
    """A category with the service that stands for it. `attributes` with whence each comes."""

    category: str
    service_code: str
    service_name: str
    attributes: Sequence[tuple[Attribute, Source]]
    is_gone: bool


@dataclass(frozen=True, slots=True)
class ServiceLine:
    code: str
    name: str
    group: str
    type: str
    attributes: Sequence[Attribute]


def may_edit(viewer: Viewer) -> bool:
    return bool(viewer.scopes(Permission.CLIENTS_EDIT))


def files(viewer: Viewer) -> list[EndpointFile]:
    """Every endpoint whose unit lies where the viewer admits systems, by name."""
    return [each for each in _files(Q()) if _theirs(viewer, each.unit_id)]


def file(viewer: Viewer, endpoint_id: int) -> EndpointFile | None:
    """None also for one elsewhere."""
    found = next(iter(_files(Q(pk=endpoint_id))), None)
    return found if found is not None and _theirs(viewer, found.unit_id) else None


def services(endpoint_id: int) -> list[ServiceLine]:
    rows = Offered.objects.filter(endpoint_id=endpoint_id, gone=False).order_by("group", "name", "id")
    return [ServiceLine(row.code, row.name, row.group, row.type, asking.attributes_of(row)) for row in rows]


def mapping(endpoint_id: int) -> Mapping[str, MappedLine]:
    """By the code of the category."""
    offered = {row.code: row for row in Offered.objects.filter(endpoint_id=endpoint_id).order_by("id")}
    made = {}
    for row in Mapped.objects.filter(endpoint_id=endpoint_id).order_by("category"):
        service = offered.get(row.service_code)
        attributes = asking.attributes_of(service) if service is not None else []
        pairs = [(each, Source.of(row.sources.get(each.code, {}))) for each in attributes]
        name = service.name if service is not None else row.service_code
        made[row.category] = MappedLine(row.category, row.service_code, name, pairs, service is None or service.gone)
    return made


def links(endpoint_id: int, *, show: str = "", limit: int = 100) -> list[LinkLine]:
    """The newest first. `show`: troubled, followed, ended, or all."""
    found = Link.objects.filter(endpoint_id=endpoint_id)
    narrowed = {"troubled": _TROUBLED, "followed": Q(ended_at=None), "ended": Q(ended_at__isnull=False)}.get(show, Q())
    return _lines(found.filter(narrowed).order_by("-id")[:limit])


def links_of(case_id: int) -> list[LinkLine]:
    """Of one case, the newest first. Nothing is read where nothing is ever sent on."""
    if not endpoints():
        return []
    return _lines(Link.objects.filter(case_id=case_id).order_by("-id"))


def seen_links(case_id: int, by: Acting) -> list[LinkLine]:
    """Raises CaseNotFound, also for a case that whoever asks may not see."""
    cases.brief(case_id, by)
    told = Outgoing(by.viewer or NOBODY).words
    return [
        replace(
            each,
            title=told(each.title),
            remote_notes=told(each.remote_notes),
            said=told(each.said),
            ended_reason=told(each.ended_reason),
        )
        for each in links_of(case_id)
    ]


def link(link_id: int, case_id: int) -> LinkLine | None:
    return next(iter(_lines(Link.objects.filter(pk=link_id, case_id=case_id))), None)


def agreement(case_id: int) -> str | None:
    """How the reporter agreed that their contact goes along; None where they did not."""
    return Agreement.objects.filter(case_id=case_id).values_list("how", flat=True).first()


def any_tells_contact() -> bool:
    return any(each.tells_contact and each.active for each in endpoints().values())


def preview(case_id: int, endpoint_id: int, by: Acting) -> Message:
    """What would be sent of a real case. Raises CaseNotFound, also for one that whoever asks may not see."""
    return telling.message(handing_on.telling(case_id, by=by), Endpoint.objects.get(pk=endpoint_id))


def preview_numbered(number: str, endpoint_id: int, by: Acting) -> Message:
    """The same by the case's number. Raises CaseNotFound."""
    case_id = handing_on.numbered(number.strip())
    if case_id is None:
        raise CaseNotFound(number)
    return preview(case_id, endpoint_id, by)


_TROUBLED: Final = Q(ended_at=None) & (Q(state__in=(State.REFUSED, State.UNSURE, State.LOOKING)) | ~Q(note=""))


def _files(wanted: Q) -> list[EndpointFile]:
    rows = list(Endpoint.objects.filter(wanted).order_by("name").values(*_COLUMNS, "api_key"))
    ids = [row["id"] for row in rows]
    offered = _counts(Offered.objects.filter(endpoint_id__in=ids, gone=False))
    mapped = _counts(Mapped.objects.filter(endpoint_id__in=ids))
    followed = _counts(Link.objects.filter(endpoint_id__in=ids, ended_at=None))
    troubled = _counts(Link.objects.filter(_TROUBLED, endpoint_id__in=ids))
    return [
        EndpointFile(
            **{name: row[name] for name in _COLUMNS},
            has_key=row["api_key"] is not None,
            services=offered.get(row["id"], 0),
            mapped=mapped.get(row["id"], 0),
            followed=followed.get(row["id"], 0),
            troubled=troubled.get(row["id"], 0),
        )
        for row in rows
    ]


def _counts(rows: Any) -> dict[int, int]:
    return dict(
        rows.order_by("endpoint_id").values("endpoint_id").annotate(n=Count("id")).values_list("endpoint_id", "n")
    )


def _lines(rows: Any) -> list[LinkLine]:
    own = [name for name in LinkLine.__slots__ if name not in {"number", "title", "server"}]
    found = rows.values(*own, "case__number", "case__title", "endpoint__name")
    return [
        LinkLine(
            **{name: row[name] for name in own},
            number=row["case__number"],
            title=row["case__title"],
            server=row["endpoint__name"],
        )
        for row in found
    ]


def _theirs(viewer: Viewer, unit_id: int) -> bool:
    unit = organisations.units_index().get(unit_id)
    edit = Permission.CLIENTS_EDIT
    return unit is not None and viewer.may(edit, area_path=unit.area_path, unit_path=unit.path)
