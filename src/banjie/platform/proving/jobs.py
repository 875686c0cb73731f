"""Periodic work of the door. Thin."""

from banjie.platform import clock
from banjie.platform.jobs import job
from banjie.platform.proving import asking


@job("platform.forget_proofs", every="29 * * * *")
def forget_proofs() -> None:
    asking.forget(at=clock.now())
