"""Letters to reporters: from the mailbox they wrote to, in their thread, marked as sent by a machine (RFC 3834)."""

from typing import Final

from banjie.channels import tags
from banjie.channels.mail_in.automatic import OWN_HEADER
from banjie.channels.threads import Correspondent
from banjie.channels.words import Words
from banjie.platform import mail

HOW: Final = "email"


def can_send() -> bool:
    return mail.can_send()


def send(to: Correspondent, words: Words, *, serial: str) -> None:
    """Raises OSError and smtplib.SMTPException where it cannot be handed over.

    Nothing that the reporter wrote is in it, their subject neither: nobody can have us send their words to others.
    """
    address = str(to.endpoint.settings["address"])
    sign = tags.sign_of(to.thread_id)
    headers = {
        "Message-ID": tags.message_id(to.thread_id, serial, address.rpartition("@")[2]),
        "Auto-Submitted": "auto-replied" if serial.startswith("r") else "auto-generated",
        "X-Auto-Response-Suppress": "All",
        OWN_HEADER: "1",
    }
    if to.endpoint.settings.get("plus"):
        headers["Reply-To"] = tags.address_with(sign, address)
    if to.reply_to.isascii() and to.reply_to:
        headers |= {"In-Reply-To": to.reply_to, "References": to.reply_to}
    mail.send(to=to.address, subject=words.subject, text=words.letter, sender=address, headers=headers)
