"""Robots of chat groups, and rows of the ledger that are theirs."""

import collab_portal.lib.together
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0001_initial'),
        ('organizations', '0001_committees_and_branches'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Robot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('wecom', '企业微信'), ('dingtalk', '钉钉'), ('feishu', '飞书')], max_length=10, verbose_name='平台')),
                        ('name', models.CharField(max_length=60, verbose_name='群名称')),
                        ('key', models.CharField(max_length=200, verbose_name='密钥')),
                        ('secret', models.CharField(blank=True, max_length=200, verbose_name='加签密钥')),
                        ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='发哪些通知')),
                        ('active', models.BooleanField(default=True, verbose_name='启用')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                        ('committee', models.ForeignKey(blank=True, help_text='空表示轮值管理员的群。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                    ],
                    options={
                        'verbose_name': '群机器人',
                        'verbose_name_plural': '群机器人',
                        'constraints': [
                            models.UniqueConstraint(fields=('kind', 'key'), name='robot_key_once', violation_error_message='这个机器人已经登记过。'),
                            models.CheckConstraint(condition=models.Q(('kind__in', ['wecom', 'dingtalk', 'feishu'])), name='robot_kind_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='robot_has_key', violation_error_message='请填写群名称和密钥。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_robotevent" ("active", "committee_id", "created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topics") VALUES (NEW."active", NEW."committee_id", NEW."created_at", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."topics"); RETURN NULL;', hash='ecc649251e0ed9e4578a05bf6bf38e18e61770db', operation='INSERT', pgid='pgtrigger_insert_insert_34764', table='notifications_robot', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."topics" IS DISTINCT FROM (NEW."topics"))', func='INSERT INTO "notifications_robotevent" ("active", "committee_id", "created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topics") VALUES (NEW."active", NEW."committee_id", NEW."created_at", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."topics"); RETURN NULL;', hash='c054c212f84d2301d3e8cd5c8c01346f6ef20c8b', operation='UPDATE', pgid='pgtrigger_update_update_e2641', table='notifications_robot', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_robotevent" ("active", "committee_id", "created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topics") VALUES (OLD."active", OLD."committee_id", OLD."created_at", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topics"); RETURN NULL;', hash='3571e60fbe4e7fbf5f37d9bf928c4b5fcb60c910', operation='DELETE', pgid='pgtrigger_delete_delete_f470b', table='notifications_robot', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RobotEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('wecom', '企业微信'), ('dingtalk', '钉钉'), ('feishu', '飞书')], max_length=10, verbose_name='平台')),
                        ('name', models.CharField(max_length=60, verbose_name='群名称')),
                        ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='发哪些通知')),
                        ('active', models.BooleanField(default=True, verbose_name='启用')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                        ('committee', models.ForeignKey(blank=True, db_constraint=False, help_text='空表示轮值管理员的群。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notifications.robot')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dacf1367507602974306e2cb54ed559bfaf0a21a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06356', table='notifications_robotevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='delivery',
            name='delivery_once',
        ),
        migrations.RemoveConstraint(
            model_name='delivery',
            name='delivery_channel_known',
        ),
        migrations.AlterField(
            model_name='delivery',
            name='channel',
            field=models.CharField(choices=[('inbox', '站内'), ('email', '邮件'), ('wecom', '企业微信群'), ('dingtalk', '钉钉群'), ('feishu', '飞书群')], max_length=10, verbose_name='渠道'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='recipient',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to=settings.AUTH_USER_MODEL, verbose_name='收件人'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='robot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notifications.robot', verbose_name='群机器人'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('topic', 'revision', 'step', 'recipient', 'robot', 'channel'), name='delivery_once', nulls_distinct=False, violation_error_message='同一通知在同一渠道只登记一次。'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel__in', ['inbox', 'email']), ('recipient__isnull', False), ('robot', None)), models.Q(('channel__in', ['wecom', 'dingtalk', 'feishu']), ('recipient', None), ('robot__isnull', False)), _connector='OR'), name='delivery_channel_known', violation_error_message='站内和邮件发给个人，群消息发给群机器人。'),
        ),
    ]
