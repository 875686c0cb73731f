"""The words for what is told to other systems, and for what can go wrong with it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REFUSALS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "address_has_credentials": _("Leave name and password out of the address; messages are signed instead."),
        "address_malformed": _("This is no address that can be called. Write it whole, as https://example.org/path."),
        "address_not_https": _("Only https is called, so that nobody reads along."),
        "address_private": _("This address lies inside a private network; those are not called from here."),
        "field_beyond_scopes": _("The system is not limited to so much. Widen its scopes first, or choose less."),
        "name_missing": _("Give it a name."),
        "name_taken": _("There is one of this name already."),
        "too_many": _("This system has as many subscriptions as it can have."),
        "type_unknown": _("There is no such event."),
        "unknown": _("It is no longer there."),
    }
)
NOTES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "": "",
        "bad_address": _("The address can no longer be called"),
        "certificate": _("The certificate does not hold"),
        "closed": _("The connection was closed without an answer"),
        "gone": _("The receiver says that it is gone"),
        "name_unknown": _("The name leads nowhere"),
        "not_http": _("What came back is no HTTP"),
        "page": _("A web page came back instead of an answer"),
        "private_address": _("The name leads into a private network"),
        "redirect": _("It sends elsewhere, which is not followed"),
        "refused": _("The receiver refused it"),
        "timed_out": _("No answer in time"),
        "unreachable": _("Nobody there"),
    }
)
STATES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {"waiting": _("On its way"), "taken": _("Delivered"), "dead": _("Given up")}
)
# What the record of changes calls what is set of a subscription.
RECORDED: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "name": _("Name"),
        "url": _("Address"),
        "server": _("Server"),
        "types": _("Events"),
        "fields": _("Told of each case"),
        "area_path": _("Only of this area"),
        "category_path": _("Only of this category"),
        "secret": _("Secret"),
    }
)
