"""Words for a party's own page."""

from datetime import date, datetime

from django import template

from banjie.mediation.queries import OwnObligation
from banjie.web.party import keeping_words, plain_words

register = template.Library()


@register.filter
def iso_day(text: str) -> str:
    """A day as it is stored (2026-12-03) as people say it."""
    return plain_words.day(date.fromisoformat(text))


@register.filter
def plain_day(moment: date) -> str:
    return plain_words.day(moment)


@register.simple_tag
def obligation_sentence(each: OwnObligation) -> str:
    return keeping_words.sentence(each)


@register.simple_tag
def when(begins: datetime, ends: datetime | None = None) -> str:
    """A time of a session as people say it."""
    return plain_words.when(begins, ends)
