from django.db import migrations

from collab_portal.lib.search.rows import refold


def write_folded_text(apps, editor):
    refold(apps.get_model("rotation", "ResolutionIndex"))


class Migration(migrations.Migration):

    dependencies = [
        ('rotation', '0011_alliance_chair'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='resolutionindex',
            name='resolutionindex_oversize',
        ),
        migrations.RemoveField(
            model_name='resolutionindex',
            name='oversize',
        ),
        migrations.RunPython(write_folded_text, migrations.RunPython.noop, elidable=True),
    ]
