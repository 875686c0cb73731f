from django.db import migrations

# What a system with the scope for contacts was told until now stood as it was written; other systems got it masked.
KEPT = """
    UPDATE outbound_subscription SET fields = ARRAY(SELECT unnest(fields || 'personal'::varchar) ORDER BY 1)
    FROM organisations_client WHERE organisations_client.id = client_id AND 'contact' = ANY (scopes)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outbound', '0001_initial'),
        ('organisations', '0011_personal_scope'),
    ]

    operations = [
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
