"""The secrets of subscriptions, sealed and opened."""

from datetime import datetime

from banjie.outbound.models import Subscription
from banjie.platform import crypto


def binding(client_id: int) -> str:
    """What a sealed secret is bound to, so that it opens for no other client."""
    return f"outbound-secret:{client_id}"


def sealed(secret: str, client_id: int) -> bytes:
    return crypto.encrypt(secret, bound_to=binding(client_id))


def valid(subscription: Subscription, at: datetime) -> list[str]:
    """The secrets to sign with: the present one, and for a day the one before."""
    found = [crypto.decrypt(subscription.secret, bound_to=binding(subscription.client_id))]
    if subscription.secret_before is not None and subscription.before_until and at < subscription.before_until:
        found.append(crypto.decrypt(subscription.secret_before, bound_to=binding(subscription.client_id)))
    return found
