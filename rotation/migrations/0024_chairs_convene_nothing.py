from django.db import migrations


def spare_chairs(apps, schema_editor):
    """An alliance's chair goes round without a consultation of the basin, unless somebody asks for it."""
    apps.get_model("rotation", "Rotation").objects.filter(alliance__isnull=False).update(convenes=False)


class Migration(migrations.Migration):
    dependencies = [("rotation", "0023_rotations_that_convene")]
    operations = [migrations.RunPython(spare_chairs, migrations.RunPython.noop)]
