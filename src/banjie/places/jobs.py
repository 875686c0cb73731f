"""Work of places that a worker does."""

from banjie.places import actions
from banjie.platform import clock
from banjie.platform.jobs import job


@job("places.forget_old_files", every="41 3 * * *")
def forget_old_files() -> None:
    actions.forget_old_files(at=clock.now())
