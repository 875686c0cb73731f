"""Putting files together, which takes seconds. Thin: the job asks the clock and calls the action."""

from banjie.mediation.actions import whole_file
from banjie.platform import clock
from banjie.platform.jobs import job


@job("mediation.bind_file", queue="bulk")
def bind_file(*, binding_id: int) -> None:
    whole_file.bind_file(binding_id, at=clock.now())
