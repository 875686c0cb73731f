"""What is said back to reporters, by whichever channel. Nothing of the matter is quoted. In the caller's language."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from banjie.channels.threads import JUST_TOLD


@dataclass(frozen=True, slots=True)
class Words:
    """A letter with its subject, and the same in one line for a message. `address` is the reporter's page, or ""."""

    subject: str
    lines: tuple[str, ...]
    message: str
    address: str = ""

    @property
    def letter(self) -> str:
        return "\n".join(self.lines) + "\n"


def address_of(code: str) -> str:
    return settings.PUBLIC_URL + reverse("resident:track", args=[code])


def of_case(number: str, code: str) -> Words:
    """The receipt."""
    address = address_of(code)
    said = {"number": number, "code": code, "address": address, "minutes": JUST_TOLD.seconds // 60}
    return Words(
        _("Received: your matter %(number)s") % said,
        (
            _("We have received your matter. Its number is %(number)s.") % said,
            _("With this code you follow it, and nobody else can: %(code)s") % said,
            address,
            "",
            _("To add something, answer this letter: it goes to your matter."),
            _("This letter was sent by itself. You hear from us again when there is a question or a reply."),
        ),
        _("Received as %(number)s. Follow it here: %(address)s What you write within %(minutes)s minutes is added.")
        % said,
        address,
    )


def of_addition(number: str, code: str) -> Words:
    said = {"number": number, "address": address_of(code)}
    line = _("Added to your matter %(number)s.") % said
    return Words(line, (line, said["address"]), line, said["address"])


def of_question(number: str, code: str) -> Words:
    said = {"number": number, "address": address_of(code)}
    return Words(
        _("A question about your matter %(number)s") % said,
        (
            _("There is a question about your matter %(number)s. Until you answer, its time stands still.") % said,
            _("Read it here, and answer there or by answering this letter:"),
            said["address"],
        ),
        _("There is a question about your matter %(number)s. Read it here: %(address)s Answer there or by a message.")
        % said,
        said["address"],
    )


def of_decline(number: str, code: str) -> Words:
    said = {"number": number, "address": address_of(code)}
    return Words(
        _("Your matter %(number)s is not taken on") % said,
        (
            _("Your matter %(number)s is not taken on. Why, and where to turn instead, is said here:") % said,
            said["address"],
        ),
        _("Your matter %(number)s is not taken on. Why, and where to turn instead: %(address)s") % said,
        said["address"],
    )


def of_verdict(number: str, code: str) -> Words:
    """The question after closing, answered by two figures or on the page."""
    said = {"number": number, "address": address_of(code)}
    return Words(
        _("Your matter %(number)s is closed: is it settled?") % said,
        (
            _("The office has closed your matter %(number)s. Read its reply here:") % said,
            said["address"],
            "",
            _("Please say whether it is settled and how satisfied you are: on that page, or by answering this letter"),
            _("with 1 for settled or 2 for not settled, followed by 1 (very dissatisfied) to 5 (very satisfied): 1 5."),
            _("If it is not settled, it is opened again."),
        ),
        _(
            "Your matter %(number)s is closed: %(address)s Settled? Answer 1 (yes) or 2 (no) and how satisfied you "
            "are, 1 to 5, as “1 5”."
        )
        % said,
        said["address"],
    )


def of_joint(number: str, code: str) -> Words:
    """To whoever raised what was merged, once the joint matter is over."""
    said = {"number": number, "address": address_of(code)}
    return Words(
        _("What you raised as %(number)s has been answered") % said,
        (
            _("Your matter %(number)s was joined with the same matter of others, and the joint matter is closed.")
            % said,
            _("Read the reply here:"),
            said["address"],
            "",
            _("If it is not settled where you are, raise it again and name this number."),
        ),
        _("Your matter %(number)s was joined with the same matter of others. It is closed; the reply: %(address)s")
        % said,
        said["address"],
    )


def of_satisfaction() -> Words:
    line = _("Thank you. How satisfied are you? Answer with a figure from 1 (very dissatisfied) to 5 (very satisfied).")
    return Words(_("How satisfied are you?"), (line,), line)


def of_thanks() -> Words:
    line = _("Thank you, your verdict is noted.")
    return Words(line, (line,), line)


def of_missing_code() -> Words:
    line = _("More than one matter of yours awaits an answer. Write the tracking code of the one you mean before it.")
    return Words(_("Which matter do you mean?"), (line,), line)


def of_news() -> Words:
    """What a phone shows on its locked screen, where others read it: not even which matter it is."""
    line = _("There is news on a matter of yours. Tap to read it.")
    return Words(str(settings.SITE_NAME), (line,), line)
