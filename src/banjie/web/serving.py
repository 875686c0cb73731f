"""Handing out stored files: the type and the disposition that were judged by content, not by name."""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse


def file_response(content: Any, headers: Mapping[str, str]) -> FileResponse:
    """Django guesses type and disposition from a name; what was judged on the way in replaces the guess."""
    response = FileResponse(content, content_type=headers.get("Content-Type"))
    for name, value in headers.items():
        response[name] = value
    return response
