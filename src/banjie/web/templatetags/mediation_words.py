"""Words and marks for the codes of disputes."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from banjie.mediation import place_words as called
from banjie.mediation import sentences, wording
from banjie.mediation.models import ConsentAnswer, Ending
from banjie.web.mediation.documents import words as document_words
from banjie.web.workbench.case_words import TONES

register = template.Library()

_ENDINGS = {Ending.AGREED: "good"}


@register.filter
def dispute_tone(dispute: Any) -> str:
    return _ENDINGS.get(dispute.ending, TONES.get(dispute.case.state, "accent"))


@register.filter
def chosen(key: str, field: str) -> str:
    """The words for a closed field of mediation: `{{ seat.kind|chosen:"mediator_kind" }}`."""
    return str(wording.CHOICES[field].get(key, key)) if key else ""


@register.filter
def side_letter(letter: str) -> str:
    return called.side_letter(letter)


@register.filter
def place_words(place: str) -> str:
    return called.place_words(place)


@register.filter
def in_language(named: Any, language: str) -> str:
    return str(named.named(language))


@register.filter
def unheard_words(party: Any) -> str:
    return str(wording.UNHEARD[party.unheard])


@register.filter
def consent_words(consent: Any) -> str:
    """What a party said to one question, in a few words."""
    asked = chosen(consent.to, "to")
    if consent.about:
        asked = _("%(what)s (%(about)s)") % {"what": asked, "about": consent.about}
    if consent.answer == ConsentAnswer.GIVEN:
        return _("Agrees: %(what)s") % {"what": asked}
    if consent.answer == ConsentAnswer.REFUSED:
        return _("Refuses: %(what)s") % {"what": asked}
    return _("No longer agrees: %(what)s") % {"what": asked}


@register.filter
def binding_words(binding: Any) -> str:
    """Why a file could not be put together."""
    return document_words.binding(binding.fault, binding.about)


@register.filter
def money(amount: Decimal, currency: str = "CNY") -> str:
    """As agreements write it: 10,000.00元."""
    return sentences.money(amount, currency)
