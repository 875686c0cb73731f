"""Periodic work of the way in. Thin."""

from banjie.mediation.access import entering
from banjie.platform import clock
from banjie.platform.jobs import job


@job("mediation.forget_entries", every="23 * * * *")
def forget_entries() -> None:
    entering.forget(at=clock.now())
