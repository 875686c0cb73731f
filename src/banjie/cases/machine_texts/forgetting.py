"""Texts of models are for the work at hand, and go with the month."""

from datetime import datetime

from banjie.cases.machine_texts.rules import KEPT
from banjie.cases.models import MachineText


def forget_old(*, at: datetime) -> int:
    """Erases what was asked more than thirty days ago. Returns how many."""
    return MachineText.objects.filter(asked_at__lt=at - KEPT).delete()[0]
