"""Posts, who holds them, what they carry, and who is on duty."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    DateRangeField,
    DateTimeRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q

from banjie.organisations.permissions import ROLES


class Post(models.Model):
    """A place in a unit that somebody holds, or several do. Rights belong to the post, never to a person."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=80)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="post_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(name="post_name_once_in_a_unit", fields=["unit", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A member of staff holds a post from `started_on` up to, and not including, `ended_on`.

    Half-open, so that ending somebody's appointment today takes their rights away today.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    staff = models.ForeignKey("organisations.Staff", on_delete=models.PROTECT, related_name="appointments")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
            ExclusionConstraint(
                name="appointment_not_twice_at_once",
                expressions=[
                    (F("post"), RangeOperators.EQUAL),
                    (F("staff"), RangeOperators.EQUAL),
                    (
                        Func(
                            "started_on",
                            "ended_on",
                            RangeBoundary(),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.post_id} from {self.started_on}"


class Grant(models.Model):
    """A role carried by a post, over an area and (for roles that reach no further) the post's unit."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="grant_role_is_known", condition=Q(role__in=sorted(ROLES))),
            models.UniqueConstraint(name="grant_once", fields=["post", "role", "area"]),
        ]

    def __str__(self) -> str:
        return f"{self.role} for post {self.post_id}"


class DutyShift(models.Model):
    """A member of staff is on duty for a unit from `starts_at` up to, and not including, `ends_at`."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="shifts")
    staff = models.ForeignKey("organisations.Staff", on_delete=models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="shift_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            ExclusionConstraint(
                name="shift_one_place_at_a_time",
                expressions=[
                    (F("staff"), RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_at",
                            "ends_at",
                            RangeBoundary(),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(name="shift_of_unit", fields=["unit", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.staff_id} for {self.unit_id} from {self.starts_at}"
