"""JSON as it comes in and goes out: strict and quick."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from pydantic import BaseModel, ValidationError

JSON = "application/json"


class StrictParser(Parser):
    """Refuses what JSON does not know: NaN, bare surrogates, depths that only an attack has."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


def reply(
    shape: type[BaseModel],
    value: object,
    *,
    status: int = 200,
    entries: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A value in its published shape. `entries` is the version of a case, and becomes its ETag."""
    try:
        made = value if isinstance(value, shape) else shape.model_validate(value, from_attributes=True)
    except ValidationError as error:
        # Not the client's mistake, so it must not be told as one.
        raise RuntimeError(f"{shape.__name__} does not fit what is on record") from error
    response = HttpResponse(made.model_dump_json(), status=status, content_type=JSON)
    for name, text in (headers or {}).items():
        response[name] = text
    if entries is not None:
        response["ETag"] = f'"{entries}"'
    return response
