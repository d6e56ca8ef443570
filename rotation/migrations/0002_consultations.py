"""Consultations from agenda to replies."""

import collab_portal.lib.together
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('rotation', '0004_document_numbers'), ('rotation', '0005_agenda_carried')]

    dependencies = [
        ('organizations', '0001_committees_and_branches'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('rotation', '0001_turns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Consultation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(default=1, help_text='本任期第几次会商。', verbose_name='序号')),
                        ('title', models.CharField(max_length=120, verbose_name='名称')),
                        ('status', models.CharField(choices=[('collecting', '征集议题'), ('scheduled', '已定时'), ('held', '已召开'), ('postponed', '已延期'), ('cancelled', '已取消')], default='collecting', max_length=12, verbose_name='状态')),
                        ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                        ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                        ('reply_by', models.DateField(blank=True, null=True, verbose_name='回执截止')),
                        ('mode', models.CharField(choices=[('onsite', '线下'), ('online', '线上'), ('hybrid', '线上线下结合')], default='onsite', max_length=10, verbose_name='形式')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='地点或链接')),
                        ('agenda', models.TextField(blank=True, max_length=5000, verbose_name='议程')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='延期或取消原因')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='修订号')),
                        ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='本次安排时间')),
                        ('held_on', models.DateField(blank=True, null=True, verbose_name='召开日期')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('turn', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='rotation.turn', verbose_name='任期')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                        ('notified_at', models.DateTimeField(blank=True, null=True, verbose_name='发出通知时间')),
                        ('topics_by', models.DateField(blank=True, null=True, verbose_name='议题截止')),
                        ('topics_fixed_at', models.DateTimeField(blank=True, null=True, verbose_name='定题时间')),
                        ('agenda_from_topics', models.BooleanField(default=False, verbose_name='议程按议题生成')),
                        ('notified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发通知人')),
                        ('topics_fixed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定题人')),
                    ],
                    options={
                        'verbose_name': '会商',
                        'verbose_name_plural': '会商',
                        'indexes': [
                            models.Index(fields=['starts_at'], name='consultation_by_time'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('turn', 'number'), name='consultation_number_once', violation_error_message='本任期已有该序号的会商。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['scheduled', 'held']), _negated=True), models.Q(('ends_at__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='consultation_scheduled_has_time', violation_error_message='已定时的会商须有起止时间。'),
                            models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='consultation_ends_after_start', violation_error_message='结束时间须晚于开始时间。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['postponed', 'cancelled']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='consultation_reason_given', violation_error_message='延期或取消须说明原因。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('held_on__isnull', False), ('status', 'held')), models.Q(models.Q(('status', 'held'), _negated=True), ('held_on__isnull', True)), _connector='OR'), name='consultation_held_has_date', violation_error_message='已召开的会商须有召开日期。'),
                            models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('status', 'held'), _connector='OR'), name='consultation_closed_was_held', violation_error_message='召开过的会商才能办结。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_consultationevent" ("agenda", "agenda_from_topics", "closed_at", "created_at", "ends_at", "held_on", "id", "mode", "notified_at", "notified_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "reason", "reply_by", "revision", "starts_at", "status", "title", "topics_by", "topics_fixed_at", "topics_fixed_by_id", "turn_id", "updated_at") VALUES (NEW."agenda", NEW."agenda_from_topics", NEW."closed_at", NEW."created_at", NEW."ends_at", NEW."held_on", NEW."id", NEW."mode", NEW."notified_at", NEW."notified_by_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."planned_at", NEW."reason", NEW."reply_by", NEW."revision", NEW."starts_at", NEW."status", NEW."title", NEW."topics_by", NEW."topics_fixed_at", NEW."topics_fixed_by_id", NEW."turn_id", NEW."updated_at"); RETURN NULL;', hash='191855851b66f576556ca3eed8bf761e203bb312', operation='INSERT', pgid='pgtrigger_insert_insert_b086b', table='rotation_consultation', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_consultationevent" ("agenda", "agenda_from_topics", "closed_at", "created_at", "ends_at", "held_on", "id", "mode", "notified_at", "notified_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "reason", "reply_by", "revision", "starts_at", "status", "title", "topics_by", "topics_fixed_at", "topics_fixed_by_id", "turn_id", "updated_at") VALUES (NEW."agenda", NEW."agenda_from_topics", NEW."closed_at", NEW."created_at", NEW."ends_at", NEW."held_on", NEW."id", NEW."mode", NEW."notified_at", NEW."notified_by_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."planned_at", NEW."reason", NEW."reply_by", NEW."revision", NEW."starts_at", NEW."status", NEW."title", NEW."topics_by", NEW."topics_fixed_at", NEW."topics_fixed_by_id", NEW."turn_id", NEW."updated_at"); RETURN NULL;', hash='e17e4c829071bc5419351ca3db4faf0060fbd83c', operation='UPDATE', pgid='pgtrigger_update_update_eb255', table='rotation_consultation', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_consultationevent" ("agenda", "agenda_from_topics", "closed_at", "created_at", "ends_at", "held_on", "id", "mode", "notified_at", "notified_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "reason", "reply_by", "revision", "starts_at", "status", "title", "topics_by", "topics_fixed_at", "topics_fixed_by_id", "turn_id", "updated_at") VALUES (OLD."agenda", OLD."agenda_from_topics", OLD."closed_at", OLD."created_at", OLD."ends_at", OLD."held_on", OLD."id", OLD."mode", OLD."notified_at", OLD."notified_by_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."planned_at", OLD."reason", OLD."reply_by", OLD."revision", OLD."starts_at", OLD."status", OLD."title", OLD."topics_by", OLD."topics_fixed_at", OLD."topics_fixed_by_id", OLD."turn_id", OLD."updated_at"); RETURN NULL;', hash='b01a916c6cf8218655c6239d762de3398b819233', operation='DELETE', pgid='pgtrigger_delete_delete_c2d8f', table='rotation_consultation', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ConsultationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.PositiveSmallIntegerField(default=1, help_text='本任期第几次会商。', verbose_name='序号')),
                        ('title', models.CharField(max_length=120, verbose_name='名称')),
                        ('status', models.CharField(choices=[('collecting', '征集议题'), ('scheduled', '已定时'), ('held', '已召开'), ('postponed', '已延期'), ('cancelled', '已取消')], default='collecting', max_length=12, verbose_name='状态')),
                        ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                        ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                        ('reply_by', models.DateField(blank=True, null=True, verbose_name='回执截止')),
                        ('mode', models.CharField(choices=[('onsite', '线下'), ('online', '线上'), ('hybrid', '线上线下结合')], default='onsite', max_length=10, verbose_name='形式')),
                        ('place', models.CharField(blank=True, max_length=200, verbose_name='地点或链接')),
                        ('agenda', models.TextField(blank=True, max_length=5000, verbose_name='议程')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='延期或取消原因')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='修订号')),
                        ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='本次安排时间')),
                        ('held_on', models.DateField(blank=True, null=True, verbose_name='召开日期')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.consultation')),
                        ('turn', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.turn', verbose_name='任期')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                        ('notified_at', models.DateTimeField(blank=True, null=True, verbose_name='发出通知时间')),
                        ('topics_by', models.DateField(blank=True, null=True, verbose_name='议题截止')),
                        ('topics_fixed_at', models.DateTimeField(blank=True, null=True, verbose_name='定题时间')),
                        ('agenda_from_topics', models.BooleanField(default=False, verbose_name='议程按议题生成')),
                        ('notified_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发通知人')),
                        ('topics_fixed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='定题人')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d2710062e2733e6d173c10470f4cb124920c7971', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2556d', table='rotation_consultationevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AgendaItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('plan', '联谋'), ('solve', '联解'), ('join', '联合')], max_length=8, verbose_name='类型')),
                        ('title', models.CharField(max_length=120, verbose_name='议题')),
                        ('background', models.TextField(blank=True, max_length=2000, verbose_name='背景')),
                        ('wanted', models.TextField(blank=True, max_length=1000, verbose_name='希望达成')),
                        ('status', models.CharField(choices=[('proposed', '待筛选'), ('accepted', '列入议程'), ('merged', '并入'), ('deferred', '转下次会商'), ('declined', '不列入'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='筛选说明')),
                        ('created_at', models.DateTimeField(verbose_name='提出时间')),
                        ('screened_at', models.DateTimeField(blank=True, null=True, verbose_name='筛选时间')),
                        ('submission', models.UUIDField(editable=False, unique=True, verbose_name='提交号')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='提出工委')),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='rotation.consultation', verbose_name='会商')),
                        ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='rotation.agendaitem', verbose_name='并入议题')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('screened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='筛选人')),
                        ('carried_from', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='rotation.agendaitem', verbose_name='转自上次')),
                    ],
                    options={
                        'verbose_name': '议题',
                        'verbose_name_plural': '议题',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('status', 'merged')), models.Q(models.Q(('status', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='agenda_merged_names_another', violation_error_message='并入的议题须指明并入哪一项。'),
                            models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='agenda_not_merged_into_itself', violation_error_message='议题不能并入自身。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['deferred', 'declined']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='agenda_refusal_has_reason', violation_error_message='不列入或转下次须说明理由。'),
                            models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'withdrawn']), models.Q(('screened_at__isnull', False), ('screened_by__isnull', False)), _connector='OR'), name='agenda_screened_by_somebody'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_agendaitemevent" ("background", "carried_from_id", "committee_id", "consultation_id", "created_at", "id", "kind", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proposed_by_id", "reason", "screened_at", "screened_by_id", "status", "title", "wanted") VALUES (NEW."background", NEW."carried_from_id", NEW."committee_id", NEW."consultation_id", NEW."created_at", NEW."id", NEW."kind", NEW."merged_into_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."proposed_by_id", NEW."reason", NEW."screened_at", NEW."screened_by_id", NEW."status", NEW."title", NEW."wanted"); RETURN NULL;', hash='1c1ae5018c9ee8998b981440fdae742b6b7c73d4', operation='INSERT', pgid='pgtrigger_insert_insert_fc605', table='rotation_agendaitem', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."background" IS DISTINCT FROM (NEW."background") OR OLD."carried_from_id" IS DISTINCT FROM (NEW."carried_from_id") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."consultation_id" IS DISTINCT FROM (NEW."consultation_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."screened_at" IS DISTINCT FROM (NEW."screened_at") OR OLD."screened_by_id" IS DISTINCT FROM (NEW."screened_by_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."wanted" IS DISTINCT FROM (NEW."wanted"))', func='INSERT INTO "rotation_agendaitemevent" ("background", "carried_from_id", "committee_id", "consultation_id", "created_at", "id", "kind", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proposed_by_id", "reason", "screened_at", "screened_by_id", "status", "title", "wanted") VALUES (NEW."background", NEW."carried_from_id", NEW."committee_id", NEW."consultation_id", NEW."created_at", NEW."id", NEW."kind", NEW."merged_into_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."proposed_by_id", NEW."reason", NEW."screened_at", NEW."screened_by_id", NEW."status", NEW."title", NEW."wanted"); RETURN NULL;', hash='f26edaf2dc8ba988fc28ef62e7bf4439054ab86c', operation='UPDATE', pgid='pgtrigger_update_update_0062f', table='rotation_agendaitem', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_agendaitemevent" ("background", "carried_from_id", "committee_id", "consultation_id", "created_at", "id", "kind", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proposed_by_id", "reason", "screened_at", "screened_by_id", "status", "title", "wanted") VALUES (OLD."background", OLD."carried_from_id", OLD."committee_id", OLD."consultation_id", OLD."created_at", OLD."id", OLD."kind", OLD."merged_into_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."proposed_by_id", OLD."reason", OLD."screened_at", OLD."screened_by_id", OLD."status", OLD."title", OLD."wanted"); RETURN NULL;', hash='acc810d91424f98f0066b8710d7e9b18cf05e246', operation='DELETE', pgid='pgtrigger_delete_delete_fa07d', table='rotation_agendaitem', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AgendaItemEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('plan', '联谋'), ('solve', '联解'), ('join', '联合')], max_length=8, verbose_name='类型')),
                        ('title', models.CharField(max_length=120, verbose_name='议题')),
                        ('background', models.TextField(blank=True, max_length=2000, verbose_name='背景')),
                        ('wanted', models.TextField(blank=True, max_length=1000, verbose_name='希望达成')),
                        ('status', models.CharField(choices=[('proposed', '待筛选'), ('accepted', '列入议程'), ('merged', '并入'), ('deferred', '转下次会商'), ('declined', '不列入'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='筛选说明')),
                        ('created_at', models.DateTimeField(verbose_name='提出时间')),
                        ('screened_at', models.DateTimeField(blank=True, null=True, verbose_name='筛选时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='提出工委')),
                        ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.consultation', verbose_name='会商')),
                        ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.agendaitem', verbose_name='并入议题')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.agendaitem')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('screened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='筛选人')),
                        ('carried_from', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.agendaitem', verbose_name='转自上次')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fac21357c4cfbcba02b270ffe571edf4e1a3a2e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_742ff', table='rotation_agendaitemevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='参会工委')),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='rotation.consultation', verbose_name='会商')),
                    ],
                    options={
                        'verbose_name': '参会工委',
                        'verbose_name_plural': '参会工委',
                        'ordering': ('committee__position',),
                        'constraints': [
                            models.UniqueConstraint(fields=('consultation', 'committee'), name='attendance_once', violation_error_message='该工委已登记参会。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_attendanceevent" ("committee_id", "consultation_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."consultation_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='2b7bd58f0e692748b36e4c399fdba603d495f5b3', operation='INSERT', pgid='pgtrigger_insert_insert_39fc5', table='rotation_attendance', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_attendanceevent" ("committee_id", "consultation_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."consultation_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='118cb7b8f569e129eb25c619b1f4bacbffe3b894', operation='UPDATE', pgid='pgtrigger_update_update_6428b', table='rotation_attendance', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_attendanceevent" ("committee_id", "consultation_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."committee_id", OLD."consultation_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='135e8c8c87d11aefdb91ea6ddb469c277b3a1e21', operation='DELETE', pgid='pgtrigger_delete_delete_68ecd', table='rotation_attendance', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AttendanceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='参会工委')),
                        ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.consultation', verbose_name='会商')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.attendance')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f094b9822f2fabc119952b698f6bb958d89d46f9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c3ec', table='rotation_attendanceevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ConsultationReply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answer', models.CharField(choices=[('attend', '参加'), ('decline', '不参加')], max_length=10, verbose_name='回执')),
                        ('delegates', models.TextField(blank=True, help_text='每行一人：姓名，职务。', max_length=1500, verbose_name='参会人员')),
                        ('revision', models.PositiveIntegerField(verbose_name='所答修订号')),
                        ('replied_at', models.DateTimeField(verbose_name='回执时间')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='rotation.consultation', verbose_name='会商')),
                        ('replied_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回执人')),
                        ('mode', models.CharField(choices=[('onsite', '到会'), ('online', '线上')], default='onsite', max_length=8, verbose_name='参会方式')),
                    ],
                    options={
                        'verbose_name': '会商回执',
                        'verbose_name_plural': '会商回执',
                        'constraints': [
                            models.UniqueConstraint(fields=('consultation', 'committee'), name='consultation_reply_once', violation_error_message='该工委已有回执。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_consultationreplyevent" ("answer", "committee_id", "consultation_id", "delegates", "id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "revision") VALUES (NEW."answer", NEW."committee_id", NEW."consultation_id", NEW."delegates", NEW."id", NEW."mode", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."revision"); RETURN NULL;', hash='31319aeb9ea7137ec488f6c26e95f9875f2605cd', operation='INSERT', pgid='pgtrigger_insert_insert_f1e28', table='rotation_consultationreply', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_consultationreplyevent" ("answer", "committee_id", "consultation_id", "delegates", "id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "revision") VALUES (NEW."answer", NEW."committee_id", NEW."consultation_id", NEW."delegates", NEW."id", NEW."mode", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."revision"); RETURN NULL;', hash='a70e85be347e82d04856c884266d6fcb96e35615', operation='UPDATE', pgid='pgtrigger_update_update_7f928', table='rotation_consultationreply', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_consultationreplyevent" ("answer", "committee_id", "consultation_id", "delegates", "id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "revision") VALUES (OLD."answer", OLD."committee_id", OLD."consultation_id", OLD."delegates", OLD."id", OLD."mode", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."replied_at", OLD."replied_by_id", OLD."revision"); RETURN NULL;', hash='093b979e7d1d7f8ea688340bc6c6eb6416e9613f', operation='DELETE', pgid='pgtrigger_delete_delete_9d061', table='rotation_consultationreply', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ConsultationReplyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('answer', models.CharField(choices=[('attend', '参加'), ('decline', '不参加')], max_length=10, verbose_name='回执')),
                        ('delegates', models.TextField(blank=True, help_text='每行一人：姓名，职务。', max_length=1500, verbose_name='参会人员')),
                        ('revision', models.PositiveIntegerField(verbose_name='所答修订号')),
                        ('replied_at', models.DateTimeField(verbose_name='回执时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.consultation', verbose_name='会商')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.consultationreply')),
                        ('replied_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回执人')),
                        ('mode', models.CharField(choices=[('onsite', '到会'), ('online', '线上')], default='onsite', max_length=8, verbose_name='参会方式')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37cd855b7d5b1a6633845931f2463af04d44ad5d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b62bc', table='rotation_consultationreplyevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentNumber',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('notice', '会商通知'), ('minutes', '会商纪要'), ('report', '进展情况通报')], max_length=10, verbose_name='文种')),
                        ('number', models.CharField(help_text='例如：鄂直工〔2026〕12号。', max_length=40, verbose_name='发文字号')),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='document_numbers', to='rotation.consultation', verbose_name='会商')),
                    ],
                    options={
                        'verbose_name': '发文字号',
                        'verbose_name_plural': '发文字号',
                        'constraints': [
                            models.UniqueConstraint(fields=('consultation', 'kind'), name='document_number_once', violation_error_message='这份公文已有发文字号。'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['notice', 'minutes', 'report'])), name='document_number_kind_known', violation_error_message='没有这种公文。'),
                            models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='document_number_given', violation_error_message='发文字号不能为空。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_documentnumberevent" ("consultation_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."consultation_id", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='6f6d16d4065cf819e79f50ea6b35e341b229b457', operation='INSERT', pgid='pgtrigger_insert_insert_c1563', table='rotation_documentnumber', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_documentnumberevent" ("consultation_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."consultation_id", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='0ccd75022f0ee1071d236dd6aaf1c24027da6094', operation='UPDATE', pgid='pgtrigger_update_update_761c8', table='rotation_documentnumber', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_documentnumberevent" ("consultation_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."consultation_id", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='42e3769c41e24b3ade9b2ad1e7c43ddd1d2a680f', operation='DELETE', pgid='pgtrigger_delete_delete_4c094', table='rotation_documentnumber', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='DocumentNumberEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('notice', '会商通知'), ('minutes', '会商纪要'), ('report', '进展情况通报')], max_length=10, verbose_name='文种')),
                        ('number', models.CharField(help_text='例如：鄂直工〔2026〕12号。', max_length=40, verbose_name='发文字号')),
                        ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.consultation', verbose_name='会商')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.documentnumber')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1bf8d646ed3cf8b649e1f40cf163a7e0f9d5f9c3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ade06', table='rotation_documentnumberevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
