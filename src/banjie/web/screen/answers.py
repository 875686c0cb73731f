"""What a screen is sent, put into words once for all that show the same."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import orjson
from django.templatetags.static import static
from django.utils.translation import get_language

from banjie.analytics.screen import Content, drawing_of
from banjie.organisations.permissions import Permission
from banjie.organisations.screens.layout import Layout
from banjie.places import queries as places
from banjie.web.screen.access import Access
from banjie.web.screen.presenting import shown

_MOST_KEPT: Final = 512
_FILES: Final = (
    *(f"web/screen/{name}.js" for name in ("screen", "figures", "sheet", "boards", "poll", "state")),
    "web/screen/screen.css",
    "ui/css/app.css",
    "ui/js/chart.js",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures as values and as they go over the wire, with the mark by which a screen tells them apart."""

    content: Content
    body: dict[str, Any]
    written: bytes
    etag: str


_kept: dict[tuple[str, ...], Answer] = {}


def answer(access: Access, content: Content, layout: Layout) -> Answer:
    """Readers of one area, language and kind get the same, and it is made once for as long as the figures hold."""
    mark = _version(access, layout)
    has_worklist = access.viewer is not None and access.viewer.may(Permission.CASES_NOTE)
    key = (access.area.path, mark, str(has_worklist))
    known = _kept.get(key)
    if known is None or known.content is not content:
        drawing = drawing_of(access.area, at=content.at)
        body = {"version": mark, **shown(content, drawing, access)}
        written = orjson.dumps(body)
        known = Answer(content, body, written, f'"{hashlib.sha256(written).hexdigest()[:32]}"')
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = known
    return known


def _version(access: Access, layout: Layout) -> str:
    """Changes with whatever only a page loaded anew can show: files, layout, areas, language, kind of reader."""
    parts = [static(name) for name in _FILES]
    parts += [version("banjie"), get_language() or "", str(layout.as_data()), str(places.version())]
    parts.append(str(access.viewer is not None))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
