"""Texts with what tells of persons in them marked, for those who read them before others do."""

from collections.abc import Sequence
from typing import Any

from banjie.cases.wording_publishing import FINDINGS
from banjie.intelligence.personal.reading import marks


def marked(text: str) -> Sequence[tuple[str, Any]]:
    """The text in pieces, each with what it may be, or with "" where it tells of nobody."""
    pieces: list[tuple[str, Any]] = []
    end = 0
    for mark in marks(text):
        pieces += [(text[end : mark.start], ""), (text[mark.start : mark.end], FINDINGS[mark.kind])]
        end = mark.end
    return [piece for piece in (*pieces, (text[end:], "")) if piece[0]]
