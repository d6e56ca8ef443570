"""Polls for the date of a consultation."""

import collab_portal.lib.together
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('rotation', '0008_follow_up_reminders'), ('rotation', '0009_handover')]

    dependencies = [
        ('organizations', '0001_committees_and_branches'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('rotation', '0003_minutes_and_resolutions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='DatePoll',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('closes_on', models.DateField(verbose_name='截止日期')),
                        ('created_at', models.DateTimeField(verbose_name='发起时间')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                        ('nudged_at', models.DateTimeField(blank=True, null=True, verbose_name='催办时间')),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='polls', to='rotation.consultation', verbose_name='会商')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                    ],
                    options={
                        'verbose_name': '定时投票',
                        'verbose_name_plural': '定时投票',
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('consultation',), name='poll_open_once', violation_error_message='这次会商已有进行中的定时投票。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_datepollevent" ("closed_at", "closes_on", "consultation_id", "created_at", "created_by_id", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."closes_on", NEW."consultation_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."nudged_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='7e214ec3ab5e7bcf1a1e209570a35315a67906df', operation='INSERT', pgid='pgtrigger_insert_insert_5489b', table='rotation_datepoll', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_datepollevent" ("closed_at", "closes_on", "consultation_id", "created_at", "created_by_id", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."closes_on", NEW."consultation_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."nudged_at", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='92d0f79e214b1f2be3e3595b208a79e07b32548e', operation='UPDATE', pgid='pgtrigger_update_update_c4285', table='rotation_datepoll', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_datepollevent" ("closed_at", "closes_on", "consultation_id", "created_at", "created_by_id", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closed_at", OLD."closes_on", OLD."consultation_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."nudged_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='4d5fc793b1b577823ceb41e565b1960f93bc0d92', operation='DELETE', pgid='pgtrigger_delete_delete_82117', table='rotation_datepoll', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='DatePollEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('closes_on', models.DateField(verbose_name='截止日期')),
                        ('created_at', models.DateTimeField(verbose_name='发起时间')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                        ('nudged_at', models.DateTimeField(blank=True, null=True, verbose_name='催办时间')),
                        ('consultation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.consultation', verbose_name='会商')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.datepoll')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d9df70c509be9c775cc7d407bfdd9d60c2765b89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a8c70', table='rotation_datepollevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('comment', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('answered_at', models.DateTimeField(verbose_name='填报时间')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='rotation.datepoll', verbose_name='定时投票')),
                    ],
                    options={
                        'verbose_name': '投票答复',
                        'verbose_name_plural': '投票答复',
                        'constraints': [
                            models.UniqueConstraint(fields=('poll', 'committee'), name='poll_answer_once', violation_error_message='该工委已有答复。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_pollanswerevent" ("answered_at", "answered_by_id", "comment", "committee_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."comment", NEW."committee_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."poll_id"); RETURN NULL;', hash='531177243c9421f7a4fd55d7014e8ff218629eba', operation='INSERT', pgid='pgtrigger_insert_insert_89cab', table='rotation_pollanswer', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_pollanswerevent" ("answered_at", "answered_by_id", "comment", "committee_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."comment", NEW."committee_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id"); RETURN NULL;', hash='09d3e2d5b8f11b69d68ce0c6b2f5f499ee1a16f2', operation='UPDATE', pgid='pgtrigger_update_update_4fcfb', table='rotation_pollanswer', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_pollanswerevent" ("answered_at", "answered_by_id", "comment", "committee_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."comment", OLD."committee_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id"); RETURN NULL;', hash='e859b9bafe85b6e6a0b8170eec6ec9d8f250956b', operation='DELETE', pgid='pgtrigger_delete_delete_4b411', table='rotation_pollanswer', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollAnswerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('comment', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('answered_at', models.DateTimeField(verbose_name='填报时间')),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.pollanswer')),
                        ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.datepoll', verbose_name='定时投票')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='32e9e854aef1be9f2c8921a1cb9bf03c27f1f5fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_57248', table='rotation_pollanswerevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                        ('created_at', models.DateTimeField(verbose_name='生成时间')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人')),
                        ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='rotation.datepoll', verbose_name='定时投票')),
                    ],
                    options={
                        'verbose_name': '投票链接',
                        'verbose_name_plural': '投票链接',
                        'constraints': [
                            models.UniqueConstraint(fields=('poll', 'committee'), name='poll_link_once'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_polllinkevent" ("committee_id", "created_at", "id", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (NEW."committee_id", NEW."created_at", NEW."id", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."poll_id"); RETURN NULL;', hash='4812a560bd9edf2f38372994572c974b82e7b899', operation='INSERT', pgid='pgtrigger_insert_insert_3d832', table='rotation_polllink', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."poll_id" IS DISTINCT FROM (NEW."poll_id"))', func='INSERT INTO "rotation_polllinkevent" ("committee_id", "created_at", "id", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (NEW."committee_id", NEW."created_at", NEW."id", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id"); RETURN NULL;', hash='ed0e90441ed890b09e51b1fedb2487edd7458d49', operation='UPDATE', pgid='pgtrigger_update_update_63990', table='rotation_polllink', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_polllinkevent" ("committee_id", "created_at", "id", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (OLD."committee_id", OLD."created_at", OLD."id", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id"); RETURN NULL;', hash='0ea6c360421148ad44389ea12d72b9ee61ef012f', operation='DELETE', pgid='pgtrigger_delete_delete_4c01a', table='rotation_polllink', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollLinkEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(verbose_name='生成时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.polllink')),
                        ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.datepoll', verbose_name='定时投票')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b32396d92459f2118f0a096313b84cbde67858a9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_287ff', table='rotation_polllinkevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollOption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='日期')),
                        ('begins', models.TimeField(verbose_name='开始')),
                        ('ends', models.TimeField(verbose_name='结束')),
                        ('chosen', models.BooleanField(default=False, verbose_name='选定')),
                        ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='rotation.datepoll', verbose_name='定时投票')),
                    ],
                    options={
                        'verbose_name': '备选时间',
                        'verbose_name_plural': '备选时间',
                        'ordering': ('day', 'begins'),
                        'constraints': [
                            models.UniqueConstraint(fields=('poll', 'day', 'begins'), name='poll_option_once', violation_error_message='备选时间重复。'),
                            models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='poll_option_ends_after_begin', violation_error_message='结束时间须晚于开始时间。'),
                            models.UniqueConstraint(condition=models.Q(('chosen', True)), fields=('poll',), name='poll_one_option_chosen'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_polloptionevent" ("begins", "chosen", "day", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (NEW."begins", NEW."chosen", NEW."day", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."poll_id"); RETURN NULL;', hash='eb0af5e127f013047a4e9d23a84ac9048555b957', operation='INSERT', pgid='pgtrigger_insert_insert_13bc3', table='rotation_polloption', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_polloptionevent" ("begins", "chosen", "day", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (NEW."begins", NEW."chosen", NEW."day", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id"); RETURN NULL;', hash='349b6f3aece640bf078e5caa2e013ce313edad95', operation='UPDATE', pgid='pgtrigger_update_update_94854', table='rotation_polloption', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_polloptionevent" ("begins", "chosen", "day", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id") VALUES (OLD."begins", OLD."chosen", OLD."day", OLD."ends", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id"); RETURN NULL;', hash='a9833031f91895d5f1e88e5f3ea6570941ad8936', operation='DELETE', pgid='pgtrigger_delete_delete_c0706', table='rotation_polloption', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollOptionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('day', models.DateField(verbose_name='日期')),
                        ('begins', models.TimeField(verbose_name='开始')),
                        ('ends', models.TimeField(verbose_name='结束')),
                        ('chosen', models.BooleanField(default=False, verbose_name='选定')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.polloption')),
                        ('poll', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.datepoll', verbose_name='定时投票')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8ec6b1fefa6b246b86b57122f6f596e8920bed93', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_78138', table='rotation_polloptionevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollVote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('value', models.CharField(choices=[('yes', '可以'), ('maybe', '可协调'), ('no', '不便')], max_length=6, verbose_name='意见')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='rotation.pollanswer', verbose_name='答复')),
                        ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='rotation.polloption', verbose_name='备选时间')),
                    ],
                    options={
                        'verbose_name': '意见',
                        'verbose_name_plural': '意见',
                        'constraints': [
                            models.UniqueConstraint(fields=('answer', 'option'), name='poll_vote_once'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_pollvoteevent" ("answer_id", "id", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."answer_id", NEW."id", NEW."option_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;', hash='e106ce1c84ec10bd47889678749131c0d758a011', operation='INSERT', pgid='pgtrigger_insert_insert_14d70', table='rotation_pollvote', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_pollvoteevent" ("answer_id", "id", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."answer_id", NEW."id", NEW."option_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;', hash='eb465f748be8ba473489e956fa8e3e8fdd867fe3', operation='UPDATE', pgid='pgtrigger_update_update_bf845', table='rotation_pollvote', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_pollvoteevent" ("answer_id", "id", "option_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."answer_id", OLD."id", OLD."option_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;', hash='7031a63758ac6f474909139ea4a32179cb5fa96e', operation='DELETE', pgid='pgtrigger_delete_delete_d3193', table='rotation_pollvote', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PollVoteEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('value', models.CharField(choices=[('yes', '可以'), ('maybe', '可协调'), ('no', '不便')], max_length=6, verbose_name='意见')),
                        ('answer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.pollanswer', verbose_name='答复')),
                        ('option', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.polloption', verbose_name='备选时间')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.pollvote')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1da15df0a2b099529a4c50e3fc88868ae22355d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_519bd', table='rotation_pollvoteevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
