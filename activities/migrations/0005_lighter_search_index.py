from django.db import migrations

from collab_portal.lib.search.rows import refold


def write_folded_text(apps, editor):
    refold(apps.get_model("activities", "ActivityIndex"))


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0004_void_records'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='activityindex',
            name='activityindex_oversize',
        ),
        migrations.RemoveField(
            model_name='activityindex',
            name='oversize',
        ),
        migrations.RunPython(write_folded_text, migrations.RunPython.noop, elidable=True),
    ]
