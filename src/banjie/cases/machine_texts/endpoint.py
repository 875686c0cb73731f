"""Which model is set, if one is."""

from django.conf import settings

from banjie.intelligence.drafting.asking import Endpoint


def endpoint() -> Endpoint | None:
    """None where no model is set: then nothing is offered, and nothing asked of the database."""
    if not settings.BANJIE_MODEL_URL:
        return None
    return Endpoint(
        settings.BANJIE_MODEL_URL,
        settings.BANJIE_MODEL_NAME,
        settings.BANJIE_MODEL_KEY,
        float(settings.BANJIE_MODEL_SECONDS),
    )
