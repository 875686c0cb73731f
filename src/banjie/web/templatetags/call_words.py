"""Whom to call in danger, for templates: the numbers of where this installation stands."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.platform.numbers import numbers

register = template.Library()


@register.simple_tag
def emergency_numbers() -> list[dict[str, str]]:
    """Each with `call` and `word`: 110 police."""
    language = get_language() or ""
    return [{"call": each.call, "word": each.worded(language)} for each in numbers().emergency]


@register.simple_tag
def emergency_words() -> str:
    """All of them in one phrase: 110 (police), 119 (fire), 120 (ambulance)."""
    return _(", ").join(_("%(call)s (%(word)s)") % each for each in emergency_numbers())


@register.simple_tag
def number_to_call(code: str) -> str:
    """What to dial; "" where there is no such number here."""
    return numbers().call(code)
