import banjie.platform.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from ._guards import CATEGORY_PATHS, RELEASES_ARE_FINAL


class Migration(migrations.Migration):
    initial = True

    dependencies = [("platform", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CatalogueDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(default=1, unique=True)),
                ("content", models.JSONField()),
                ("based_on", models.PositiveIntegerField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("started_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField()),
                ("edited_by_id", models.BigIntegerField(null=True)),
                ("edited_by_name", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("slot", 1)), name="one_draft_at_a_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("content", models.JSONField()),
                ("note", models.CharField(max_length=500)),
                ("published_at", models.DateTimeField()),
                ("published_by_kind", models.CharField(max_length=10)),
                ("published_by_id", models.BigIntegerField(null=True)),
                ("published_by_name", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="release_numbers_begin_at_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="release_has_a_note"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by_kind__in", ["staff", "client", "reporter", "system"])
                        ),
                        name="release_actor_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                ("path", banjie.platform.fields.LtreeField()),
                ("initials", models.CharField(blank=True, max_length=60)),
                ("active", models.BooleanField(default=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalogue.category",
                    ),
                ),
            ],
            options={
                "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["path"], name="category_path")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Za-z0-9_]+$")),
                        name="category_code_is_a_label",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="category_has_a_name"
                    ),
                ],
            },
        ),
        RELEASES_ARE_FINAL,
        CATEGORY_PATHS,
    ]
