"""Tables of the catalogue. Private to it: others read through `queries` and write through `actions`."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from banjie.platform.actors import ActorKind
from banjie.platform.fields import LtreeField


class CatalogueRelease(models.Model):
    """A published catalogue, whole. The database itself refuses to alter or remove one (see the migration).

    `content` is the JSON form of `content.CatalogueContent`. Who published it is kept by name and key,
    without a foreign key: the record stands on its own.
    """

    number = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    note = models.CharField(max_length=500)
    published_at = models.DateTimeField()
    published_by_kind = models.CharField(max_length=10)
    published_by_id = models.BigIntegerField(null=True)
    published_by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(name="release_numbers_begin_at_1", condition=Q(number__gte=1)),
            models.CheckConstraint(name="release_has_a_note", condition=~Q(note="")),
            models.CheckConstraint(
                name="release_actor_kind_is_known",
                condition=Q(published_by_kind__in=[kind.value for kind in ActorKind]),
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.number}"


class CatalogueDraft(models.Model):
    """The one draft that is being worked on, if there is one: `slot` is always 1.

    `revision` grows with every edit; an edit names the one it was made on, so that nobody overwrites
    what they have not seen. `based_on` is the number of the release it started from, 0 for none.
    """

    slot = models.PositiveSmallIntegerField(unique=True, default=1)
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    edited_by_id = models.BigIntegerField(null=True)
    edited_by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(name="one_draft_at_a_time", condition=Q(slot=1))]

    def __str__(self) -> str:
        return f"draft on release {self.based_on}, revision {self.revision}"


class Category(models.Model):
    """A category as the newest release has it, for foreign keys and for queries by subtree.

    Written by publishing only, and never deleted: what a release leaves out is no longer `active`.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=160, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = LtreeField()
    initials = models.CharField(max_length=60, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="category_code_is_a_label", condition=Q(code__regex=r"^[A-Za-z0-9_]+$")),
            models.CheckConstraint(name="category_has_a_name", condition=~Q(name="")),
        ]
        indexes = [GistIndex(name="category_path", fields=["path"])]

    def __str__(self) -> str:
        return self.name
