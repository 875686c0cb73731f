"""Words of halls for templates."""

from django import template

from banjie.services.hall import wording

register = template.Library()


@register.filter
def hall_number(number: int) -> str:
    """As it stands on a slip and on the wall: 007."""
    return f"{number:03d}"


@register.filter
def hall_purpose(purpose: str) -> str:
    return str(wording.PURPOSES[purpose])
