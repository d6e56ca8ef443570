"""The nineteen committees, as data."""

from django.db import migrations

from organizations.network import MEMBERS


def add(apps, schema_editor):
    Committee = apps.get_model("organizations", "Committee")
    for position, member in enumerate(MEMBERS, start=1):
        Committee.objects.update_or_create(slug=member.slug, defaults={**member._asdict(), "position": position})


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_tables")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
