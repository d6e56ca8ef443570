import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0004_invitations'),
        ('rotation', '0002_parties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='swap',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='swap',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='swap',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='swap',
            name='swap_decided_has_date',
        ),
        migrations.RenameField('swap', 'reason', 'grounds'),
        migrations.RenameField('swap', 'remark', 'reason'),
        migrations.RenameField('swap', 'decided_by', 'answered_by'),
        migrations.RenameField('swap', 'decided_at', 'answered_at'),
        migrations.RenameField('swapevent', 'reason', 'grounds'),
        migrations.RenameField('swapevent', 'remark', 'reason'),
        migrations.RenameField('swapevent', 'decided_by', 'answered_by'),
        migrations.RenameField('swapevent', 'decided_at', 'answered_at'),
        migrations.AlterField(
            model_name='swap',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='答复时间'),
        ),
        migrations.AlterField(
            model_name='swap',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人'),
        ),
        migrations.AlterField(
            model_name='swap',
            name='proposed_at',
            field=models.DateTimeField(verbose_name='发起时间'),
        ),
        migrations.AlterField(
            model_name='swap',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人'),
        ),
        migrations.AlterField(
            model_name='swap',
            name='proposer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='发起工委'),
        ),
        migrations.AlterField(
            model_name='swap',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='理由'),
        ),
        migrations.AlterField(
            model_name='swap',
            name='status',
            field=models.CharField(choices=[('proposed', '待答复'), ('agreed', '双方同意'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('lapsed', '已失效'), ('ordered', '管理员决定')], default='proposed', max_length=10, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='swapevent',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='答复时间'),
        ),
        migrations.AlterField(
            model_name='swapevent',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人'),
        ),
        migrations.AlterField(
            model_name='swapevent',
            name='proposed_at',
            field=models.DateTimeField(verbose_name='发起时间'),
        ),
        migrations.AlterField(
            model_name='swapevent',
            name='proposed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人'),
        ),
        migrations.AlterField(
            model_name='swapevent',
            name='proposer',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='发起工委'),
        ),
        migrations.AlterField(
            model_name='swapevent',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='理由'),
        ),
        migrations.AlterField(
            model_name='swapevent',
            name='status',
            field=models.CharField(choices=[('proposed', '待答复'), ('agreed', '双方同意'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('lapsed', '已失效'), ('ordered', '管理员决定')], default='proposed', max_length=10, verbose_name='状态'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='swap',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_swapevent" ("answered_at", "answered_by_id", "cycle", "grounds", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "rotation_id", "status") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."cycle", NEW."grounds", NEW."id", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."proposer_id", NEW."reason", NEW."rotation_id", NEW."status"); RETURN NULL;', hash='f2e2545aaac775ff060f4c28e0cea829d8089314', operation='INSERT', pgid='pgtrigger_insert_insert_fe8b1', table='rotation_swap', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='swap',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_swapevent" ("answered_at", "answered_by_id", "cycle", "grounds", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "rotation_id", "status") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."cycle", NEW."grounds", NEW."id", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."proposer_id", NEW."reason", NEW."rotation_id", NEW."status"); RETURN NULL;', hash='b737f1af62aafe011f48586db73f5f624d967925', operation='UPDATE', pgid='pgtrigger_update_update_7f914', table='rotation_swap', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='swap',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_swapevent" ("answered_at", "answered_by_id", "cycle", "grounds", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "rotation_id", "status") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."cycle", OLD."grounds", OLD."id", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."proposer_id", OLD."reason", OLD."rotation_id", OLD."status"); RETURN NULL;', hash='3e01fbfca93ada3f56d2f433958cbe7a7a7f07d3', operation='DELETE', pgid='pgtrigger_delete_delete_07ced', table='rotation_swap', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('status__in', ['proposed'])), models.Q(('answered_at__isnull', False), ('status__in', ['agreed', 'declined', 'withdrawn', 'lapsed', 'ordered'])), _connector='OR'), name='swap_answer_has_date', violation_error_message='答复状态与答复时间不符。'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'lapsed'), models.Q(('answered_by__isnull', True), ('status', 'proposed')), models.Q(models.Q(('status__in', ('proposed', 'lapsed')), _negated=True), ('answered_by__isnull', False)), _connector='OR'), name='swap_answer_has_person', violation_error_message='答复须有答复人。'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='swap_decline_has_reason', violation_error_code='reason', violation_error_message='不同意须写明理由。'),
        ),
    ]
