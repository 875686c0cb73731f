from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('platform', '0006_crowding'),
        ('mediation', '0007_what_is_going_on'),
    ]

    operations = [
        # What was counted in the last quarter of an hour goes on counting at the same door, under the same digest.
        migrations.RunSQL(
            "INSERT INTO platform_knock (origin, at) SELECT origin, at FROM dispute_access_knock",
            migrations.RunSQL.noop,
        ),
        migrations.DeleteModel(
            name='AccessKnock',
        ),
    ]
