"""What every page's frame needs from the request: the look the person has chosen."""

from __future__ import annotations

from django.http import HttpRequest

THEMES = ("light", "dark")
DENSITIES = ("compact", "roomy")


def appearance(request: HttpRequest) -> dict[str, str]:
    """`theme` and `density` from their cookies; empty means: as the system wishes, and regular.

    The server writes them into <html>, so that a page never flashes in the wrong colours.
    """
    theme = request.COOKIES.get("theme", "")
    density = request.COOKIES.get("density", "")
    return {
        "theme": theme if theme in THEMES else "",
        "density": density if density in DENSITIES else "",
    }
