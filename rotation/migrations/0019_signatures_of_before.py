import pgtrigger
from django.db import migrations


def words(committee, person):
    return {
        "name": committee.name,
        "short_name": committee.short_name,
        "phone": committee.office_phone,
        "email": committee.office_email,
        "person": person.display_name or person.username,
    }


def keep(apps, editor):
    Handover = apps.get_model("rotation", "Handover")
    rows = Handover.objects.select_related(
        "turn__committee", "successor__committee", "outgoing_by", "incoming_by"
    )
    with pgtrigger.ignore("rotation.Handover:handover_done_is_frozen"):
        for row in rows:
            if row.outgoing_by:
                row.signatures["outgoing"] = words(row.turn.committee, row.outgoing_by)
            if row.incoming_by and row.successor:
                row.signatures["incoming"] = words(row.successor.committee, row.incoming_by)
            if row.signatures:
                row.save()


class Migration(migrations.Migration):

    dependencies = [
        ('rotation', '0018_handover_signatures'),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
