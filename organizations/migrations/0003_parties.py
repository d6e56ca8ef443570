
import django.db.models.deletion
import pgtrigger
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

TABLES = ("organizations_agreementparty", "organizations_agreementpartyevent")
# Who declined did not sign: by whom and when moves over to the objection.
DECLINED = (
    "UPDATE {} SET objected_at = signed_at, objected_by_id = signed_by_id, signed_at = NULL, signed_by_id = NULL"
    " WHERE answer = 'declined'",
)
ANSWERED = (
    "UPDATE {} SET answer = 'agreed' WHERE signed_at IS NOT NULL",
    "UPDATE {} SET answer = 'declined', signed_at = objected_at, signed_by_id = objected_by_id"
    " WHERE signed_at IS NULL AND objected_at IS NOT NULL",
)


def run(*sentences):
    """In the table and in its history alike."""

    def on_both(apps, schema_editor):
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the tables are altered after it
        with pgtrigger.ignore("organizations.AgreementPartyEvent:append_only"):
            for table in TABLES:
                for sentence in sentences:
                    schema_editor.execute(sentence.format(table))

    return on_both


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0002_nineteen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreementparty',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreementparty',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreementparty',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreement_party_answer_has_date',
        ),
        migrations.RemoveConstraint(
            model_name='agreementparty',
            name='agreement_party_decline_has_reason',
        ),
        migrations.RenameField(
            model_name='agreementparty',
            old_name='reason',
            new_name='objection',
        ),
        migrations.RenameField(
            model_name='agreementparty',
            old_name='answered_at',
            new_name='signed_at',
        ),
        migrations.RenameField(
            model_name='agreementparty',
            old_name='answered_by',
            new_name='signed_by',
        ),
        migrations.RenameField(
            model_name='agreementpartyevent',
            old_name='reason',
            new_name='objection',
        ),
        migrations.RenameField(
            model_name='agreementpartyevent',
            old_name='answered_at',
            new_name='signed_at',
        ),
        migrations.RenameField(
            model_name='agreementpartyevent',
            old_name='answered_by',
            new_name='signed_by',
        ),
        migrations.AddField(
            model_name='agreementparty',
            name='objected_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='提出时间'),
        ),
        migrations.AddField(
            model_name='agreementparty',
            name='objected_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人'),
        ),
        migrations.AddField(
            model_name='agreementpartyevent',
            name='objected_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='提出时间'),
        ),
        migrations.AddField(
            model_name='agreementpartyevent',
            name='objected_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人'),
        ),
        migrations.AlterField(
            model_name='agreementparty',
            name='objection',
            field=models.CharField(blank=True, max_length=1000, verbose_name='异议'),
        ),
        migrations.AlterField(
            model_name='agreementparty',
            name='signed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='签署时间'),
        ),
        migrations.AlterField(
            model_name='agreementparty',
            name='signed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人'),
        ),
        migrations.AlterField(
            model_name='agreementpartyevent',
            name='objection',
            field=models.CharField(blank=True, max_length=1000, verbose_name='异议'),
        ),
        migrations.AlterField(
            model_name='agreementpartyevent',
            name='signed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='签署时间'),
        ),
        migrations.AlterField(
            model_name='agreementpartyevent',
            name='signed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人'),
        ),
        migrations.RunPython(run(*DECLINED), run(*ANSWERED)),
        migrations.RemoveField(
            model_name='agreementparty',
            name='answer',
        ),
        migrations.RemoveField(
            model_name='agreementpartyevent',
            name='answer',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementparty',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_agreementpartyevent" ("agreement_id", "committee_id", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_as", "signed_at", "signed_by_id", "signer") VALUES (NEW."agreement_id", NEW."committee_id", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_as", NEW."signed_at", NEW."signed_by_id", NEW."signer"); RETURN NULL;', hash='d5b03d340bdfe8797feb2cba815e24ee93bc480f', operation='INSERT', pgid='pgtrigger_insert_insert_22d6f', table='organizations_agreementparty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementparty',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_agreementpartyevent" ("agreement_id", "committee_id", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_as", "signed_at", "signed_by_id", "signer") VALUES (NEW."agreement_id", NEW."committee_id", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_as", NEW."signed_at", NEW."signed_by_id", NEW."signer"); RETURN NULL;', hash='a8e6c4df4cab6522aebbc64b90fa9dc59ebb33d8', operation='UPDATE', pgid='pgtrigger_update_update_913c6', table='organizations_agreementparty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementparty',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_agreementpartyevent" ("agreement_id", "committee_id", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_as", "signed_at", "signed_by_id", "signer") VALUES (OLD."agreement_id", OLD."committee_id", OLD."id", OLD."objected_at", OLD."objected_by_id", OLD."objection", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_as", OLD."signed_at", OLD."signed_by_id", OLD."signer"); RETURN NULL;', hash='01110f24df5d179586d3da051c18d9debcc86bb9', operation='DELETE', pgid='pgtrigger_delete_delete_29790', table='organizations_agreementparty', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='agreementparty_signature_whole'),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('objected_at__isnull', True), ('objected_by__isnull', True), ('objection', '')), models.Q(('objected_at__isnull', False), ('objected_by__isnull', False), models.Q(('objection', ''), _negated=True)), _connector='OR'), name='agreementparty_objection_whole', violation_error_message='提出异议须说明原因。'),
        ),
    ]
