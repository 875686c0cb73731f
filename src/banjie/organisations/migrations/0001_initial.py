import banjie.platform.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._guards import APPEND_ONLY, UNIT_PATHS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("platform", "0001_initial"),
        ("places", "0001_initial"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("must_change_password", models.BooleanField(default=False)),
                ("totp_secret", models.BinaryField(null=True)),
                ("totp_confirmed_at", models.DateTimeField(null=True)),
                ("totp_last_step", models.BigIntegerField(null=True)),
                ("failed_attempts", models.PositiveIntegerField(default=0)),
                ("locked_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("username__regex", "^[a-z0-9][a-z0-9._-]{1,39}$")),
                        name="staff_username_is_plain",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="staff_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("totp_confirmed_at", None), ("totp_secret__isnull", False), _connector="OR"
                        ),
                        name="staff_second_factor_has_a_secret",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=80)),
                ("verb", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("subject_name", models.CharField(max_length=200)),
                ("unit_path", models.TextField(blank=True)),
                ("unit_id", models.BigIntegerField(null=True)),
                ("post_id", models.BigIntegerField(null=True)),
                ("staff_id", models.BigIntegerField(null=True)),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("unit_id", None), _negated=True),
                        fields=["unit_id", "-at"],
                        name="change_of_unit",
                    ),
                    models.Index(
                        condition=models.Q(("post_id", None), _negated=True),
                        fields=["post_id", "-at"],
                        name="change_of_post",
                    ),
                    models.Index(
                        condition=models.Q(("staff_id", None), _negated=True),
                        fields=["staff_id", "-at"],
                        name="change_of_staff",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("actor_kind__in", ["staff", "client", "reporter", "system"])),
                        name="organisation_change_actor_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("centre", "centre"),
                            ("committee", "committee"),
                            ("company", "company"),
                            ("department", "department"),
                            ("government", "government"),
                            ("institution", "institution"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "province"),
                            ("prefecture", "prefecture"),
                            ("county", "county"),
                            ("township", "township"),
                            ("village", "village"),
                        ],
                        max_length=20,
                    ),
                ),
                ("path", banjie.platform.fields.LtreeField()),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("active", models.BooleanField(default=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.area"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Za-z0-9_]+$")), name="unit_code_is_a_label"
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="unit_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["centre", "committee", "company", "department", "government", "institution"])
                        ),
                        name="unit_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["province", "prefecture", "county", "township", "village"])),
                        name="unit_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="unit_is_not_its_own_parent",
                    ),
                    models.UniqueConstraint(
                        fields=("parent", "name"), name="unit_name_once_under_a_parent", nulls_distinct=False
                    ),
                ],
                "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["path"], name="unit_path")],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("active", models.BooleanField(default=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="post_has_a_name"),
                    models.UniqueConstraint(fields=("unit", "name"), name="post_name_once_in_a_unit"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyShift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shifts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shifts", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_ends_after_it_starts"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.F("staff"), "="),
                            (
                                models.Func(
                                    "starts_at",
                                    "ends_at",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="shift_one_place_at_a_time",
                    ),
                ],
                "indexes": [models.Index(fields=["unit", "starts_at"], name="shift_of_unit")],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=40)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.area"),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="organisations.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "administrator",
                                    "auditor",
                                    "county_leader",
                                    "dispatcher",
                                    "field_worker",
                                    "follow_up_caller",
                                    "handler",
                                    "intake_clerk",
                                    "mediator",
                                    "reviewer",
                                    "supervisor",
                                    "unit_leader",
                                ],
                            )
                        ),
                        name="grant_role_is_known",
                    ),
                    models.UniqueConstraint(fields=("post", "role", "area"), name="grant_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisations.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="appointment_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.F("post"), "="),
                            (models.F("staff"), "="),
                            (
                                models.Func(
                                    "started_on",
                                    "ended_on",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="appointment_not_twice_at_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.BinaryField(max_length=32)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("staff", "digest"), name="recovery_code_once")],
            },
        ),
        migrations.CreateModel(
            name="SignInEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=30)),
                ("address", models.GenericIPAddressField(null=True)),
                ("device", models.CharField(blank=True, max_length=80)),
                (
                    "staff",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["staff", "-at"], name="sign_in_of_staff"),
                    models.Index(
                        condition=models.Q(("kind__in", ["failed", "second_factor_failed"])),
                        fields=["address", "-at"],
                        name="sign_in_failures_of_address",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "failed",
                                    "locked",
                                    "password_changed",
                                    "recovery_code_used",
                                    "second_factor_added",
                                    "second_factor_failed",
                                    "second_factor_removed",
                                    "session_revoked",
                                    "signed_in",
                                    "signed_out",
                                    "unlocked",
                                ],
                            )
                        ),
                        name="sign_in_event_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("device", models.CharField(max_length=80)),
                ("address", models.GenericIPAddressField(null=True)),
                ("created_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sessions.session"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["staff", "-seen_at"], name="staff_session_recent")],
            },
        ),
        UNIT_PATHS,
        APPEND_ONLY,
    ]
