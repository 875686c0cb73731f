"""Everything that happens to the disputes and in the rounds of a district, each with its moment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from banjie.config.mediation_demo import agreeing, exhibits, keeping, moves, papers, people, sittings
from banjie.config.mediation_demo.playing import VERBS, Play, zone
from banjie.config.mediation_demo.reading import APART, Step, read
from banjie.config.mediation_demo.rounds import happenings as rounds
from banjie.config.stage import Stage

# Each brings its verbs.
_PARTS = (agreeing, exhibits, keeping, moves, papers, people, sittings)


@dataclass(frozen=True, slots=True)
class Case:
    """When a matter came in, and when the last step was taken that its own file tells."""

    received: datetime
    dispatched: datetime


type Happens = tuple[datetime, str, Callable[[], None]]


def disputes(file: Path, stage: Stage, cases: Mapping[str, Case]) -> Iterator[Happens]:
    """The steps of every dispute of a file that have happened by now; `cases` by their refs."""
    now = stage.at.astimezone(zone())
    for told in read(file):
        since = cases[told.ref].received.astimezone(zone())
        play = Play(stage, told, received=since)
        before = cases[told.ref].dispatched
        for step in sorted(told.steps, key=lambda step: step.when.moment(received=since, now=now)):
            at = step.when.moment(received=since, now=now)
            if at <= before:
                at = before + timedelta(seconds=APART)
            before = at
            if at <= now:
                yield at, f"dispute {told.ref}: {step.verb} {' '.join(step.arguments)}", partial(_play, play, step, at)


def _play(play: Play, step: Step, at: datetime) -> None:
    VERBS[step.verb](play, step, at)


__all__ = ["Case", "disputes", "rounds"]
