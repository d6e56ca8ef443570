"""Requests of before name no to-do that could close them: they are closed, and 我的工作 shows what is owed."""

from django.db import migrations
from django.db.models.functions import Now


def close(apps, schema_editor):
    items = apps.get_model("notifications", "Notification").objects
    items.filter(kind="action", asks="", settled_at=None).update(settled_at=Now())


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0007_what_is_asked'),
    ]

    operations = [
        migrations.RunPython(close, migrations.RunPython.noop),
    ]
