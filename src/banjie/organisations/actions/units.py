"""Making, changing, moving and retiring units."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypedDict

from django.db import connection

from banjie.organisations.events import UnitMoved
from banjie.organisations.models import Unit, UnitKind, UnitLevel
from banjie.organisations.permissions import inside
from banjie.organisations.refusals import Reason, Refused, clean, one_change
from banjie.platform import events as news
from banjie.platform.actors import Actor

from .guard import keeping_an_administrator, known_area, lock_tree, locked_unit
from .record import Difference, differing, record


class UnitChanges(TypedDict, total=False):
    """What may be changed of a unit in place. Its code never changes; its parent by `move_unit`."""

    name: str
    name_en: str
    kind: UnitKind
    level: UnitLevel
    area_id: int
    roles: Collection[str]
    phone: str


def create_unit(
    *,
    code: str,
    name: str,
    kind: UnitKind,
    level: UnitLevel,
    area_id: int,
    by: Actor,
    at: datetime,
    parent_id: int | None = None,
    name_en: str = "",
    roles: Collection[str] = (),
    phone: str = "",
) -> Unit:
    """Raises Refused: code_taken, code_is_no_label, name_taken, name_missing, retired, unknown."""
    # PostgreSQL would refuse the path first, and less clearly.
    if not code.isascii() or not code.replace("_", "").isalnum():
        raise Refused(Reason.CODE_IS_NO_LABEL)
    with one_change():
        parent = _parent(parent_id)
        unit = Unit.objects.create(
            code=code,
            name=clean(name),
            name_en=clean(name_en),
            kind=UnitKind(kind),
            level=UnitLevel(level),
            parent=parent,
            path=_path(parent, code),
            area_id=known_area(area_id),
            roles=sorted(set(roles)),
            phone=clean(phone),
        )
        record("create", unit, name=unit.name, unit=unit, by=by, at=at, after=_facts(unit))
    return unit


def change_unit(*, unit_id: int, changes: UnitChanges, by: Actor, at: datetime) -> Unit:
    """Records nothing where nothing changes. Raises Refused: name_taken, name_missing, unknown."""
    with one_change():
        unit = locked_unit(unit_id)
        before = _facts(unit)
        for field, value in _cleaned(changes).items():
            setattr(unit, field, value)
        after = _facts(unit)
        if after != before:
            unit.save(update_fields=list(changes))
            changed = differing(before, after)
            record("change", unit, name=unit.name, unit=unit, by=by, at=at, **changed)
    return unit


def move_unit(*, unit_id: int, parent_id: int | None, by: Actor, at: datetime) -> Unit:
    """Puts a unit, with all its parts, under another (None: at the top).

    Raises Refused: parent_inside, name_taken, retired, unknown.
    """
    with one_change():
        lock_tree()
        unit, parent = locked_unit(unit_id), _parent(parent_id)
        if parent is not None and inside(parent.path, unit.path):
            raise Refused(Reason.PARENT_INSIDE)
        old, new = unit.path, _path(parent, unit.code)
        if new != old:
            _move_subtree(old, new, unit.pk, parent_id)
            unit.refresh_from_db()
            moved = Difference(before={"path": old}, after={"path": new})
            record("move", unit, name=unit.name, unit=unit, by=by, at=at, **moved)
            news.publish(UnitMoved(unit.pk, at))
    return unit


def retire_unit(*, unit_id: int, by: Actor, at: datetime) -> Unit:
    """Takes a unit out of use: it gets no more cases, and its posts carry no rights.

    Raises Refused: active_parts_below, last_administrator, unknown.
    """
    with one_change(), keeping_an_administrator(at=at):
        lock_tree()
        unit = locked_unit(unit_id)
        below = Unit.objects.filter(parent=unit, active=True).count()
        if below:
            raise Refused(Reason.ACTIVE_PARTS_BELOW, count=below)
        _set_active(unit, False, "retire", by=by, at=at)
    return unit


def restore_unit(*, unit_id: int, by: Actor, at: datetime) -> Unit:
    """Raises Refused: retired (the unit above it is), unknown."""
    with one_change():
        unit = locked_unit(unit_id)
        _parent(unit.parent_id)
        _set_active(unit, True, "restore", by=by, at=at)
    return unit


def _set_active(unit: Unit, active: bool, verb: str, *, by: Actor, at: datetime) -> None:
    if unit.active != active:
        unit.active = active
        unit.save(update_fields=["active"])
        record(verb, unit, name=unit.name, unit=unit, by=by, at=at)


def _parent(parent_id: int | None) -> Unit | None:
    parent = locked_unit(parent_id) if parent_id is not None else None
    if parent is not None and not parent.active:
        raise Refused(Reason.RETIRED, kind="unit")
    return parent


def _path(parent: Unit | None, code: str) -> str:
    return f"{parent.path}.{code}" if parent else code


def _move_subtree(old: str, new: str, unit_id: int, parent_id: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE organisations_unit
            SET path = CASE WHEN id = %(unit)s THEN %(new)s::ltree
                            ELSE %(new)s::ltree || subpath(path, nlevel(%(old)s::ltree)) END,
                parent_id = CASE WHEN id = %(unit)s THEN %(parent)s ELSE parent_id END
            WHERE path <@ %(old)s::ltree
            """,
            {"old": old, "new": new, "unit": unit_id, "parent": parent_id},
        )


def _cleaned(changes: UnitChanges) -> dict[str, Any]:
    values: dict[str, Any] = dict(changes)
    for field in {"name", "name_en", "phone"} & values.keys():
        values[field] = clean(values[field])
    if "area_id" in values:
        known_area(values["area_id"])
    if "roles" in values:
        values["roles"] = sorted(set(values["roles"]))
    return values


def _facts(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "name_en": unit.name_en,
        "kind": str(unit.kind),
        "level": str(unit.level),
        "area": unit.area_id,
        "roles": list(unit.roles),
        "phone": unit.phone,
        "path": unit.path,
    }
