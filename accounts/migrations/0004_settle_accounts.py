"""Accounts of before the rule stay as they are: whoever has a password or a right has started the account."""

from django.db import migrations
from django.db.models import F, Q
from django.db.models.functions import Now

RIGHTS = ~Q(role="member") | ~Q(platform_role="") | Q(is_rotation_admin=True) | Q(is_editor=True)
RIGHTS |= Q(is_reviewer=True) | Q(is_issuer=True)


def settle(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects.filter(RIGHTS | ~Q(password__startswith="!"))
    people.exclude(email="").update(email_confirmed_at=F("date_joined"))
    settled = people.update(settled_at=F("date_joined"), password_set_at=Now())
    if settled:
        event = apps.get_model("accounts", "SecurityEvent")
        event.objects.create(kind="migrated", target="accounts.0004", facts={"settled": settled})


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_doors")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
