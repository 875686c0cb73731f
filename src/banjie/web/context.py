"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from banjie.platform import clock
from banjie.web.rail import rail_of
from banjie.web.staff import viewer_of


def base_map(address: str) -> dict[str, Any] | None:
    """What the map component wants of a base map: a style (ending in .json) or raster tiles; None for none."""
    if not address:
        return None
    return {"style_url": address} if address.split("?")[0].endswith(".json") else {"tiles": [address], "max_zoom": 18}


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Lazy where it costs a query: a page without a rail does not count worklists."""
    viewer = viewer_of(request) if hasattr(request, "user") else None
    return {
        "now": clock.now(),
        "site_name": settings.SITE_NAME,
        "home_url": reverse("workbench:home") if viewer is not None else reverse("resident:home"),
        "manifest_url": reverse("resident:manifest"),
        "viewer": viewer,
        "user_name": viewer.name if viewer is not None else "",
        "find_url": reverse("workbench:find") if viewer is not None else "",
        "initials_url": reverse("workbench:initials") if viewer is not None else "",
        "rail": SimpleLazyObject(lambda: rail_of(request)),
        "language": get_language(),
        "base_map": base_map(settings.BANJIE_BASE_MAP),
    }
