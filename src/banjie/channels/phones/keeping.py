"""Which browsers wish to hear of a matter: asked for on its page, kept sealed, gone with the matter's end.

The page gives every matter a subscription of its own, so even two addresses laid side by side do not say that they
are one phone's (ADR 24).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from banjie.channels import bindings
from banjie.channels.models import Phone
from banjie.core.workflow import final_states
from banjie.platform import crypto
from banjie.platform.pushing.address import BrowserAddress, NotAnAddress
from banjie.platform.pushing.identity import Identity

# A household's phones and a computer; one more takes the place of the oldest.
MOST: Final = 5
_SETTLING: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A browser that wishes to hear, and under which of our keys it asked."""

    address: BrowserAddress = field(repr=False)
    key: str


@transaction.atomic
def ask(case_id: int, given: Any, *, by: Identity, language: str, at: datetime) -> None:
    """Keeps what a browser gave (`BrowserAddress.read`). Asking twice is asking once. Raises NotAnAddress."""
    address = BrowserAddress.read(given)
    digest = bindings.phone_of(case_id, address.endpoint)
    told = {**address.written, "key": by.public}
    sealed = crypto.encrypt_json(told, bound_to=bindings.phone(case_id, digest))
    kept = {"sealed": sealed, "language": language[:20], "since": at}
    Phone.objects.update_or_create(case_id=case_id, digest=digest, defaults=kept)
    newest = Phone.objects.filter(case_id=case_id).order_by("-since", "-id").values_list("id", flat=True)
    Phone.objects.filter(id__in=list(newest[MOST:])).delete()


def stop(case_id: int, given: Any) -> None:
    """Nothing more is sent there, and nothing of it is kept. Raises NotAnAddress."""
    endpoint = given.get("endpoint") if isinstance(given, Mapping) else None
    if not isinstance(endpoint, str):
        raise NotAnAddress("endpoint")
    Phone.objects.filter(case_id=case_id, digest=bindings.phone_of(case_id, endpoint)).delete()


def opened(row: Phone) -> Asked:
    told = crypto.decrypt_json(row.sealed, bound_to=bindings.phone(row.case_id, row.digest))
    return Asked(BrowserAddress.read(told), told["key"])


def forget(*, at: datetime) -> int:
    """Of matters that are over, once their last news is told or given up. Returns how many."""
    over = Phone.objects.filter(case__state__in=final_states(), next_at=None)
    # What ended a matter is news, and is told a moment after it.
    return over.exclude(case__timeline__at__gt=at - _SETTLING).delete()[0]
