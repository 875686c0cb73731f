"""The words for how articles stand and what is done to them, for pages, API and documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.knowledge.counting import What
from banjie.knowledge.editing import Pile
from banjie.knowledge.errors import Code
from banjie.knowledge.rules import Act, Freshness, Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STANDINGS: Mapping[Standing, "StrOrPromise"] = MappingProxyType(
    {
        Standing.WRITING: pgettext_lazy("article", "Being written"),
        Standing.PROPOSED: pgettext_lazy("article", "To be published"),
        Standing.SENT_BACK: pgettext_lazy("article", "Sent back"),
    }
)
ACTS: Mapping[Act, "StrOrPromise"] = MappingProxyType(
    {
        Act.WRITE: pgettext_lazy("article", "Change the words"),
        Act.PROPOSE: pgettext_lazy("article", "Put forward for publication"),
        Act.PUBLISH: pgettext_lazy("article", "Publish"),
        Act.SEND_BACK: pgettext_lazy("article", "Send back to its writer"),
        Act.DISCARD: pgettext_lazy("article", "Give this draft up"),
        Act.CONFIRM: pgettext_lazy("article", "It still holds"),
        Act.WITHDRAW: pgettext_lazy("article", "Take it out of public view"),
    }
)
HAPPENED: Mapping[Act, "StrOrPromise"] = MappingProxyType(
    {
        Act.WRITE: pgettext_lazy("article", "Written"),
        Act.PROPOSE: pgettext_lazy("article", "Put forward"),
        Act.PUBLISH: pgettext_lazy("article", "Published"),
        Act.SEND_BACK: pgettext_lazy("article", "Draft sent back"),
        Act.DISCARD: pgettext_lazy("article", "Draft given up"),
        Act.CONFIRM: pgettext_lazy("article", "Confirmed"),
        Act.WITHDRAW: pgettext_lazy("article", "Taken out of public view"),
    }
)
PILES: Mapping[Pile, "StrOrPromise"] = MappingProxyType(
    {
        Pile.PROPOSED: pgettext_lazy("article", "To be published"),
        Pile.TO_CONFIRM: pgettext_lazy("article", "To be confirmed"),
        Pile.WRITING: pgettext_lazy("article", "Being written"),
        Pile.PUBLISHED: pgettext_lazy("article", "Published"),
        Pile.GIVEN_UP: pgettext_lazy("article", "Given up"),
    }
)
FRESHNESS: Mapping[Freshness, "StrOrPromise"] = MappingProxyType(
    {
        Freshness.FRESH: pgettext_lazy("article", "Confirmed"),
        Freshness.SOON: pgettext_lazy("article", "To be confirmed soon"),
        Freshness.PAST: pgettext_lazy("article", "Past its day"),
    }
)
COUNTED: Mapping[What, "StrOrPromise"] = MappingProxyType(
    {
        What.YES: _("answered its reader"),
        What.NO: _("did not answer its reader"),
        What.SPARED: _("a matter needed no case any more"),
        What.TOLD: _("a caller was answered with it"),
    }
)
REFUSALS: Mapping[Code, "StrOrPromise"] = MappingProxyType(
    {
        Code.NOT_YOURS: _("This is not yours to do for this unit and these areas. Nothing was changed."),
        Code.WRONG_STAND: _("The article has moved on, and this can no longer be done. Look at what happened since."),
        Code.OWN_WORDS: _("You wrote in this draft yourself. Somebody else must read and publish it."),
        Code.UNIT_UNKNOWN: _("There is no such unit, or it is no longer in use."),
        Code.AREA_UNKNOWN: _("There is no area with this code."),
        Code.AREA_BEYOND_UNIT: _("This area lies beyond what the unit serves."),
        Code.CATEGORY_UNKNOWN: _("There is no such category."),
        Code.IDENTITY_NUMBER: _("This holds an identity number. Take it out; nothing was kept."),
        Code.NOT_CLOSED: _("The case is not closed yet; its answer may still change."),
        Code.NO_REPLY: _("The case has no approved reply to begin with."),
    }
)
PROBLEMS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "half_a_language": _("Question and answer go together in each language: fill in both, or neither."),
        "no_language": _("Write a question and its answer, in Chinese, in English, or in both."),
        "ends_before_it_begins": _("The last day lies before the first."),
        "not_a_web_address": _("Write a web address that begins with https:// or http://."),
        "stale": _("Somebody else has changed this article meanwhile. Look at it again; your words are kept below."),
    }
)
