"""Answers as JSON or XML. Pure but for the response itself.

XML is put together from the same values as JSON, by the Spark convention: a list is an element whose children
all have one name. Names of elements are ours alone; text is escaped, and what XML 1.0 cannot hold is left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import orjson
from django.http import HttpResponse

JSON, XML = "json", "xml"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType({XML: "text/xml", JSON: "application/json"})

_ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "attributes": "attribute",
        "conditions": "condition",
        "endpoints": "endpoint",
        "errors": "error",
        "formats": "format",
        "service_request_updates": "request_update",
        "service_requests": "request",
        "services": "service",
        "values": "value",
    }
)
# The production Char of XML 1.0: https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A bare CR would come back as a line feed.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


@dataclass(frozen=True, slots=True)
class Document:
    """What is answered: `content` in JSON, the same under the element `root` in XML."""

    root: str
    content: Sequence[Any] | Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def response(document: Document, form: str) -> HttpResponse:
    body = orjson.dumps(document.content) if form == JSON else as_xml(document.root, document.content)
    made = HttpResponse(body, status=document.status, content_type=f"{MEDIA_TYPES[form]}; charset=utf-8")
    for name, text in document.headers.items():
        made[name] = text
    # A client's mistake is told to the client; the log is for ours.
    made._has_been_logged = True  # type: ignore[attr-defined]
    return made


def as_xml(root: str, content: Any) -> bytes:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _write(parts, root, content)
    return "".join(parts).encode()


def _write(parts: list[str], name: str, value: Any) -> None:
    if value is None or value == "" or value == [] or value == ():
        parts.append(f"<{name}/>")
        return
    parts.append(f"<{name}>")
    if isinstance(value, Mapping):
        for key, each in value.items():
            _write(parts, key, each)
    elif isinstance(value, list | tuple):
        for each in value:
            _write(parts, _ITEMS[name], each)
    elif isinstance(value, bool):
        parts.append("true" if value else "false")
    else:
        text = str(value)
        # What can be printed XML can hold.
        parts.append((text if text.isprintable() else _NOT_XML.sub("", text)).translate(_ESCAPES))
    parts.append(f"</{name}>")
