"""Words and marks for the codes that lists and pages of cases show."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from banjie.cases import wording
from banjie.ui import inline
from banjie.web.workbench.case_words import TONES

register = template.Library()

_LEVELS = {
    "critical": ("danger", "octagon-alert"),
    "urgent": ("warn", "triangle-alert"),
    "elevated": ("neutral", "arrow-up"),
}


@register.simple_tag
def state_badge(line: Any) -> SafeString:
    """The state of a line of a list, with marks for what is out of the ordinary."""
    marks = [inline.badge(state_words(line.state), tone=state_tone(line.state), icon_name="", outline=False)]
    if line.extension_pending:
        marks.append(inline.icon("hourglass", "s", _("Extension requested")))
    if line.oversight_due_at:
        marks.append(inline.icon("eye", "s", _("Under oversight")))
    if line.reopens:
        marks.append(inline.icon("rotate-ccw", "s", _("Reopened")))
    return format_html_join(" ", "{}", ((mark,) for mark in marks))


@register.simple_tag
def level_badge(level: str) -> SafeString:
    """Nothing for an ordinary level: a list marks what stands out."""
    if level not in _LEVELS:
        return SafeString("")
    tone, icon = _LEVELS[level]
    return inline.badge(level_words(level), tone=tone, icon_name=icon, outline=False)


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
