"""Fills an empty installation with the invented county and town of `demo/`, every case by its own actions."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER, AS_SYSTEM, Acting
from banjie.cases.intake.draft import Submission
from banjie.config import loading
from banjie.organisations.models import Staff
from banjie.organisations.queries import viewer_for
from banjie.platform.actors import SYSTEM
from banjie.platform.calendar import actions as calendar_actions

PASSWORD = "qinghe demo 2026"  # noqa: S105 — printed for everybody to see
DISTRICTS = ("qinghe", "milbrook")
BEGAN = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens in the demo's past: a matter comes in, or somebody acts on a case."""

    at: datetime
    order: int
    case: Mapping[str, Any]
    step: Mapping[str, Any] | None


@dataclass(slots=True)
class Stage:
    """What the loading has made so far, by the names that the files use."""

    at: datetime
    units: dict[str, int] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)

    def acting(self, who: str) -> Acting:
        if who == "reporter":
            return AS_REPORTER
        return AS_SYSTEM if who == "system" else Acting.staff(viewer_for(self.staff[who], self.at))


def load(folder: Path, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Loads everything in one transaction, yielding (done, total) of what happens to cases."""
    with transaction.atomic():
        stage = _stage(folder, at)
        happenings = sorted(_happenings(folder, at), key=lambda each: (each.at, each.order))
        for number, happening in enumerate(happenings, 1):
            _happen(stage, happening)
            yield number, len(happenings)


def _stage(folder: Path, at: datetime) -> Stage:
    stage = Stage(at)
    years = range(at.year - 1, at.year + 3)
    calendar_actions.seed_from_holidays(country=settings.BANJIE_COUNTRY, years=years, by=SYSTEM, at=at)
    for district in DISTRICTS:
        files = folder / district
        if problems := loading.areas(files / "areas.geojson"):
            raise ValueError("; ".join(problems[:3]))
        loading.place_names(files / "places.csv")
        stage.units |= loading.units(files / "units.csv")
        since = (at - BEGAN).astimezone(UTC)
        stage.staff |= loading.staff_of(files / "staff.csv", stage.units, password=PASSWORD, at=since)
        loading.duty(files / "duty.csv", stage.units, stage.staff, today=at.astimezone(_zone()))
    _catalogue(folder)
    return stage


def _catalogue(folder: Path) -> None:
    """The county's catalogue serves both; the town's own rules come before the general ones."""
    with tempfile.TemporaryDirectory() as place:
        merged = Path(place)
        shutil.copytree(folder / "qinghe" / "catalogue", merged, dirs_exist_ok=True)
        town = (folder / "milbrook" / "routing.csv").read_text(encoding="utf-8-sig").splitlines()
        county = (merged / "routing.csv").read_text(encoding="utf-8-sig").splitlines()
        (merged / "routing.csv").write_text("\n".join([*town, *county[1:]]) + "\n", encoding="utf-8")
        number, problems = loading.catalogue(merged, note="demo")
    if not number:
        raise ValueError("; ".join(problems))


def _happenings(folder: Path, now: datetime) -> Iterator[Happening]:
    order = 0
    for district in DISTRICTS:
        for case in json.loads((folder / district / "cases.json").read_text(encoding="utf-8")):
            received = _received(case["received"], now)
            yield Happening(received, order, case, None)
            for step in case["script"]:
                order += 1
                at = received + timedelta(hours=step["after_hours"])
                if at <= now:
                    yield Happening(at, order, case, step)
            order += 1


def _received(when: Mapping[str, Any], now: datetime) -> datetime:
    if "hours_ago" in when:
        return now - timedelta(hours=when["hours_ago"])
    hours, minutes = map(int, when["time"].split(":"))
    day = now.astimezone(_zone()) - timedelta(days=when["days_ago"])
    return day.replace(hour=hours, minute=minutes, second=0, microsecond=0)


def _happen(stage: Stage, happening: Happening) -> None:
    case = happening.case
    try:
        if happening.step is None:
            stage.cases[case["ref"]] = _taken_in(stage, case, happening.at)
        else:
            _performed(stage, case, happening.step, happening.at)
    except Exception as error:
        what = happening.step["command"] if happening.step else "submit"
        error.add_note(f"demo case {case['ref']}: {what}")
        raise


def _taken_in(stage: Stage, case: Mapping[str, Any], at: datetime) -> int:
    names = ("title", "body", "kind", "category", "level", "answers", "place_text", "longitude", "latitude")
    values = {name: case[name] for name in (*names, "identity", "public")} | {"area": case["area"]}
    if case["identity"] != "anonymous" and case["contact"]:
        values["contact"] = case["contact"]
    if case["about_unit"]:
        values["about_unit"] = stage.units[case["about_unit"]]
    made = actions.submit(
        Submission.model_validate(values),
        channel=case["channel"],
        by=stage.acting(case["entered_by"]),
        at=at,
        key=f"demo:{case['ref']}",
        on_the_spot=case["on_the_spot"],
    )
    return made.case_id


def _performed(stage: Stage, case: Mapping[str, Any], step: Mapping[str, Any], at: datetime) -> None:
    data = dict(step["data"])
    received = at - timedelta(hours=step["after_hours"])
    for name in ("lead", "unit"):
        if name in data:
            data[name] = stage.units[data[name]]
    if "assisting" in data:
        data["assisting"] = [each | {"unit": stage.units[each["unit"]]} for each in data["assisting"]]
    if "handler" in data:
        data["handler"] = stage.staff[data["handler"]].pk
    if "into" in data:
        data["into"] = stage.cases[data["into"]]
    if isinstance(data.get("contacted_at"), int | float):
        data["contacted_at"] = received + timedelta(hours=data["contacted_at"])
    actions.perform(stage.cases[case["ref"]], step["command"], by=stage.acting(step["by"]), at=at, data=data)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
