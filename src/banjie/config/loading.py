"""Loading an installation from files: areas, place names, units, staff, duty, catalogue."""

import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from banjie.cases import reply_templates
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue.content import CatalogueContent
from banjie.catalogue.loading import from_folder
from banjie.catalogue.refusals import Refused as CatalogueRefused
from banjie.catalogue.sheets.reading import BadSheets
from banjie.organisations import actions as organisations
from banjie.organisations import queries as organisation_queries
from banjie.organisations.actions.passwords import temporary_password
from banjie.organisations.models import Staff, UnitKind, UnitLevel
from banjie.organisations.permissions import Viewer
from banjie.organisations.refusals import Refused as OrganisationRefused
from banjie.places import actions as places
from banjie.places import queries as place_queries
from banjie.platform import clock
from banjie.platform.actors import SYSTEM

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def areas(file: Path, *, valid_from: datetime | None = None) -> list[str]:
    """Imports areas from GeoJSON. Returns the faults, one a line; with any, nothing is written."""
    plan = place_queries.plan_areas(file.read_bytes())
    if not plan.can_be_imported:
        return [f"feature {fault.index}: {fault.code} {dict(fault.data)}" for fault in plan.errors]
    places.import_areas(plan, by=SYSTEM, at=clock.now(), valid_from=valid_from or LONG_AGO)
    return []


def place_names(file: Path) -> None:
    plan = place_queries.plan_names(file.read_bytes(), file.name, at=clock.now())
    places.import_places(plan, by=SYSTEM, at=clock.now())


def codes_for_grids(area_code: str, *, at: datetime) -> None:
    """Makes place codes for the grids of an area."""
    area = place_queries.area(area_code)
    if area is None:
        raise ValueError(f"{area_code} is no area")
    places.make_codes(place_queries.grids_without_code(area.path), by=SYSTEM, at=at)


def catalogue(source: Path, *, note: str) -> tuple[int, list[str]]:
    """Puts a catalogue in force from a folder or a workbook. Returns its number and the faults."""
    try:
        content = from_folder(source) if source.is_dir() else _from_workbook(source)
    except BadSheets as error:
        return 0, [f"{p.sheet} {p.row} {p.column}: {p.code} {dict(p.data)}" for p in error.problems]
    return publish(content, note=note)


def publish(content: CatalogueContent, *, note: str) -> tuple[int, list[str]]:
    try:
        return catalogue_actions.publish_content(content=content, note=note, by=SYSTEM, at=clock.now()), []
    except CatalogueRefused as error:
        return 0, [f"{p.at.sheet} {p.at.key} {p.at.field}: {p.code} {dict(p.data)}" for p in error.problems] or [
            str(error)
        ]


def _from_workbook(source: Path) -> CatalogueContent:
    from banjie.catalogue.sheets import read_workbook

    return read_workbook(source.read_bytes(), name=source.name)


def units(file: Path) -> Mapping[str, int]:
    """Makes units in the order of the file, parents first. Returns ids by code."""
    ids: dict[str, int] = {}
    for row in rows(file):
        area = place_queries.area(row["area"])
        if area is None:
            raise ValueError(f"{file.name}: unit {row['code']} serves {row['area']}, which is no area")
        made = organisations.create_unit(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            kind=UnitKind(row["kind"]),
            level=UnitLevel(row["level"]),
            parent_id=ids[row["parent"]] if row["parent"] else None,
            area_id=area.id,
            roles=[role for role in row["roles"].split(";") if role],
            phone=row["phone"],
            by=SYSTEM,
            at=LONG_AGO,
        )
        ids[row["code"]] = made.pk
    return ids


def staff_of(file: Path, unit_ids: Mapping[str, int], *, password: str, at: datetime) -> Mapping[str, Staff]:
    """Makes accounts with a post each; those marked in `account` can sign in with the password.

    Returns them by username.
    """
    made: dict[str, Staff] = {}
    sign_in: list[int] = []
    for row in rows(file):
        account = organisations.register_staff(
            username=row["username"], name=row["name"], password=None, language=row["language"], by=SYSTEM, at=at
        )
        _post(account, row["post"], row["role"], unit_ids[row["unit"]], row["area"], at)
        made[row["username"]] = account
        if row["account"]:
            sign_in.append(account.pk)
    organisations.share_password(staff_ids=sign_in, password=password, by=SYSTEM, at=at)
    return made


def _post(account: Staff, name: str, role: str, unit_id: int, area_code: str, at: datetime) -> None:
    area = place_queries.area(area_code)
    if area is None:
        raise ValueError(f"{account.username} serves {area_code}, which is no area")
    post = organisations.create_post(unit_id=unit_id, name=f"{name} ({account.name})", by=SYSTEM, at=at)
    organisations.grant_role(post_id=post.pk, role=role, area_id=area.id, by=SYSTEM, at=at)
    organisations.appoint(post_id=post.pk, staff_id=account.pk, started_on=at.date(), by=SYSTEM, at=at)


def duty(file: Path, unit_ids: Mapping[str, int], staff_by_name: Mapping[str, Staff], *, today: datetime) -> None:
    """Sets the roster; days count from today."""
    midnight = datetime.combine(today.date(), time.min, today.tzinfo)
    shifts: dict[tuple[str, str], list[tuple[datetime, datetime]]] = {}
    for row in rows(file):
        starts, ends = (_clock(midnight, int(row["day"]), row[name]) for name in ("start", "end"))
        if ends <= starts:
            ends += timedelta(days=1)
        shifts.setdefault((row["unit"], row["username"]), []).append((starts, ends))
    for (unit, who), periods in shifts.items():
        organisations.add_shifts(
            unit_id=unit_ids[unit], staff_id=staff_by_name[who].pk, shifts=periods, by=SYSTEM, at=today
        )


def replies(file: Path, unit_ids: Mapping[str, int], by: Viewer, *, at: datetime) -> None:
    """The ready replies of the units for which `by` answers."""
    for row in rows(file):
        unit_id = unit_ids[row["unit"]]
        if unit_id in reply_templates.units_of(by):
            reply_templates.save_template(unit_id=unit_id, name=row["name"], text=row["text"], by=by, at=at)


def staff(username: str, *, name: str, role: str, unit_code: str) -> str:
    """Makes one account in a post of its own and returns its temporary password. Raises ValueError."""
    index = organisation_queries.units_index()
    unit = index.by_code(unit_code) if unit_code else next(iter(index), None)
    if unit is None:
        raise ValueError(f"There is no unit {unit_code}." if unit_code else "There is no unit yet; make one first.")
    password, at = temporary_password(), clock.now()
    try:
        account = organisations.register_staff(username=username, name=name, password=password, by=SYSTEM, at=at)
        _post(account, role, role, unit.id, unit.area_path.rpartition(".")[2], at)
    except OrganisationRefused as error:
        raise ValueError(str(error)) from error
    return password


def _clock(midnight: datetime, days: int, text: str) -> datetime:
    hours, minutes = map(int, text.split(":"))
    return midnight + timedelta(days=days, hours=hours, minutes=minutes)


def rows(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a table by the names of its columns."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
