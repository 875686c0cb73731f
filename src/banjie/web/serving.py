"""Handing out stored files: the type and the disposition that were judged by content, not by name."""

import io
from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, Http404

from banjie.platform import files


def file_response(content: Any, headers: Mapping[str, str]) -> FileResponse:
    """Django guesses type and disposition from a name; what was judged on the way in replaces the guess."""
    response = FileResponse(content, content_type=headers.get("Content-Type"))
    for name, value in headers.items():
        response[name] = value
    return response


def stored(digest: str, name: str) -> FileResponse:
    """A file by its digest, whose kind no row remembers: judged again by its content. Http404 where it is gone."""
    try:
        with files.open(digest) as kept:
            content = bytes(kept.read())
    except files.FileMissing:
        raise Http404 from None
    return file_response(io.BytesIO(content), files.response_headers(files.sniff(content), name))
