
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def ask(apps, schema_editor):
    """Of minutes in force every committee that was there when they were sent round has its row."""
    minutes = apps.get_model("rotation", "Minutes")
    signature = apps.get_model("rotation", "MinutesSignature")
    there = set(apps.get_model("organizations", "Committee").objects.values_list("pk", flat=True))
    sent = minutes.objects.filter(submitted_at__isnull=False, replaced_at__isnull=True)
    for pk, facts in sent.order_by("pk").values_list("pk", "facts").iterator():
        said = set(signature.objects.filter(minutes=pk).values_list("committee", flat=True))
        missing = [committee for committee, _ in facts["present"] if committee in there - said]
        signature.objects.bulk_create(signature(minutes_id=pk, committee_id=one) for one in missing)


def forget(apps, schema_editor):
    """Before, a row was written only by who said something."""
    rows = apps.get_model("rotation", "MinutesSignature").objects
    rows.filter(signed_at__isnull=True, objected_at__isnull=True).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0003_parties'),
        ('rotation', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='minutessignature',
            name='minutes_signature_says_something',
        ),
        migrations.RemoveConstraint(
            model_name='minutessignature',
            name='minutes_objection_has_text',
        ),
        migrations.AlterField(
            model_name='minutessignature',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='rotation.minutes', verbose_name='会商纪要'),
        ),
        migrations.AddConstraint(
            model_name='minutessignature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='minutessignature_signature_whole'),
        ),
        migrations.AddConstraint(
            model_name='minutessignature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('objected_at__isnull', True), ('objected_by__isnull', True), ('objection', '')), models.Q(('objected_at__isnull', False), ('objected_by__isnull', False), models.Q(('objection', ''), _negated=True)), _connector='OR'), name='minutessignature_objection_whole', violation_error_message='提出异议须说明原因。'),
        ),
        migrations.RunPython(ask, forget),
    ]
