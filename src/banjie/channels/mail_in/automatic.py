"""Letters that no person wrote, or that nobody should be answered for. Pure.

RFC 3834 says what an automatic answer is known by and to what none is sent; the other headers are those that mail
programs have always used beside it.
"""

import re
from collections.abc import Collection
from email.message import Message as Letter
from typing import Final

from banjie.channels import tags
from banjie.channels.mail_in import headers
from banjie.channels.message import NotTaken, Reason

OWN_HEADER: Final = "X-Banjie"
# A letter to so many is a circular, not a matter that is raised here.
MOST_RECIPIENTS: Final = 50
_REPORTS: Final = {"delivery-status", "disposition-notification", "feedback-report"}
_AUTO_REPLY: Final = re.compile(
    r"^\s*[【\[(]?(?:自动回复|自动答复|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|abwesenheitsnotiz)",
    re.IGNORECASE,
)
_DAEMONS: Final = re.compile(r"^(?:mailer-daemon|mail-daemon|double-bounce)@", re.IGNORECASE)
_BULK: Final = {"bulk", "junk", "list", "auto_reply"}
_LISTS: Final = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List")


def made_by_machine(letter: Letter, *, own: Collection[str]) -> NotTaken | None:
    """Why a letter is no matter of anybody's; None for one that a person wrote."""
    thread = tags.thread_in(*_signs(letter))
    if headers.text_of(letter, OWN_HEADER) or headers.from_of(letter) in own:
        return NotTaken(Reason.OWN, passed_over=True)
    if _is_report(letter):
        return NotTaken(Reason.BOUNCED, passed_over=True, bounced=thread if _failed(letter) else None)
    submitted = headers.text_of(letter, "Auto-Submitted").lower().partition(";")[0].strip()
    if submitted == "auto-replied" or _says_auto_reply(letter):
        return NotTaken(Reason.AUTO_REPLY, passed_over=True)
    if _AUTO_REPLY.match(headers.text_of(letter, "Subject")):
        # A subject alone is no proof: what answers none of our letters a person looks at.
        return NotTaken(Reason.AUTO_REPLY, passed_over=thread is not None)
    if submitted not in {"", "no"}:
        return NotTaken(Reason.MACHINE_MADE)
    if len(recipients := headers.recipients_of(letter)) > MOST_RECIPIENTS:
        return NotTaken(Reason.MANY_RECIPIENTS, str(len(recipients)))
    if thread is None and any(headers.text_of(letter, name) for name in _LISTS):
        return NotTaken(Reason.MACHINE_MADE)
    return None


def answerable(letter: Letter) -> bool:
    """Whether an answer may go back by itself: never to nobody, to lists, or where it was asked not to."""
    if _from_nobody(letter):
        return False
    if headers.text_of(letter, "Precedence").lower() in _BULK or headers.text_of(letter, "X-Auto-Response-Suppress"):
        return False
    _name, address = headers.sender_of(letter)
    if not address or re.match(r"^(?:no-?reply|do-?not-?reply|owner-|.*-request@)", address, re.IGNORECASE):
        return False
    return not any(headers.text_of(letter, name) for name in _LISTS)


def signed_thread(letter: Letter) -> int | None:
    return tags.thread_in(*_signs(letter))


def _signs(letter: Letter) -> list[str]:
    """Where a sign of ours may stand: in what it answers, in the address it went to, in the report of a failure."""
    found = headers.ids_in(letter, "In-Reply-To", "References")
    found += headers.recipients_of(letter)
    found += headers.values_of(letter, "Delivered-To") + headers.values_of(letter, "X-Original-To")
    if _is_report(letter):
        for part in letter.walk():
            found += headers.ids_in(part, "Message-ID", "Original-Message-ID")
            if part.get_content_type() == "text/rfc822-headers" and isinstance(part.get_payload(), str):
                found.append(str(part.get_payload())[:20_000])
    return found


def _is_report(letter: Letter) -> bool:
    kind = letter.get_content_type()
    if kind == "multipart/report":
        return str(letter.get_param("report-type", "") or "").lower() in _REPORTS or _is_daemon(letter)
    return _is_daemon(letter)


def _is_daemon(letter: Letter) -> bool:
    """A postmaster may be a person; what comes from them with an empty return path is not."""
    sender = headers.from_of(letter)
    return bool(_DAEMONS.match(sender)) or (sender.startswith("postmaster@") and _from_nobody(letter))


def _from_nobody(letter: Letter) -> bool:
    return bool(headers.values_of(letter, "Return-Path")) and "@" not in headers.text_of(letter, "Return-Path")


def _failed(letter: Letter) -> bool:
    """Of reports only that of a lasting failure: what is delayed may yet arrive, what was read did."""
    for part in letter.walk():
        if part.get_content_type() == "message/delivery-status":
            text = part.as_string()[:20_000].lower()
            return "action: failed" in text
    return False


def _says_auto_reply(letter: Letter) -> bool:
    named = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Mail-Autoreply")
    return any(headers.text_of(letter, name) for name in named)
