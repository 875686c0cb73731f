"""Components as template tags: `{% load ui %}`. Each is documented in ui/README.md and shown in the gallery.

Tags that hold content are block tags: `{% dialog id="x" title=_("…") %} … {% enddialog %}`.
Keyword arguments a tag does not know become HTML attributes, with `_` written as `-`:
`{% button _("Accept") hx_post=url %}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from .. import elapsed, inline
from ..widgets import FilePicker

register = template.Library()

# The static imports of ui/js/app.js, and theirs; a test compares.
APP_IMPORTS = (
    "appearance", "dialogs", "drafts_cleared", "elements", "every_page", "menus", "requests", "rows", "shortcuts",
    "strings", "submitting", "time", "toasts",
)  # fmt: skip


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; `size` is "", "s", "l" or "xl". With `label` it speaks, without it is decoration."""
    return inline.icon(name, size, label)


@register.simple_tag
def button(text: str, *, kind: str = "", icon: str = "", reason: str = "", **attributes: Any) -> SafeString:
    """A button, or a link when `href` is given. `kind`: "", primary, quiet, danger.

    `reason` makes it unusable and says why beside it. `icon_only=True` needs `icon`; the text is spoken.
    """
    looks = {key: bool(attributes.pop(key, False)) for key in ("small", "wide", "icon_only")}
    return inline.button(text, kind=kind, icon_name=icon, reason=reason, extra=attributes, **looks)


@register.simple_tag
def badge(text: str, tone: str = "neutral", icon: str = "", outline: bool = False) -> SafeString:
    """A word with a ground. Tones other than neutral are for meaning; give them an icon."""
    return inline.badge(text, tone=tone, icon_name=icon, outline=outline)


@register.simple_tag
def lamp(tone: str, text: str) -> SafeString:
    """Circle, triangle, square or ring, and the word."""
    return inline.lamp(tone, text)


@register.simple_tag
def module_preloads() -> SafeString:
    """What app.js imports at once, named before it is read: on a slow line each round more is a blink.

    One link where the files are collected, since they are one file there.
    """
    return _preloads()


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any = None) -> SafeString:
    """The <option>s of a <select>, from pairs of a value and its words."""
    return inline.options(choices, chosen)


@register.simple_tag(takes_context=True)
def relative_time(context: Context, at: datetime | None, *, now: datetime | None = None) -> SafeString:
    """<time> that reads "3 min ago" and shows the exact time on hover or tap; kept current by time.js."""
    if at is None:
        return SafeString("")
    return inline.relative_time(at, now=now or context.get("now"))


@register.simple_tag(takes_context=True)
def deadline(
    context: Context,
    due: datetime | None,
    *,
    warn_at: datetime | None = None,
    paused: bool = False,
    done_at: datetime | None = None,
    now: datetime | None = None,
) -> SafeString:
    """What is left until `due`, with a lamp: good, warn after `warn_at`, danger when over.

    A paused deadline rests; one met or missed at `done_at` says which, and stands still.
    """
    if due is None:
        return SafeString("")
    at = done_at or now or context["now"]
    tone, text = elapsed.deadline_words(due, at, warn_at=warn_at, paused=paused, done=done_at is not None)
    live = not paused and done_at is None
    return inline.deadline(due, tone=tone, text=text, warn_at=warn_at, live=live, title=elapsed.exact(due))


@register.filter
def short_time(at: datetime) -> str:
    """Local "11-22 14:30", for columns of a list."""
    return elapsed.short(at)


@register.filter
def exact_time(at: datetime) -> str:
    """Local "2026-11-22 14:30"."""
    return elapsed.exact(at)


@register.filter
def as_lead(label: object) -> str:
    """A label before a colon: a question gives up its mark."""
    return str(label).rstrip("?？:： ")


@register.simple_block_tag
def field(
    content: str, *, label: str, for_id: str, hint: str = "", error: str = "", optional: bool = False
) -> SafeString:
    """A label, hint and error around a control that is not a Django form field (`for_id` is its id)."""
    return _component("field", control=content, label=label, for_id=for_id, hint=hint, error=error, optional=optional)


@register.simple_block_tag
def fieldset(content: str, *, legend: str, hint: str = "") -> SafeString:
    return _component("fieldset", content=content, legend=legend, hint=hint)


@register.simple_block_tag
def table(
    content: str, *, caption: str, columns: Iterable[Mapping[str, Any]], selectable: bool = False,
    stacks: bool = True, **attributes: Any,
) -> SafeString:  # fmt: skip
    """A dense table; the content is its rows (<tr>). See README for the keys of a column."""
    return _component(
        "table", content=content, caption=caption, columns=columns, selectable=selectable, stacks=stacks,
        attributes=inline.attributes(attributes), keys=json.dumps(_row_keys(selectable), ensure_ascii=False),
    )  # fmt: skip


def _row_keys(selectable: bool) -> dict[str, str]:
    keys = {"j": gettext("Next row"), "k": gettext("Previous row"), "Enter": gettext("Open the row")}
    return {**keys, "x": gettext("Select the row")} if selectable else keys


@register.simple_block_tag
def dialog(content: str, *, id: str, title: str, wide: bool = False) -> SafeString:
    """A native modal dialog, opened by any element with data-dialog-open="<id>"."""
    return _component("dialog", content=content, id=id, title=title, wide=wide)


@register.simple_block_tag
def callout(content: str, *, tone: str = "neutral", title: str = "", icon: str = "") -> SafeString:
    return _component("callout", content=content, tone=inline.tone_named(tone), title=title, icon_name=icon)


@register.simple_block_tag
def empty(content: str, *, title: str, text: str = "", icon: str = "inbox") -> SafeString:
    """Nothing here: why, and the next step (the content: one or two buttons)."""
    return _component("empty", content=_trimmed(content), title=title, text=text, icon_name=icon)


@register.simple_block_tag
def timeline(content: str, *, label: str) -> SafeString:
    return _component("timeline", content=content, label=label)


@register.simple_block_tag(takes_context=True)
def timeline_entry(
    context: Context, content: str, *, title: str, at: datetime, who: str = "", icon: str = "circle-dot",
    tone: str = "neutral",
) -> SafeString:  # fmt: skip
    return _component(
        "timeline_entry", content=_trimmed(content), title=title, time=relative_time(context, at), who=who,
        icon_name=icon, tone=inline.tone_named(tone),
    )  # fmt: skip


@register.simple_block_tag
def facts(content: str, *, stacked: bool = False) -> SafeString:
    """A key–value list; holds `{% fact %}` blocks."""
    return _component("facts", content=content, stacked=stacked)


@register.simple_block_tag
def fact(content: str, *, label: str) -> SafeString:
    return _component("fact", content=_trimmed(content), label=label)


@register.simple_block_tag
def disclosure(content: str, *, summary: str, open: bool = False) -> SafeString:
    return _component("disclosure", content=content, summary=summary, open=open)


@register.simple_block_tag
def menu(
    content: str, *, label: str, icon: str = "chevron-down", side: str = "start", icon_only: bool = False,
    quiet: bool = False,
) -> SafeString:  # fmt: skip
    """A button that opens a list of links and buttons. `side`: start, end, up."""
    return _component("menu", content=content, label=label, icon_name=icon, side=side, icon_only=icon_only, quiet=quiet)


@register.simple_tag
def file_picker(
    name: str, *, label: str, limit_mb: int = 20, accept: str = "", multiple: bool = False, required: bool = False
) -> SafeString:
    """The chooser of files where no form stands behind the page; `label` is spoken before its button."""
    picker = FilePicker(limit_mb=limit_mb, accept=accept, multiple=multiple)
    drawn = picker.render(name, None, {"id": f"id_{name}", **({"required": True} if required else {})})
    return format_html('<label class="visually-hidden" for="id_{}">{}</label>{}', name, label, drawn)


@register.simple_block_tag(name="map", end_name="endmap")
def map_container(
    content: str, *, id: str, label: str, features: Mapping[str, Any] | None = None, features_url: str = "",
    base_map: Mapping[str, Any] | None = None, height: str = "", pick: bool = False,
    lon_name: str = "longitude", lat_name: str = "latitude", lon: Any = None, lat: Any = None,
) -> SafeString:  # fmt: skip
    """A map of GeoJSON `features` (WGS-84), or of `features_url`; with `pick=True` it puts a pin into two
    inputs. `base_map`: None draws our shapes on plain ground, so that no tile server is needed."""
    return _component(
        "map", id=id, label=label, content=_trimmed(content), features_url=features_url, height=height,
        pick=pick, lon_name=lon_name, lat_name=lat_name, lon="" if lon is None else lon,
        lat="" if lat is None else lat,
        features_script=json_script(features, f"{id}-features") if features else "",
        base_map_script=json_script(base_map, f"{id}-base-map") if base_map else "",
    )  # fmt: skip


@register.simple_block_tag
def chart(
    content: str, *, id: str, label: str, series: Iterable[Mapping[str, Any]], kind: str = "columns", unit: str = "",
    max: str = "",
) -> SafeString:  # fmt: skip
    """A drawing of a table, and the table behind a button; the content is the table's rows. See the component."""
    columns = [{"tone": "accent", "shape": "bar", **each} for each in series]
    keys = sum(each["shape"] != "none" for each in columns[1:]) > 1
    return _component(
        "chart", content=content, id=id, label=label, series=columns, keys=keys, kind=kind, unit=unit, max=max,
    )  # fmt: skip


@register.simple_tag
def ui_strings() -> SafeString:
    """The words of the scripts, once per page (base.html does it)."""
    return json_script(elapsed.script_strings(), "ui-strings")


@cache
def _preloads() -> SafeString:
    addresses = dict.fromkeys(static(f"ui/js/{name}.js") for name in APP_IMPORTS)
    links = (format_html('<link rel="modulepreload" href="{}" fetchpriority="low">', address) for address in addresses)
    return SafeString("".join(links))


def _trimmed(content: str) -> SafeString:
    """What a block tag holds, already rendered and escaped, so that an empty block counts as empty."""
    return SafeString(content.strip())


def _component(name: str, **parameters: Any) -> SafeString:
    return SafeString(render_to_string(f"ui/components/{name}.html", parameters).strip())
