"""Charters and signatures of before: as far as history reaches back, else as they are."""

from django.db import migrations

from collab_portal.lib import dates


def keep_charters(apps):
    Alliance, Charter = apps.get_model("organizations", "Alliance"), apps.get_model("organizations", "AllianceCharter")
    Event = apps.get_model("organizations", "AllianceEvent")
    for alliance in Alliance.objects.all():
        texts = []
        for event in Event.objects.filter(pgh_obj_id=alliance.pk).order_by("pgh_id"):
            if event.charter != (texts[-1][0] if texts else ""):
                texts.append((event.charter, event.pgh_created_at))
        if alliance.charter != (texts[-1][0] if texts else ""):
            texts.append((alliance.charter, alliance.proposed_at))
        made = [
            Charter.objects.create(
                alliance=alliance,
                number=number,
                text=text,
                since=dates.today(alliance.proposed_at if number == 1 else moment),
                written_by=alliance.proposed_by,
            )
            for number, (text, moment) in enumerate(texts, start=1)
        ]
        for member in alliance.members.filter(answer="agreed"):
            known = [one for one, (_, moment) in zip(made, texts) if moment <= member.answered_at]
            member.charter = known[-1] if known else made[0] if made else None
            member.save()


def keep_signers(apps):
    Party = apps.get_model("organizations", "AgreementParty")
    for party in Party.objects.exclude(answer="proposed").select_related("committee", "answered_by"):
        party.signed_as = party.committee.name
        party.signer = party.answered_by.display_name or party.answered_by.username
        party.save()


def keep(apps, editor):
    keep_charters(apps)
    keep_signers(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0008_what_was_signed'),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
