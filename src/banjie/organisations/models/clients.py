"""Other systems that act on cases: what each may do, and where."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from banjie.organisations.clients.scopes import Scope
from banjie.organisations.permissions import ROLES


class Client(models.Model):
    """Another system, known by a token of which only the SHA-256 is kept.

    `token_hint` is the token's beginning, so that people can tell one from another. Its ids begin far above
    those of staff, so that an id on record never names one of each.
    """

    name = models.CharField(max_length=80, unique=True)
    contact = models.CharField(max_length=200, blank=True)
    token_digest = models.BinaryField(max_length=32, unique=True)
    token_hint = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="client_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="client_scopes_are_known", condition=Q(scopes__contained_by=[str(scope) for scope in Scope])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClientGrant(models.Model):
    """A role that a client acts in, for a unit and over an area; its scopes narrow it further."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="client_role_is_known", condition=Q(role__in=sorted(ROLES))),
            models.UniqueConstraint(name="client_grant_once", fields=["client", "role", "unit", "area"]),
        ]

    def __str__(self) -> str:
        return f"{self.role} for client {self.client_id}"
