"""Periodic work. Thin."""

from banjie.platform import clock
from banjie.platform.crowding import admitting
from banjie.platform.jobs import job


@job("platform.forget_tasks", every="31 * * * *")
def forget_tasks() -> None:
    admitting.forget(at=clock.now())
