"""Where the figures of a report lead."""

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from banjie.analytics.report.blocks import Link


def address(link: Link) -> str:
    """A page of this installation, or a place on the report's own."""
    if link.case_id is not None:
        return reverse("workbench:case", args=[link.case_id])
    if link.anchor:
        return f"#{link.anchor}"
    return f"{reverse('workbench:cases')}?{urlencode(link.filters)}"


def outside(link: Link) -> str:
    """The same from a document that was saved somewhere; places within it are left to its reader."""
    return "" if link.anchor else f"{settings.PUBLIC_URL}{address(link)}"
