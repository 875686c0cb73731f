"""Letters by e-mail: plain text, one recipient each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.dummy import EmailBackend as SendsNothing


def can_send() -> bool:
    """Whether a mail server is set up."""
    return not isinstance(mailers.default, SendsNothing)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a letter; `kind` is its media type."""

    name: str
    content: bytes
    kind: str


def send(
    *,
    to: str,
    subject: str,
    text: str,
    enclosed: Sequence[Enclosed] = (),
    sender: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Hands one letter to the server, from the usual sender unless another is named. Raises OSError and
    smtplib.SMTPException where that fails.
    """
    letter = EmailMessage(subject, text, from_email=sender, to=[to], headers=dict(headers or {}))
    for each in enclosed:
        letter.attach(each.name, each.content, each.kind)
    letter.send(using="default")
