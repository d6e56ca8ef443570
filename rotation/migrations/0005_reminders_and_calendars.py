"""Rules of reminders, working days, and the links of calendars."""

import collab_portal.lib.together
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('rotation', '0010_skip_instead')]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('rotation', '0004_date_polls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='ReminderRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('step', models.SlugField(max_length=40, unique=True, verbose_name='环节')),
                        ('enabled', models.BooleanField(default=True, verbose_name='启用')),
                        ('days', models.PositiveSmallIntegerField(help_text='0 表示当日。', verbose_name='天数')),
                        ('working_days', models.BooleanField(default=False, verbose_name='按工作日计算')),
                        ('title', models.CharField(max_length=120, verbose_name='标题')),
                        ('body', models.TextField(max_length=1000, verbose_name='正文')),
                        ('since', models.DateTimeField(blank=True, help_text='改动前的日子不补发。', null=True, verbose_name='天数改于')),
                        ('updated_at', models.DateTimeField(verbose_name='修改时间')),
                        ('updated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改人')),
                    ],
                    options={
                        'verbose_name': '提醒规则',
                        'verbose_name_plural': '提醒规则',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('days__lte', 365)), name='reminder_rule_within_a_year', violation_error_message='天数不能超过 365。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='reminder_rule_has_text', violation_error_message='请填写标题和正文。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_reminderruleevent" ("body", "days", "enabled", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "step", "title", "updated_at", "updated_by_id", "working_days") VALUES (NEW."body", NEW."days", NEW."enabled", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."step", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."working_days"); RETURN NULL;', hash='1a78e7f435607f78ca6880a75d80d20db0721731', operation='INSERT', pgid='pgtrigger_insert_insert_86838', table='rotation_reminderrule', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_reminderruleevent" ("body", "days", "enabled", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "step", "title", "updated_at", "updated_by_id", "working_days") VALUES (NEW."body", NEW."days", NEW."enabled", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."step", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."working_days"); RETURN NULL;', hash='c8a5cd76b39941801a768f56aeae892dc9d9b016', operation='UPDATE', pgid='pgtrigger_update_update_f1778', table='rotation_reminderrule', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_reminderruleevent" ("body", "days", "enabled", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "step", "title", "updated_at", "updated_by_id", "working_days") VALUES (OLD."body", OLD."days", OLD."enabled", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."step", OLD."title", OLD."updated_at", OLD."updated_by_id", OLD."working_days"); RETURN NULL;', hash='9145440baf4e4a103064b266f254d076bd84f05d', operation='DELETE', pgid='pgtrigger_delete_delete_f8682', table='rotation_reminderrule', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ReminderRuleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('step', models.SlugField(db_index=False, max_length=40, verbose_name='环节')),
                        ('enabled', models.BooleanField(default=True, verbose_name='启用')),
                        ('days', models.PositiveSmallIntegerField(help_text='0 表示当日。', verbose_name='天数')),
                        ('working_days', models.BooleanField(default=False, verbose_name='按工作日计算')),
                        ('title', models.CharField(max_length=120, verbose_name='标题')),
                        ('body', models.TextField(max_length=1000, verbose_name='正文')),
                        ('since', models.DateTimeField(blank=True, help_text='改动前的日子不补发。', null=True, verbose_name='天数改于')),
                        ('updated_at', models.DateTimeField(verbose_name='修改时间')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.reminderrule')),
                        ('updated_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改人')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28da792685a5c2df6f6255729f337bdefc392c11', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8649e', table='rotation_reminderruleevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='WorkdayOverride',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(error_messages={'unique': '该日期已在表中。'}, unique=True, verbose_name='日期')),
                        ('working', models.BooleanField(default=False, help_text='勾选为调休上班，不勾选为放假。', verbose_name='上班')),
                        ('name', models.CharField(blank=True, help_text='例如 春节。', max_length=40, verbose_name='名称')),
                        ('source', models.CharField(help_text='通知名称或文号。', max_length=120, verbose_name='依据')),
                    ],
                    options={
                        'verbose_name': '放假调休',
                        'verbose_name_plural': '放假调休',
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_workdayoverrideevent" ("day", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "working") VALUES (NEW."day", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."working"); RETURN NULL;', hash='aa277ce346c28cf459fdc9aa00008293035d5ad1', operation='INSERT', pgid='pgtrigger_insert_insert_44430', table='rotation_workdayoverride', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_workdayoverrideevent" ("day", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "working") VALUES (NEW."day", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."working"); RETURN NULL;', hash='cd867d029a33682373b68490e179354915aa7cd3', operation='UPDATE', pgid='pgtrigger_update_update_2ee23', table='rotation_workdayoverride', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_workdayoverrideevent" ("day", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "working") VALUES (OLD."day", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."working"); RETURN NULL;', hash='8353ac239f4d2d4f89fc634ca5534041380212bd', operation='DELETE', pgid='pgtrigger_delete_delete_45416', table='rotation_workdayoverride', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='WorkdayOverrideEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('day', models.DateField(error_messages={'unique': '该日期已在表中。'}, verbose_name='日期')),
                        ('working', models.BooleanField(default=False, help_text='勾选为调休上班，不勾选为放假。', verbose_name='上班')),
                        ('name', models.CharField(blank=True, help_text='例如 春节。', max_length=40, verbose_name='名称')),
                        ('source', models.CharField(help_text='通知名称或文号。', max_length=120, verbose_name='依据')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.workdayoverride')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b5d14aa33aa46758b8dbd1d2c95b3ed0c22c3bb4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_58ec5', table='rotation_workdayoverrideevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarToken',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                        ('created_at', models.DateTimeField(verbose_name='创建时间')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_token', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                    ],
                    options={
                        'verbose_name': '日历订阅链接',
                        'verbose_name_plural': '日历订阅链接',
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_calendartokenevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;', hash='57bed2de54eb74a8fae9524c26a4c3195f849001', operation='INSERT', pgid='pgtrigger_insert_insert_cc587', table='rotation_calendartoken', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "rotation_calendartokenevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;', hash='b8c1864b11cbd766bf30996748113ae712ae7aa6', operation='UPDATE', pgid='pgtrigger_update_update_e0989', table='rotation_calendartoken', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_calendartokenevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;', hash='4d4915f543b2d35a4e8537141146ff57da9f2723', operation='DELETE', pgid='pgtrigger_delete_delete_77f86', table='rotation_calendartoken', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarTokenEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(verbose_name='创建时间')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.calendartoken')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f8dc3ca6e7250b0126eb1c147d01324aee88273c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5f10f', table='rotation_calendartokenevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
