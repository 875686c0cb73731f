"""What follows from agreements day by day. Thin."""

from banjie.platform import clock
from banjie.platform.jobs import job


@job("mediation.remind_parties", every="27 1 * * *")
def remind_parties() -> None:
    from banjie.mediation.performance.reminding import remind

    remind(at=clock.now())


@job("mediation.erase_particulars", every="7 2 * * *")
def erase_particulars() -> None:
    from banjie.mediation import retention

    retention.erase_due(at=clock.now())
