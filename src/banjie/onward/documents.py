"""The documents of the specification out of plain values. Pure.

Tolerant of what servers in the wild do (numbers where text belongs, one object where a list does, null or "" for what
is missing), and of nothing that would change the meaning.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from banjie.onward.reading import Unreadable

_LONGEST: Final = 4_000
_KEY: Final = 200
MOST_SERVICES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Attribute:
    """`values`: the keys that may be chosen, with their names."""

    code: str
    description: str
    datatype: str
    required: bool
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """`type`: realtime, batch or blackbox; of the last, what was handed in is never listed."""

    code: str
    name: str
    description: str
    group: str
    type: str
    has_definition: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of handing in: a number, or a token for one."""

    request_id: str = ""
    token: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """How a request stands there. `state` is what an extension says beyond open and closed."""

    id: str
    status: str
    notes: str
    state: str
    service_code: str
    description: str
    requested_at: datetime | None
    updated_at: datetime | None
    latitude: float | None
    longitude: float | None
    media_url: str
    extended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    id: str
    request_id: str
    status: str
    description: str
    at: datetime | None
    media_url: str


def services(value: Any) -> list[Service]:
    """Raises Unreadable: not_a_list, too_much."""
    made = []
    for each in _objects(value, "services", "service"):
        if code := _text(each, "service_code", _KEY):
            made.append(
                Service(
                    code=code,
                    name=_text(each, "service_name", _KEY) or code,
                    description=_text(each, "description"),
                    group=_text(each, "group", _KEY),
                    type=_text(each, "type", 20).lower() or "realtime",
                    has_definition=_truth(each.get("metadata")),
                )
            )
    if len(made) > MOST_SERVICES:
        raise Unreadable("too_much")
    return made


def definition(value: Any) -> list[Attribute]:
    """The attributes that are asked; lines that only tell something are left out. Raises Unreadable: not_a_list."""
    whole = _one(value)
    made = []
    for each in _objects(whole.get("attributes", []), "attributes", "attribute"):
        code = _text(each, "code", _KEY)
        if code and (each.get("variable") is None or _truth(each.get("variable"))):
            choices = _objects(each.get("values") or [], "values", "value")
            made.append(
                Attribute(
                    code=code,
                    description=_text(each, "description", 500) or code,
                    datatype=_text(each, "datatype", 40).lower() or "string",
                    required=_truth(each.get("required")),
                    values=tuple(
                        (key, _text(choice, "name", _KEY) or key)
                        for choice in choices
                        if (key := _text(choice, "key", _KEY))
                    ),
                )
            )
    return made


def receipt(value: Any) -> Receipt:
    """Raises Unreadable: no_number, where there is neither a number nor a token."""
    for each in _objects(value, "service_requests", "request"):
        made = Receipt(
            _text(each, "service_request_id", _KEY), _text(each, "token", _KEY), _text(each, "service_notice", 1_000)
        )
        if made.request_id or made.token:
            return made
    raise Unreadable("no_number")


def requests(value: Any) -> list[Request]:
    """Raises Unreadable: not_a_list."""
    return [
        _request(each)
        for each in _objects(value, "service_requests", "request")
        if _text(each, "service_request_id", _KEY)
    ]


def updates(value: Any) -> list[Update]:
    """Raises Unreadable: not_a_list."""
    return [
        Update(
            id=_text(each, "update_id", _KEY),
            request_id=_text(each, "service_request_id", _KEY),
            status=_text(each, "status", 60).lower(),
            description=_text(each, "description"),
            at=moment(_text(each, "updated_datetime", 60)),
            media_url=_text(each, "media_url", 500),
        )
        for each in _objects(value, "service_request_updates", "request_update")
        if _text(each, "update_id", _KEY) and _text(each, "service_request_id", _KEY)
    ]


def complaint(value: Any) -> str:
    """What an error says of itself, on one line; empty where it says nothing of the sort."""
    try:
        found = _objects(value, "errors", "error")
    except Unreadable:
        return ""
    said = [
        " ".join(part for part in (_text(each, "code", 20), _text(each, "description", 300)) if part) for each in found
    ]
    return " · ".join(part for part in said if part)[:500]


def endpoints(value: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The addresses of the GeoReport v2 endpoints that a discovery names, production first, with their formats."""
    whole = _one(value)
    found = []
    for each in _objects(whole.get("endpoints", []), "endpoints", "endpoint"):
        formats = each.get("formats")
        names = [str(one).lower() for one in formats] if isinstance(formats, list) else [str(formats or "").lower()]
        if "georeport_v2" in _text(each, "specification", 200).lower():
            url, kind = _text(each, "url", 500), _text(each, "type", 40).lower()
            found.append((kind != "production", url, tuple(names)))
    return [(url, names) for _test, url, names in sorted(found, key=lambda one: one[0]) if url]


def moment(text: str) -> datetime | None:
    """A moment of the W3C's form; one without a zone is taken as UTC. None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return (found if found.tzinfo is not None else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _request(each: dict[str, Any]) -> Request:
    more = each.get("extended_attributes")
    extended = more if isinstance(more, dict) else {}
    return Request(
        id=_text(each, "service_request_id", _KEY),
        status=_text(each, "status", 60).lower(),
        notes=_text(each, "status_notes"),
        state=_text(extended, "state", 60).lower(),
        service_code=_text(each, "service_code", _KEY),
        description=_text(each, "description", 20_000),
        requested_at=moment(_text(each, "requested_datetime", 60)),
        updated_at=moment(_text(each, "updated_datetime", 60)),
        latitude=_number(each.get("lat")),
        longitude=_number(each.get("long")),
        media_url=_text(each, "media_url", 500),
        extended=tuple(str(value)[:500] for value in extended.values() if isinstance(value, str | int)),
    )


def _objects(value: Any, root: str, name: str) -> Sequence[dict[str, Any]]:
    """The list of a document: as it is, below its root, or a single one."""
    for key in (root, name):
        if isinstance(value, dict) and key in value:
            value = value[key]
    if value in ("", None):
        return []
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list):
        raise Unreadable("not_a_list")
    return [each for each in value if isinstance(each, dict)]


def _one(value: Any) -> dict[str, Any]:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        for key in ("service_definition", "discovery"):
            if isinstance(value.get(key), dict):
                return dict(value[key])
        return value
    raise Unreadable("not_a_list")


def _text(values: dict[str, Any], name: str, limit: int = _LONGEST) -> str:
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).replace("\x00", "").strip()[:limit]


def _truth(value: Any) -> bool:
    return value is True or str(value).strip().lower() in {"true", "1", "yes"}


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None
