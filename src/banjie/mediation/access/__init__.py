"""A party's way to its own page: paper and code, a number for one time, a visit; nothing that outlives the dispute."""

from banjie.platform.proving import Busy

from .acts import NotForYou, acting
from .entering import Entered, NotOpened, Opened, enter, forget, prove, waits
from .issuing import ASKED, Paper, ask, issue, read_out, take_back_question, withdraw
from .letters import ProofLetter, proof_letter, proof_sent
from .sessions import PartyGone, PartySession, as_party, leave, session_with

__all__ = [
    "ASKED",
    "Busy",
    "Entered",
    "NotForYou",
    "NotOpened",
    "Opened",
    "Paper",
    "PartyGone",
    "PartySession",
    "ProofLetter",
    "acting",
    "as_party",
    "ask",
    "enter",
    "forget",
    "issue",
    "leave",
    "proof_letter",
    "proof_sent",
    "prove",
    "read_out",
    "session_with",
    "take_back_question",
    "waits",
    "withdraw",
]
