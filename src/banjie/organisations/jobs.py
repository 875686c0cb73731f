"""Work of the organisation that a worker does."""

from banjie.platform import clock
from banjie.platform.jobs import job

from . import actions


@job("organisations.erase_old_sign_ins", every="17 3 * * *")
def erase_old_sign_ins() -> None:
    actions.erase_old_sign_ins(at=clock.now())
