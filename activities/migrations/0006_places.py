"""Agenda, contact and places of what is planned."""

import collab_portal.lib.together
import django.core.validators
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0005_no_brand_no_series'),
        ('commons', '0002_labels'),
        ('organizations', '0004_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='activity',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='activity',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='activity',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='participation',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='participation',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='participation',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='activity',
                    name='agenda',
                    field=models.TextField(blank=True, verbose_name='议程'),
                ),
                migrations.AddField(
                    model_name='activity',
                    name='contact',
                    field=models.CharField(blank=True, max_length=120, verbose_name='联系人和办公电话'),
                ),
                migrations.AddField(
                    model_name='activity',
                    name='places',
                    field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='名额'),
                ),
                migrations.AddField(
                    model_name='activityevent',
                    name='agenda',
                    field=models.TextField(blank=True, verbose_name='议程'),
                ),
                migrations.AddField(
                    model_name='activityevent',
                    name='contact',
                    field=models.CharField(blank=True, max_length=120, verbose_name='联系人和办公电话'),
                ),
                migrations.AddField(
                    model_name='activityevent',
                    name='places',
                    field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='名额'),
                ),
                migrations.AddField(
                    model_name='participation',
                    name='admitted',
                    field=models.PositiveIntegerField(default=0, verbose_name='已获名额'),
                ),
                migrations.AddField(
                    model_name='participation',
                    name='queued_at',
                    field=models.DateTimeField(blank=True, null=True, verbose_name='排队时间'),
                ),
                migrations.AddField(
                    model_name='participation',
                    name='quota',
                    field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000, '名额不能超过 10 万。')], verbose_name='每家名额'),
                ),
                migrations.AddField(
                    model_name='participationevent',
                    name='admitted',
                    field=models.PositiveIntegerField(default=0, verbose_name='已获名额'),
                ),
                migrations.AddField(
                    model_name='participationevent',
                    name='queued_at',
                    field=models.DateTimeField(blank=True, null=True, verbose_name='排队时间'),
                ),
                migrations.AddField(
                    model_name='participationevent',
                    name='quota',
                    field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000, '名额不能超过 10 万。')], verbose_name='每家名额'),
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='activity',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_activityevent" ("agenda", "alliance_id", "area", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "contact", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "reply_by", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (NEW."agenda", NEW."alliance_id", NEW."area", NEW."cancelled_at", NEW."cancelled_reason", NEW."committee_ids", NEW."confirmed_at", NEW."contact", NEW."created_at", NEW."created_by_id", NEW."duplicate_of_id", NEW."end_time", NEW."ended_on", NEW."former_ids", NEW."held_on", NEW."host_branch_id", NEW."host_id", NEW."id", NEW."kind", NEW."link", NEW."mode", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."places", NEW."reply_by", NEW."series_number", NEW."source_on", NEW."source_site", NEW."source_title", NEW."start_time", NEW."status", NEW."submission", NEW."summary", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."version", NEW."voided_at", NEW."voided_reason"); RETURN NULL;', hash='08c726afe5ba10ae865bdcdcd1575bcaaee34df6', operation='INSERT', pgid='pgtrigger_insert_insert_6de9c', table='activities_activity', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='activity',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_activityevent" ("agenda", "alliance_id", "area", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "contact", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "reply_by", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (NEW."agenda", NEW."alliance_id", NEW."area", NEW."cancelled_at", NEW."cancelled_reason", NEW."committee_ids", NEW."confirmed_at", NEW."contact", NEW."created_at", NEW."created_by_id", NEW."duplicate_of_id", NEW."end_time", NEW."ended_on", NEW."former_ids", NEW."held_on", NEW."host_branch_id", NEW."host_id", NEW."id", NEW."kind", NEW."link", NEW."mode", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."places", NEW."reply_by", NEW."series_number", NEW."source_on", NEW."source_site", NEW."source_title", NEW."start_time", NEW."status", NEW."submission", NEW."summary", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."version", NEW."voided_at", NEW."voided_reason"); RETURN NULL;', hash='4737384ee26a5fd0378e59e2984c1722d29c47db', operation='UPDATE', pgid='pgtrigger_update_update_a56a1', table='activities_activity', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='activity',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_activityevent" ("agenda", "alliance_id", "area", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "contact", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "places", "reply_by", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (OLD."agenda", OLD."alliance_id", OLD."area", OLD."cancelled_at", OLD."cancelled_reason", OLD."committee_ids", OLD."confirmed_at", OLD."contact", OLD."created_at", OLD."created_by_id", OLD."duplicate_of_id", OLD."end_time", OLD."ended_on", OLD."former_ids", OLD."held_on", OLD."host_branch_id", OLD."host_id", OLD."id", OLD."kind", OLD."link", OLD."mode", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."places", OLD."reply_by", OLD."series_number", OLD."source_on", OLD."source_site", OLD."source_title", OLD."start_time", OLD."status", OLD."submission", OLD."summary", OLD."title", OLD."updated_at", OLD."updated_by_id", OLD."version", OLD."voided_at", OLD."voided_reason"); RETURN NULL;', hash='32763d47d42d9c131d37e49aaa41c389328be7b8', operation='DELETE', pgid='pgtrigger_delete_delete_cc776', table='activities_activity', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='participation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_participationevent" ("activity_id", "admitted", "committee_id", "expected", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "quota", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role", "signed_at", "signed_by_id", "signed_version") VALUES (NEW."activity_id", NEW."admitted", NEW."committee_id", NEW."expected", NEW."headcount", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."quota", NEW."replied_at", NEW."replied_by_id", NEW."replied_version", NEW."reply", NEW."reply_note", NEW."role", NEW."signed_at", NEW."signed_by_id", NEW."signed_version"); RETURN NULL;', hash='9de879f36b255a1fbc21cf4046e75f0a358bc239', operation='INSERT', pgid='pgtrigger_insert_insert_8822d', table='activities_participation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='participation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_participationevent" ("activity_id", "admitted", "committee_id", "expected", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "quota", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role", "signed_at", "signed_by_id", "signed_version") VALUES (NEW."activity_id", NEW."admitted", NEW."committee_id", NEW."expected", NEW."headcount", NEW."id", NEW."objected_at", NEW."objected_by_id", NEW."objection", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."quota", NEW."replied_at", NEW."replied_by_id", NEW."replied_version", NEW."reply", NEW."reply_note", NEW."role", NEW."signed_at", NEW."signed_by_id", NEW."signed_version"); RETURN NULL;', hash='97fcb1338492eaee33986636a8b622dc570fea4b', operation='UPDATE', pgid='pgtrigger_update_update_55c88', table='activities_participation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='participation',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_participationevent" ("activity_id", "admitted", "committee_id", "expected", "headcount", "id", "objected_at", "objected_by_id", "objection", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "quota", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role", "signed_at", "signed_by_id", "signed_version") VALUES (OLD."activity_id", OLD."admitted", OLD."committee_id", OLD."expected", OLD."headcount", OLD."id", OLD."objected_at", OLD."objected_by_id", OLD."objection", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."quota", OLD."replied_at", OLD."replied_by_id", OLD."replied_version", OLD."reply", OLD."reply_note", OLD."role", OLD."signed_at", OLD."signed_by_id", OLD."signed_version"); RETURN NULL;', hash='4e77e9c809b20280e255055a826e760bd91ba85a', operation='DELETE', pgid='pgtrigger_delete_delete_07234', table='activities_participation', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='activity',
                    constraint=models.CheckConstraint(condition=models.Q(('places__isnull', True), ('places__range', (1, 100000)), _connector='OR'), name='activity_places_possible', violation_error_code='places', violation_error_message='名额须在 1 到 10 万之间。'),
                ),
                migrations.AddConstraint(
                    model_name='participation',
                    constraint=models.CheckConstraint(condition=models.Q(('admitted', 0), models.Q(('admitted__lte', models.F('expected')), ('expected__isnull', False)), _connector='OR'), name='participation_admitted_asked'),
                ),
            ],
        ),
    ]
