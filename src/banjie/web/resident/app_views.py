"""The portal as an app on a phone."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

# Phones cut the last to a shape of their own, so it has more room around.
_ICONS: Final = (
    ("app-192.png", "192x192", "any"),
    ("app-512.png", "512x512", "any"),
    ("app-512-maskable.png", "512x512", "maskable"),
)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks before it puts the portal beside its apps."""
    language = get_language() or settings.LANGUAGE_CODE
    home = reverse("resident:home")
    told = {
        "name": str(settings.SITE_NAME),
        "short_name": str(settings.SITE_NAME),
        "description": _("Raise a matter once, follow every step, and say in the end whether it is settled."),
        "lang": "zh-CN" if language == "zh-hans" else language,
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0f5f6b",
        "icons": [
            {"src": static(f"ui/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in _ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")
