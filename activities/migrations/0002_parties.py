
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_tables'),
        ('organizations', '0003_parties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='correctionanswer',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='correctionanswer',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='correctionanswer',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='participation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='participation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='participation',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='correctionanswer',
            name='correction_answer_signature_whole',
        ),
        migrations.RemoveConstraint(
            model_name='correctionanswer',
            name='correction_answer_dispute_whole',
        ),
        migrations.RemoveConstraint(
            model_name='correctionanswer',
            name='correction_answer_one_word',
        ),
        migrations.RemoveConstraint(
            model_name='participation',
            name='participation_signature_whole',
        ),
        migrations.RemoveConstraint(
            model_name='participation',
            name='participation_dispute_whole',
        ),
        migrations.RemoveConstraint(
            model_name='participation',
            name='participation_signed_or_disputed',
        ),
        migrations.RemoveConstraint(
            model_name='participation',
            name='participation_host_signs_by_logging',
        ),
        migrations.RemoveIndex(
            model_name='correctionanswer',
            name='correction_answer_unsigned',
        ),
        migrations.RemoveIndex(
            model_name='participation',
            name='participation_unsigned',
        ),
        migrations.RenameField(
            model_name='correctionanswer',
            old_name='disputed_at',
            new_name='objected_at',
        ),
        migrations.RenameField(
            model_name='correctionanswer',
            old_name='disputed_by',
            new_name='objected_by',
        ),
        migrations.RenameField(
            model_name='correctionanswer',
            old_name='dispute_reason',
            new_name='objection',
        ),
        migrations.RenameField(
            model_name='correctionanswer',
            old_name='confirmed_at',
            new_name='signed_at',
        ),
        migrations.RenameField(
            model_name='correctionanswer',
            old_name='confirmed_by',
            new_name='signed_by',
        ),
        migrations.RenameField(
            model_name='correctionanswerevent',
            old_name='disputed_at',
            new_name='objected_at',
        ),
        migrations.RenameField(
            model_name='correctionanswerevent',
            old_name='disputed_by',
            new_name='objected_by',
        ),
        migrations.RenameField(
            model_name='correctionanswerevent',
            old_name='dispute_reason',
            new_name='objection',
        ),
        migrations.RenameField(
            model_name='correctionanswerevent',
            old_name='confirmed_at',
            new_name='signed_at',
        ),
        migrations.RenameField(
            model_name='correctionanswerevent',
            old_name='confirmed_by',
            new_name='signed_by',
        ),
        migrations.RenameField(
            model_name='participation',
            old_name='disputed_at',
            new_name='objected_at',
        ),
        migrations.RenameField(
            model_name='participation',
            old_name='disputed_by',
            new_name='objected_by',
        ),
        migrations.RenameField(
            model_name='participation',
            old_name='dispute_reason',
            new_name='objection',
        ),
        migrations.RenameField(
            model_name='participation',
            old_name='confirmed_at',
            new_name='signed_at',
        ),
        migrations.RenameField(
            model_name='participation',
            old_name='confirmed_by',
            new_name='signed_by',
        ),
        migrations.RenameField(
            model_name='participation',
            old_name='confirmed_version',
            new_name='signed_version',
        ),
        migrations.RenameField(
            model_name='participationevent',
            old_name='disputed_at',
            new_name='objected_at',
        ),
        migrations.RenameField(
            model_name='participationevent',
            old_name='disputed_by',
            new_name='objected_by',
        ),
        migrations.RenameField(
            model_name='participationevent',
            old_name='dispute_reason',
            new_name='objection',
        ),
        migrations.RenameField(
            model_name='participationevent',
            old_name='confirmed_at',
            new_name='signed_at',
        ),
        migrations.RenameField(
            model_name='participationevent',
            old_name='confirmed_by',
            new_name='signed_by',
        ),
        migrations.RenameField(
            model_name='participationevent',
            old_name='confirmed_version',
            new_name='signed_version',
        ),
        migrations.AddIndex(
            model_name='correctionanswer',
            index=models.Index(condition=models.Q(('signed_at__isnull', True)), fields=['committee', 'correction'], name='correction_answer_unsigned'),
        ),
        migrations.AddIndex(
            model_name='participation',
            index=models.Index(condition=models.Q(('signed_at__isnull', True)), fields=['committee', 'activity'], name='participation_unsigned'),
        ),
        migrations.AlterField(
            model_name='correctionanswer',
            name='objection',
            field=models.CharField(blank=True, max_length=1000, verbose_name='异议'),
        ),
        migrations.AlterField(
            model_name='correctionanswer',
            name='signed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='签署时间'),
        ),
        migrations.AlterField(
            model_name='correctionanswer',
            name='signed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人'),
        ),
        migrations.AlterField(
            model_name='correctionanswerevent',
            name='objection',
            field=models.CharField(blank=True, max_length=1000, verbose_name='异议'),
        ),
        migrations.AlterField(
            model_name='correctionanswerevent',
            name='signed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='签署时间'),
        ),
        migrations.AlterField(
            model_name='correctionanswerevent',
            name='signed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人'),
        ),
        migrations.AlterField(
            model_name='participation',
            name='objection',
            field=models.CharField(blank=True, max_length=1000, verbose_name='异议'),
        ),
        migrations.AlterField(
            model_name='participation',
            name='signed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='签署时间'),
        ),
        migrations.AlterField(
            model_name='participation',
            name='signed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人'),
        ),
        migrations.AlterField(
            model_name='participation',
            name='signed_version',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='签署的版本'),
        ),
        migrations.AlterField(
            model_name='participationevent',
            name='objection',
            field=models.CharField(blank=True, max_length=1000, verbose_name='异议'),
        ),
        migrations.AlterField(
            model_name='participationevent',
            name='signed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='签署时间'),
        ),
        migrations.AlterField(
            model_name='participationevent',
            name='signed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人'),
        ),
        migrations.AlterField(
            model_name='participationevent',
            name='signed_version',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='签署的版本'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correctionanswer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "correction_id", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id") VALUES (NEW."committee_id", NEW."correction_id", NEW."headcount", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_at", NEW."signed_by_id"); RETURN NULL;', hash='66d583a2d9a0e64de9e821bd6e783934aa599e08', operation='INSERT', pgid='pgtrigger_insert_insert_4b656', table='activities_correctionanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correctionanswer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "correction_id", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id") VALUES (NEW."committee_id", NEW."correction_id", NEW."headcount", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_at", NEW."signed_by_id"); RETURN NULL;', hash='2ec89b4e1b9576d855b23b50e307b06ae1d2623f', operation='UPDATE', pgid='pgtrigger_update_update_019e3', table='activities_correctionanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correctionanswer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "correction_id", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id") VALUES (OLD."committee_id", OLD."correction_id", OLD."headcount", OLD."id", OLD."objected_at", OLD."objected_by_id", OLD."objection", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_at", OLD."signed_by_id"); RETURN NULL;', hash='5bbac540ad97c6a9cb05e991a6ff6f85493a303a', operation='DELETE', pgid='pgtrigger_delete_delete_27940', table='activities_correctionanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_participationevent" ("activity_id", "committee_id", "expected", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role", "signed_at", "signed_by_id", "signed_version") VALUES (NEW."activity_id", NEW."committee_id", NEW."expected", NEW."headcount", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."replied_version", NEW."reply", NEW."reply_note", NEW."role", NEW."signed_at", NEW."signed_by_id", NEW."signed_version"); RETURN NULL;', hash='32585e2dd9f8675cbfea0ac52a8ec1d5acb10e05', operation='INSERT', pgid='pgtrigger_insert_insert_8822d', table='activities_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_participationevent" ("activity_id", "committee_id", "expected", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role", "signed_at", "signed_by_id", "signed_version") VALUES (NEW."activity_id", NEW."committee_id", NEW."expected", NEW."headcount", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."replied_version", NEW."reply", NEW."reply_note", NEW."role", NEW."signed_at", NEW."signed_by_id", NEW."signed_version"); RETURN NULL;', hash='3ef009da651c36eee69656d3cb3cbce7598108d2', operation='UPDATE', pgid='pgtrigger_update_update_55c88', table='activities_participation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_participationevent" ("activity_id", "committee_id", "expected", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role", "signed_at", "signed_by_id", "signed_version") VALUES (OLD."activity_id", OLD."committee_id", OLD."expected", OLD."headcount", OLD."id", OLD."objected_at", OLD."objected_by_id", OLD."objection", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."replied_at", OLD."replied_by_id", OLD."replied_version", OLD."reply", OLD."reply_note", OLD."role", OLD."signed_at", OLD."signed_by_id", OLD."signed_version"); RETURN NULL;', hash='4a5de19a2a28d66e309f2204c5d8098e13295702', operation='DELETE', pgid='pgtrigger_delete_delete_07234', table='activities_participation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='correctionanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='correctionanswer_signature_whole'),
        ),
        migrations.AddConstraint(
            model_name='correctionanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('objected_at__isnull', True), ('objected_by__isnull', True), ('objection', '')), models.Q(('objected_at__isnull', False), ('objected_by__isnull', False), models.Q(('objection', ''), _negated=True)), _connector='OR'), name='correctionanswer_objection_whole', violation_error_message='提出异议须说明原因。'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='participation_signature_whole'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('objected_at__isnull', True), ('objected_by__isnull', True), ('objection', '')), models.Q(('objected_at__isnull', False), ('objected_by__isnull', False), models.Q(('objection', ''), _negated=True)), _connector='OR'), name='participation_objection_whole', violation_error_message='提出异议须说明原因。'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_version__isnull', True)), models.Q(('signed_at__isnull', False), ('signed_version__isnull', False)), _connector='OR'), name='participation_signs_a_version'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'host'), _negated=True), ('signed_version__isnull', False), _connector='OR'), name='participation_host_signs_by_logging'),
        ),
    ]
