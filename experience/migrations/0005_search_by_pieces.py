from django.db import migrations

from collab_portal.lib.search.rows import refold


def write_pieces(apps, editor):
    refold(apps.get_model("experience", "SearchDocument"))


class Migration(migrations.Migration):

    dependencies = [
        ('experience', '0004_lighter_search_index'),
    ]

    operations = [
        migrations.RunPython(write_pieces, migrations.RunPython.noop, elidable=True),
    ]
