import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # An index over every answer takes a while; cases are answered meanwhile. It does what that of the unit alone did.
    atomic = False

    dependencies = [("cases", "0015_own_search")]

    operations = [
        AddIndexConcurrently(
            model_name="answer",
            index=models.Index(fields=["unit", "-answered_at"], name="answer_of_unit"),
        ),
        migrations.AlterField(
            model_name="answer",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.unit",
            ),
        ),
    ]
