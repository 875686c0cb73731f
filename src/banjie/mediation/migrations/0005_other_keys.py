from django.db import migrations

from banjie.mediation import guards, guards_of_agreements


class Migration(migrations.Migration):
    """Installations that had the guards before tokens could go over to another key get them as they are now."""

    dependencies = [("mediation", "0004_access"), ("platform", "0004_only_resealed")]
    operations = [
        migrations.RunSQL(guards.FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(guards_of_agreements.FUNCTIONS, migrations.RunSQL.noop),
    ]
