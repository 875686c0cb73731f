"""The description of the API, made from the API itself."""

from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from banjie.api.problems import MEDIA_TYPE
from banjie.api.v1.api import api

_PROBLEM = {
    "title": "Problem",
    "description": "Problem details (RFC 9457)",
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stays the same in every language"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "pointer": {"type": "string", "description": "JSON Pointer into the body"},
                    "parameter": {"type": "string"},
                },
            },
        },
    },
}


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """OpenAPI 3.1, in English."""
    with override("en"):
        # A round trip turns lazy words into plain ones.
        made: dict[str, Any] = orjson.loads(orjson.dumps(api.get_openapi_schema(), default=str, option=_OPTIONS))
    made["servers"] = [{"url": settings.PUBLIC_URL}]
    made["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
    for path in made["paths"].values():
        for operation in path.values():
            _add_problems(operation)
    return made


_OPTIONS = orjson.OPT_NON_STR_KEYS


def _add_problems(operation: dict[str, Any]) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"]["4XX"] = {"description": "It was not done, and why", "content": content}
    operation["responses"]["5XX"] = {"description": "Try again later; nothing was changed", "content": content}


def openapi_json(request: HttpRequest) -> HttpResponse:
    return HttpResponse(orjson.dumps(description()), content_type="application/json")
