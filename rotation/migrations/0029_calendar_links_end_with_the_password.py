"""A calendar link ends with what makes the devices of its account strange; those of today go on."""

from django.db import migrations, models


def stamp_links(apps, schema_editor):
    """As ``accounts.devices.stamp`` says it of the accounts as they stand."""
    for link in apps.get_model("rotation", "CalendarToken").objects.select_related("user"):
        since = link.user.password_set_at.timestamp() if link.user.password_set_at else 0
        link.stamp = f"{link.user.epoch}.{since:.6f}"
        link.save(update_fields=["stamp"])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0010_versions"), ("rotation", "0028_one_nudge")]

    operations = [
        migrations.AddField(
            model_name="calendartoken",
            name="stamp",
            field=models.CharField(default="", max_length=40, verbose_name="账号状态"),
            preserve_default=False,
        ),
        migrations.RunPython(stamp_links, migrations.RunPython.noop),
    ]
