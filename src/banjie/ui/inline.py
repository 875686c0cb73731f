"""The smallest components, written without a template: a list shows hundreds of them, and rendering a
template costs twenty times what formatting a line does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from django.templatetags.static import static
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import elapsed

TONES = ("neutral", "accent", "good", "warn", "danger")

# Circle, triangle, square, ring: the shape says it to whoever does not see the colour.
_SHAPES: Mapping[str, str] = {
    "good": '<circle class="lamp-circle" cx="6" cy="6" r="4.5"/>',
    "warn": '<path class="lamp-triangle" d="M6 .9 11.6 11H.4z"/>',
    "danger": '<rect class="lamp-square" x="1.5" y="1.5" width="9" height="9" rx="1"/>',
    "neutral": '<circle class="lamp-ring" cx="6" cy="6" r="3.75"/>',
}


class UnknownTone(ValueError):
    """A tone outside TONES: a typing mistake in a template, found by the first test that renders it."""


def tone_named(tone: str) -> str:
    if tone not in TONES:
        raise UnknownTone(f"{tone!r} is none of {', '.join(TONES)}")
    return tone


def icon(name: str, size: str = "", label: str = "") -> SafeString:
    classes = f"icon icon-{size}" if size else "icon"
    href = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, href)


def button(
    text: str,
    *,
    kind: str,
    icon_name: str,
    reason: str,
    small: bool,
    wide: bool,
    icon_only: bool,
    extra: Mapping[str, Any],
) -> SafeString:
    """A <button>, or an <a> when `extra` holds an href. With `reason` it is unusable and says why beside it."""
    looks = (kind, "small" if small else "", "wide" if wide else "", "icon" if icon_only else "")
    tag = "a" if "href" in extra else "button"
    reason_id = f"reason-{crc32(f'{text}{reason}'.encode()):x}" if reason else ""
    written = {
        "class": " ".join(["button", *(f"button-{look}" for look in looks if look)]),
        "type": "" if tag == "a" else "submit" if kind == "primary" else "button",
        "aria_label": text if icon_only else "",
        "title": text if icon_only else "",
        "aria_disabled": "true" if reason else "",
        "aria_describedby": reason_id,
        **extra,
    }
    drawing = icon(icon_name) if icon_name else ""
    words = "" if icon_only else format_html("<span>{}</span>", text)
    made = format_html("<{}{}>{}{}</{}>", tag, attributes(written), drawing, words, tag)
    if not reason:
        return made
    return format_html('{} <span class="button-reason" id="{}">{}</span>', made, reason_id, reason)


def badge(text: str, *, tone: str, icon_name: str, outline: bool) -> SafeString:
    classes = f"badge badge-{tone_named(tone)}{' badge-outline' if outline else ''}"
    return format_html('<span class="{}">{}{}</span>', classes, icon(icon_name, "s") if icon_name else "", text)


def lamp(tone: str, text: str) -> SafeString:
    tone = "good" if tone_named(tone) == "accent" else tone
    return format_html('<span class="lamp lamp-{}">{}<span>{}</span></span>', tone, _shape(tone), text)


def relative_time(at: datetime, *, now: datetime | None) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}" data-ago data-short="{}">{}</time>',
        at.isoformat(timespec="seconds"),
        elapsed.exact(at),
        elapsed.short(at, now=now),
        elapsed.ago(at, now=now) if now else elapsed.short(at),
    )


def deadline(due: datetime, *, tone: str, text: str, warn_at: datetime | None, live: bool, title: str) -> SafeString:
    shapes = mark_safe("".join(_SHAPES.values())) if live else mark_safe(_SHAPES[tone])  # noqa: S308  constants
    return format_html(
        '<time class="deadline deadline-{}" datetime="{}" title="{}"{}>{}<span>{}</span></time>',
        tone,
        due.isoformat(timespec="seconds"),
        title,
        attributes({"data_deadline": live, "data_warn_at": warn_at and warn_at.isoformat(timespec="seconds")}),
        _drawing(shapes),
        text,
    )


def options(choices: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """Hundreds on a page of filters, so each is put together by hand."""
    lines = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in ((value, str(words)) for value, words in choices)
    )
    return mark_safe("".join(lines))  # noqa: S308  every value is escaped above


def attributes(values: Mapping[str, Any]) -> SafeString:
    """HTML attributes: None, False and "" are left out, True stands alone, `_` becomes `-`."""
    return format_html_join(
        "",
        "{}",
        ((_attribute(key, value),) for key, value in values.items() if value not in (None, False, "")),
    )


def _attribute(key: str, value: Any) -> SafeString:
    name = key.strip("_").replace("_", "-")
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


def _shape(tone: str) -> SafeString:
    return _drawing(mark_safe(_SHAPES[tone]))  # noqa: S308  a constant


def _drawing(shapes: SafeString) -> SafeString:
    return format_html('<svg class="lamp-shape" viewBox="0 0 12 12" aria-hidden="true">{}</svg>', shapes)
