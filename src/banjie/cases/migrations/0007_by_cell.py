from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # An index over all cases takes a while; cases come in meanwhile.
    atomic = False

    dependencies = [("cases", "0006_desk")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(condition=models.Q(("cell__isnull", False)), fields=["cell"], name="case_by_cell"),
        ),
    ]
