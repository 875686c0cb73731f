"""Everything that writes to cases: each says who acts and when, and is whole or not at all."""

from banjie.cases.attachments import attach
from banjie.cases.contacts import erase_due, rotate_keys, tell_code, unmask
from banjie.cases.deadlines import recompute_open
from banjie.cases.intake.submit import BatchResult, Submitted, check_many, submit, submit_many
from banjie.cases.perform import Performed, perform

__all__ = [
    "BatchResult",
    "Performed",
    "Submitted",
    "attach",
    "check_many",
    "erase_due",
    "perform",
    "recompute_open",
    "rotate_keys",
    "submit",
    "submit_many",
    "tell_code",
    "unmask",
]
