"""Plaques of a naming, and what is applied for."""

import collab_portal.lib.together
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commons', '0002_labels'),
        ('organizations', '0005_kinds_of_agreements'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.CreateModel(
                    name='Plaque',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=20, verbose_name='编号')),
                        ('revoked_on', models.DateField(blank=True, null=True, verbose_name='摘牌日期')),
                        ('revoked_reason', models.CharField(blank=True, max_length=200, verbose_name='摘牌原因')),
                    ],
                    options={
                        'verbose_name': '铭牌',
                        'verbose_name_plural': '铭牌',
                    },
                ),
                migrations.CreateModel(
                    name='PlaqueEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.CharField(max_length=20, verbose_name='编号')),
                        ('revoked_on', models.DateField(blank=True, null=True, verbose_name='摘牌日期')),
                        ('revoked_reason', models.CharField(blank=True, max_length=200, verbose_name='摘牌原因')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='resource',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='resource',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='resource',
                    name='update_update',
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                migrations.AddField(
                    model_name='resource',
                    name='nominated_at',
                    field=models.DateTimeField(blank=True, null=True, verbose_name='申报联合命名时间'),
                ),
                migrations.AddField(
                    model_name='resource',
                    name='nominated_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申报人'),
                ),
                migrations.AddField(
                    model_name='resourceevent',
                    name='nominated_at',
                    field=models.DateTimeField(blank=True, null=True, verbose_name='申报联合命名时间'),
                ),
                migrations.AddField(
                    model_name='resourceevent',
                    name='nominated_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申报人'),
                ),
                migrations.AddField(
                    model_name='plaque',
                    name='agreement',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plaques', to='organizations.frameworkagreement', verbose_name='联合命名'),
                ),
                migrations.AddField(
                    model_name='plaque',
                    name='resource',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plaques', to='commons.resource', verbose_name='共享资源'),
                ),
                migrations.AddField(
                    model_name='plaqueevent',
                    name='agreement',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.frameworkagreement', verbose_name='联合命名'),
                ),
                migrations.AddField(
                    model_name='plaqueevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='plaqueevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commons.plaque'),
                ),
                migrations.AddField(
                    model_name='plaqueevent',
                    name='resource',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commons.resource', verbose_name='共享资源'),
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='resource',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_resourceevent" ("branch_id", "capacity", "close_reason", "closed_on", "code", "committee_id", "contact", "exclusive", "how_to", "id", "keeper", "kind", "line", "link", "nominated_at", "nominated_by_id", "notice_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "quantity", "source_on", "source_site", "source_title", "summary", "title", "version") VALUES (NEW."branch_id", NEW."capacity", NEW."close_reason", NEW."closed_on", NEW."code", NEW."committee_id", NEW."contact", NEW."exclusive", NEW."how_to", NEW."id", NEW."keeper", NEW."kind", NEW."line", NEW."link", NEW."nominated_at", NEW."nominated_by_id", NEW."notice_days", NEW."paused_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."place", NEW."quantity", NEW."source_on", NEW."source_site", NEW."source_title", NEW."summary", NEW."title", NEW."version"); RETURN NULL;', hash='a68fb21aa76c1d9e17c5d839d012e128f881ab19', operation='INSERT', pgid='pgtrigger_insert_insert_12a51', table='commons_resource', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='resource',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."close_reason" IS DISTINCT FROM (NEW."close_reason") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."exclusive" IS DISTINCT FROM (NEW."exclusive") OR OLD."how_to" IS DISTINCT FROM (NEW."how_to") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."keeper" IS DISTINCT FROM (NEW."keeper") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."nominated_at" IS DISTINCT FROM (NEW."nominated_at") OR OLD."nominated_by_id" IS DISTINCT FROM (NEW."nominated_by_id") OR OLD."notice_days" IS DISTINCT FROM (NEW."notice_days") OR OLD."paused_until" IS DISTINCT FROM (NEW."paused_until") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."source_on" IS DISTINCT FROM (NEW."source_on") OR OLD."source_site" IS DISTINCT FROM (NEW."source_site") OR OLD."source_title" IS DISTINCT FROM (NEW."source_title") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "commons_resourceevent" ("branch_id", "capacity", "close_reason", "closed_on", "code", "committee_id", "contact", "exclusive", "how_to", "id", "keeper", "kind", "line", "link", "nominated_at", "nominated_by_id", "notice_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "quantity", "source_on", "source_site", "source_title", "summary", "title", "version") VALUES (NEW."branch_id", NEW."capacity", NEW."close_reason", NEW."closed_on", NEW."code", NEW."committee_id", NEW."contact", NEW."exclusive", NEW."how_to", NEW."id", NEW."keeper", NEW."kind", NEW."line", NEW."link", NEW."nominated_at", NEW."nominated_by_id", NEW."notice_days", NEW."paused_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."place", NEW."quantity", NEW."source_on", NEW."source_site", NEW."source_title", NEW."summary", NEW."title", NEW."version"); RETURN NULL;', hash='bd5d8d882eaa7d111706bab530fd2fef3ad91a1b', operation='UPDATE', pgid='pgtrigger_update_update_41b6a', table='commons_resource', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='resource',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_resourceevent" ("branch_id", "capacity", "close_reason", "closed_on", "code", "committee_id", "contact", "exclusive", "how_to", "id", "keeper", "kind", "line", "link", "nominated_at", "nominated_by_id", "notice_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "quantity", "source_on", "source_site", "source_title", "summary", "title", "version") VALUES (OLD."branch_id", OLD."capacity", OLD."close_reason", OLD."closed_on", OLD."code", OLD."committee_id", OLD."contact", OLD."exclusive", OLD."how_to", OLD."id", OLD."keeper", OLD."kind", OLD."line", OLD."link", OLD."nominated_at", OLD."nominated_by_id", OLD."notice_days", OLD."paused_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."place", OLD."quantity", OLD."source_on", OLD."source_site", OLD."source_title", OLD."summary", OLD."title", OLD."version"); RETURN NULL;', hash='7b1370d217cc3dbfbc14a0df24b002eed426ec05', operation='DELETE', pgid='pgtrigger_delete_delete_faf74', table='commons_resource', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='plaque',
                    constraint=models.UniqueConstraint(fields=('agreement', 'number'), name='plaque_number_once', violation_error_message='同一批命名中编号重复。'),
                ),
                migrations.AddConstraint(
                    model_name='plaque',
                    constraint=models.UniqueConstraint(fields=('agreement', 'resource'), name='plaque_resource_once', violation_error_message='同一批命名中资源重复。'),
                ),
                migrations.AddConstraint(
                    model_name='plaque',
                    constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='plaque_has_number'),
                ),
                migrations.AddConstraint(
                    model_name='plaque',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_on__isnull', True), ('revoked_reason', '')), models.Q(('revoked_on__isnull', False), models.Q(('revoked_reason', ''), _negated=True)), _connector='OR'), name='plaque_revoked_has_reason', violation_error_code='reason', violation_error_message='摘牌须写明原因。'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plaque',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_plaqueevent" ("agreement_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "revoked_on", "revoked_reason") VALUES (NEW."agreement_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."resource_id", NEW."revoked_on", NEW."revoked_reason"); RETURN NULL;', hash='b6b7e3ec2c7fe18daab3bb7ddf3c3257992527b6', operation='INSERT', pgid='pgtrigger_insert_insert_d27b2', table='commons_plaque', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plaque',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commons_plaqueevent" ("agreement_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "revoked_on", "revoked_reason") VALUES (NEW."agreement_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."resource_id", NEW."revoked_on", NEW."revoked_reason"); RETURN NULL;', hash='71e9d37850b3fe9203b765b6140b37013596b8c8', operation='UPDATE', pgid='pgtrigger_update_update_33b9a', table='commons_plaque', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plaque',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_plaqueevent" ("agreement_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "revoked_on", "revoked_reason") VALUES (OLD."agreement_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."resource_id", OLD."revoked_on", OLD."revoked_reason"); RETURN NULL;', hash='c0100138ee46eba891e789350a872251ddf40778', operation='DELETE', pgid='pgtrigger_delete_delete_47a95', table='commons_plaque', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plaqueevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fbf3fee19f02f8082689de49a0209bd460716211', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b7729', table='commons_plaqueevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plaqueevent',
                    trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='e0e6cc57d9d915e77565035d00f7019abd17724f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1c8d4', table='commons_plaqueevent', when='BEFORE')),
                ),
            ],
        ),
    ]
