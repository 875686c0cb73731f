"""Rounds that come by themselves. Thin."""

from banjie.platform import clock
from banjie.platform.jobs import job


@job("mediation.schedule_rounds", every="11 * * * *")
def schedule_rounds() -> None:
    from banjie.mediation.actions import rounds

    rounds.schedule_due(at=clock.now())
