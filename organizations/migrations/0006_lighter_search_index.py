from django.db import migrations

from collab_portal.lib.search.rows import refold


def write_folded_text(apps, editor):
    refold(apps.get_model("organizations", "BranchIndex"))
    refold(apps.get_model("organizations", "PairingIndex"))


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0005_liaison_and_imports'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='branchindex',
            name='branchindex_oversize',
        ),
        migrations.RemoveIndex(
            model_name='pairingindex',
            name='pairingindex_oversize',
        ),
        migrations.RemoveField(
            model_name='branchindex',
            name='oversize',
        ),
        migrations.RemoveField(
            model_name='pairingindex',
            name='oversize',
        ),
        migrations.RunPython(write_folded_text, migrations.RunPython.noop, elidable=True),
    ]
