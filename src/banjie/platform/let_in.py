"""Devices that are let in without anybody signed in: a wall, a kiosk, a board. Each is known by a token until a day.

The rows are those of the capability whose devices they are; what all of them have is here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import models
from django.db.models import F, Q, QuerySet

from banjie.platform.actors import Actor
from banjie.platform.tokens import digest_of, hint_of, new_token

SEEN_EVERY: Final = timedelta(minutes=5)
# A device is looked at once a year whether it still stands where it stood.
LONGEST: Final = timedelta(days=366)


class LetIn(models.Model):
    """Until `expires_at`, unless it is turned away before. Of the token only the SHA-256 is kept."""

    name = models.CharField(max_length=80)
    token_digest = models.BinaryField(max_length=32, unique=True)
    token_hint = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_device = models.CharField(max_length=60, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class LetInFile:
    """A device as its keeper sees it. The token is not among it: nobody can read it any more."""

    id: int
    name: str
    token_hint: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_device: str

    def in_use(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


def constraints(of: str) -> list[models.BaseConstraint]:
    """What holds of every such row; `of` begins the names."""
    return [
        models.CheckConstraint(name=f"{of}_has_a_name", condition=~Q(name="")),
        models.CheckConstraint(name=f"{of}_expires_later", condition=Q(expires_at__gt=F("made_at"))),
    ]


def fresh(prefix: str, *, by: Actor, at: datetime, expires_at: datetime) -> tuple[str, dict[str, Any]]:
    """A token, which is shown once, and the values of a row that knows it."""
    token = new_token(prefix)
    known = {"token_digest": digest_of(token), "token_hint": hint_of(token)}
    return token, known | {"made_at": at, "made_by": by.name[:80], "expires_at": expires_at}


def note_seen(rows: "QuerySet[Any]", *, label: str, at: datetime) -> None:
    """That a device was here, at most once in `SEEN_EVERY` however many processes ask."""
    rows.filter(Q(last_used_at=None) | Q(last_used_at__lte=at - SEEN_EVERY)).update(
        last_used_at=at, last_device=label[:60]
    )
