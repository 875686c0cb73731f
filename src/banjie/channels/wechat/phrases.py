"""What the account says in a conversation."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banjie.channels.wechat.conversation import Say


def said(say: Say, details: Sequence[str] = ()) -> str:
    match say:
        case Say.WELCOME:
            return _(
                "Write what happened, in one message, and I take it in. Have a code? Write it to see how it stands."
            )
        case Say.ASK_TEXT:
            return _("What happened? Write it in your own words.")
        case Say.ASK_PLACE:
            return _("Where is it? Send your location (＋ › Location) or write the place; 0 leaves it out.")
        case Say.ASK_PHOTO:
            return _("Send a photo if you have one; 0 goes on without.")
        case Say.ASK_CONFIRM:
            return _summary(details)
        case Say.ASK_CODE:
            return _("Write the tracking code of your receipt, as 7K3M-9QPX-2VTD.")
        case Say.GIVEN_UP:
            return _("Given up. Nothing was kept.")
        case Say.NOT_HEARD:
            return _("I could not understand that. Please write it.")
    return ""


def _summary(details: Sequence[str]) -> str:
    text, place, count = details
    lines = [_("Is this right? Answer 1 to hand it in, “cancel” to give up, or write what is missing."), "", text]
    if place:
        lines.append(_("Place: %(place)s") % {"place": place})
    if int(count):
        lines.append(ngettext("%(n)s file", "%(n)s files", int(count)) % {"n": count})
    lines += ["", _("Only the centre learns who raised it.")]
    return "\n".join(lines)
