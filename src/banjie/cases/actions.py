"""Everything that writes to cases: each says who acts and when, and is whole or not at all."""

from banjie.cases.attachments import attach
from banjie.cases.clockwork import NO_TERMS, Terms
from banjie.cases.commands.change import Change
from banjie.cases.contacts import erase_due, tell_code, unmask
from banjie.cases.deadlines import recompute_open, relive_alarms
from banjie.cases.intake.submit import BatchResult, Submitted, check_many, submit, submit_many
from banjie.cases.notices.marking import mark_mailed, mark_read
from banjie.cases.perform import Beside, Performed, perform, perform_beside

__all__ = [
    "NO_TERMS",
    "BatchResult",
    "Beside",
    "Change",
    "Performed",
    "Submitted",
    "Terms",
    "attach",
    "check_many",
    "erase_due",
    "mark_mailed",
    "mark_read",
    "perform",
    "perform_beside",
    "recompute_open",
    "relive_alarms",
    "submit",
    "submit_many",
    "tell_code",
    "unmask",
]
