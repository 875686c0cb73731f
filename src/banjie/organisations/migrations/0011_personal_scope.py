from django.db import migrations, models

SCOPES = ['act', 'channels', 'contact', 'counter', 'create', 'figures', 'halls', 'knowledge', 'personal', 'read']

# Systems that read cases until now read them as they were written. They keep it until an administrator takes it away,
# and it stands on record whence they have it.
KEPT = """
    WITH before AS (SELECT id, name, scopes FROM organisations_client WHERE scopes && ARRAY['act', 'contact', 'read']::varchar[]),
    changed AS (
        UPDATE organisations_client SET scopes = ARRAY(SELECT unnest(organisations_client.scopes || 'personal'::varchar) ORDER BY 1)
        FROM before WHERE before.id = organisations_client.id
        RETURNING organisations_client.id, organisations_client.name, before.scopes AS had, organisations_client.scopes AS has
    )
    INSERT INTO organisations_organisationchange
        (at, actor_kind, actor_name, verb, subject_kind, subject_id, subject_name, unit_path, data)
    SELECT now(), 'system', 'banjie', 'change', 'client', id, name, '',
        jsonb_build_object('before', jsonb_build_object('scopes', had), 'after', jsonb_build_object('scopes', has))
    FROM changed
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0010_setting_up_scopes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='client',
            name='client_scopes_are_known',
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(
                condition=models.Q(('scopes__contained_by', SCOPES)), name='client_scopes_are_known'
            ),
        ),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
