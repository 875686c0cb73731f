"""The course of a dispute: rungs, tracks, longer times, letters, standstill, ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from banjie.cases import actions as cases
from banjie.cases.acting import Acting
from banjie.config.mediation_demo.people import agree_to
from banjie.config.mediation_demo.playing import Play, day_of, verb, year_in
from banjie.config.mediation_demo.reading import Step, read_when
from banjie.mediation import actions
from banjie.mediation.actions.keeping import mediate_again

_DISPATCHER = {"zh-hans": "dispatch", "en": "mb_dispatch"}


@verb()
def note(play: Play, step: Step, at: datetime) -> None:
    cases.perform(play.case_id, "note", by=play.acting, at=at, data={"text": step.text()})


@verb()
def transfer(play: Play, step: Step, at: datetime) -> None:
    data = {"lead": play.stage.units[step.arguments[0]], "reason": step.text()}
    cases.perform(play.case_id, "transfer", by=_dispatcher(play), at=at, data=data)


@verb()
def move(play: Play, step: Step, at: datetime) -> None:
    """To a unit; on another ladder, and at a stage of the court's, if they are named."""
    unit, *more = step.arguments
    actions.move(
        play.case_id,
        unit_id=play.stage.units[unit],
        ladder_key=more[0] if more else None,
        court_stage=more[1] if len(more) > 1 else "",
        reason=step.text(),
        by=_dispatcher(play),
        at=at,
    )


@verb("up", "back")
def step_on_ladder(play: Play, step: Step, at: datetime) -> None:
    act = actions.go_up if step.verb == "up" else actions.come_back
    act(play.case_id, reason=step.text(), by=play.acting, at=at)
    play.seats.clear()


@verb()
def prolong(play: Play, step: Step, at: datetime) -> None:
    """Every party agrees to more time, until so many days after receipt."""
    received = play.received
    until = day_of(received + timedelta(days=int(step.arguments[0])))
    agree_to(play, "longer", until.isoformat(), at)
    actions.prolong(play.case_id, until=until, by=play.acting, at=at)


@verb()
def suspend(play: Play, step: Step, at: datetime) -> None:
    data = {"reason": step.text(), "within": "20wd"}
    cases.perform(play.case_id, "suspend", by=_dispatcher(play), at=at, data=data)


@verb()
def referral(play: Play, step: Step, at: datetime) -> None:
    """A letter that entrusts it: by what body, its name, days until the report is due; the number behind the bar."""
    body, name, days = step.arguments
    play.referral = actions.record_referral(
        play.case_id,
        incoming=True,
        body=body,
        body_name=name,
        letter_on=day_of(at, -1),
        letter_number=year_in(step.text(), at),
        report_due_on=day_of(at, int(days)),
        by=play.acting,
        at=at,
    )


@verb()
def report(play: Play, step: Step, at: datetime) -> None:
    actions.report_back(play.case_id, play.referral, report=step.text(), by=play.acting, at=at)


@verb()
def end(play: Play, step: Step, at: datetime) -> None:
    actions.end_without(play.case_id, ending=step.arguments[0], reason=step.text(), by=play.acting, at=at)


@verb()
def again(play: Play, step: Step, at: datetime) -> None:
    mediate_again(play.case_id, by=play.acting, at=at)


def moment(play: Play, words: Sequence[str]) -> tuple[datetime, list[str]]:
    """The moment with which words begin, and the words behind it. Raises ValueError where there is none."""
    if (found := moment_of(play, words)) is None:
        raise ValueError(f"no moment: {' '.join(words)}")
    return found


def moment_of(play: Play, words: Sequence[str]) -> tuple[datetime, list[str]] | None:
    text = " ".join(words)
    when, rest = read_when(text)
    if rest == text:
        return None
    local = play.stage.at.astimezone(play.received.tzinfo)
    return when.moment(received=play.received, now=local), rest.split()


def _dispatcher(play: Play) -> Acting:
    return play.stage.acting(_DISPATCHER[play.told.language])
