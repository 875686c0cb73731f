"""What was delivered is forgotten after a month; what was given up after three."""

from datetime import datetime, timedelta
from typing import Final

from banjie.outbound.models import Delivery, State

_TAKEN_KEPT: Final = timedelta(days=30)
_DEAD_KEPT: Final = timedelta(days=90)


def forget_old(*, at: datetime) -> None:
    Delivery.objects.filter(state=State.TAKEN, ended_at__lt=at - _TAKEN_KEPT).delete()
    Delivery.objects.filter(state=State.DEAD, ended_at__lt=at - _DEAD_KEPT).delete()
