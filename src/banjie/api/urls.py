"""The addresses for machines. Whatever is not among them is answered as a problem, not as a page."""

from typing import Any

from django.urls import include, path, re_path

from banjie.api import feeds, reference
from banjie.api.gate import guarded
from banjie.api.v1.api import api
from banjie.api.v1.openapi import openapi_json

_ours: list[Any] = [
    path("", reference.home, name="api-home"),
    path("v1/", reference.page, name="api-reference"),
    path("v1/openapi.json", guarded(openapi_json), name="api-openapi"),
    path("v1/", api.urls),
    re_path(r"", guarded(reference.nowhere)),
]
urlpatterns = [
    path("in/", include("banjie.api.channels.urls")),
    path("api/", include(_ours)),
    path("feeds/cases.atom", feeds.atom, name="feed-atom"),
    path("feeds/cases.json", feeds.json_feed, name="feed-json"),
    path("calendars/<str:token>.ics", feeds.calendar, name="unit-calendar"),
    # Beside our own, since apps of many cities ask for it there.
    path("open311/", include("banjie.api.open311.urls")),
]
