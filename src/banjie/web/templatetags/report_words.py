"""Runs of a report's text, figures as links."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from banjie.analytics.report.worded import Drawing, Head, Run, Segment
from banjie.web.reports.addresses import address

register = template.Library()


@register.simple_tag
def run(segments: Run) -> SafeString:
    return format_html_join("", "{}", ((_segment(each),) for each in segments))


@register.simple_tag
def cell(place: int, heads: Sequence[Head], segments: Run) -> SafeString:
    head = heads[place]
    look = "number" if head.number else "unbroken" if head.tight else "report-wide" if head.wide else ""
    return format_html("<td{}>{}</td>", format_html(' class="{}"', look) if look else "", run(segments))


@register.simple_tag
def drawing(chart: Drawing) -> SafeString:
    """The drawing itself: text in it was escaped where it was drawn."""
    return mark_safe(chart.svg)  # noqa: S308


def _segment(segment: Segment) -> SafeString | str:
    if segment.link is None:
        return segment.text
    return format_html('<a href="{}">{}</a>', address(segment.link), segment.text)
