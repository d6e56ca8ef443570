"""Pairings of branches, and stored files."""

import collab_portal.lib.together
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0003_pairings')]

    dependencies = [
        ('organizations', '0002_nineteen'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='PairingBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='批次名称')),
                        ('organised_on', models.DateField(blank=True, null=True, verbose_name='组织日期')),
                        ('supporter', models.CharField(blank=True, max_length=80, verbose_name='支持单位')),
                        ('description', models.TextField(blank=True, verbose_name='说明')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairing_batches', to='organizations.committee', verbose_name='组织工委')),
                    ],
                    options={
                        'verbose_name': '结对批次',
                        'verbose_name_plural': '结对批次',
                        'constraints': [
                            models.UniqueConstraint(fields=('committee', 'name'), name='pairing_batch_once', violation_error_message='本工委已有同名批次。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_pairingbatchevent" ("committee_id", "description", "id", "name", "organised_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supporter") VALUES (NEW."committee_id", NEW."description", NEW."id", NEW."name", NEW."organised_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."supporter"); RETURN NULL;', hash='0120080af4ae4a1c96c6597f0a3f137d3d220e84', operation='INSERT', pgid='pgtrigger_insert_insert_f1869', table='organizations_pairingbatch', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_pairingbatchevent" ("committee_id", "description", "id", "name", "organised_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supporter") VALUES (NEW."committee_id", NEW."description", NEW."id", NEW."name", NEW."organised_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."supporter"); RETURN NULL;', hash='f94fa1c20653606d5a704afc1bdb17d61bc17d85', operation='UPDATE', pgid='pgtrigger_update_update_73dd4', table='organizations_pairingbatch', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_pairingbatchevent" ("committee_id", "description", "id", "name", "organised_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supporter") VALUES (OLD."committee_id", OLD."description", OLD."id", OLD."name", OLD."organised_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."supporter"); RETURN NULL;', hash='7c5bf0488ba8c53e0e5cee8399445ba5ab7f9be4', operation='DELETE', pgid='pgtrigger_delete_delete_52c05', table='organizations_pairingbatch', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PairingBatchEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=80, verbose_name='批次名称')),
                        ('organised_on', models.DateField(blank=True, null=True, verbose_name='组织日期')),
                        ('supporter', models.CharField(blank=True, max_length=80, verbose_name='支持单位')),
                        ('description', models.TextField(blank=True, verbose_name='说明')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='组织工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.pairingbatch')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e395b8190f94af3b0d4c1abfa6547b64ab59699a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fde67', table='organizations_pairingbatchevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Pairing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('theme', models.CharField(max_length=120, verbose_name='共建主题')),
                        ('supporter', models.CharField(blank=True, max_length=80, verbose_name='支持单位')),
                        ('first_contact', models.CharField(blank=True, max_length=40, verbose_name='一方联系人')),
                        ('first_phone', models.CharField(blank=True, max_length=40, verbose_name='一方办公电话')),
                        ('second_contact', models.CharField(blank=True, max_length=40, verbose_name='另一方联系人')),
                        ('second_phone', models.CharField(blank=True, max_length=40, verbose_name='另一方办公电话')),
                        ('status', models.CharField(choices=[('proposed', '待对方确认'), ('active', '结对中'), ('ended', '已结束'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至')),
                        ('started_on', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                        ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings_as_first', to='organizations.branch', verbose_name='一方')),
                        ('first_committee', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='一方工委')),
                        ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings_as_second', to='organizations.branch', verbose_name='另一方')),
                        ('second_committee', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='另一方工委')),
                        ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pairings', to='organizations.pairingbatch', verbose_name='批次')),
                        ('nudged_on', models.DateField(blank=True, editable=False, null=True, verbose_name='提醒日期')),
                    ],
                    options={
                        'verbose_name': '结对共建',
                        'verbose_name_plural': '结对共建',
                        'indexes': [
                            models.Index(fields=['first_committee', '-id'], name='pairing_by_first_committee'),
                            models.Index(fields=['second_committee', '-id'], name='pairing_by_second_committee'),
                            models.Index(fields=['status', '-id'], name='pairing_by_status'),
                            models.Index(condition=models.Q(('status', 'active')), fields=['valid_until'], name='pairing_expiry'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='pairing_canonical_order', violation_error_message='支部不能与自身结对。'),
                            models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'active'])), fields=('first', 'second'), name='pairing_open_once', violation_error_message='这两个党组织已有待确认或进行中的结对。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('started_on__isnull', False), ('status', 'active')), models.Q(('ended_on__isnull', False), ('started_on__isnull', False), ('status', 'ended')), models.Q(('ended_on__isnull', True), ('started_on__isnull', True), ('status__in', ['proposed', 'declined', 'withdrawn'])), _connector='OR'), name='pairing_status_has_its_dates', violation_error_message='结对状态与生效、结束日期不符。'),
                            models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='pairing_end_has_reason', violation_error_message='结束结对须写明原因。'),
                            models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='pairing_ends_after_start', violation_error_message='结束日期不能早于生效日期。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_pairingevent" ("batch_id", "end_reason", "ended_by_id", "ended_on", "first_committee_id", "first_contact", "first_id", "first_phone", "id", "nudged_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_committee_id", "second_contact", "second_id", "second_phone", "started_on", "status", "supporter", "theme", "valid_until") VALUES (NEW."batch_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."first_committee_id", NEW."first_contact", NEW."first_id", NEW."first_phone", NEW."id", NEW."nudged_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."second_committee_id", NEW."second_contact", NEW."second_id", NEW."second_phone", NEW."started_on", NEW."status", NEW."supporter", NEW."theme", NEW."valid_until"); RETURN NULL;', hash='10e420daea1628142fc436b4fb79c963f3d1737b', operation='INSERT', pgid='pgtrigger_insert_insert_e0181', table='organizations_pairing', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."batch_id" IS DISTINCT FROM (NEW."batch_id") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_by_id" IS DISTINCT FROM (NEW."ended_by_id") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."first_id" IS DISTINCT FROM (NEW."first_id") OR OLD."first_committee_id" IS DISTINCT FROM (NEW."first_committee_id") OR OLD."first_contact" IS DISTINCT FROM (NEW."first_contact") OR OLD."first_phone" IS DISTINCT FROM (NEW."first_phone") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."nudged_on" IS DISTINCT FROM (NEW."nudged_on") OR OLD."second_id" IS DISTINCT FROM (NEW."second_id") OR OLD."second_committee_id" IS DISTINCT FROM (NEW."second_committee_id") OR OLD."second_contact" IS DISTINCT FROM (NEW."second_contact") OR OLD."second_phone" IS DISTINCT FROM (NEW."second_phone") OR OLD."started_on" IS DISTINCT FROM (NEW."started_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."supporter" IS DISTINCT FROM (NEW."supporter") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))', func='INSERT INTO "organizations_pairingevent" ("batch_id", "end_reason", "ended_by_id", "ended_on", "first_committee_id", "first_contact", "first_id", "first_phone", "id", "nudged_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_committee_id", "second_contact", "second_id", "second_phone", "started_on", "status", "supporter", "theme", "valid_until") VALUES (NEW."batch_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."first_committee_id", NEW."first_contact", NEW."first_id", NEW."first_phone", NEW."id", NEW."nudged_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."second_committee_id", NEW."second_contact", NEW."second_id", NEW."second_phone", NEW."started_on", NEW."status", NEW."supporter", NEW."theme", NEW."valid_until"); RETURN NULL;', hash='e2f42e295c3d03d2833f2c6d98ea0534017a2d93', operation='UPDATE', pgid='pgtrigger_update_update_8287d', table='organizations_pairing', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_pairingevent" ("batch_id", "end_reason", "ended_by_id", "ended_on", "first_committee_id", "first_contact", "first_id", "first_phone", "id", "nudged_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_committee_id", "second_contact", "second_id", "second_phone", "started_on", "status", "supporter", "theme", "valid_until") VALUES (OLD."batch_id", OLD."end_reason", OLD."ended_by_id", OLD."ended_on", OLD."first_committee_id", OLD."first_contact", OLD."first_id", OLD."first_phone", OLD."id", OLD."nudged_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."second_committee_id", OLD."second_contact", OLD."second_id", OLD."second_phone", OLD."started_on", OLD."status", OLD."supporter", OLD."theme", OLD."valid_until"); RETURN NULL;', hash='0827a886f9e652e7c27c9a520eac457fbe89b5d0', operation='DELETE', pgid='pgtrigger_delete_delete_a9a85', table='organizations_pairing', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PairingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('theme', models.CharField(max_length=120, verbose_name='共建主题')),
                        ('supporter', models.CharField(blank=True, max_length=80, verbose_name='支持单位')),
                        ('first_contact', models.CharField(blank=True, max_length=40, verbose_name='一方联系人')),
                        ('first_phone', models.CharField(blank=True, max_length=40, verbose_name='一方办公电话')),
                        ('second_contact', models.CharField(blank=True, max_length=40, verbose_name='另一方联系人')),
                        ('second_phone', models.CharField(blank=True, max_length=40, verbose_name='另一方办公电话')),
                        ('status', models.CharField(choices=[('proposed', '待对方确认'), ('active', '结对中'), ('ended', '已结束'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至')),
                        ('started_on', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                        ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                        ('batch', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.pairingbatch', verbose_name='批次')),
                        ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                        ('first', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='一方')),
                        ('first_committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='一方工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.pairing')),
                        ('second', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='另一方')),
                        ('second_committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='另一方工委')),
                        ('nudged_on', models.DateField(blank=True, editable=False, null=True, verbose_name='提醒日期')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5eeedcdf3d9023792b71fd295c502960c6e91785', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4e3c3', table='organizations_pairingevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PairingTerm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='期次')),
                        ('agreement_no', models.CharField(blank=True, max_length=60, verbose_name='协议编号')),
                        ('signed_on', models.DateField(blank=True, null=True, verbose_name='签订日期')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至')),
                        ('status', models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='答复')),
                        ('proposed_at', models.DateTimeField(verbose_name='发起时间')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                        ('pairing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='organizations.pairing', verbose_name='结对')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                        ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='发起工委')),
                    ],
                    options={
                        'verbose_name': '结对期次',
                        'verbose_name_plural': '结对期次',
                        'ordering': ('pairing', 'number'),
                        'indexes': [
                            models.Index(condition=models.Q(('status', 'proposed')), fields=['proposed_at'], name='pairing_term_awaiting'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('pairing', 'number'), name='pairing_term_number_once', violation_error_message='该期次已存在。'),
                            models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('pairing',), name='pairing_term_one_open', violation_error_message='已有一份待答复的提议。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('status', 'proposed')), models.Q(models.Q(('status', 'proposed'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='pairing_term_answer_has_date', violation_error_message='答复状态与答复时间不符。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='pairing_term_decline_has_reason', violation_error_message='谢绝须写明理由。'),
                            models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('signed_on__isnull', True), ('valid_until__gte', models.F('signed_on')), _connector='OR'), name='pairing_term_valid_after_signing', violation_error_message='有效期不能早于签订日期。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_pairingtermevent" ("agreement_no", "answered_at", "answered_by_id", "id", "number", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "signed_on", "status", "valid_until") VALUES (NEW."agreement_no", NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."number", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."proposer_id", NEW."reason", NEW."signed_on", NEW."status", NEW."valid_until"); RETURN NULL;', hash='5c673be12d4dcbe55f29c751fcab750c351c1194', operation='INSERT', pgid='pgtrigger_insert_insert_4d87d', table='organizations_pairingterm', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_pairingtermevent" ("agreement_no", "answered_at", "answered_by_id", "id", "number", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "signed_on", "status", "valid_until") VALUES (NEW."agreement_no", NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."number", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."proposer_id", NEW."reason", NEW."signed_on", NEW."status", NEW."valid_until"); RETURN NULL;', hash='419880e63a8f115ab73d90b3107fc5e02df05efd', operation='UPDATE', pgid='pgtrigger_update_update_ee5f4', table='organizations_pairingterm', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_pairingtermevent" ("agreement_no", "answered_at", "answered_by_id", "id", "number", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "signed_on", "status", "valid_until") VALUES (OLD."agreement_no", OLD."answered_at", OLD."answered_by_id", OLD."id", OLD."number", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."proposer_id", OLD."reason", OLD."signed_on", OLD."status", OLD."valid_until"); RETURN NULL;', hash='00f4ac204956e6ea9fa846e64e6c24b5837be976', operation='DELETE', pgid='pgtrigger_delete_delete_e36c6', table='organizations_pairingterm', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PairingTermEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.PositiveSmallIntegerField(verbose_name='期次')),
                        ('agreement_no', models.CharField(blank=True, max_length=60, verbose_name='协议编号')),
                        ('signed_on', models.DateField(blank=True, null=True, verbose_name='签订日期')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='有效期至')),
                        ('status', models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='答复')),
                        ('proposed_at', models.DateTimeField(verbose_name='发起时间')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                        ('pairing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.pairing', verbose_name='结对')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.pairingterm')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                        ('proposer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='发起工委')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25aed25c48249f5753db2601fe3f10e33f1de197', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_db476', table='organizations_pairingtermevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PairingIndex',
                    fields=[
                        ('heading', models.CharField(max_length=300, verbose_name='标题')),
                        ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                        ('at', models.DateTimeField(null=True, verbose_name='时间')),
                        ('title', models.CharField(max_length=300, verbose_name='归一标题')),
                        ('text', models.TextField(blank=True, verbose_name='原文')),
                        ('folded', models.TextField(blank=True, verbose_name='归一文字')),
                        ('oversize', models.BooleanField(default=False, verbose_name='超长')),
                        ('vector', django.contrib.postgres.search.SearchVectorField(verbose_name='索引')),
                        ('pairing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='index_row', serialize=False, to='organizations.pairing', verbose_name='结对共建')),
                    ],
                    options={
                        'verbose_name': '检索索引',
                        'verbose_name_plural': '检索索引',
                        'abstract': False,
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='pairingindex_vector'),
                            models.Index(models.OrderBy(models.F('at'), descending=True, nulls_last=True), models.OrderBy(models.F('pairing'), descending=True), name='pairingindex_newest'),
                            models.Index(condition=models.Q(('oversize', True)), fields=['pairing'], name='pairingindex_oversize'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(editable=False, max_length=40, unique=True, verbose_name='存储名')),
                        ('name', models.CharField(max_length=120, verbose_name='文件名')),
                        ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                        ('size', models.PositiveBigIntegerField(verbose_name='大小')),
                        ('sha256', models.CharField(max_length=64, verbose_name='校验和')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='organizations.committee', verbose_name='所属工委')),
                        ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                    ],
                    options={
                        'verbose_name': '文件',
                        'verbose_name_plural': '文件',
                        'indexes': [
                            models.Index(fields=['created_at'], name='stored_file_by_age'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('key__regex', '^[0-9a-f]{40}$'), ('sha256__regex', '^[0-9a-f]{64}$')), name='stored_file_has_sum'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_storedfileevent" ("committee_id", "created_at", "id", "key", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_by_id") VALUES (NEW."committee_id", NEW."created_at", NEW."id", NEW."key", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_by_id"); RETURN NULL;', hash='f6893a555970b582a98b2ce2e6421a8da3cadd6a', operation='INSERT', pgid='pgtrigger_insert_insert_d5b59', table='organizations_storedfile', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_storedfileevent" ("committee_id", "created_at", "id", "key", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_by_id") VALUES (NEW."committee_id", NEW."created_at", NEW."id", NEW."key", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_by_id"); RETURN NULL;', hash='06f678ba4e784bb438761ec0a8731fbe33b9e982', operation='UPDATE', pgid='pgtrigger_update_update_ff00c', table='organizations_storedfile', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_storedfileevent" ("committee_id", "created_at", "id", "key", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_by_id") VALUES (OLD."committee_id", OLD."created_at", OLD."id", OLD."key", OLD."media_type", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uploaded_by_id"); RETURN NULL;', hash='2380aaade667cf5e6b56e68eff871f485a187a1a', operation='DELETE', pgid='pgtrigger_delete_delete_ed91d', table='organizations_storedfile', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='StoredFileEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('key', models.CharField(editable=False, max_length=40, verbose_name='存储名')),
                        ('name', models.CharField(max_length=120, verbose_name='文件名')),
                        ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                        ('size', models.PositiveBigIntegerField(verbose_name='大小')),
                        ('sha256', models.CharField(max_length=64, verbose_name='校验和')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='所属工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.storedfile')),
                        ('uploaded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eabcbbd8733b7aa5b67501dadd042f97d2e5b365', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2d0d', table='organizations_storedfileevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                        ('created_at', models.DateTimeField(verbose_name='生成时间')),
                        ('committee', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_link', to='organizations.committee', verbose_name='工委')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人')),
                    ],
                    options={
                        'verbose_name': '工委日历链接',
                        'verbose_name_plural': '工委日历链接',
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_calendarlinkevent" ("committee_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='b232047822b62e65c15ed23b561195cf894fe956', operation='INSERT', pgid='pgtrigger_insert_insert_e3b39', table='organizations_calendarlink', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id"))', func='INSERT INTO "organizations_calendarlinkevent" ("committee_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='51c439b15c0806941771d1ac51c4709b40af63a4', operation='UPDATE', pgid='pgtrigger_update_update_6ee1a', table='organizations_calendarlink', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_calendarlinkevent" ("committee_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."committee_id", OLD."created_at", OLD."created_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='f20adda5ec762ced28870752f0f44d7daf6c550a', operation='DELETE', pgid='pgtrigger_delete_delete_7d649', table='organizations_calendarlink', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarLinkEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(verbose_name='生成时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.calendarlink')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='17401676dd25aea9dfeb9b8e9768d0fddf347f8d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3ae6', table='organizations_calendarlinkevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
