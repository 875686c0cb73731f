"""Areas, where their boundaries lay and when, and the names of places inside them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q

from banjie.places.levels import CodeKind, FileKind, Happening, Level, PlaceKind
from banjie.platform.actors import ActorKind
from banjie.platform.fields import LtreeField


class Area(models.Model):
    """A part of the territory, as it is today. `path` is the dotted codes of its ancestors and itself."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = LtreeField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        indexes = [GistIndex(fields=["path"], name="places_area_path_gist")]
        constraints = [
            models.UniqueConstraint(fields=["path"], name="places_area_path_unique"),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Za-z0-9_]+$"), name="places_area_code_is_label"),
            models.CheckConstraint(condition=Q(level__in=list(map(str, Level))), name="places_area_level_known"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="places_area_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Validity(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class AreaBoundary(models.Model):
    """Where an area lay, and under which path, from `valid_from` until before `valid_to` (null: still).

    `wkb` is a valid Polygon or MultiPolygon in WGS-84, longitude first, outer rings counter-clockwise.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="boundaries")
    path = LtreeField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    wkb = models.BinaryField()

    class Meta:
        ordering = ["area", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="places_boundary_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="places_boundary_one_at_a_time",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (Validity("valid_from", "valid_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} from {self.valid_from:%Y-%m-%d}"


class PlaceName(models.Model):
    """A name people use for a place (小区, 路, 村), with the area it lies in.

    An alias points to the canonical name and never to another alias; the actions see to the latter.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="place_names")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    alias_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="aliases")
    initials = models.CharField(max_length=100, blank=True)
    pinyin = models.CharField(max_length=600, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name", "kind"], name="places_name_unique_in_area"),
            models.CheckConstraint(condition=Q(kind__in=list(map(str, PlaceKind))), name="places_name_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="places_name_not_empty"),
            models.CheckConstraint(
                condition=Q(alias_of__isnull=True) | ~Q(alias_of=F("id")),
                name="places_name_not_its_own_alias",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180.0, 180.0),
                    latitude__range=(-90.0, 90.0),
                ),
                name="places_name_position_whole_and_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceCode(models.Model):
    """The code on a plate at a building, a facility, or for a grid: what scanning it finds is this row.

    Nothing of a person: neither who owns the place, nor who lives in it, nor who scanned. `code` is as
    `codes.rules` makes it. `replaces` is the plate that was lost or defaced before.
    """

    code = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="codes", db_index=False)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=150, blank=True)
    retired_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["area", "kind", "name", "id"]
        indexes = [models.Index(fields=["area", "kind", "name"], name="places_code_of_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"],
                condition=Q(retired_at__isnull=True),
                name="places_code_one_in_use",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(map(str, CodeKind))), name="places_code_kind_known"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9A-HJKMNP-TV-Z]{10}$"), name="places_code_is_code"),
            models.CheckConstraint(condition=~Q(name=""), name="places_code_name_not_empty"),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(-180.0, 180.0), latitude__range=(-90.0, 90.0)) & ~Q(kind=str(CodeKind.GRID)),
                name="places_code_position_whole_and_none_of_grid",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by="", retired_why="")
                | (Q(retired_at__isnull=False) & ~Q(retired_by="") & ~Q(retired_why="")),
                name="places_code_retired_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AreaChange(models.Model):
    """Who changed what of an area, and when. Append-only: the database refuses to alter or remove a row."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="changes", db_index=False)
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=20)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["area", "-at"], name="places_change_of_area")]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=list(map(str, Happening))), name="places_change_what_known"),
            models.CheckConstraint(condition=Q(by_kind__in=list(map(str, ActorKind))), name="places_change_by_known"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class ImportFile(models.Model):
    """A file between its preview and the decision. Only who uploaded it sees it; after two days it goes."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    # Compressed by zlib: coordinates as text shrink to a quarter.
    content = models.BinaryField()
    kept_by = models.BigIntegerField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(map(str, FileKind))), name="places_file_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name
