"""How far a matter is, in the words that residents read."""

from django import template

from banjie.web.resident import plain_words

register = template.Library()


@register.filter
def stage_words(state: str) -> str:
    return plain_words.stage_of(state)
