"""The workflow engine: processes as declared data, decisions as a pure function over values."""

from banjie.core.workflow.engine import allowed, decide, withheld
from banjie.core.workflow.loading import BadProcess, final_states, load, newest, refusal_codes, shipped
from banjie.core.workflow.model import (
    Capacity,
    ClockPlan,
    Command,
    Decision,
    Facts,
    Process,
    Reason,
    Refusal,
    State,
)

__all__ = [
    "BadProcess",
    "Capacity",
    "ClockPlan",
    "Command",
    "Decision",
    "Facts",
    "Process",
    "Reason",
    "Refusal",
    "State",
    "allowed",
    "decide",
    "final_states",
    "load",
    "newest",
    "refusal_codes",
    "shipped",
    "withheld",
]
