"""Everything that writes to disputes: each says who acts and when, and is whole or not at all."""

from .agreements import (
    abandon_agreement,
    cleaned,
    draft_agreement,
    keep_ticks,
    let_stand,
    open_signing,
    read_out,
    write_agreement,
)
from .bargaining import Proposal, change_point, make_offer, raise_point, reply_to_offer, show_offer, withdraw_offer
from .binding import conclude, hand_copy
from .closing import close_file, try_again
from .consents import record_consent
from .course import begin, come_back, end_without, give, go_up, move, prolong
from .documents import add_paper, make_document, remove_paper
from .erasing import erase_words
from .evidence import (
    Item,
    answer_evidence,
    hand_in,
    mend_evidence,
    return_evidence,
    show_evidence,
    withdraw_evidence,
)
from .figures import comment_figures
from .joint import declare_tie, hand_over, seat_from_another
from .ladders import give_up_ladder, offer_ladder, retire_ladder, set_ladder
from .mediators import cancel_absence, change_committee, change_mediator, record_absence, record_training
from .numbers import set_pattern
from .panel import declare_no_tie, object_to, recuse, rule_on_objection, seat, seat_panel, take_chair
from .parties import add_companion, add_party, change_party, describe, end_companion, erase_due, remove_party
from .referrals import record_referral, report_back
from .signing import check_identity, confirm_orally, sign, sign_on_paper
from .templates import restore_template, upload_template
from .turning import turn_into_dispute
from .whole_file import ask_for_file, bind_file

__all__ = [
    "Item",
    "Proposal",
    "abandon_agreement",
    "add_companion",
    "add_paper",
    "add_party",
    "answer_evidence",
    "ask_for_file",
    "begin",
    "bind_file",
    "cancel_absence",
    "change_committee",
    "change_mediator",
    "change_party",
    "change_point",
    "check_identity",
    "cleaned",
    "close_file",
    "come_back",
    "comment_figures",
    "conclude",
    "confirm_orally",
    "declare_no_tie",
    "declare_tie",
    "describe",
    "draft_agreement",
    "end_companion",
    "end_without",
    "erase_due",
    "erase_words",
    "give",
    "give_up_ladder",
    "go_up",
    "hand_copy",
    "hand_in",
    "hand_over",
    "keep_ticks",
    "let_stand",
    "make_document",
    "make_offer",
    "mend_evidence",
    "move",
    "object_to",
    "offer_ladder",
    "open_signing",
    "prolong",
    "raise_point",
    "read_out",
    "record_absence",
    "record_consent",
    "record_referral",
    "record_training",
    "recuse",
    "remove_paper",
    "remove_party",
    "reply_to_offer",
    "report_back",
    "restore_template",
    "retire_ladder",
    "return_evidence",
    "rule_on_objection",
    "seat",
    "seat_from_another",
    "seat_panel",
    "set_ladder",
    "set_pattern",
    "show_evidence",
    "show_offer",
    "sign",
    "sign_on_paper",
    "take_chair",
    "try_again",
    "turn_into_dispute",
    "upload_template",
    "withdraw_evidence",
    "withdraw_offer",
    "write_agreement",
]
