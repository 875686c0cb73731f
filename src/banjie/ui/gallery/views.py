"""The gallery: every component in all its states, and sample pages of each frame.

`?theme=dark` and `?language=en` choose the look; both are also what the accessibility test walks through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..context_processors import THEMES
from .content import example_context
from .examples import ORDER, Example, examples_of
from .samples import SAMPLES, sample_context

LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Shown:
    """An example and what it renders to."""

    example: Example
    html: SafeString


def components(request: HttpRequest) -> HttpResponse:
    with translation.override(_language(request)):
        groups = [
            (name, [Shown(example, _rendered(request, example)) for example in examples_of(name)]) for name in ORDER
        ]
        rail = [{"label": _("Sample pages")}, *_sample_links(request), {"label": _("Components")}]
        rail += [{"label": name, "url": f"#component-{name}"} for name in ORDER]
        return _page(request, "ui/gallery/components.html", {"groups": groups, "rail": rail})


def sample(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page with made-up content, to judge a frame by."""
    if name not in SAMPLES:
        raise Http404(name)
    template, status = SAMPLES[name]
    with translation.override(_language(request)):
        return _page(request, template, sample_context(name, request.GET.get("rows", "7")), status=status)


def options(request: HttpRequest) -> JsonResponse:
    """What a combobox with a URL asks: ?q=…"""
    wanted = request.GET.get("q", "").strip().lower()
    with translation.override(_language(request)):
        found = [
            {"value": option["value"], "label": str(option["label"]), "detail": str(option["detail"])}
            for option in example_context()["options"]
            if wanted in str(option["label"]).lower() or option["initials"].startswith(wanted)
        ]
    return JsonResponse({"options": found})


def fragment(request: HttpRequest) -> HttpResponse:
    """What the htmx examples fetch."""
    response = HttpResponse('<p role="status">✓</p>')
    response["HX-Trigger"] = '{"toast": {"text": "OK", "tone": "good"}}'
    return response


def _page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    theme = request.GET.get("theme", "")
    chosen = {
        **({"theme": theme} if theme in THEMES else {}),
        "home_url": request.path.rsplit("gallery/", 1)[0] + "gallery/",
        "languages": LANGUAGES,
        "now": example_context()["now"],
    }
    return render(request, template, {**context, **chosen}, status=status)


def _rendered(request: HttpRequest, example: Example) -> SafeString:
    template = engines["django"].from_string("{% load i18n ui %}" + example.source)
    return SafeString(template.render(example_context(), request))


def _sample_links(request: HttpRequest) -> list[dict[str, Any]]:
    return [{"label": name, "url": f"{request.path}{name}/"} for name in SAMPLES]


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in LANGUAGES else translation.get_language() or LANGUAGES[0]
