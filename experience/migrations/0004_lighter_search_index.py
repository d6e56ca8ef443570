from django.db import migrations

from collab_portal.lib.search.rows import refold


def write_folded_text(apps, editor):
    refold(apps.get_model("experience", "SearchDocument"))


class Migration(migrations.Migration):

    dependencies = [
        ('experience', '0003_pictures_and_digest'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='searchdocument',
            name='searchdocument_oversize',
        ),
        migrations.RemoveField(
            model_name='searchdocument',
            name='oversize',
        ),
        migrations.RunPython(write_folded_text, migrations.RunPython.noop, elidable=True),
    ]
