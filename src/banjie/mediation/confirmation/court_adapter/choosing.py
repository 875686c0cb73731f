"""Which court's system a site is joined to."""

from django.conf import settings

from .http_json import HttpJsonCourt
from .protocol import CourtSystem, Settings


def court_system() -> CourtSystem | None:
    """None where no address is set: then sets go by hand, as packages."""
    if not settings.BANJIE_COURT_URL:
        return None
    return HttpJsonCourt(
        Settings(settings.BANJIE_COURT_URL, settings.BANJIE_COURT_TOKEN, float(settings.BANJIE_COURT_SECONDS))
    )
