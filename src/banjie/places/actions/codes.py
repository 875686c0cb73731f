"""Making, retiring and replacing place codes. Each leaves its line in the record of the area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from banjie.core.coordinates import in_range
from banjie.places.actions.naming import MOST_NAME
from banjie.places.actions.record import entry
from banjie.places.codes.drafts import MOST, CodeDraft
from banjie.places.codes.rules import new_codes
from banjie.places.levels import CodeKind, Happening
from banjie.places.models import Area, AreaChange, PlaceCode
from banjie.places.pinyin import tidy
from banjie.places.refusals import Reason, Refused
from banjie.platform.actors import Actor

_MOST_WHY = 200

type _Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class CodesResult:
    """How many codes were made, and how many places had one already."""

    made: int
    there: int


def make_codes(drafts: Sequence[CodeDraft], *, by: Actor, at: datetime) -> CodesResult:
    """A code for each place that has none in use, known by area, kind and name: all of them or none.

    Raises Refused: area_retired, bad_position, bad_text, name_missing, name_too_long, too_many, unknown (an area).
    """
    if len(drafts) > MOST:
        raise Refused(Reason.TOO_MANY, most=MOST)
    wanted = {(draft.area_id, str(draft.kind), draft.name): draft for draft in map(_checked, drafts)}
    with transaction.atomic():
        _lock_areas({draft.area_id for draft in wanted.values()})
        there = _in_use(wanted)
        new = [_row(draft, by, at) for key, draft in wanted.items() if key not in there]
        _write(new)
        AreaChange.objects.bulk_create(
            entry(Happening.CODE_MADE, row.area_id, {"after": _facts(row)}, by=by, at=at) for row in new
        )
    return CodesResult(len(new), len(wanted) - len(new))


def retire_code(code_id: int, *, why: str, by: Actor, at: datetime) -> None:
    """Scanning the plate finds nothing from here on.

    Raises Refused: bad_text, code_retired, reason_missing, unknown.
    """
    reason = _reason(why)
    with transaction.atomic():
        row = _locked(code_id)
        _retire(row, reason, by, at)
        entry(Happening.CODE_RETIRED, row.area_id, {"before": _facts(row), "why": reason}, by=by, at=at).save()


def replace_code(code_id: int, *, why: str, by: Actor, at: datetime) -> int:
    """A new code for the place of a plate that was lost or defaced; the old one is retired. Returns the new one's id.

    Refuses as `retire_code`, and with area_retired.
    """
    reason = _reason(why)
    with transaction.atomic():
        old = _locked(code_id)
        _lock_areas({old.area_id})
        _retire(old, reason, by, at)
        draft = CodeDraft(old.area_id, CodeKind(old.kind), old.name, old.longitude, old.latitude)
        new = _row(draft, by, at, replaces=old)
        _write([new])
        told = {"before": _facts(old), "after": _facts(new), "why": reason}
        entry(Happening.CODE_REPLACED, old.area_id, told, by=by, at=at).save()
    return new.pk


def _checked(draft: CodeDraft) -> CodeDraft:
    name = tidy(draft.name)
    if name is None:
        raise Refused(Reason.BAD_TEXT)
    if not name:
        raise Refused(Reason.NAME_MISSING)
    if len(name) > MOST_NAME:
        raise Refused(Reason.NAME_TOO_LONG, most=MOST_NAME)
    lon, lat = draft.lon, draft.lat
    if (lon is None) != (lat is None) or (lon is not None and draft.kind is CodeKind.GRID):
        raise Refused(Reason.BAD_POSITION)
    if lon is not None and lat is not None and not in_range(lon, lat):
        raise Refused(Reason.BAD_POSITION)
    return CodeDraft(draft.area_id, CodeKind(draft.kind), name, lon, lat)


def _lock_areas(ids: set[int]) -> None:
    """Two who make codes for the same area wait for one another, so that no place gets two."""
    rows = Area.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    active = dict(rows.values_list("pk", "active"))
    if ids - active.keys():
        raise Refused(Reason.UNKNOWN)
    if not all(active.values()):
        raise Refused(Reason.AREA_RETIRED)


def _in_use(wanted: Iterable[_Key]) -> set[_Key]:
    areas = {area_id for area_id, _kind, _name in wanted}
    rows = PlaceCode.objects.order_by().filter(area_id__in=areas, retired_at=None)
    return set(rows.values_list("area_id", "kind", "name"))


def _row(draft: CodeDraft, by: Actor, at: datetime, replaces: PlaceCode | None = None) -> PlaceCode:
    return PlaceCode(
        kind=draft.kind,
        name=draft.name,
        area_id=draft.area_id,
        longitude=draft.lon,
        latitude=draft.lat,
        replaces=replaces,
        made_at=at,
        made_by=by.name,
    )


def _write(rows: Sequence[PlaceCode]) -> None:
    """Two random codes alike are less likely than a fault of the machine; the database would refuse them."""
    for row, code in zip(rows, islice(new_codes(), len(rows)), strict=True):
        row.code = code
    PlaceCode.objects.bulk_create(rows)


def _reason(why: str) -> str:
    reason = tidy(why)
    if reason is None:
        raise Refused(Reason.BAD_TEXT)
    if not reason:
        raise Refused(Reason.REASON_MISSING)
    return reason[:_MOST_WHY]


def _locked(code_id: int) -> PlaceCode:
    row = PlaceCode.objects.select_for_update(of=("self",)).filter(pk=code_id).first()
    if row is None:
        raise Refused(Reason.UNKNOWN)
    if row.retired_at is not None:
        raise Refused(Reason.CODE_RETIRED)
    return row


def _retire(row: PlaceCode, why: str, by: Actor, at: datetime) -> None:
    row.retired_at, row.retired_by, row.retired_why = at, by.name, why
    row.save(update_fields=["retired_at", "retired_by", "retired_why"])


def _facts(row: PlaceCode) -> dict[str, object]:
    return {"code": row.code, "name": row.name, "kind": str(row.kind), "lon": row.longitude, "lat": row.latitude}
