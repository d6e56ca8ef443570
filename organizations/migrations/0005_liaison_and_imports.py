"""Liaison groups and their visits; imports of branches."""

import collab_portal.lib.together
import datetime
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0008_calendar_link')]

    dependencies = [
        ('organizations', '0004_alliances_and_agreements'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='LiaisonGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, verbose_name='组名')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='liaison_groups', to='organizations.committee', verbose_name='所属工委')),
                    ],
                    options={
                        'verbose_name': '联络组',
                        'verbose_name_plural': '联络组',
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('committee', 'name'), name='liaison_group_once', violation_error_message='本工委已有同名联络组。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisongroupevent" ("committee_id", "ended_on", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."committee_id", NEW."ended_on", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='d8013349000a96e19628c98aa1f082eba2a91d26', operation='INSERT', pgid='pgtrigger_insert_insert_aafbc', table='organizations_liaisongroup', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "organizations_liaisongroupevent" ("committee_id", "ended_on", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."committee_id", NEW."ended_on", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='9932d9fc89637c1781b7ea1cb443de16fc1bec5b', operation='UPDATE', pgid='pgtrigger_update_update_aacfb', table='organizations_liaisongroup', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisongroupevent" ("committee_id", "ended_on", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."committee_id", OLD."ended_on", OLD."id", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='d5b6d98fb7c2a80401fed4b6d761ede3f119684e', operation='DELETE', pgid='pgtrigger_delete_delete_061f5', table='organizations_liaisongroup', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LiaisonGroupEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=60, verbose_name='组名')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='所属工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.liaisongroup')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='100d18b002b798b2eabc400976efb17acf3f4468', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_49a65', table='organizations_liaisongroupevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LiaisonPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40, verbose_name='姓名')),
                        ('office_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='organizations.liaisongroup', verbose_name='联络组')),
                    ],
                    options={
                        'verbose_name': '联络员',
                        'verbose_name_plural': '联络员',
                        'ordering': ('pk',),
                        'constraints': [
                            models.UniqueConstraint(fields=('group', 'name'), name='liaison_person_once', violation_error_message='同一联络员在一组中只登记一次。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisonpersonevent" ("group_id", "id", "name", "office_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."group_id", NEW."id", NEW."name", NEW."office_phone", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='a4c84cb7b2f4727795a9a05f3792a37af7047c7a', operation='INSERT', pgid='pgtrigger_insert_insert_a4138', table='organizations_liaisonperson', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_liaisonpersonevent" ("group_id", "id", "name", "office_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."group_id", NEW."id", NEW."name", NEW."office_phone", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d96bbd14c86b21802cb0c76b19b4dcc1b5b97be2', operation='UPDATE', pgid='pgtrigger_update_update_715db', table='organizations_liaisonperson', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisonpersonevent" ("group_id", "id", "name", "office_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."group_id", OLD."id", OLD."name", OLD."office_phone", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='8a05baf01036b5cb553d4e50d54224c73e65f9ef', operation='DELETE', pgid='pgtrigger_delete_delete_01eac', table='organizations_liaisonperson', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LiaisonPersonEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=40, verbose_name='姓名')),
                        ('office_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.liaisongroup', verbose_name='联络组')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.liaisonperson')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='33b7a9c70138847645bbe9ee6cad300fd635816b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e50e', table='organizations_liaisonpersonevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LiaisonUnit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('branch', models.OneToOneField(error_messages={'unique': '该单位已由其他联络组联系。'}, on_delete=django.db.models.deletion.PROTECT, related_name='liaison', to='organizations.branch', verbose_name='联系单位')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='organizations.liaisongroup', verbose_name='联络组')),
                    ],
                    options={
                        'verbose_name': '联系单位',
                        'verbose_name_plural': '联系单位',
                        'ordering': ('pk',),
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisonunitevent" ("branch_id", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='1b4812e27e84c4cffecb5c399f7bc970c374dae5', operation='INSERT', pgid='pgtrigger_insert_insert_dd634', table='organizations_liaisonunit', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_liaisonunitevent" ("branch_id", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d7226dd6b21cf1844160434e3bed9b529fb42bc9', operation='UPDATE', pgid='pgtrigger_update_update_4b657', table='organizations_liaisonunit', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisonunitevent" ("branch_id", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."branch_id", OLD."group_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='bd3cef8764ad628ce20c84127d7d899a5f1550f4', operation='DELETE', pgid='pgtrigger_delete_delete_f3c22', table='organizations_liaisonunit', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LiaisonUnitEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('branch', models.ForeignKey(db_constraint=False, error_messages={'unique': '该单位已由其他联络组联系。'}, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='联系单位')),
                        ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.liaisongroup', verbose_name='联络组')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.liaisonunit')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08a823079f75420905ec8d622037c82f196130cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8533e', table='organizations_liaisonunitevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LiaisonVisit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('visited_on', models.DateField(verbose_name='走访日期')),
                        ('problem', models.CharField(blank=True, max_length=500, verbose_name='反映的问题')),
                        ('reply', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                        ('solved_on', models.DateField(blank=True, null=True, verbose_name='解决日期')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='liaison_visits', to='organizations.branch', verbose_name='走访单位')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='organizations.liaisongroup', verbose_name='联络组')),
                    ],
                    options={
                        'verbose_name': '走访记录',
                        'verbose_name_plural': '走访记录',
                        'indexes': [
                            models.Index(fields=['group', '-visited_on', '-id'], name='liaison_visit_by_group'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('solved_on__isnull', True), ('solved_on__gte', models.F('visited_on')), _connector='OR'), name='liaison_solved_after_visit', violation_error_message='解决日期不能早于走访日期。'),
                            models.CheckConstraint(condition=models.Q(('visited_on__gte', datetime.date(1949, 1, 1)), ('visited_on__lte', datetime.date(2100, 12, 31))), name='liaison_visit_day_is_possible', violation_error_message='日期须在 1949 年至 2100 年之间。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisonvisitevent" ("branch_id", "created_by_id", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "reply", "solved_on", "visited_on") VALUES (NEW."branch_id", NEW."created_by_id", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."problem", NEW."reply", NEW."solved_on", NEW."visited_on"); RETURN NULL;', hash='84ce3dcc7155f6ed0565bca6f3b10bf5bb9b8b48', operation='INSERT', pgid='pgtrigger_insert_insert_b2c00', table='organizations_liaisonvisit', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."problem" IS DISTINCT FROM (NEW."problem") OR OLD."reply" IS DISTINCT FROM (NEW."reply") OR OLD."solved_on" IS DISTINCT FROM (NEW."solved_on") OR OLD."visited_on" IS DISTINCT FROM (NEW."visited_on"))', func='INSERT INTO "organizations_liaisonvisitevent" ("branch_id", "created_by_id", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "reply", "solved_on", "visited_on") VALUES (NEW."branch_id", NEW."created_by_id", NEW."group_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."problem", NEW."reply", NEW."solved_on", NEW."visited_on"); RETURN NULL;', hash='8f134adcf7b2538c9393a6d6fe565bd15e22364d', operation='UPDATE', pgid='pgtrigger_update_update_1841b', table='organizations_liaisonvisit', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_liaisonvisitevent" ("branch_id", "created_by_id", "group_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "reply", "solved_on", "visited_on") VALUES (OLD."branch_id", OLD."created_by_id", OLD."group_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."problem", OLD."reply", OLD."solved_on", OLD."visited_on"); RETURN NULL;', hash='20a9817fcfc9ddc7331c07cf86b152dfbabd738b', operation='DELETE', pgid='pgtrigger_delete_delete_63d21', table='organizations_liaisonvisit', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='LiaisonVisitEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('visited_on', models.DateField(verbose_name='走访日期')),
                        ('problem', models.CharField(blank=True, max_length=500, verbose_name='反映的问题')),
                        ('reply', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                        ('solved_on', models.DateField(blank=True, null=True, verbose_name='解决日期')),
                        ('branch', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='走访单位')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                        ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.liaisongroup', verbose_name='联络组')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.liaisonvisit')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dfa41ab4f98ff51ec193702297e13c81ee3bff0b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d380c', table='organizations_liaisonvisitevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ImportJob',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=20, verbose_name='内容')),
                        ('filename', models.CharField(max_length=120, verbose_name='文件名')),
                        ('content', models.BinaryField(blank=True, verbose_name='文件')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='上传时间')),
                        ('status', models.CharField(choices=[('checking', '检查中'), ('checked', '待写入'), ('committing', '写入中'), ('done', '已写入'), ('undoing', '撤销中'), ('undone', '已撤销'), ('failed', '未能导入'), ('dropped', '已放弃')], default='checking', max_length=10, verbose_name='状态')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                        ('new_rows', models.PositiveIntegerField(default=0, verbose_name='新增')),
                        ('changed_rows', models.PositiveIntegerField(default=0, verbose_name='更新')),
                        ('same_rows', models.PositiveIntegerField(default=0, verbose_name='无变化')),
                        ('failed_rows', models.PositiveIntegerField(default=0, verbose_name='有错')),
                        ('kept_rows', models.PositiveIntegerField(default=0, verbose_name='未能撤销')),
                        ('committed_at', models.DateTimeField(blank=True, null=True, verbose_name='写入时间')),
                        ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                        ('done_rows', models.PositiveIntegerField(default=0, verbose_name='已处理')),
                        ('total_rows', models.PositiveIntegerField(default=0, verbose_name='共')),
                        ('lease_token', models.UUIDField(blank=True, null=True, verbose_name='租约')),
                        ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='租约到期')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                        ('submission', models.UUIDField(editable=False, unique=True, verbose_name='提交号')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最近办理人')),
                        ('committee', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                    ],
                    options={
                        'verbose_name': '批量导入',
                        'verbose_name_plural': '批量导入',
                        'indexes': [
                            models.Index(fields=['committee', '-id'], name='import_by_committee'),
                            models.Index(condition=models.Q(('status__in', ['checking', 'committing', 'undoing'])), fields=['lease_until'], name='import_working'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('committed_at__isnull', False), ('status__in', ['done', 'undoing']), ('undone_at', None)), models.Q(('committed_at__isnull', False), ('status', 'undone'), ('undone_at__isnull', False)), models.Q(('committed_at', None), ('status__in', ['checking', 'checked', 'committing', 'failed', 'dropped']), ('undone_at', None)), _connector='OR'), name='import_status_has_its_dates', violation_error_message='导入的状态与写入、撤销时间不符。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('lease_token', None), ('lease_until', None)), models.Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('status__in', ['checking', 'committing', 'undoing'])), _connector='OR'), name='import_lease_while_working'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'committing'), _negated=True), ('failed_rows', 0), _connector='OR'), name='import_commits_only_whole', violation_error_message='尚有出错的行，不能写入。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_importjobevent" ("asked_by_id", "changed_rows", "committed_at", "committee_id", "created_at", "created_by_id", "failed_rows", "filename", "id", "kept_rows", "kind", "new_rows", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_rows", "status", "undone_at") VALUES (NEW."asked_by_id", NEW."changed_rows", NEW."committed_at", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."failed_rows", NEW."filename", NEW."id", NEW."kept_rows", NEW."kind", NEW."new_rows", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."same_rows", NEW."status", NEW."undone_at"); RETURN NULL;', hash='565d075fdec030155c3b104b6f70b0aa03eaed65', operation='INSERT', pgid='pgtrigger_insert_insert_8964b', table='organizations_importjob', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."changed_rows" IS DISTINCT FROM (NEW."changed_rows") OR OLD."committed_at" IS DISTINCT FROM (NEW."committed_at") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."failed_rows" IS DISTINCT FROM (NEW."failed_rows") OR OLD."filename" IS DISTINCT FROM (NEW."filename") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_rows" IS DISTINCT FROM (NEW."kept_rows") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."new_rows" IS DISTINCT FROM (NEW."new_rows") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."same_rows" IS DISTINCT FROM (NEW."same_rows") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."undone_at" IS DISTINCT FROM (NEW."undone_at"))', func='INSERT INTO "organizations_importjobevent" ("asked_by_id", "changed_rows", "committed_at", "committee_id", "created_at", "created_by_id", "failed_rows", "filename", "id", "kept_rows", "kind", "new_rows", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_rows", "status", "undone_at") VALUES (NEW."asked_by_id", NEW."changed_rows", NEW."committed_at", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."failed_rows", NEW."filename", NEW."id", NEW."kept_rows", NEW."kind", NEW."new_rows", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."same_rows", NEW."status", NEW."undone_at"); RETURN NULL;', hash='3b20eb427fd57e167f25fead484434db6c7890f5', operation='UPDATE', pgid='pgtrigger_update_update_30e55', table='organizations_importjob', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_importjobevent" ("asked_by_id", "changed_rows", "committed_at", "committee_id", "created_at", "created_by_id", "failed_rows", "filename", "id", "kept_rows", "kind", "new_rows", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_rows", "status", "undone_at") VALUES (OLD."asked_by_id", OLD."changed_rows", OLD."committed_at", OLD."committee_id", OLD."created_at", OLD."created_by_id", OLD."failed_rows", OLD."filename", OLD."id", OLD."kept_rows", OLD."kind", OLD."new_rows", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."same_rows", OLD."status", OLD."undone_at"); RETURN NULL;', hash='677db01f1dced96db1352b0d4fc427ca0119508e', operation='DELETE', pgid='pgtrigger_delete_delete_d321f', table='organizations_importjob', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ImportJobEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=20, verbose_name='内容')),
                        ('filename', models.CharField(max_length=120, verbose_name='文件名')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='上传时间')),
                        ('status', models.CharField(choices=[('checking', '检查中'), ('checked', '待写入'), ('committing', '写入中'), ('done', '已写入'), ('undoing', '撤销中'), ('undone', '已撤销'), ('failed', '未能导入'), ('dropped', '已放弃')], default='checking', max_length=10, verbose_name='状态')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                        ('new_rows', models.PositiveIntegerField(default=0, verbose_name='新增')),
                        ('changed_rows', models.PositiveIntegerField(default=0, verbose_name='更新')),
                        ('same_rows', models.PositiveIntegerField(default=0, verbose_name='无变化')),
                        ('failed_rows', models.PositiveIntegerField(default=0, verbose_name='有错')),
                        ('kept_rows', models.PositiveIntegerField(default=0, verbose_name='未能撤销')),
                        ('committed_at', models.DateTimeField(blank=True, null=True, verbose_name='写入时间')),
                        ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                        ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='最近办理人')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.importjob')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='67528f52471e619698a29a2efd46466877625fb2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4722a', table='organizations_importjobevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField(verbose_name='行号')),
                        ('cells', models.JSONField(default=dict, verbose_name='内容')),
                        ('faults', models.JSONField(default=list, verbose_name='读取问题')),
                        ('outcome', models.CharField(choices=[('new', '新增'), ('changed', '更新'), ('same', '无变化'), ('failed', '有错')], max_length=8, verbose_name='结论')),
                        ('title', models.CharField(blank=True, max_length=200, verbose_name='对象')),
                        ('problems', models.JSONField(default=list, verbose_name='问题')),
                        ('changes', models.JSONField(default=list, verbose_name='变化')),
                        ('target', models.BigIntegerField(blank=True, null=True, verbose_name='对象号')),
                        ('before', models.JSONField(default=dict, verbose_name='原值')),
                        ('mark', models.CharField(blank=True, max_length=64, verbose_name='写入后的版本')),
                        ('kept', models.CharField(blank=True, max_length=200, verbose_name='未撤销的原因')),
                        ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='organizations.importjob', verbose_name='导入')),
                    ],
                    options={
                        'verbose_name': '导入的行',
                        'verbose_name_plural': '导入的行',
                        'indexes': [
                            models.Index(fields=['job', 'outcome', 'number'], name='import_row_by_outcome'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('job', 'number'), name='import_row_once'),
                            models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'changed', 'same', 'failed'])), name='import_row_outcome_known'),
                        ],
                    },
                ),
            ],
        ),
    ]
