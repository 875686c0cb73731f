"""Importing planned areas: the tree, the versions of boundaries, the record, all in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import shapely
from django.db import connection, transaction
from django.db.models import Max

from banjie.places.actions.naming import spelt
from banjie.places.actions.record import entry
from banjie.places.boundaries import NEW_VERSION, Change, ImportPlan, Node
from banjie.places.events import BoundariesRedrawn
from banjie.places.levels import Happening, PlaceKind
from banjie.places.models import Area, AreaBoundary, AreaChange, PlaceName
from banjie.places.queries.areas import STAMP
from banjie.places.queries.names import NAMES_STAMP
from banjie.places.queries.standing import basis
from banjie.places.refusals import Reason, Refused
from banjie.platform import events, stamps
from banjie.platform.actors import Actor

_BATCH = 2000
_CHANGE_AREAS = """
    UPDATE places_area AS area
    SET name = new.name, name_en = new.name_en, level = new.level, parent_id = new.parent,
        path = new.path::ltree, active = true
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[])
        AS new (id, name, name_en, level, parent, path)
    WHERE area.id = new.id
"""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many areas the import added, changed and retired."""

    added: int
    changed: int
    retired: int


def import_areas(plan: ImportPlan, *, by: Actor, at: datetime, valid_from: datetime) -> ImportResult:
    """Writes what the plan says; boundaries that change hold until `valid_from`, the new ones from then on.

    Importing the same file again changes nothing. Raises Refused, nothing written: file_at_fault;
    plan_outdated, if areas changed since it was worked out; starts_in_future; starts_before_current, if an
    area was redrawn after `valid_from` already. Publishes BoundariesRedrawn.
    """
    if not plan.can_be_imported:
        raise Refused(Reason.FILE_AT_FAULT, errors=len(plan.errors))
    if valid_from > at:
        raise Refused(Reason.STARTS_IN_FUTURE)
    with transaction.atomic():
        _take_turn(plan)
        importing = _Import(plan, by, at, valid_from)
        importing.write()
    return ImportResult(len(plan.added), len(plan.changed), len(plan.retired))


def _take_turn(plan: ImportPlan) -> None:
    """One import at a time, and none on top of what its preview did not show."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('places.areas'))")
    if basis() != plan.basis:
        raise Refused(Reason.PLAN_OUTDATED)


class _Import:
    def __init__(self, plan: ImportPlan, by: Actor, at: datetime, valid_from: datetime) -> None:
        self._plan = plan
        self._by = by
        self._at = at
        self._valid_from = valid_from
        self._ids: dict[str, int] = {}

    def write(self) -> None:
        plan = self._plan
        self._check_order()
        self._add_areas()
        self._ids |= dict(Area.objects.values_list("code", "id"))
        self._change_areas()
        self._retire_areas()
        self._write_versions()
        self._write_aliases()
        AreaChange.objects.bulk_create(self._entries(), batch_size=_BATCH)
        if plan.added or plan.changed or plan.retired:
            redrawn = BoundariesRedrawn(self._at, self._valid_from, plan.below)
            events.publish(redrawn)
            stamps.bump(STAMP)
        if plan.aliases:
            stamps.bump(NAMES_STAMP)

    def _new_versions(self) -> list[Node]:
        """The areas whose boundary or place in the tree begins anew."""
        changed = [change.after for change in self._plan.changed if change.happenings & NEW_VERSION]
        return [node for node in (*self._plan.added, *changed) if node.shape is not None]

    def _ending(self) -> list[int]:
        changed = [change.before.id for change in self._plan.changed if change.happenings & NEW_VERSION]
        return [*changed, *(area.id for area in self._plan.retired)]

    def _check_order(self) -> None:
        later = (
            AreaBoundary.objects.filter(area_id__in=self._ending())
            .values("area__code")
            .annotate(began=Max("valid_from"), ended=Max("valid_to"))
            .order_by("area__code")
        )
        for row in later:
            since = max(moment for moment in (row["began"], row["ended"]) if moment is not None)
            if since > self._valid_from:
                raise Refused(Reason.STARTS_BEFORE_CURRENT, area=row["area__code"], since=since)

    def _add_areas(self) -> None:
        """Parents first, a level of the tree at a time, since children need their ids."""
        ids = dict(Area.objects.values_list("code", "id"))
        by_depth = sorted(self._plan.added, key=lambda node: node.path.count("."))
        for _, nodes in groupby(by_depth, key=lambda node: node.path.count(".")):
            made = Area.objects.bulk_create(
                [
                    Area(
                        code=node.code,
                        name=node.name,
                        name_en=node.name_en,
                        level=node.level,
                        parent_id=ids[node.parent_code] if node.parent_code else None,
                        path=node.path,
                    )
                    for node in nodes
                ],
                batch_size=_BATCH,
            )
            ids |= {area.code: area.pk for area in made}

    def _change_areas(self) -> None:
        """In one statement: a prefecture redrawn changes some ten thousand rows."""
        rows = [
            (
                change.before.id,
                change.after.name,
                change.after.name_en or change.before.name_en,
                str(change.after.level),
                self._ids[change.after.parent_code] if change.after.parent_code else None,
                change.after.path,
            )
            for change in self._plan.changed
            if change.happenings != {Happening.REDRAWN}
        ]
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(_CHANGE_AREAS, [list(column) for column in zip(*rows, strict=True)])

    def _retire_areas(self) -> None:
        Area.objects.filter(id__in=[area.id for area in self._plan.retired]).update(active=False)

    def _write_versions(self) -> None:
        current = AreaBoundary.objects.filter(area_id__in=self._ending(), valid_to=None)
        current.filter(valid_from=self._valid_from).delete()
        current.update(valid_to=self._valid_from)
        nodes = self._new_versions()
        texts = shapely.to_wkb([node.shape for node in nodes])
        AreaBoundary.objects.bulk_create(
            [
                AreaBoundary(area_id=self._ids[node.code], path=node.path, valid_from=self._valid_from, wkb=wkb)
                for node, wkb in zip(nodes, texts, strict=True)
            ],
            batch_size=_BATCH,
        )

    def _write_aliases(self) -> None:
        PlaceName.objects.bulk_create(
            [
                spelt(PlaceName(area_id=self._ids[code], name=name, kind=PlaceKind.AREA))
                for code, names in self._plan.aliases.items()
                for name in names
            ],
            batch_size=_BATCH,
            ignore_conflicts=True,
        )

    def _entries(self) -> Iterable[AreaChange]:
        since = self._valid_from.isoformat()
        for node in self._plan.added:
            yield self._entry(Happening.ADDED, self._ids[node.code], {"valid_from": since})
        for change in self._plan.changed:
            for happening in sorted(change.happenings):
                yield self._entry(happening, change.before.id, _told(change, happening, since))
        for area in self._plan.retired:
            yield self._entry(Happening.RETIRED, area.id, {"valid_from": since})

    def _entry(self, what: Happening, area_id: int, data: dict[str, object]) -> AreaChange:
        return entry(what, area_id, data, by=self._by, at=self._at)


def _told(change: Change, happening: Happening, since: str) -> dict[str, object]:
    before, after = change.before, change.after
    match happening:
        case Happening.RENAMED:
            return {"before": before.name, "after": after.name, "before_en": before.name_en}
        case Happening.MOVED:
            return {
                "before": before.path,
                "after": after.path,
                "before_level": str(before.level),
                "after_level": str(after.level),
                "valid_from": since,
            }
        case Happening.REDRAWN:
            return {"square_metres": round(change.square_metres), "valid_from": since}
        case _:
            return {"valid_from": since}
