from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension
from django.db import migrations, models

from banjie.platform.database.guards import FUNCTION


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateExtension("ltree"),
        TrigramExtension(),
        BtreeGistExtension(),
        FUNCTION,
        migrations.RunSQL("CREATE SEQUENCE platform_stamp_values", "DROP SEQUENCE platform_stamp_values"),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("value", models.BigIntegerField(default=0)),
            ],
            options={"db_table": "platform_stamp"},
        ),
    ]
