"""Kinds of agreements: working mechanisms, yearly plans, namings."""

import collab_portal.lib.together
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0004_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.AlterModelOptions(
                    name='frameworkagreement',
                    options={'verbose_name': '协议', 'verbose_name_plural': '协议'},
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='frameworkagreement',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='frameworkagreement',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='frameworkagreement',
                    name='update_update',
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                migrations.AddField(
                    model_name='frameworkagreement',
                    name='kind',
                    field=models.CharField(choices=[('framework', '框架协议'), ('mechanism', '工作机制'), ('plan', '年度合作计划'), ('naming', '联合命名')], default='framework', max_length=10, verbose_name='类别'),
                ),
                migrations.AddField(
                    model_name='frameworkagreement',
                    name='level',
                    field=models.CharField(blank=True, choices=[('nation', '国家级'), ('province', '省部级'), ('bureau', '厅局级'), ('city', '市县级')], max_length=8, verbose_name='级别'),
                ),
                migrations.AddField(
                    model_name='frameworkagreement',
                    name='mechanism',
                    field=models.CharField(blank=True, choices=[('information', '信息互通'), ('goods', '物资互济'), ('measures', '举措互认'), ('standards', '标准统一'), ('meetings', '联席会议'), ('other', '其他机制')], max_length=12, verbose_name='机制类型'),
                ),
                migrations.AddField(
                    model_name='frameworkagreement',
                    name='scope',
                    field=models.CharField(blank=True, max_length=200, verbose_name='适用范围'),
                ),
                migrations.AddField(
                    model_name='frameworkagreement',
                    name='under',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='organizations.frameworkagreement', verbose_name='所依据的协议'),
                ),
                migrations.AddField(
                    model_name='frameworkagreement',
                    name='year',
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='年度'),
                ),
                migrations.AddField(
                    model_name='frameworkagreementevent',
                    name='kind',
                    field=models.CharField(choices=[('framework', '框架协议'), ('mechanism', '工作机制'), ('plan', '年度合作计划'), ('naming', '联合命名')], default='framework', max_length=10, verbose_name='类别'),
                ),
                migrations.AddField(
                    model_name='frameworkagreementevent',
                    name='level',
                    field=models.CharField(blank=True, choices=[('nation', '国家级'), ('province', '省部级'), ('bureau', '厅局级'), ('city', '市县级')], max_length=8, verbose_name='级别'),
                ),
                migrations.AddField(
                    model_name='frameworkagreementevent',
                    name='mechanism',
                    field=models.CharField(blank=True, choices=[('information', '信息互通'), ('goods', '物资互济'), ('measures', '举措互认'), ('standards', '标准统一'), ('meetings', '联席会议'), ('other', '其他机制')], max_length=12, verbose_name='机制类型'),
                ),
                migrations.AddField(
                    model_name='frameworkagreementevent',
                    name='scope',
                    field=models.CharField(blank=True, max_length=200, verbose_name='适用范围'),
                ),
                migrations.AddField(
                    model_name='frameworkagreementevent',
                    name='under',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.frameworkagreement', verbose_name='所依据的协议'),
                ),
                migrations.AddField(
                    model_name='frameworkagreementevent',
                    name='year',
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='年度'),
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='frameworkagreement',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_frameworkagreementevent" ("committee_id", "end_reason", "ended_by_id", "ended_on", "expires_on", "id", "kind", "level", "mechanism", "note", "number", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "renews_id", "scope", "signed_on", "started_on", "status", "title", "under_id", "year") VALUES (NEW."committee_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."expires_on", NEW."id", NEW."kind", NEW."level", NEW."mechanism", NEW."note", NEW."number", NEW."outside", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."renews_id", NEW."scope", NEW."signed_on", NEW."started_on", NEW."status", NEW."title", NEW."under_id", NEW."year"); RETURN NULL;', hash='6f7ab60ca3494f9f0207863498a8aeb68d2ac532', operation='INSERT', pgid='pgtrigger_insert_insert_dc58c', table='organizations_frameworkagreement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='frameworkagreement',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_by_id" IS DISTINCT FROM (NEW."ended_by_id") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."mechanism" IS DISTINCT FROM (NEW."mechanism") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."outside" IS DISTINCT FROM (NEW."outside") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."renews_id" IS DISTINCT FROM (NEW."renews_id") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."started_on" IS DISTINCT FROM (NEW."started_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."under_id" IS DISTINCT FROM (NEW."under_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "organizations_frameworkagreementevent" ("committee_id", "end_reason", "ended_by_id", "ended_on", "expires_on", "id", "kind", "level", "mechanism", "note", "number", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "renews_id", "scope", "signed_on", "started_on", "status", "title", "under_id", "year") VALUES (NEW."committee_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."expires_on", NEW."id", NEW."kind", NEW."level", NEW."mechanism", NEW."note", NEW."number", NEW."outside", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."renews_id", NEW."scope", NEW."signed_on", NEW."started_on", NEW."status", NEW."title", NEW."under_id", NEW."year"); RETURN NULL;', hash='1acce83bad581459242b8edd74151677c91a8e37', operation='UPDATE', pgid='pgtrigger_update_update_66bed', table='organizations_frameworkagreement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='frameworkagreement',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_frameworkagreementevent" ("committee_id", "end_reason", "ended_by_id", "ended_on", "expires_on", "id", "kind", "level", "mechanism", "note", "number", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "renews_id", "scope", "signed_on", "started_on", "status", "title", "under_id", "year") VALUES (OLD."committee_id", OLD."end_reason", OLD."ended_by_id", OLD."ended_on", OLD."expires_on", OLD."id", OLD."kind", OLD."level", OLD."mechanism", OLD."note", OLD."number", OLD."outside", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."renews_id", OLD."scope", OLD."signed_on", OLD."started_on", OLD."status", OLD."title", OLD."under_id", OLD."year"); RETURN NULL;', hash='a4e1c097a982fcc46c36a206eec02792c3cb80a4', operation='DELETE', pgid='pgtrigger_delete_delete_bcb51', table='organizations_frameworkagreement', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='frameworkagreement',
                    constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['framework', 'mechanism', 'plan', 'naming'])), name='agreement_kind_known'),
                ),
                migrations.AddConstraint(
                    model_name='frameworkagreement',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['framework', 'plan', 'naming']), ('mechanism', '')), models.Q(('kind', 'mechanism'), models.Q(('mechanism', ''), _negated=True)), _connector='OR'), name='agreement_mechanism_of_its_kind', violation_error_code='mechanism', violation_error_message='工作机制须选择机制类型，其他协议不选。'),
                ),
                migrations.AddConstraint(
                    model_name='frameworkagreement',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'plan'), ('under__isnull', False), ('year__isnull', False)), models.Q(('kind__in', ['framework', 'mechanism', 'naming']), ('under__isnull', True), ('year__isnull', True)), _connector='OR'), name='agreement_plan_has_its_year', violation_error_code='year', violation_error_message='年度合作计划须有年度和所依据的协议，其他协议不填。'),
                ),
                migrations.AddConstraint(
                    model_name='frameworkagreement',
                    constraint=models.CheckConstraint(condition=models.Q(('year__isnull', True), ('year__range', (1949, 2100)), _connector='OR'), name='agreement_year_possible', violation_error_code='year', violation_error_message='年度须在 1949 年至 2100 年之间。'),
                ),
                migrations.AddConstraint(
                    model_name='frameworkagreement',
                    constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'active', 'renewed', 'ended'])), fields=('under', 'year'), name='agreement_plan_once_a_year', violation_error_code='year', violation_error_message='该协议这一年度已有计划。'),
                ),
            ],
        ),
    ]
