"""The words for endpoints, for what was sent there, and for what can go wrong with it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STATES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "waiting": _("To be sent"),
        "sending": _("Being sent"),
        "looking": _("Receipt lost, being looked for there"),
        "unsure": _("Somebody has to look whether it arrived"),
        "refused": _("Not sent"),
        "token": _("Handed in, number awaited"),
        "open": _("Open there"),
        "closed": _("Closed there"),
        "contested": _("Closed there, not settled for us: they are told"),
    }
)
ENDED: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "by_hand": _("No longer followed"),
        "unlinked": _("Unlinked"),
        "sent_anew": _("Sent anew since"),
        "sent_back": _("What they said was not accepted; sent anew with the reason"),
        "long_closed": _("Closed there for long"),
        "over": _("Over here, or with another unit"),
        "over_untold": _("Over here, or with another unit; the other side has not been told"),
    }
)
# What a link or an endpoint notes; also on the timeline.
NOTES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "about_unit": _("Complaints about a unit are never sent on"),
        "attributes_missing": _("What is asked there is not answered here"),
        "bad_address": _("The address can no longer be called"),
        "came_from_there": _("It came from there; it would go round in a circle"),
        "certificate": _("The certificate does not hold"),
        "closed": _("The connection was closed without an answer"),
        "confidential": _("Confidential matters are never sent on"),
        "dispute": _("Disputes are never sent on"),
        "doctype": _("XML with a document type, which is not read"),
        "gone": _("The receiver says that it is gone"),
        "name_unknown": _("The name leads nowhere"),
        "no_number": _("The answer held neither a number nor a token"),
        "not_a_list": _("The answer is not what the specification says"),
        "not_http": _("What came back is no HTTP"),
        "not_json": _("The answer is not JSON"),
        "not_mapped": _("No service there stands for this category"),
        "not_there": _("The other side no longer knows this number"),
        "not_xml": _("The answer is not XML"),
        "over": _("The case was over before it was sent"),
        "page": _("A web page came back instead of an answer"),
        "private_address": _("The name leads into a private network"),
        "redirect": _("It sends elsewhere, which is not followed"),
        "refused": _("The receiver refused it"),
        "reopened": _("It was closed there and is open again"),
        "timed_out": _("No answer in time"),
        "too_deep": _("The answer is nested too deep"),
        "too_long": _("The answer is too long"),
        "too_much": _("The answer holds too much"),
        "undecided": _("Its receipt was lost, and it cannot be told whether it arrived"),
        "unreachable": _("Nobody there"),
    }
)
REFUSALS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "address_has_credentials": _("Leave name and password out of the address; the key has its own field."),
        "address_malformed": _("This is no address that can be called. Write it whole, as https://example.org/v2."),
        "address_not_https": _("Only https is called, so that nobody reads along."),
        "address_private": _("This address lies inside a private network; those are not called from here."),
        "category_unknown": _("There is no such category."),
        "format_unknown": _("Choose JSON or XML."),
        "how_missing": _("Say how the reporter agreed."),
        "key_malformed": _("This is no key."),
        "name_missing": _("Give it a name."),
        "name_taken": _("There is one of this name already."),
        "not_now": _("It stands otherwise by now. Nothing was changed."),
        "number_missing": _("Give the number there."),
        "number_taken": _("This number belongs to another case."),
        "reason_missing": _("Give a reason."),
        "service_unknown": _("There is no such service there."),
        "unit_in_use": _("Cases of the present unit are followed there; end that first."),
        "unit_taken": _("This unit stands for another endpoint already."),
        "unit_unknown": _("There is no such unit."),
        "unknown": _("It is no longer there."),
        "used": _("Cases were sent there, so it stays. Stop it instead."),
    }
)
# What the record of changes calls what is set of an endpoint; of a mapping it names the category by its code.
RECORDED: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "name": _("Name"),
        "url": _("Address"),
        "unit": _("Unit that stands for it"),
        "format": _("Format"),
        "client": _("System by which it hands matters in here"),
        "api_key": _("Key (api_key)"),
        "tells_contact": _("The reporter's contact"),
        "takes_updates": _("Updates"),
        "lists_all": _("Its list shows every request at once, so what is not there has not arrived"),
        "declined_words": _("How its notes begin where it does not take something on"),
    }
)
