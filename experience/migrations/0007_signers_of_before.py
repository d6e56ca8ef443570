from django.conf import settings
from django.db import migrations
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf


def keep(apps, editor):
    SignOff = apps.get_model("experience", "SignOff")
    people = apps.get_model(settings.AUTH_USER_MODEL).objects.filter(pk=OuterRef("person"))
    name = people.annotate(called=Coalesce(NullIf(F("display_name"), Value("")), F("username")))
    SignOff.objects.update(signer=Subquery(name.values("called")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('experience', '0006_signers_by_name'),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
