"""Command screens: the walls that may show them, and how they are laid out."""

from django.db import models

from banjie.platform import let_in
from banjie.platform.let_in import LetIn


class ScreenLink(LetIn):
    """A wall that shows the screen of one area: it reads figures and nothing else, and acts never."""

    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = let_in.constraints("screen_link")


class ScreenLayout(models.Model):
    """How the screen of an area is laid out, and of those below it that have no layout of their own."""

    area = models.OneToOneField("places.Area", on_delete=models.PROTECT, related_name="+")
    # As `screens.layout.Layout.as_data` writes it.
    content = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"layout of {self.area_id}"
