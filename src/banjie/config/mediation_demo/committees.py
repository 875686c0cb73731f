"""Committees and mediators of a district, from its files."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from banjie.cases.acting import AS_SYSTEM
from banjie.config.mediation_demo.playing import day_of
from banjie.config.stage import Stage
from banjie.mediation import actions
from banjie.places import queries as places

_TRAINED_DAYS_AGO = 60


def committees(folder: Path, stage: Stage, *, at: datetime) -> None:
    """The committees of `committees.csv`, and the mediators of `mediators.csv` with their ids in the stage."""
    for row in _rows(folder / "committees.csv"):
        values = {name: row[name] for name in ("kind", "trade", "short_name")}
        founded = date.fromisoformat(row["founded_on"]) if row["founded_on"] else None
        unit = stage.units[row["unit"]]
        actions.change_committee(unit, values=values | {"founded_on": founded}, by=AS_SYSTEM, at=at)
    for row in _rows(folder / "mediators.csv"):
        stage.mediators[row["username"]] = _mediator(row, stage, at)


def _mediator(row: dict[str, str], stage: Stage, at: datetime) -> int:
    values = {
        "kind": row["kind"],
        "skills": row["skills"].split(";"),
        "languages": row["languages"].split(";"),
        "areas": [_path(code) for code in row["areas"].split(";")],
        "certificate": row["certificate"],
        "term_from": _years(at, row["years_before"]),
        "term_until": _years(at, row["years_after"]),
        "hours": row["hours"],
        "at_once": int(row["at_once"]),
    }
    unit, staff = stage.units[row["unit"]], stage.staff[row["username"]].pk
    made = actions.change_mediator(staff, unit, values=values, by=AS_SYSTEM, at=at)
    if row["trained"]:
        subject, hours = row["trained"].split("|")
        held_on = day_of(at, -_TRAINED_DAYS_AGO)
        actions.record_training(made, held_on=held_on, hours=Decimal(hours), subject=subject, by=AS_SYSTEM, at=at)
    return made


def _path(code: str) -> str:
    area = places.area(code)
    if area is None:
        raise ValueError(f"there is no area {code}")
    return area.path


def _years(at: datetime, years: str) -> date:
    """The first day of the month so many years away, so that a term neither begins nor ends on the day of loading."""
    month = day_of(at).replace(day=1)
    return month.replace(year=month.year + int(years))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
