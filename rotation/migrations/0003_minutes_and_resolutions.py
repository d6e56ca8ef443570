"""Minutes, their signatures, resolutions and their progress."""

import collab_portal.lib.together
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('rotation', '0006_swaps_and_skips'), ('rotation', '0007_consultation_record')]

    dependencies = [
        ('organizations', '0001_committees_and_branches'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('rotation', '0002_consultations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Minutes',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                        ('body', models.TextField(verbose_name='正文')),
                        ('written_at', models.DateTimeField(verbose_name='起草时间')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送签时间')),
                        ('sign_by', models.DateField(blank=True, null=True, verbose_name='会签截止')),
                        ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='被新版替代时间')),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签毕时间')),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='rotation.consultation', verbose_name='会商')),
                        ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                        ('edit', models.PositiveIntegerField(default=1, verbose_name='保存次数')),
                    ],
                    options={
                        'verbose_name': '会商纪要',
                        'verbose_name_plural': '会商纪要',
                        'constraints': [
                            models.UniqueConstraint(fields=('consultation', 'version'), name='minutes_version_once'),
                            models.UniqueConstraint(condition=models.Q(('submitted_at__isnull', True)), fields=('consultation',), name='minutes_one_draft', violation_error_message='已有一份纪要草稿。'),
                            models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True), ('submitted_at__isnull', False)), fields=('consultation',), name='minutes_one_in_force', violation_error_message='已有一版纪要在会签或已签毕。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('sign_by__isnull', True), ('signed_at__isnull', True), ('submitted_at__isnull', True)), models.Q(('sign_by__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='minutes_submitted_has_deadline'),
                            models.CheckConstraint(condition=models.Q(('replaced_at__isnull', True), ('signed_at__isnull', True), _connector='OR'), name='minutes_signed_never_replaced', violation_error_message='签毕的纪要不能再换新版。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='minutes_sent_text_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."submitted_at" IS NOT NULL AND (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='656208d5574b859597c3688d111f1a234a76cbe9', operation='UPDATE', pgid='pgtrigger_minutes_sent_text_is_frozen_7d0ec', table='rotation_minutes', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_minutesevent" ("body", "consultation_id", "edit", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "sign_by", "signed_at", "submitted_at", "version", "written_at", "written_by_id") VALUES (NEW."body", NEW."consultation_id", NEW."edit", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaced_at", NEW."sign_by", NEW."signed_at", NEW."submitted_at", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='43c59e14e7faedddd9b40e0f8eacb371c44aa8b7', operation='INSERT', pgid='pgtrigger_insert_insert_8e3cf', table='rotation_minutes', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_minutesevent" ("body", "consultation_id", "edit", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "sign_by", "signed_at", "submitted_at", "version", "written_at", "written_by_id") VALUES (NEW."body", NEW."consultation_id", NEW."edit", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaced_at", NEW."sign_by", NEW."signed_at", NEW."submitted_at", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='f91c21b85c6b7edc7af4b32d41945b405f367427', operation='UPDATE', pgid='pgtrigger_update_update_2686e', table='rotation_minutes', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_minutesevent" ("body", "consultation_id", "edit", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "sign_by", "signed_at", "submitted_at", "version", "written_at", "written_by_id") VALUES (OLD."body", OLD."consultation_id", OLD."edit", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."replaced_at", OLD."sign_by", OLD."signed_at", OLD."submitted_at", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;', hash='b90b5ee9fac341bc9de6c532ff0da736ea4c5232', operation='DELETE', pgid='pgtrigger_delete_delete_eedbc', table='rotation_minutes', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MinutesEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                        ('body', models.TextField(verbose_name='正文')),
                        ('written_at', models.DateTimeField(verbose_name='起草时间')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送签时间')),
                        ('sign_by', models.DateField(blank=True, null=True, verbose_name='会签截止')),
                        ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='被新版替代时间')),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签毕时间')),
                        ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.consultation', verbose_name='会商')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.minutes')),
                        ('written_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                        ('edit', models.PositiveIntegerField(default=1, verbose_name='保存次数')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ba9ad08c6bf1b6e80b177cc5d95b23c3e7c3be7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ac909', table='rotation_minutesevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MinutesSignature',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签署时间')),
                        ('objection', models.CharField(blank=True, max_length=1000, verbose_name='异议')),
                        ('objected_at', models.DateTimeField(blank=True, null=True, verbose_name='提出时间')),
                        ('answer', models.CharField(blank=True, max_length=1000, verbose_name='答复')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='rotation.minutes', verbose_name='会商纪要')),
                        ('objected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人')),
                    ],
                    options={
                        'verbose_name': '会签意见',
                        'verbose_name_plural': '会签意见',
                        'constraints': [
                            models.UniqueConstraint(fields=('minutes', 'committee'), name='minutes_signature_once', violation_error_message='该工委已表明意见。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), models.Q(('objected_at__isnull', False), ('signed_at__isnull', True), ('signed_by__isnull', True)), _connector='OR'), name='minutes_signature_says_something'),
                            models.CheckConstraint(condition=models.Q(models.Q(('objected_at__isnull', True), ('objected_by__isnull', True), ('objection', '')), models.Q(('objected_at__isnull', False), ('objected_by__isnull', False), models.Q(('objection', ''), _negated=True)), _connector='OR'), name='minutes_objection_has_text', violation_error_message='请写明异议。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), ('objected_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='minutes_answer_to_an_objection', violation_error_message='请写明答复。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_minutessignatureevent" ("answer", "answered_at", "committee_id", "id", "minutes_id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id") VALUES (NEW."answer", NEW."answered_at", NEW."committee_id", NEW."id", NEW."minutes_id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signed_at", NEW."signed_by_id"); RETURN NULL;', hash='c7a305742c6ac3014687c475212396c77da8ef03', operation='INSERT', pgid='pgtrigger_insert_insert_7b848', table='rotation_minutessignature', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_minutessignatureevent" ("answer", "answered_at", "committee_id", "id", "minutes_id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id") VALUES (NEW."answer", NEW."answered_at", NEW."committee_id", NEW."id", NEW."minutes_id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signed_at", NEW."signed_by_id"); RETURN NULL;', hash='3152c3deefc4a25ef9b60c35d6038c883576158e', operation='UPDATE', pgid='pgtrigger_update_update_2cef1', table='rotation_minutessignature', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_minutessignatureevent" ("answer", "answered_at", "committee_id", "id", "minutes_id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_at", "signed_by_id") VALUES (OLD."answer", OLD."answered_at", OLD."committee_id", OLD."id", OLD."minutes_id", OLD."objected_at", OLD."objected_by_id", OLD."objection", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signed_at", OLD."signed_by_id"); RETURN NULL;', hash='ea89adc021d0f2c0e419f7797a8abf0c2f0666d9', operation='DELETE', pgid='pgtrigger_delete_delete_5d8fb', table='rotation_minutessignature', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MinutesSignatureEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签署时间')),
                        ('objection', models.CharField(blank=True, max_length=1000, verbose_name='异议')),
                        ('objected_at', models.DateTimeField(blank=True, null=True, verbose_name='提出时间')),
                        ('answer', models.CharField(blank=True, max_length=1000, verbose_name='答复')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('minutes', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.minutes', verbose_name='会商纪要')),
                        ('objected_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.minutessignature')),
                        ('signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8ccdf6f4a8fd010f9f1786eb7d5282959f928f4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4859f', table='rotation_minutessignatureevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Resolution',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                        ('title', models.CharField(max_length=120, verbose_name='事项')),
                        ('body', models.TextField(blank=True, max_length=2000, verbose_name='内容和要求')),
                        ('due_on', models.DateField(verbose_name='完成期限')),
                        ('status', models.CharField(choices=[('open', '办理中'), ('done', '已办结'), ('suspended', '已挂起')], default='open', max_length=10, verbose_name='状态')),
                        ('settled_on', models.DateField(blank=True, null=True, verbose_name='办结或挂起日期')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                        ('created_at', models.DateTimeField(verbose_name='登记时间')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='rotation.consultation', verbose_name='会商')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('planned_at', models.DateTimeField(default=django.utils.timezone.now, help_text='此前的日子不再提醒。', verbose_name='本次安排时间')),
                        ('revision', models.PositiveIntegerField(default=0, help_text='期限、责任工委改变时加一。', verbose_name='修订号')),
                    ],
                    options={
                        'verbose_name': '议定事项',
                        'verbose_name_plural': '议定事项',
                        'indexes': [
                            models.Index(fields=['due_on', 'id'], name='resolution_by_due'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('consultation', 'number'), name='resolution_number_once', violation_error_message='序号重复。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('settled_on__isnull', True), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('settled_on__isnull', False)), _connector='OR'), name='resolution_settled_has_date'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'suspended'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='resolution_suspended_has_reason', violation_error_message='挂起须说明原因。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_resolutionevent" ("body", "consultation_id", "created_at", "created_by_id", "due_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "reason", "revision", "settled_on", "status", "title", "updated_at") VALUES (NEW."body", NEW."consultation_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."reason", NEW."revision", NEW."settled_on", NEW."status", NEW."title", NEW."updated_at"); RETURN NULL;', hash='205812cc7550c238afeabc460eee66862d3ff4cf', operation='INSERT', pgid='pgtrigger_insert_insert_49b9f', table='rotation_resolution', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_resolutionevent" ("body", "consultation_id", "created_at", "created_by_id", "due_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "reason", "revision", "settled_on", "status", "title", "updated_at") VALUES (NEW."body", NEW."consultation_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_at", NEW."reason", NEW."revision", NEW."settled_on", NEW."status", NEW."title", NEW."updated_at"); RETURN NULL;', hash='a9df61429d2afd35439ee770f985a1caa363c522', operation='UPDATE', pgid='pgtrigger_update_update_d9706', table='rotation_resolution', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_resolutionevent" ("body", "consultation_id", "created_at", "created_by_id", "due_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "reason", "revision", "settled_on", "status", "title", "updated_at") VALUES (OLD."body", OLD."consultation_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_at", OLD."reason", OLD."revision", OLD."settled_on", OLD."status", OLD."title", OLD."updated_at"); RETURN NULL;', hash='df25b2dd519b1289c4b8f64cec013e36ba878cc9', operation='DELETE', pgid='pgtrigger_delete_delete_92bd6', table='rotation_resolution', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ResolutionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                        ('title', models.CharField(max_length=120, verbose_name='事项')),
                        ('body', models.TextField(blank=True, max_length=2000, verbose_name='内容和要求')),
                        ('due_on', models.DateField(verbose_name='完成期限')),
                        ('status', models.CharField(choices=[('open', '办理中'), ('done', '已办结'), ('suspended', '已挂起')], default='open', max_length=10, verbose_name='状态')),
                        ('settled_on', models.DateField(blank=True, null=True, verbose_name='办结或挂起日期')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                        ('created_at', models.DateTimeField(verbose_name='登记时间')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.consultation', verbose_name='会商')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.resolution')),
                        ('planned_at', models.DateTimeField(default=django.utils.timezone.now, help_text='此前的日子不再提醒。', verbose_name='本次安排时间')),
                        ('revision', models.PositiveIntegerField(default=0, help_text='期限、责任工委改变时加一。', verbose_name='修订号')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b53578e4a35cfe45db2865e832aca72ef4acf630', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cd8b1', table='rotation_resolutionevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ResolutionOwner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('main', models.BooleanField(default=False, verbose_name='牵头办理')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions_owned', to='organizations.committee', verbose_name='责任工委')),
                        ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='rotation.resolution', verbose_name='议定事项')),
                    ],
                    options={
                        'verbose_name': '责任工委',
                        'verbose_name_plural': '责任工委',
                        'ordering': ('-main', 'committee__position'),
                        'constraints': [
                            models.UniqueConstraint(fields=('resolution', 'committee'), name='resolution_owner_once', violation_error_message='责任工委重复。'),
                            models.UniqueConstraint(condition=models.Q(('main', True)), fields=('resolution',), name='resolution_one_main_owner', violation_error_message='牵头办理的工委只有一家。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_resolutionownerevent" ("committee_id", "id", "main", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolution_id") VALUES (NEW."committee_id", NEW."id", NEW."main", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."resolution_id"); RETURN NULL;', hash='9dbf3477cd7bd2bfe492d333755049b22fbaf0d0', operation='INSERT', pgid='pgtrigger_insert_insert_ffc98', table='rotation_resolutionowner', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_resolutionownerevent" ("committee_id", "id", "main", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolution_id") VALUES (NEW."committee_id", NEW."id", NEW."main", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."resolution_id"); RETURN NULL;', hash='7ba3644a9e145c23a13ed9c9764794836d60a5d2', operation='UPDATE', pgid='pgtrigger_update_update_8ef65', table='rotation_resolutionowner', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_resolutionownerevent" ("committee_id", "id", "main", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolution_id") VALUES (OLD."committee_id", OLD."id", OLD."main", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."resolution_id"); RETURN NULL;', hash='5e4114486994aa31a2d33f33e7a1e60e685c56eb', operation='DELETE', pgid='pgtrigger_delete_delete_f5d55', table='rotation_resolutionowner', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ResolutionOwnerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('main', models.BooleanField(default=False, verbose_name='牵头办理')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='责任工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.resolutionowner')),
                        ('resolution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.resolution', verbose_name='议定事项')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='99fc590e66d5645bc518ca366057618a8f83954c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6f395', table='rotation_resolutionownerevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ResolutionProgress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(max_length=2000, verbose_name='进展')),
                        ('percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100, '完成程度为 0 到 100。')], verbose_name='完成程度（%）')),
                        ('evidence', models.CharField(blank=True, help_text='本平台页面的地址，可不填。', max_length=200, verbose_name='佐证页面')),
                        ('reported_at', models.DateTimeField(verbose_name='填报时间')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                        ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='rotation.resolution', verbose_name='议定事项')),
                    ],
                    options={
                        'verbose_name': '进展',
                        'verbose_name_plural': '进展',
                        'ordering': (models.OrderBy(models.F('reported_at'), descending=True), '-pk'),
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('percent__isnull', True), ('percent__lte', 100), _connector='OR'), name='resolution_percent_possible'),
                            models.CheckConstraint(condition=models.Q(('evidence', ''), ('evidence__regex', '^/[^/\\\\]'), _connector='OR'), name='resolution_evidence_is_ours', violation_error_message='佐证页面须为本平台地址，以 / 开头。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_resolutionprogressevent" ("committee_id", "evidence", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "resolution_id", "text") VALUES (NEW."committee_id", NEW."evidence", NEW."id", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reported_at", NEW."reported_by_id", NEW."resolution_id", NEW."text"); RETURN NULL;', hash='bf41f8743599caa709bf17297f13742a1db6775d', operation='INSERT', pgid='pgtrigger_insert_insert_ce7a7', table='rotation_resolutionprogress', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_resolutionprogressevent" ("committee_id", "evidence", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "resolution_id", "text") VALUES (NEW."committee_id", NEW."evidence", NEW."id", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reported_at", NEW."reported_by_id", NEW."resolution_id", NEW."text"); RETURN NULL;', hash='d706fe94df2048b82725abeeb4b52b42b6292045', operation='UPDATE', pgid='pgtrigger_update_update_24ce3', table='rotation_resolutionprogress', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_resolutionprogressevent" ("committee_id", "evidence", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "resolution_id", "text") VALUES (OLD."committee_id", OLD."evidence", OLD."id", OLD."percent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reported_at", OLD."reported_by_id", OLD."resolution_id", OLD."text"); RETURN NULL;', hash='eaf818f336c29e39f226978b69ceb376249d4ffb', operation='DELETE', pgid='pgtrigger_delete_delete_26929', table='rotation_resolutionprogress', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ResolutionProgressEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('text', models.TextField(max_length=2000, verbose_name='进展')),
                        ('percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100, '完成程度为 0 到 100。')], verbose_name='完成程度（%）')),
                        ('evidence', models.CharField(blank=True, help_text='本平台页面的地址，可不填。', max_length=200, verbose_name='佐证页面')),
                        ('reported_at', models.DateTimeField(verbose_name='填报时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.resolutionprogress')),
                        ('reported_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                        ('resolution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.resolution', verbose_name='议定事项')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6f9c3794b0d10e0dcd4e8153675811c8a84aef7a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a99e7', table='rotation_resolutionprogressevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ResolutionIndex',
                    fields=[
                        ('heading', models.CharField(max_length=300, verbose_name='标题')),
                        ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                        ('at', models.DateTimeField(null=True, verbose_name='时间')),
                        ('title', models.CharField(max_length=300, verbose_name='归一标题')),
                        ('text', models.TextField(blank=True, verbose_name='原文')),
                        ('folded', models.TextField(blank=True, verbose_name='归一文字')),
                        ('oversize', models.BooleanField(default=False, verbose_name='超长')),
                        ('vector', django.contrib.postgres.search.SearchVectorField(verbose_name='索引')),
                        ('resolution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='index_row', serialize=False, to='rotation.resolution', verbose_name='议定事项')),
                    ],
                    options={
                        'verbose_name': '检索索引',
                        'verbose_name_plural': '检索索引',
                        'abstract': False,
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='resolutionindex_vector'),
                            models.Index(models.OrderBy(models.F('at'), descending=True, nulls_last=True), models.OrderBy(models.F('resolution'), descending=True), name='resolutionindex_newest'),
                            models.Index(condition=models.Q(('oversize', True)), fields=['resolution'], name='resolutionindex_oversize'),
                        ],
                    },
                ),
            ],
        ),
    ]
