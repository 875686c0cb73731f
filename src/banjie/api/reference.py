"""The reference of the API as a page, drawn from its own description; and what lies nowhere."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from banjie.api.problems import MEANINGS, Kind, Problem
from banjie.api.v1.openapi import description


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("api-reference"))


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    made = description()
    context = {
        "info": made["info"],
        "groups": _groups(made),
        "schemas": sorted(_schemas(made), key=lambda each: str(each["name"])),
        "problems": [{"kind": kind, "meaning": MEANINGS[kind]} for kind in Kind],
    }
    return render(request, "api/reference.html", context)


def nowhere(request: HttpRequest) -> HttpResponse:
    return Problem(Kind.NOT_FOUND).response()


def _groups(made: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            shown = {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": operation.get("summary", ""),
                "description": operation.get("description", ""),
                "parameters": [_parameter(each) for each in operation.get("parameters", ())],
                "body": _body(operation),
                "answers": _answers(operation),
                "public": not operation.get("security"),
            }
            groups.setdefault(operation["tags"][0], []).append(shown)
    return list(groups.items())


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter.get("schema", {})
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "required": parameter.get("required", False),
        "kind": kind_of(schema),
        "description": schema.get("description", "") or parameter.get("description", ""),
    }


def _body(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    for media, described in content.items():
        named = str(described.get("schema", {}).get("$ref", "")).rpartition("/")[2]
        return named or media
    return ""


def _answers(operation: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for status, described in operation["responses"].items():
        for content in described.get("content", {}).values():
            named = str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
            if named and named != "Problem":
                found.append((status, named))
    return found


def _schemas(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, schema in made["components"]["schemas"].items():
        if "properties" in schema:
            needed = schema.get("required", ())
            yield {
                "name": name,
                "description": schema.get("description", ""),
                "fields": [
                    {
                        "name": key,
                        "kind": kind_of(field),
                        "required": key in needed,
                        "description": field.get("description", "") or field.get("title", ""),
                    }
                    for key, field in schema["properties"].items()
                ],
            }


def kind_of(schema: dict[str, Any]) -> str:
    """A JSON schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " | ".join(kind_of(each) for each in schema[several])
    if schema.get("type") == "array":
        return f"[{kind_of(schema.get('items', {}))}]"
    return " ".join(str(part) for part in (schema.get("type", "any"), schema.get("format", "")) if part)
