"""The body of a call as a document: JSON, or the fields of a form. Pure."""

from typing import Any, Final
from urllib.parse import parse_qsl

import orjson

_MOST_FIELDS: Final = 200


class NotADocument(ValueError):
    """It is neither, or not in UTF-8."""


def document_of(body: bytes) -> Any:
    """Raises NotADocument. What begins like JSON is that; the rest is read as a form."""
    start = body.lstrip()[:1]
    if start in {b"{", b"["}:
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            raise NotADocument("json") from None
    if b"=" not in body or start == b"<":
        raise NotADocument("form")
    return form_of(body)


def form_of(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except (UnicodeDecodeError, ValueError):
        raise NotADocument("form") from None
    if not pairs:
        raise NotADocument("empty")
    return dict(pairs)
