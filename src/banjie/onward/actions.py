"""Endpoints are added, changed, stopped; their services mapped; links mended by people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from banjie.catalogue import queries as catalogue
from banjie.onward import secrets_kept
from banjie.onward.matching import Source
from banjie.onward.models import Endpoint, Format, Mapped, Offered
from banjie.organisations import queries as organisations
from banjie.organisations.actions.record import differing_but, record_beside
from banjie.platform import stamps
from banjie.platform.actors import Actor
from banjie.platform.calling.addresses import BadAddress, target_of
from banjie.platform.tables.text import clean_text

STAMP: Final = "onward"
# Under which word changes stand in the organisation's record, at the unit that stands for the endpoint.
RECORDED: Final = "onward_endpoint"
_LONGEST_URL: Final = 400
_FACTS: Final = (
    *("name", "url", "jurisdiction_id", "format", "tells_contact", "takes_updates", "lists_all", "declined_words"),
)


@dataclass
class Refused(Exception):
    """Nothing was changed. `code` is worded at the edge, `field` says where."""

    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an endpoint is to be. `api_key` None leaves the one it has; empty takes it away."""

    name: str
    url: str
    unit_id: int
    jurisdiction_id: str = ""
    api_key: str | None = None
    format: str = "json"
    client_id: int | None = None
    tells_contact: bool = False
    takes_updates: bool = False
    lists_all: bool = True
    declined_words: str = ""


def add(*, wanted: Wanted, by: Actor, at: datetime) -> int:
    """Raises Refused: name_missing, name_taken, unit_unknown, unit_taken, address_*, format_unknown."""
    with transaction.atomic():
        made = Endpoint(created_at=at, **_checked(wanted, None))
        _saved(made)
        _key(made, wanted)
        _record("create", made, by=by, at=at, after=_facts(made))
    return made.pk


def change(*, endpoint_id: int, wanted: Wanted, by: Actor, at: datetime) -> None:
    """Raises Refused as `add` does, and unknown."""
    with transaction.atomic():
        held = _locked(endpoint_id)
        if wanted.unit_id != held.unit_id and held.links.filter(ended_at=None).exists():
            raise Refused("unit_in_use", "unit")
        before = _facts(held)
        for name, value in _checked(wanted, held.pk).items():
            setattr(held, name, value)
        held.failures, held.resume_at, held.note, held.said = 0, None, "", ""
        _saved(held)
        _key(held, wanted)
        if before == (after := _facts(held)):
            stamps.bump(STAMP)
        else:
            _record("change", held, by=by, at=at, before=before, after=after)


def set_active(*, endpoint_id: int, active: bool, by: Actor, at: datetime) -> None:
    """Stopped, nothing is sent and nothing asked; what is followed is taken up again later. Raises Refused."""
    with transaction.atomic():
        held = _locked(endpoint_id)
        was_active, held.active, held.failures, held.resume_at = held.active, active, 0, None
        held.save(update_fields=["active", "failures", "resume_at"])
        if was_active != active:
            _record("start" if active else "stop", held, by=by, at=at)


def remove(*, endpoint_id: int, by: Actor, at: datetime) -> None:
    """Only one to which nothing was ever sent: the rest is part of the cases' story. Raises Refused: unknown, used."""
    with transaction.atomic():
        held = _locked(endpoint_id)
        if held.links.exists():
            raise Refused("used")
        _record("remove", held, by=by, at=at, before=_facts(held), after=dict.fromkeys(_facts(held)))
        held.delete()


def map_category(
    *, endpoint_id: int, category: str, service_code: str, sources: Mapping[str, Source], by: Actor, at: datetime
) -> None:
    """Says which service stands for a category; without one it is not sent. Raises Refused: *_unknown."""
    with transaction.atomic():
        held = _locked(endpoint_id)
        if category not in catalogue.current().nodes:
            raise Refused("category_unknown", "category")
        known = Mapped.objects.filter(endpoint=held, category=category).first()
        before = {category: known.service_code if known is not None else ""}
        if not service_code:
            Mapped.objects.filter(endpoint=held, category=category).delete()
            if known is not None:
                _record("map", held, by=by, at=at, before=before, after={category: ""})
            return
        if not Offered.objects.filter(endpoint=held, code=service_code, gone=False).exists():
            raise Refused("service_unknown", "service")
        values: dict[str, Any] = {
            "service_code": service_code,
            "sources": {code: source.stored() for code, source in sources.items()},
        }
        Mapped.objects.update_or_create(endpoint=held, category=category, defaults=values)
        if known is None or (known.service_code, known.sources) != (service_code, values["sources"]):
            _record("map", held, by=by, at=at, before=before, after={category: service_code})


def _locked(endpoint_id: int) -> Endpoint:
    held = Endpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if held is None:
        raise Refused("unknown")
    return held


def _facts(held: Endpoint) -> dict[str, Any]:
    beside = {"unit": held.unit.path, "client": held.client.name if held.client else ""}
    return {name: getattr(held, name) for name in _FACTS} | beside | {"api_key": secrets_kept.key_of(held)}


def _record(
    verb: str,
    held: Endpoint,
    *,
    by: Actor,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    told = differing_but(before or {}, after or {}, withheld=("api_key",))
    unit_id = held.unit_id
    record_beside(
        verb, kind=RECORDED, subject_id=held.pk, name=held.name, unit_id=unit_id, stamp=STAMP, by=by, at=at, **told
    )


def _checked(wanted: Wanted, own: int | None) -> dict[str, Any]:
    name = clean_text(wanted.name, limit=80).text.strip()
    if not name:
        raise Refused("name_missing", "name")
    url = wanted.url.strip().rstrip("/")
    try:
        target = target_of(url, private_allowed=settings.BANJIE_ONWARD_PRIVATE)
    except BadAddress as error:
        raise Refused(f"address_{error.fault}", "url") from None
    if len(url) > _LONGEST_URL or "?" in target.path:
        raise Refused("address_malformed", "url")
    unit = organisations.units_index().get(wanted.unit_id)
    if unit is None or not unit.active:
        raise Refused("unit_unknown", "unit")
    if Endpoint.objects.filter(unit_id=unit.id).exclude(pk=own or 0).exists():
        raise Refused("unit_taken", "unit")
    if wanted.format not in Format.values:
        raise Refused("format_unknown", "format")
    return {
        "name": name,
        "url": url,
        "unit_id": unit.id,
        "jurisdiction_id": clean_text(wanted.jurisdiction_id, limit=80).text.strip(),
        "format": wanted.format,
        "client_id": wanted.client_id,
        "tells_contact": wanted.tells_contact,
        "takes_updates": wanted.takes_updates,
        "lists_all": wanted.lists_all,
        "declined_words": clean_text(wanted.declined_words, limit=400).text.strip(),
    }


def _saved(endpoint: Endpoint) -> None:
    try:
        with transaction.atomic():
            endpoint.save()
    except IntegrityError:
        raise Refused("name_taken", "name") from None


def _key(endpoint: Endpoint, wanted: Wanted) -> None:
    if wanted.api_key is None:
        return
    key = wanted.api_key.strip()
    if len(key) > 400 or not key.isprintable():
        raise Refused("key_malformed", "api_key")
    endpoint.api_key = secrets_kept.sealed(key, endpoint.pk) if key else None
    endpoint.save(update_fields=["api_key"])
