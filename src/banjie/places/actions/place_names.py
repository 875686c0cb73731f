"""Adding, changing and removing the names of places, one by one as people edit them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from banjie.core.coordinates import in_range
from banjie.places.actions.naming import MOST_NAME, spelt
from banjie.places.actions.record import entry
from banjie.places.levels import Happening, PlaceKind
from banjie.places.models import Area, PlaceName
from banjie.places.pinyin import tidy
from banjie.places.queries.names import NAMES_STAMP
from banjie.places.refusals import Reason, Refused
from banjie.platform import stamps
from banjie.platform.actors import Actor


@dataclass(frozen=True, slots=True)
class PlaceData:
    """A place as it should be. `lon` and `lat` are WGS-84, both or neither; `aliases` are its other names."""

    area_id: int
    name: str
    kind: PlaceKind
    lon: float | None = None
    lat: float | None = None
    aliases: tuple[str, ...] = ()


def add_place(data: PlaceData, *, by: Actor, at: datetime) -> int:
    """Returns the place's id. Raises Refused: already_named, area_retired, bad_position, bad_text,
    name_missing, name_too_long, unknown (the area)."""
    wanted = _checked(data)
    with transaction.atomic():
        _area_in_use(wanted.area_id)
        place = _write(PlaceName(), wanted)
        _record(Happening.PLACE_ADDED, place, wanted, by=by, at=at)
    return place.pk


def change_place(place_id: int, data: PlaceData, *, by: Actor, at: datetime) -> None:
    """Makes the place what `data` says; aliases that it does not name are removed. Refuses as `add_place`."""
    wanted = _checked(data)
    with transaction.atomic():
        place = _locked(place_id)
        before = _facts(place)
        if wanted.area_id != place.area_id:
            _area_in_use(wanted.area_id)
        place.aliases.exclude(name__in=wanted.aliases).delete()
        _write(place, wanted)
        _record(Happening.PLACE_CHANGED, place, wanted, by=by, at=at, before=before)


def remove_place(place_id: int, *, by: Actor, at: datetime) -> None:
    """Removes a place with its aliases. Raises Refused: unknown."""
    with transaction.atomic():
        place = _locked(place_id)
        before = _facts(place)
        removed = entry(Happening.PLACE_REMOVED, place.area_id, {"before": before}, by=by, at=at)
        place.delete()
        removed.save()
        stamps.bump(NAMES_STAMP)


def _checked(data: PlaceData) -> PlaceData:
    texts = [tidy(text) for text in (data.name, *data.aliases)]
    name, *aliases = [text for text in texts if text is not None] or [""]
    if None in texts:
        raise Refused(Reason.BAD_TEXT)
    if not name:
        raise Refused(Reason.NAME_MISSING)
    if any(len(text) > MOST_NAME for text in (name, *aliases)):
        raise Refused(Reason.NAME_TOO_LONG, most=MOST_NAME)
    if (data.lon is None) != (data.lat is None):
        raise Refused(Reason.BAD_POSITION)
    if data.lon is not None and data.lat is not None and not in_range(data.lon, data.lat):
        raise Refused(Reason.BAD_POSITION)
    others = tuple(dict.fromkeys(alias for alias in aliases if alias and alias != name))
    return PlaceData(data.area_id, name, PlaceKind(data.kind), data.lon, data.lat, others)


def _area_in_use(area_id: int) -> None:
    active = Area.objects.filter(pk=area_id).values_list("active", flat=True).first()
    if active is None:
        raise Refused(Reason.UNKNOWN)
    if not active:
        raise Refused(Reason.AREA_RETIRED)


def _locked(place_id: int) -> PlaceName:
    place = PlaceName.objects.select_for_update(of=("self",)).filter(pk=place_id, alias_of=None).first()
    if place is None:
        raise Refused(Reason.UNKNOWN)
    return place


def _write(place: PlaceName, data: PlaceData) -> PlaceName:
    place.area_id, place.name, place.kind = data.area_id, data.name, data.kind
    place.longitude, place.latitude = data.lon, data.lat
    known = set(place.aliases.values_list("name", flat=True)) if place.pk else set()
    try:
        with transaction.atomic():
            spelt(place).save()
            place.aliases.update(area=place.area_id, kind=data.kind, longitude=data.lon, latitude=data.lat)
            new = [alias for alias in data.aliases if alias not in known]
            PlaceName.objects.bulk_create(_aliases(place, new))
    except IntegrityError as error:
        raise Refused(Reason.ALREADY_NAMED, name=data.name) from error
    return place


def _aliases(place: PlaceName, names: Sequence[str]) -> Iterable[PlaceName]:
    return [
        spelt(
            PlaceName(
                area_id=place.area_id,
                name=name,
                kind=place.kind,
                alias_of=place,
                longitude=place.longitude,
                latitude=place.latitude,
            )
        )
        for name in names
    ]


def _facts(place: PlaceName) -> dict[str, Any]:
    return {
        "id": place.pk,
        "name": place.name,
        "kind": str(place.kind),
        "lon": place.longitude,
        "lat": place.latitude,
        "aliases": sorted(place.aliases.values_list("name", flat=True)),
    }


def _record(
    what: Happening,
    place: PlaceName,
    data: PlaceData,
    *,
    by: Actor,
    at: datetime,
    before: dict[str, Any] | None = None,
) -> None:
    after = _facts(place)
    if after == before:
        return
    entry(what, data.area_id, {"before": before, "after": after}, by=by, at=at).save()
    stamps.bump(NAMES_STAMP)
