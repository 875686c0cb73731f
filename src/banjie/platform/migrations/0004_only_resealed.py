from django.db import migrations

from banjie.platform.database.guards import RESEALED


class Migration(migrations.Migration):
    dependencies = [("platform", "0003_party_actor")]
    operations = [RESEALED]
