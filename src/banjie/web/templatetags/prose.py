"""Plain text that people wrote, shown as it was meant: paragraphs, points, steps, and addresses one can press."""

import re
from collections.abc import Iterator
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_POINT = re.compile(r"[-•·]\s+")
_ADDRESS = re.compile(r"(https?://[A-Za-z0-9\-._~:/?#@!$&*+,;=%]*[A-Za-z0-9/=])")
_STEP = re.compile(r"\d{1,2}(?:[.、．)]|\s)\s*(?=\D)")


@register.filter
def plain_prose(text: str) -> SafeString:
    """Lines with "- " become points, lines with "1." steps; a line of its own is a paragraph. Everything is escaped."""
    lines = (line.strip() for line in text.splitlines())
    parts = [part for sort, group in groupby(filter(None, lines), key=_sort) for part in _drawn(sort, list(group))]
    return SafeString("".join(parts))


def _sort(line: str) -> str:
    if _POINT.match(line):
        return "ul"
    return "ol" if _STEP.match(line) else "p"


def _drawn(sort: str, lines: list[str]) -> Iterator[SafeString]:
    if sort == "p":
        yield from (format_html("<p>{}</p>", _linked(line)) for line in lines)
        return
    marks = _POINT if sort == "ul" else _STEP
    items = format_html_join("", "<li>{}</li>", ((_linked(marks.sub("", line, count=1)),) for line in lines))
    yield format_html("<{0}>{1}</{0}>", mark_safe(sort), items)  # noqa: S308 — one of two names


def _linked(line: str) -> SafeString:
    """Chinese has no space before an address, and none behind."""
    parts = _ADDRESS.split(line)
    return format_html_join("", "{}", ((_link(part) if place % 2 else part,) for place, part in enumerate(parts)))


def _link(address: str) -> SafeString:
    return format_html('<a href="{0}" rel="nofollow noopener">{0}</a>', address)
