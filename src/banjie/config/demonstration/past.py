"""What happens in the demo's past, each thing by its own action at its own moment."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from banjie.cases import actions
from banjie.cases.intake.draft import Submission
from banjie.cases.publishing import acts as publishing
from banjie.cases.publishing.payloads import PublicWords
from banjie.config import mediation_demo
from banjie.config.demonstration import articles
from banjie.config.demonstration.staging import DISTRICTS
from banjie.config.stage import Stage
from banjie.mediation.actions import lapsing


class Part(StrEnum):
    """Two halves of the past that never touch one another's cases, so that they can be lived side by side."""

    MATTERS = "matters"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens in the demo's past: a matter comes in, or somebody acts on one."""

    at: datetime
    order: int
    what: str
    act: Callable[[], None]


def live(folder: Path, stage: Stage, part: Part) -> Iterator[tuple[int, int]]:
    """Yields (done, total) of what happens in this half of the past."""
    happenings = sorted(_happenings(folder, stage, part), key=lambda each: (each.at, each.order))
    told: datetime | None = None
    for number, happening in enumerate(happenings, 1):
        actions.relive_alarms(since=told, until=happening.at)
        told = happening.at
        _happen(happening)
        yield number, len(happenings)
    actions.relive_alarms(since=told, until=stage.at)
    if part is Part.DISPUTES:
        lapsing.lapse_due(at=stage.at)
    else:
        _show_publicly(folder, stage)
        articles.tell(folder / "qinghe" / "articles.toml", stage)


def _show_publicly(folder: Path, stage: Stage) -> None:
    """What a reviewer released this morning. What still waits in the queue is the visitor's to read."""
    written = tomllib.loads((folder / "qinghe" / "public.toml").read_text(encoding="utf-8"))
    for ref, said in written.items():
        words = PublicWords(title=said["title"], text=said["text"])
        publishing.release(stage.cases[ref], words=words, by=stage.acting("review"), at=stage.at)


def _happenings(folder: Path, stage: Stage, part: Part) -> Iterator[Happening]:
    number = count()
    known: dict[str, mediation_demo.Case] = {}
    for district in DISTRICTS:
        for case in json.loads((folder / district / "cases.json").read_text(encoding="utf-8")):
            if (case["kind"] == "dispute") is not (part is Part.DISPUTES):
                continue
            came = last = _received(case["received"], stage.at)
            yield Happening(came, next(number), f"{case['ref']}: submit", partial(_taken_in, stage, case, came))
            for step in case["script"]:
                at = came + timedelta(hours=step["after_hours"])
                if at <= stage.at:
                    last = at
                    what = f"{case['ref']}: {step['command']}"
                    yield Happening(at, next(number), what, partial(_performed, stage, case, step, at))
            known[case["ref"]] = mediation_demo.Case(came, last)
    if part is Part.MATTERS:
        return
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
