"""Carries out what a run waits for: checks its file, or brings it in. Called by the job and the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from banjie.cases.acting import Acting
from banjie.mediation.models import RegisterRun, RegisterState
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer
from banjie.platform.actors import ActorKind
from banjie.platform.tables import Sheet

from .bringing import RowsAtFault, bring
from .mapping import RegisterMapping
from .reading import Progress, Reading, TooManyRows, read_all


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done for whom, and the clock of the caller."""

    run_id: int
    sheet: Sheet
    content: RegisterMapping
    by: Acting
    now: Callable[[], datetime]
    progress: Progress = lambda done: None


def look_over(order: Order) -> Reading:
    """Reads the file and leaves what was found on the run. Raises TableRefused."""
    reading = _read(order)
    _note(order, reading, RegisterState.EXAMINED)
    return reading


def carry_out(order: Order) -> Reading:
    """Brings the file in if every row is sound; else the run says what is wrong, and nothing was written."""
    reading = _read(order)
    if not reading.refused:
        try:
            brought = bring(order.run_id, reading, order.content, by=order.by, at=order.now(), progress=order.progress)
        except RowsAtFault as fault:
            reading.refused.extend(fault.refused)
        else:
            counts = {"seen": reading.seen, "made": brought.made, "repeated": brought.repeated}
            RegisterRun.objects.filter(id=order.run_id).update(
                done=reading.seen, left_out=reading.left_out, found={**_found(order, reading), **counts}
            )
            return reading
    _note(order, reading, RegisterState.EXAMINED)
    return reading


def end(run_id: int, *, failure: str, at: datetime) -> None:
    """Notes that a run failed. Nothing of it was kept."""
    RegisterRun.objects.filter(id=run_id).update(state=RegisterState.FAILED, failure=failure, ended_at=at)


def _read(order: Order) -> Reading:
    def progress(done: int) -> None:
        order.progress(done)
        RegisterRun.objects.filter(id=order.run_id).update(done=done)

    at = order.now()
    return read_all(order.sheet, order.content, viewer=_whose(order.by, at), at=at, progress=progress)


def _whose(by: Acting, at: datetime) -> Viewer | None:
    """Whose jurisdictions the words of the register can mean. A job knows only who started it."""
    if by.viewer is None and by.actor.kind is ActorKind.STAFF:
        return organisations.viewer_of(by.actor.id or 0, at)
    return by.viewer


def _note(order: Order, reading: Reading, state: RegisterState) -> None:
    RegisterRun.objects.filter(id=order.run_id).update(
        state=state,
        done=reading.seen,
        left_out=reading.left_out,
        refused=len(reading.refused),
        found=_found(order, reading),
    )


def _found(order: Order, reading: Reading) -> dict[str, object]:
    kept = RegisterRun.objects.values_list("found", flat=True).get(id=order.run_id)
    return {**kept, **reading.as_json()}


__all__ = ["Order", "TooManyRows", "carry_out", "end", "look_over"]
