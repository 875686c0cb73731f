from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Indexes over all cases and all that happened take a while; cases come in meanwhile.
    atomic = False

    dependencies = [("cases", "0007_by_cell")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("about_unit_path", ""), ("public", True), models.Q(("kind", "dispute"), _negated=True)
                ),
                fields=["-received_at", "-id"],
                name="case_public_newest",
            ),
        ),
        AddIndexConcurrently(
            model_name="timelineentry",
            index=models.Index(
                condition=models.Q(("resident_sees", True), models.Q(("command", "submit"), _negated=True)),
                fields=["at"],
                name="timeline_told",
            ),
        ),
    ]
