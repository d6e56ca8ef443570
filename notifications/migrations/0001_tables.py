"""All tables of notifications, made together."""

import collab_portal.lib.together
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # A database at the end of the migrations before these goes on as it is.
    replaces = [
        ('notifications', '0001_initial'),
        ('notifications', '0002_robots'),
        ('notifications', '0003_group_rows_stay'),
        ('notifications', '0004_history_is_never_emptied'),
        ('notifications', '0005_who_asks'),
        ('notifications', '0006_versions'),
        ('notifications', '0007_what_is_asked'),
        ('notifications', '0008_requests_follow_what_is_owed'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('organizations', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.CreateModel(
                    name='DeliveryAttempt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='notifications.delivery', verbose_name='投递')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='第几次')),
                        ('token', models.UUIDField(verbose_name='租约')),
                        ('message_id', models.CharField(blank=True, max_length=200, verbose_name='消息编号')),
                        ('subject', models.CharField(blank=True, max_length=260, verbose_name='主题')),
                        ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='开始')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束')),
                        ('outcome', models.CharField(blank=True, choices=[('', '进行中'), ('accepted', '已被接收'), ('temporary', '暂时失败'), ('permanent', '永久失败'), ('cut_off', '中断，去向不明'), ('late', '已被接收，但租约已过')], default='', max_length=10, verbose_name='结果')),
                        ('error', models.CharField(blank=True, max_length=500, verbose_name='出错说明')),
                    ],
                    options={
                        'verbose_name': '投递尝试',
                        'verbose_name_plural': '投递尝试',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='attempt_outcome_has_end'), models.UniqueConstraint(fields=('delivery', 'number'), name='attempt_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DeliveryDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='notifications.delivery', verbose_name='投递')),
                        ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                        ('action', models.CharField(choices=[('resend', '重发'), ('give_up', '不再发送')], max_length=10, verbose_name='处理')),
                        ('reason', models.CharField(max_length=200, verbose_name='理由')),
                        ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='时间')),
                    ],
                    options={
                        'verbose_name': '人工处理',
                        'verbose_name_plural': '人工处理',
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='decision_has_reason', violation_error_message='请写明理由。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_deliverydecisionevent" ("action", "actor_id", "decided_at", "delivery_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."action", OLD."actor_id", OLD."decided_at", OLD."delivery_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='bc9f7e30f3b4eed8869f9a26425767143b5a6703', operation='DELETE', pgid='pgtrigger_delete_delete_3f8df', table='notifications_deliverydecision', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_deliverydecisionevent" ("action", "actor_id", "decided_at", "delivery_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."action", NEW."actor_id", NEW."decided_at", NEW."delivery_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='14308d1c6cdf942a4225b49ce23e11138cf19345', operation='INSERT', pgid='pgtrigger_insert_insert_3d55a', table='notifications_deliverydecision', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notifications_deliverydecisionevent" ("action", "actor_id", "decided_at", "delivery_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."action", NEW."actor_id", NEW."decided_at", NEW."delivery_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='586b971173cee65ae14b1751ebe4ae97be407cdd', operation='UPDATE', pgid='pgtrigger_update_update_8b70e', table='notifications_deliverydecision', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='DeliveryDecisionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notifications.deliverydecision')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('delivery', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='notifications.delivery', verbose_name='投递')),
                        ('actor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                        ('action', models.CharField(choices=[('resend', '重发'), ('give_up', '不再发送')], max_length=10, verbose_name='处理')),
                        ('reason', models.CharField(max_length=200, verbose_name='理由')),
                        ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='时间')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d1df2365249ad10c45582fd6a6e55b23d8ad898e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_95b95', table='notifications_deliverydecisionevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='ad116e9d8c0aff221ed7defa7f59825e389aff66', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_6d698', table='notifications_deliverydecisionevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Notification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recipient', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
                        ('committee', models.ForeignKey(blank=True, help_text='收件人当时所属的工委：同事办结即全工委办结。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('topic', models.CharField(max_length=80, verbose_name='事项')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='版次')),
                        ('step', models.CharField(max_length=60, verbose_name='环节')),
                        ('kind', models.CharField(choices=[('action', '待办'), ('information', '知晓')], default='information', max_length=12, verbose_name='类别')),
                        ('asks', models.CharField(blank=True, help_text='它请收件人办的那一类待办。', max_length=20, verbose_name='请办')),
                        ('title', models.CharField(max_length=200, verbose_name='标题')),
                        ('body', models.TextField(blank=True, verbose_name='正文')),
                        ('url', models.CharField(max_length=300, verbose_name='链接')),
                        ('late', models.BooleanField(default=False, verbose_name='补发')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='时间')),
                        ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                    ],
                    options={
                        'verbose_name': '通知',
                        'verbose_name_plural': '通知',
                        'indexes': [models.Index(fields=['recipient', 'kind', '-id'], name='notification_inbox'), models.Index(condition=models.Q(('kind', 'action'), ('settled_at', None)), fields=['recipient', '-id'], name='notification_to_do'), models.Index(condition=models.Q(('read_at', None), ('settled_at', None)), fields=['recipient'], name='notification_unread')],
                        'constraints': [models.UniqueConstraint(fields=('topic', 'revision', 'step', 'recipient'), name='notification_once', violation_error_message='同一通知不重复发送。'), models.CheckConstraint(condition=models.Q(('kind__in', ['action', 'information'])), name='notification_kind_known'), models.CheckConstraint(condition=models.Q(('url__regex', '^/([^/\\\\]|$)')), name='notification_url_ours', violation_error_message='链接只能指向本站页面。')],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('topic', models.CharField(max_length=80, verbose_name='事项')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='版次')),
                        ('step', models.CharField(max_length=60, verbose_name='环节')),
                        ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
                        ('robot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notifications.robot', verbose_name='群机器人')),
                        ('channel', models.CharField(choices=[('inbox', '站内'), ('email', '邮件'), ('wecom', '企业微信群'), ('dingtalk', '钉钉群'), ('feishu', '飞书群')], max_length=10, verbose_name='渠道')),
                        ('planned', models.BooleanField(default=False, verbose_name='按计划')),
                        ('asker', models.ForeignKey(blank=True, help_text='谁请办：提出这件事的人当时所属的工委；系统提醒为空。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organizations.committee', verbose_name='提出工委')),
                        ('kind', models.CharField(blank=True, choices=[('action', '待办'), ('information', '知晓')], max_length=12, verbose_name='类别')),
                        ('asks', models.CharField(blank=True, help_text='它请收件人办的那一类待办。', max_length=20, verbose_name='请办')),
                        ('title', models.CharField(blank=True, max_length=200, verbose_name='标题')),
                        ('body', models.TextField(blank=True, verbose_name='正文')),
                        ('url', models.CharField(blank=True, max_length=300, verbose_name='链接')),
                        ('not_before', models.DateTimeField(verbose_name='计划时间')),
                        ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                        ('due_at', models.DateTimeField(help_text='计划时间；补入或重发的以补入、重发时间为准。', verbose_name='应发时间')),
                        ('next_attempt_at', models.DateTimeField(verbose_name='下次发送')),
                        ('status', models.CharField(choices=[('pending', '待发'), ('sending', '发送中'), ('uncertain', '去向待查'), ('sent', '已发'), ('expired', '过期未发'), ('superseded', '已作废'), ('suppressed', '不再需要'), ('dead', '发送失败')], default='pending', max_length=12, verbose_name='状态')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='发送次数')),
                        ('lease_token', models.UUIDField(blank=True, null=True, verbose_name='租约')),
                        ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='租约到期')),
                        ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='开始交付')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='完结时间')),
                        ('uncertain_at', models.DateTimeField(blank=True, null=True, verbose_name='交付中断')),
                        ('recalled', models.BooleanField(default=False, verbose_name='交付中被撤回')),
                        ('settled', models.BooleanField(default=False, verbose_name='已由同事办结')),
                        ('catch_up', models.BooleanField(default=False, verbose_name='补发')),
                        ('bundle', models.UUIDField(blank=True, null=True, verbose_name='合并补发')),
                        ('resends', models.PositiveSmallIntegerField(default=0, verbose_name='人工重发')),
                        ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='人工处理')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='登记时间')),
                    ],
                    options={
                        'verbose_name': '投递',
                        'verbose_name_plural': '投递',
                        'indexes': [models.Index(condition=models.Q(('status', 'pending')), fields=['channel', 'next_attempt_at', 'id'], name='delivery_due'), models.Index(condition=models.Q(('status', 'pending')), fields=['expires_at'], name='delivery_expiring'), models.Index(condition=models.Q(('status', 'sending')), fields=['lease_until'], name='delivery_leased'), models.Index(condition=models.Q(('status__in', ['pending', 'sending'])), fields=['due_at'], name='delivery_open'), models.Index(fields=['status', '-id'], name='delivery_by_status'), models.Index(condition=models.Q(('handled_at', None), ('status__in', ['dead', 'uncertain'])), fields=['-id'], name='delivery_for_a_person')],
                        'constraints': [models.UniqueConstraint(fields=('topic', 'revision', 'step', 'recipient', 'robot', 'channel'), name='delivery_once', nulls_distinct=False, violation_error_message='同一通知在同一渠道只登记一次。'), models.CheckConstraint(condition=models.Q(models.Q(('channel__in', ['inbox', 'email']), ('recipient__isnull', False), ('robot', None)), models.Q(('channel__in', ['wecom', 'dingtalk', 'feishu']), ('recipient', None), ('robot__isnull', False)), _connector='OR'), name='delivery_channel_known', violation_error_message='站内和邮件发给个人，群消息发给群机器人。'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('lease_token', None), ('status__in', ['pending', 'uncertain'])), models.Q(('finished_at', None), ('lease_token__isnull', False), ('status', 'sending')), models.Q(('finished_at__isnull', False), ('lease_token', None), ('status__in', ['sent', 'expired', 'superseded', 'suppressed', 'dead'])), _connector='OR'), name='delivery_status_has_its_columns', violation_error_message='状态与完结时间、租约不符。'), models.CheckConstraint(condition=models.Q(models.Q(('lease_token', None), ('lease_until', None)), models.Q(('lease_token__isnull', False), ('lease_until__isnull', False)), _connector='OR'), name='delivery_lease_whole'), models.CheckConstraint(condition=models.Q(models.Q(('recalled', False), ('started_at', None)), ('status__in', ['sending', 'uncertain']), _connector='OR'), name='delivery_started_while_open'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'uncertain'), _negated=True), ('uncertain_at__isnull', False), _connector='OR'), name='delivery_uncertain_since'), models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('not_before')), ('expires_at__gt', models.F('not_before'))), name='delivery_times_ordered', violation_error_message='失效时间须晚于计划时间。'), models.CheckConstraint(condition=models.Q(('planned', True), models.Q(models.Q(('title', ''), _negated=True), models.Q(('kind', ''), _negated=True)), _connector='OR'), name='delivery_notice_has_text'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^/([^/\\\\]|$)'), _connector='OR'), name='delivery_url_ours', violation_error_message='链接只能指向本站页面。')],
                    },
                ),
                migrations.CreateModel(
                    name='Robot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('committee', models.ForeignKey(blank=True, help_text='空表示轮值管理员的群。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('kind', models.CharField(choices=[('wecom', '企业微信'), ('dingtalk', '钉钉'), ('feishu', '飞书')], max_length=10, verbose_name='平台')),
                        ('name', models.CharField(max_length=60, verbose_name='群名称')),
                        ('key', models.CharField(max_length=200, verbose_name='密钥')),
                        ('secret', models.CharField(blank=True, max_length=200, verbose_name='加签密钥')),
                        ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='发哪些通知')),
                        ('active', models.BooleanField(default=True, verbose_name='启用')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                    ],
                    options={
                        'verbose_name': '群机器人',
                        'verbose_name_plural': '群机器人',
                        'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='robot_key_once', violation_error_message='这个机器人已经登记过。'), models.CheckConstraint(condition=models.Q(('kind__in', ['wecom', 'dingtalk', 'feishu'])), name='robot_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='robot_has_key', violation_error_message='请填写群名称和密钥。')],
                        'triggers': [pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_robotevent" ("active", "committee_id", "created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topics", "version") VALUES (OLD."active", OLD."committee_id", OLD."created_at", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topics", OLD."version"); RETURN NULL;', hash='7eaa1c5d7ff6e1bfe6fabbe8ed93fdc8fea706b5', operation='DELETE', pgid='pgtrigger_delete_delete_f470b', table='notifications_robot', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_robotevent" ("active", "committee_id", "created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topics", "version") VALUES (NEW."active", NEW."committee_id", NEW."created_at", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."topics", NEW."version"); RETURN NULL;', hash='1d148a50ebca9c1c50874fed9274c1b3648ba859', operation='INSERT', pgid='pgtrigger_insert_insert_34764', table='notifications_robot', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."topics" IS DISTINCT FROM (NEW."topics") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "notifications_robotevent" ("active", "committee_id", "created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topics", "version") VALUES (NEW."active", NEW."committee_id", NEW."created_at", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."topics", NEW."version"); RETURN NULL;', hash='f8291a90013512bc17f49c5fbc47edb3c1bbdf88', operation='UPDATE', pgid='pgtrigger_update_update_e2641', table='notifications_robot', when='AFTER')), pgtrigger.compiler.Trigger(name='version_raised', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + (NEW."kind" IS DISTINCT FROM OLD."kind" OR NEW."name" IS DISTINCT FROM OLD."name" OR NEW."key" IS DISTINCT FROM OLD."key" OR NEW."secret" IS DISTINCT FROM OLD."secret" OR NEW."topics" IS DISTINCT FROM OLD."topics" OR NEW."active" IS DISTINCT FROM OLD."active" OR NEW."committee_id" IS DISTINCT FROM OLD."committee_id")::int; RETURN NEW;', hash='e8578e4642fb1f0f9d58fec0a195b8da8cbc5ec0', operation='UPDATE', pgid='pgtrigger_version_raised_95b6a', table='notifications_robot', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='RobotEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notifications.robot')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('committee', models.ForeignKey(blank=True, db_constraint=False, help_text='空表示轮值管理员的群。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('kind', models.CharField(choices=[('wecom', '企业微信'), ('dingtalk', '钉钉'), ('feishu', '飞书')], max_length=10, verbose_name='平台')),
                        ('name', models.CharField(max_length=60, verbose_name='群名称')),
                        ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='发哪些通知')),
                        ('active', models.BooleanField(default=True, verbose_name='启用')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dacf1367507602974306e2cb54ed559bfaf0a21a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06356', table='notifications_robotevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='fb73fd37a1e00e3da5fe634180439ec1d1548765', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_96bd7', table='notifications_robotevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
