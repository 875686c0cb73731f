"""Places at risk, and the rounds that went through them: `rounds.toml`."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from banjie.config.mediation_demo.playing import day_of, zone
from banjie.config.stage import Stage
from banjie.mediation.actions import risk_places
from banjie.mediation.actions import rounds as acts
from banjie.mediation.queries.round_lines import ItemLine
from banjie.mediation.queries.rounds import plans_of, round_file
from banjie.places import queries as places
from banjie.platform.calendar import queries as calendar

type Happens = tuple[datetime, Callable[[], None]]


@dataclass(slots=True)
class _Rounds:
    """One area's rounds while they are played; `plan` is its id once it is made."""

    stage: Stage
    told: Mapping[str, Any]
    plan: int = 0
    given: int = 0
    tasks: list[int] = field(default_factory=list)

    @property
    def area_path(self) -> str:
        area = places.area(self.told["area"])
        assert area is not None
        return area.path


def happenings(file: Path, stage: Stage) -> Iterator[Happens]:
    """What happens to the places and in the rounds of a file, each with its moment."""
    document = tomllib.loads(file.read_text("utf-8"))
    for number, place in enumerate(document.get("place", ())):
        at = _clock(_worked(stage.at, place["days_ago"]), 9, number)
        yield at, _entered(stage, place, at)
    for told in document.get("rounds", ()):
        yield from _rounds(_Rounds(stage, told))


def _entered(stage: Stage, place: Mapping[str, Any], at: datetime) -> Callable[[], None]:
    def enter() -> None:
        area = places.area(place["area"])
        assert area is not None
        risk_places.enter_place(
            area_path=area.path,
            kind=place["kind"],
            place=place["place"],
            what=place["what"],
            urgency=place["urgency"],
            by=stage.acting(place["by"]),
            at=at,
        )

    return enter


def _rounds(found: _Rounds) -> Iterator[Happens]:
    told, now = found.told, found.stage.at
    first = _worked(now, told["first_days_ago"])
    yield _clock(first, 8), partial(_plan, found, first)
    for held in told.get("held", ()):
        opened = _clock(_worked(now, held["days_ago"]), 9) if held["days_ago"] else now - timedelta(minutes=40)
        yield opened, partial(_hold, found, held, opened)
        for days in held.get("done_days_ago", ()):
            done = _clock(_worked(now, days), 16)
            yield done, partial(_report, found, held, done)


def _plan(found: _Rounds, first: date) -> None:
    told = found.told
    found.plan = acts.plan_rounds(
        area_path=found.area_path,
        unit_id=found.stage.units[told["unit"]],
        first_on=first,
        interval=told.get("interval"),
        by=found.stage.acting(told["by"]),
        at=_clock(first, 8),
    )


def _hold(found: _Rounds, held: Mapping[str, Any], at: datetime) -> None:
    """The round that waits is opened; with decisions it is gone through, and closed."""
    acts.schedule_due(at=at)
    by = found.stage.acting(found.told["by"])
    assert by.viewer is not None
    waits = next(each.next_id for each in plans_of(by.viewer, at=at) if each.id == found.plan)
    assert waits is not None
    acts.open_round(waits, by=by, at=at)
    if "attending" not in held:
        return
    units = [found.stage.units[code] for code in held["attending"]]
    acts.set_attending(waits, unit_ids=units, by=by, at=at)
    for item in round_file(waits, by.viewer, at=at).items:
        if item.required:
            _decide(found, held, waits, item, at)
    acts.close_round(waits, by=by, at=at + timedelta(minutes=90))
    lines = round_file(waits, by.viewer, at=at).items
    found.tasks = [task.id for item in lines for task in item.tasks]


def _decide(found: _Rounds, held: Mapping[str, Any], round_id: int, item: ItemLine, at: datetime) -> None:
    """In turn what the file gives for its kind: a decision and, where work is given, who does what within how long."""
    ways = held.get(item.kind, held["dispute"])
    decision, *work = ways[found.given % len(ways)].split(" | ")
    found.given += 1
    tasks = []
    if work:
        unit, what, days = work
        tasks.append(acts.Task(found.stage.units[unit], what, day_of(at, int(days))))
    by = found.stage.acting(found.told["by"])
    acts.decide_item(round_id, item.id, decision=decision, tasks=tasks, by=by, at=at + timedelta(minutes=30))


def _report(found: _Rounds, held: Mapping[str, Any], at: datetime) -> None:
    """One task is done, or with `all` every one."""
    by = found.stage.acting(found.told["by"])
    count = len(found.tasks) if held.get("all_done") else 1
    done, found.tasks = found.tasks[:count], found.tasks[count:]
    for task in done:
        acts.report_task(task, report=held["report"], by=by, at=at)


def _worked(now: datetime, days_ago: int) -> date:
    """The day so many days ago, or the last one before it on which offices work."""
    day = day_of(now, -days_ago)
    while not calendar.calendar().is_worked(day):
        day -= timedelta(days=1)
    return day


def _clock(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), zone())
