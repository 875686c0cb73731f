"""Words for the codes that lists and pages of cases show."""

from django import template

from banjie.cases import wording
from banjie.web.workbench.case_words import TONES

register = template.Library()


@register.filter
def state_words(key: str) -> str:
    return str(wording.word(wording.STATES, key))


@register.filter
def state_tone(key: str) -> str:
    return TONES.get(key, "accent")


@register.filter
def level_words(key: str) -> str:
    return str(wording.CHOICES["level"].get(key, key))


@register.filter
def kind_words(key: str) -> str:
    return str(wording.CHOICES["kind"].get(key, key))


@register.filter
def channel_words(key: str) -> str:
    return str(wording.CHOICES["channel"].get(key, key))


@register.filter
def identity_words(key: str) -> str:
    return str(wording.CHOICES["identity"].get(key, key))


@register.filter
def contacted_words(key: str) -> str:
    return str(wording.CHOICES["contacted_how"].get(key, key))


@register.filter
def solved_words(key: str) -> str:
    return str(wording.CHOICES["solved"].get(key, key))


@register.filter
def satisfaction_words(value: int) -> str:
    return str(wording.SATISFACTION.get(str(value), value))
