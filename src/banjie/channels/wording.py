"""Codes of channels in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banjie.channels.message import Reason
from banjie.channels.models import Kind, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

KINDS: Words = MappingProxyType(dict(Kind.choices))
STATES: Words = MappingProxyType(dict(State.choices))
REASONS: Words = MappingProxyType(
    {
        Reason.AMBIGUOUS: _("It may belong to more than one case"),
        Reason.AUTO_REPLY: _("An automatic answer"),
        Reason.BOUNCED: _("A report of the post"),
        Reason.CASE_OVER: _("Its case is over"),
        Reason.EMPTY: _("Nothing is said in it"),
        Reason.FAILED: _("Tried again and again, and failed"),
        Reason.INVITATION: _("Only an invitation to a meeting"),
        Reason.MACHINE_MADE: _("Written by a machine or a mailing list"),
        Reason.MANY_RECIPIENTS: _("Sent to many at once"),
        Reason.NOT_WANTED: _("Not meant for here, by the mapping"),
        Reason.OWN: _("It came from here"),
        Reason.REFUSED: _("Something in it does not fit"),
        Reason.TOO_LARGE: _("Too large"),
        Reason.TOO_MANY: _("Too many in a short time: perhaps two machines answering each other"),
        Reason.UNREADABLE: _("It cannot be read"),
    }
)
# What is wrong with a field of an endpoint.
FAULTS: Words = MappingProxyType(
    {
        "address_has_credentials": _("Give the address without a user or password."),
        "address_malformed": _("This is no address."),
        "address_not_https": _("The address must begin with https://."),
        "address_private": _("This address lies in a private network."),
        "area_unknown": _("There is no area with this code."),
        "category_asks": _("This category has questions that nobody who writes here is asked. Choose another."),
        "category_unknown": _("There is no such category."),
        "client_unknown": _("There is no such system, or it is not yours to set up."),
        "malformed": _("This is not in the form that is wanted."),
        "missing": _("This is needed."),
        "name_missing": _("Give it a name."),
        "name_taken": _("Another has this name already."),
        "no_such_setting": _("There is nothing of this name to set here."),
        "not_a_folder": _("Write the folder's name in plain letters, without quotation marks."),
        "not_a_host": _("This is no name of a host."),
        "not_a_key": _("The key has 43 letters and digits."),
        "not_a_port": _("A port is a number from 1 to 65535."),
        "not_a_token": _("The token has 3 to 32 letters and digits."),
        "not_an_address": _("Write an e-mail address without a plus."),
        "not_an_appid": _("This is no AppID."),
        "not_json": _("This is no JSON."),
        "too_long": _("This is too long."),
        "unknown": _("There is no such endpoint."),
    }
)
_MAPPING: Words = MappingProxyType(
    {
        "malformed": _("it is not in the form that is wanted"),
        "missing": _("it is missing"),
        "not_a_moment": _("it is no moment"),
        "not_a_number": _("it is no number"),
        "not_a_path": _("it is no path"),
        "too_many": _("there are too many"),
        "unknown": _("there is no such field"),
        "zone_missing": _("it names no time zone"),
    }
)
# What is wrong with the link to a recording.
RECORDINGS: Words = MappingProxyType(
    {
        "address": _("Give an address that begins with https:// and holds no password."),
        "call": _("Name the call by its id: 1 to 120 signs without spaces."),
        "host": _("Recordings are taken only from the hosts that are set here."),
    }
)
# Why an endpoint does not work.
TROUBLES: Words = MappingProxyType(
    {
        "broken_off": _("The connection broke off."),
        "certificate": _("The server's certificate is not trusted."),
        "name_unknown": _("There is no server of this name."),
        "no_folder": _("There is no such folder."),
        "not_a_document": _("What came could not be read."),
        "not_believed_not_sealed": _("A message was not sealed with the key."),
        "not_believed_signature": _("A message had no signature that fits."),
        "not_believed_timestamp": _("A message was too old, or the clocks differ."),
        "not_believed_token": _("A message came without the right token."),
        "not_understood": _("The server did not understand us."),
        "out_not_taken": _("The gateway did not take a message."),
        "sign_in": _("The user name or password is not accepted."),
        "unreachable": _("The server cannot be reached."),
    }
)


def fault(code: str) -> str:
    """A fault of a field in words; those of a mapping name the field."""
    if code.startswith("mapping "):
        _mapping, _space, rest = code.partition(" ")
        where, _space, why = rest.partition(" ")
        return mapping_fault(where, why)
    return str(FAULTS.get(code, code))


def mapping_fault(where: str, why: str) -> str:
    return gettext("%(field)s: %(why)s.") % {"field": where, "why": _MAPPING.get(why, why)}


def trouble(code: str) -> str:
    if code.startswith("mapping "):
        return fault(code)
    if code.startswith("wechat_"):
        return gettext("WeChat refused a message (%(code)s).") % {"code": code.removeprefix("wechat_")}
    if code.startswith("out_") and code not in TROUBLES:
        return gettext("The gateway could not be used (%(code)s).") % {"code": code.removeprefix("out_")}
    return str(TROUBLES.get(code, code))
