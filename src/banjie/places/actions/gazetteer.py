"""Importing planned place names, all in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from banjie.places.actions.naming import spelt
from banjie.places.actions.record import entry
from banjie.places.gazetteer import PlaceDraft, PlacesPlan
from banjie.places.levels import Happening
from banjie.places.models import AreaChange, PlaceName
from banjie.places.queries.names import NAMES_STAMP
from banjie.places.refusals import Reason, Refused
from banjie.platform import stamps
from banjie.platform.actors import Actor

_BATCH = 2000

type Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class PlacesResult:
    """How many places were added, were given another position, and were there already as they should be."""

    added: int
    changed: int
    unchanged: int


def import_places(plan: PlacesPlan, *, by: Actor, at: datetime) -> PlacesResult:
    """Adds the places and aliases that are not there, and moves those whose row has another position.

    A place is known by its area, name and kind, so the same file may be imported again; aliases are added,
    never removed. Raises Refused: file_at_fault.
    """
    if not plan.can_be_imported:
        raise Refused(Reason.FILE_AT_FAULT, errors=len(plan.faults))
    with transaction.atomic():
        known = _known(plan)
        new = [draft for draft in plan.drafts if _key(draft) not in known]
        moved = [draft for draft in plan.drafts if _key(draft) in known and _moves(known[_key(draft)], draft)]
        ids = {key: place.alias_of_id or place.pk for key, place in known.items()} | _add(new)
        _move(known, moved)
        _add_aliases(plan.drafts, ids)
        AreaChange.objects.bulk_create(_entries(new, moved, ids, by=by, at=at), batch_size=_BATCH)
        stamps.bump(NAMES_STAMP)
    return PlacesResult(len(new), len(moved), len(plan.drafts) - len(new) - len(moved))


def _key(draft: PlaceDraft) -> Key:
    return draft.area.id, draft.name, str(draft.kind)


def _known(plan: PlacesPlan) -> dict[Key, PlaceName]:
    areas = {draft.area.id for draft in plan.drafts}
    rows = PlaceName.objects.filter(area_id__in=areas).select_for_update(of=("self",))
    return {(row.area_id, row.name, row.kind): row for row in rows}


def _moves(place: PlaceName, draft: PlaceDraft) -> bool:
    return draft.lon is not None and (place.longitude, place.latitude) != (draft.lon, draft.lat)


def _add(drafts: Iterable[PlaceDraft]) -> dict[Key, int]:
    made = PlaceName.objects.bulk_create(
        [
            spelt(
                PlaceName(
                    area_id=draft.area.id,
                    name=draft.name,
                    kind=draft.kind,
                    longitude=draft.lon,
                    latitude=draft.lat,
                )
            )
            for draft in drafts
        ],
        batch_size=_BATCH,
    )
    return {(place.area_id, place.name, str(place.kind)): place.pk for place in made}


def _move(known: dict[Key, PlaceName], drafts: Iterable[PlaceDraft]) -> None:
    moved = []
    for draft in drafts:
        place = known[_key(draft)]
        place.longitude, place.latitude = draft.lon, draft.lat
        moved.append(place)
    PlaceName.objects.bulk_update(moved, ["longitude", "latitude"], batch_size=_BATCH)


def _add_aliases(drafts: Iterable[PlaceDraft], ids: dict[Key, int]) -> None:
    """An alias that is somebody's name already in that area stays what it is."""
    PlaceName.objects.bulk_create(
        [
            spelt(
                PlaceName(
                    area_id=draft.area.id,
                    name=alias,
                    kind=draft.kind,
                    alias_of_id=ids[_key(draft)],
                    longitude=draft.lon,
                    latitude=draft.lat,
                )
            )
            for draft in drafts
            for alias in draft.aliases
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


def _entries(
    new: Iterable[PlaceDraft],
    moved: Iterable[PlaceDraft],
    ids: dict[Key, int],
    *,
    by: Actor,
    at: datetime,
) -> Iterable[AreaChange]:
    for what, drafts in ((Happening.PLACE_ADDED, new), (Happening.PLACE_CHANGED, moved)):
        for draft in drafts:
            after = {
                "id": ids[_key(draft)],
                "name": draft.name,
                "kind": str(draft.kind),
                "lon": draft.lon,
                "lat": draft.lat,
                "aliases": list(draft.aliases),
            }
            yield entry(what, draft.area.id, {"after": after}, by=by, at=at)
