"""Command screens: the walls that may show them, and how they are laid out."""

from django.db import models
from django.db.models import F, Q


class ScreenLink(models.Model):
    """A wall that shows the screen of one area, without anybody signed in, until a day.

    It is known by a token of which only the SHA-256 is kept, reads figures and nothing else, and acts never.
    """

    name = models.CharField(max_length=80)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    token_digest = models.BinaryField(max_length=32, unique=True)
    token_hint = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_device = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="screen_link_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="screen_link_expires_later", condition=Q(expires_at__gt=F("made_at"))),
        ]

    def __str__(self) -> str:
        return self.name


class ScreenLayout(models.Model):
    """How the screen of an area is laid out, and of those below it that have no layout of their own."""

    area = models.OneToOneField("places.Area", on_delete=models.PROTECT, related_name="+")
    # As `screens.layout.Layout.as_data` writes it.
    content = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"layout of {self.area_id}"
