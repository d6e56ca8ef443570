import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0003_parties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='alliancemember',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='alliancemember',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='alliancemember',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='alliancemember',
            name='alliance_member_once_at_a_time',
        ),
        migrations.RemoveConstraint(
            model_name='alliancemember',
            name='alliance_member_asked_once',
        ),
        migrations.RemoveConstraint(
            model_name='alliancemember',
            name='alliance_member_answer_has_date',
        ),
        migrations.RemoveConstraint(
            model_name='alliancemember',
            name='alliance_member_joins_by_agreement',
        ),
        migrations.RemoveConstraint(
            model_name='pairingterm',
            name='pairing_term_answer_has_date',
        ),
        migrations.RemoveConstraint(
            model_name='pairingterm',
            name='pairing_term_decline_has_reason',
        ),
        migrations.RemoveIndex(
            model_name='alliancemember',
            name='alliance_member_awaiting',
        ),
        migrations.RenameField('alliancemember', 'answer', 'status'),
        migrations.RenameField('alliancemember', 'asked_at', 'proposed_at'),
        migrations.RenameField('alliancememberevent', 'answer', 'status'),
        migrations.RenameField('alliancememberevent', 'asked_at', 'proposed_at'),
        # Nobody took back what ended with its alliance, pairing or branch on a day.
        migrations.RunSQL(
            "UPDATE organizations_alliancemember SET status = 'lapsed'"
            " WHERE status = 'withdrawn' AND answered_by_id IS NULL;"
            "UPDATE organizations_alliancemember SET reason = '未写明' WHERE status = 'declined' AND reason = '';",
            "UPDATE organizations_alliancemember SET status = 'withdrawn' WHERE status = 'lapsed';"
            "UPDATE organizations_pairingterm SET status = 'withdrawn',"
            " answered_by_id = coalesce(answered_by_id, proposed_by_id) WHERE status = 'lapsed';"
            "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;",
        ),
        migrations.AlterField(
            model_name='alliancemember',
            name='proposed_at',
            field=models.DateTimeField(verbose_name='发起时间'),
        ),
        migrations.AlterField(
            model_name='alliancemember',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='理由'),
        ),
        migrations.AlterField(
            model_name='alliancemember',
            name='status',
            field=models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='proposed', max_length=10, verbose_name='答复'),
        ),
        migrations.AlterField(
            model_name='alliancememberevent',
            name='proposed_at',
            field=models.DateTimeField(verbose_name='发起时间'),
        ),
        migrations.AlterField(
            model_name='alliancememberevent',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='理由'),
        ),
        migrations.AlterField(
            model_name='alliancememberevent',
            name='status',
            field=models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='proposed', max_length=10, verbose_name='答复'),
        ),
        migrations.AlterField(
            model_name='pairingterm',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='理由'),
        ),
        migrations.AlterField(
            model_name='pairingterm',
            name='status',
            field=models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='proposed', max_length=10, verbose_name='答复'),
        ),
        migrations.AlterField(
            model_name='pairingtermevent',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='理由'),
        ),
        migrations.AlterField(
            model_name='pairingtermevent',
            name='status',
            field=models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='proposed', max_length=10, verbose_name='答复'),
        ),
        migrations.AddIndex(
            model_name='alliancemember',
            index=models.Index(fields=['committee', 'status'], name='alliance_member_awaiting'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alliancemember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_alliancememberevent" ("alliance_id", "answered_at", "answered_by_id", "branch_id", "charter_id", "committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "reason", "role", "status") VALUES (NEW."alliance_id", NEW."answered_at", NEW."answered_by_id", NEW."branch_id", NEW."charter_id", NEW."committee_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."reason", NEW."role", NEW."status"); RETURN NULL;', hash='8507000e4e425eee7675c81b1891a731e8b7fc88', operation='INSERT', pgid='pgtrigger_insert_insert_31d0c', table='organizations_alliancemember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alliancemember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_alliancememberevent" ("alliance_id", "answered_at", "answered_by_id", "branch_id", "charter_id", "committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "reason", "role", "status") VALUES (NEW."alliance_id", NEW."answered_at", NEW."answered_by_id", NEW."branch_id", NEW."charter_id", NEW."committee_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."reason", NEW."role", NEW."status"); RETURN NULL;', hash='08d24e543a6c7998eca117f14497b3966c017334', operation='UPDATE', pgid='pgtrigger_update_update_16693', table='organizations_alliancemember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alliancemember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_alliancememberevent" ("alliance_id", "answered_at", "answered_by_id", "branch_id", "charter_id", "committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "reason", "role", "status") VALUES (OLD."alliance_id", OLD."answered_at", OLD."answered_by_id", OLD."branch_id", OLD."charter_id", OLD."committee_id", OLD."id", OLD."joined_on", OLD."left_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."reason", OLD."role", OLD."status"); RETURN NULL;', hash='0f4790e560af262d14b692e1305f52ccdb9541b6', operation='DELETE', pgid='pgtrigger_delete_delete_96301', table='organizations_alliancemember', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='alliancemember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('status__in', ['proposed'])), models.Q(('answered_at__isnull', False), ('status__in', ['agreed', 'declined', 'withdrawn', 'lapsed'])), _connector='OR'), name='alliancemember_answer_has_date', violation_error_message='答复状态与答复时间不符。'),
        ),
        migrations.AddConstraint(
            model_name='alliancemember',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'lapsed'), models.Q(('answered_by__isnull', True), ('status', 'proposed')), models.Q(models.Q(('status__in', ('proposed', 'lapsed')), _negated=True), ('answered_by__isnull', False)), _connector='OR'), name='alliancemember_answer_has_person', violation_error_message='答复须有答复人。'),
        ),
        migrations.AddConstraint(
            model_name='alliancemember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='alliancemember_decline_has_reason', violation_error_code='reason', violation_error_message='不同意须写明理由。'),
        ),
        migrations.AddConstraint(
            model_name='alliancemember',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('joined_on__isnull', False), ('status', 'agreed')), expressions=[('alliance', '='), ('branch', '='), (models.Func(models.F('joined_on'), models.F('left_on'), models.Value('[)'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='alliance_member_once_at_a_time', violation_error_message='同一党组织在一个联盟中同时只能有一席。'),
        ),
        migrations.AddConstraint(
            model_name='alliancemember',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'proposed'), models.Q(('joined_on__isnull', True), ('status', 'agreed')), _connector='OR'), fields=('alliance', 'branch'), name='alliance_member_asked_once', violation_error_message='该党组织已在受邀之列。'),
        ),
        migrations.AddConstraint(
            model_name='alliancemember',
            constraint=models.CheckConstraint(condition=models.Q(('joined_on__isnull', True), ('status', 'agreed'), _connector='OR'), name='alliance_member_joins_by_agreement', violation_error_message='未同意的党组织不能加入。'),
        ),
        migrations.AddConstraint(
            model_name='pairingterm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('status__in', ['proposed'])), models.Q(('answered_at__isnull', False), ('status__in', ['agreed', 'declined', 'withdrawn', 'lapsed'])), _connector='OR'), name='pairingterm_answer_has_date', violation_error_message='答复状态与答复时间不符。'),
        ),
        migrations.AddConstraint(
            model_name='pairingterm',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'lapsed'), models.Q(('answered_by__isnull', True), ('status', 'proposed')), models.Q(models.Q(('status__in', ('proposed', 'lapsed')), _negated=True), ('answered_by__isnull', False)), _connector='OR'), name='pairingterm_answer_has_person', violation_error_message='答复须有答复人。'),
        ),
        migrations.AddConstraint(
            model_name='pairingterm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='pairingterm_decline_has_reason', violation_error_code='reason', violation_error_message='不同意须写明理由。'),
        ),
    ]
