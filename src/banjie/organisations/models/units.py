"""Units: the centres, departments, committees and companies that cases are given to."""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from banjie.platform.fields import LtreeField


class UnitKind(StrEnum):
    CENTRE = "centre"
    COMMITTEE = "committee"
    COMPANY = "company"
    DEPARTMENT = "department"
    GOVERNMENT = "government"
    INSTITUTION = "institution"


class UnitLevel(StrEnum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


class Unit(models.Model):
    """An organisation or a part of one. `path` is the dotted codes of its ancestors and itself.

    `area` is what the unit serves; `roles` are the duties that routing looks for ("dispatch_centre",
    "urban_management"), held for that area. The migration adds what Django cannot say: the last label of
    `path` is `code`, and `path` has one label exactly where there is no parent.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in UnitKind])
    level = models.CharField(max_length=20, choices=[(level.value, level.value) for level in UnitLevel])
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = LtreeField()
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="unit_code_is_a_label", condition=Q(code__regex=r"^[A-Za-z0-9_]+$")),
            models.CheckConstraint(name="unit_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="unit_kind_is_known", condition=Q(kind__in=list(map(str, UnitKind)))),
            models.CheckConstraint(name="unit_level_is_known", condition=Q(level__in=list(map(str, UnitLevel)))),
            models.CheckConstraint(
                name="unit_is_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=models.F("id"))
            ),
            models.UniqueConstraint(
                name="unit_name_once_under_a_parent", fields=["parent", "name"], nulls_distinct=False
            ),
        ]
        indexes = [GistIndex(name="unit_path", fields=["path"])]

    def __str__(self) -> str:
        return self.name
