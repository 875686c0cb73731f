"""Fills an empty installation with the invented county and town of `demo/`, every case by its own actions."""

import gc
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from banjie.analytics.report import keeping
from banjie.analytics.report import plans as report_plans
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import PeriodKind, latest_over
from banjie.cases import actions
from banjie.cases.follow_up import sampling
from banjie.cases.intake.draft import Submission
from banjie.config import loading, mediation_demo
from banjie.config.stage import Stage
from banjie.mediation.actions import lapsing
from banjie.organisations.queries import viewer_for
from banjie.platform.actors import SYSTEM
from banjie.platform.calendar import actions as calendar_actions

PASSWORD = "qinghe demo 2026"  # noqa: S105 — printed for everybody to see
DISTRICTS = ("qinghe", "milbrook")
BEGAN = timedelta(days=120)
# One township whose grids have their codes already: there is something to scan, and something left to make.
CODED = "QH01"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens in the demo's past: a matter comes in, or somebody acts on one."""

    at: datetime
    order: int
    what: str
    act: Callable[[], None]


def load(folder: Path, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Loads everything in one transaction, yielding (done, total) of what happens to cases."""
    with _few_collections(), transaction.atomic(), _whole_or_not_at_all():
        stage = _stage(folder, at)
        happenings = sorted(_happenings(folder, stage), key=lambda each: (each.at, each.order))
        loading.replies(folder / "qinghe" / "replies.csv", stage.units, viewer_for(stage.staff["handler"], at), at=at)
        told: datetime | None = None
        for number, happening in enumerate(happenings, 1):
            actions.relive_alarms(since=told, until=happening.at)
            told = happening.at
            _happen(happening)
            yield number, len(happenings)
        actions.relive_alarms(since=told, until=at)
        lapsing.lapse_due(at=at)
        sampling.draw(at=at)
        _plan_reports(at)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Forty thousand statements leave much behind and nothing in circles: looking for those less often is a sixth of
    the time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """Nobody goes back to the middle of this transaction; the marks for it would be a quarter of its statements."""
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = before


def _plan_reports(at: datetime) -> None:
    """Both places have yesterday's report, and get one every morning; the county one for every week too."""
    plans = (("QH", "zh-hans", (PeriodKind.DAY, PeriodKind.WEEK)), ("MB", "en", (PeriodKind.DAY,)))
    for path, language, kinds in plans:
        common: dict[str, Any] = {"kind": ScopeKind.AREA, "path": path, "language": language, "by": SYSTEM, "at": at}
        report_plans.set_plan(**common, kinds=kinds, hour=7)
        for kind in kinds:
            keeping.make(**common, period=latest_over(kind, at, keeping.zone()))


def _stage(folder: Path, at: datetime) -> Stage:
    stage = Stage(at)
    stage.scan, stage.scan_content = mediation_demo.store_scan()
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
        stage.posts |= {row["username"]: (row["unit"], row["role"]) for row in loading.rows(files / "staff.csv")}
        loading.duty(files / "duty.csv", stage.units, stage.staff, today=at.astimezone(_zone()))
        mediation_demo.committees(files, stage, at=since)
    loading.codes_for_grids(CODED, at=at)
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


def _happenings(folder: Path, stage: Stage) -> Iterator[Happening]:
    number = count()
    known: dict[str, mediation_demo.Case] = {}
    for district in DISTRICTS:
        for case in json.loads((folder / district / "cases.json").read_text(encoding="utf-8")):
            came = last = _received(case["received"], stage.at)
            yield Happening(came, next(number), f"{case['ref']}: submit", partial(_taken_in, stage, case, came))
            for step in case["script"]:
                at = came + timedelta(hours=step["after_hours"])
                if at <= stage.at:
                    last = at
                    what = f"{case['ref']}: {step['command']}"
                    yield Happening(at, next(number), what, partial(_performed, stage, case, step, at))
            known[case["ref"]] = mediation_demo.Case(came, last)
    for district in DISTRICTS:
        for at, what, act in mediation_demo.disputes(folder / district / "disputes.toml", stage, known):
            yield Happening(at, next(number), what, act)
    for at, act in mediation_demo.rounds(folder / "qinghe" / "rounds.toml", stage):
        yield Happening(at, next(number), "rounds", act)


def _received(when: Mapping[str, Any], now: datetime) -> datetime:
    if "hours_ago" in when:
        return now - timedelta(hours=when["hours_ago"])
    hours, minutes = map(int, when["time"].split(":"))
    day = now.astimezone(_zone()) - timedelta(days=when["days_ago"])
    return day.replace(hour=hours, minute=minutes, second=0, microsecond=0)


def _happen(happening: Happening) -> None:
    try:
        happening.act()
    except Exception as error:
        error.add_note(f"demo {happening.what} at {happening.at}")
        raise


def _taken_in(stage: Stage, case: Mapping[str, Any], at: datetime) -> None:
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
    stage.cases[case["ref"]] = made.case_id


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
