"""Service discovery: where the endpoint is, what it speaks, and when services last changed."""

from functools import lru_cache

from django.conf import settings
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from banjie.api.open311.door import Asked
from banjie.api.open311.writing import MEDIA_TYPES, Document
from banjie.catalogue import queries as catalogue

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
_BEFORE_ALL = "1970-01-01 00:00"


def discovered(asked: Asked) -> Document:
    changeset = _changeset(catalogue.current().number)
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{settings.PUBLIC_URL}/open311/v2",
        "changeset": changeset,
        "type": "test" if settings.DEBUG else "production",
        "formats": list(MEDIA_TYPES.values()),
    }
    content = {
        "changeset": changeset,
        "contact": settings.BANJIE_OPEN311_CONTACT
        or _("Ask the centre: %(address)s") % {"address": settings.PUBLIC_URL},
        "key_service": _("The centre gives keys to systems that it admits; ask as under contact."),
        "endpoints": [endpoint],
    }
    return Document("discovery", content)


@lru_cache(maxsize=8)
def _changeset(number: int) -> str:
    """When the release in force was published: services and what they ask are part of it."""
    if not number:
        return _BEFORE_ALL
    published = catalogue.release_facts(number).published_at
    return published.astimezone(get_default_timezone()).strftime("%Y-%m-%d %H:%M:%S")
