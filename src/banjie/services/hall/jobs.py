"""The end of a hall's day. Thin."""

from banjie.platform import clock
from banjie.platform.jobs import job
from banjie.services.hall import forgetting


@job("hall.forget", every="3 * * * *")
def forget() -> None:
    """Every hour, so that a day ends soon after its midnight wherever that is."""
    forgetting.forget_old(at=clock.now())
