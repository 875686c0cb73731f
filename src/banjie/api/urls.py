"""The addresses for machines. Whatever is not among them is answered as a problem, not as a page."""

from django.urls import path, re_path

from banjie.api import reference
from banjie.api.gate import guarded
from banjie.api.v1.api import api
from banjie.api.v1.openapi import openapi_json

urlpatterns = [
    path("", reference.home, name="api-home"),
    path("v1/", reference.page, name="api-reference"),
    path("v1/openapi.json", guarded(openapi_json), name="api-openapi"),
    path("v1/", api.urls),
    re_path(r"", guarded(reference.nowhere)),
]
