"""Everything that writes to sessions and their minutes."""

from .arranging import (
    answer_times,
    ask_other_time,
    cancel,
    offer_times,
    propose,
    propose_again,
    put_off,
    refuse_other_time,
    settle_time,
)
from .leaving import call_off_left, leave_table
from .reminding import forget_notices, mark_read, mark_sent, remind_due
from .running import adjourn, end, note_attendance, start
from .signing import add_paper, erase_words, lock, note_refusal, sign, sign_on_paper
from .writing import Draft, Written, add_line, read_back, write_lines

__all__ = [
    "Draft",
    "Written",
    "add_line",
    "add_paper",
    "adjourn",
    "answer_times",
    "ask_other_time",
    "call_off_left",
    "cancel",
    "end",
    "erase_words",
    "forget_notices",
    "leave_table",
    "lock",
    "mark_read",
    "mark_sent",
    "note_attendance",
    "note_refusal",
    "offer_times",
    "propose",
    "propose_again",
    "put_off",
    "read_back",
    "refuse_other_time",
    "remind_due",
    "settle_time",
    "sign",
    "sign_on_paper",
    "start",
    "write_lines",
]
