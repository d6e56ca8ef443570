"""A piece tells of an honour."""

import collab_portal.lib.together
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commons', '0003_namings'),
        ('experience', '0003_labels'),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='article',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='article',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='article',
                    name='delete_delete',
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                migrations.AddField(
                    model_name='article',
                    name='honour',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='commons.honour', verbose_name='相关荣誉'),
                ),
                migrations.AddField(
                    model_name='articleevent',
                    name='honour',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commons.honour', verbose_name='相关荣誉'),
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='article',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "honour_id", "id", "kind", "label_id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."activity_id", NEW."area", NEW."ask_id", NEW."author_name", NEW."author_post", NEW."body", NEW."branch_id", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."honour_id", NEW."id", NEW."kind", NEW."label_id", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."round", NEW."source_date", NEW."source_note", NEW."source_site", NEW."source_title", NEW."source_url", NEW."status", NEW."submission", NEW."submitted_at", NEW."summary", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='aaccd70d79dfc3091d2918b6c9b06ddd319e4939', operation='INSERT', pgid='pgtrigger_insert_insert_a3a9c', table='experience_article', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='article',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "honour_id", "id", "kind", "label_id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."activity_id", NEW."area", NEW."ask_id", NEW."author_name", NEW."author_post", NEW."body", NEW."branch_id", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."honour_id", NEW."id", NEW."kind", NEW."label_id", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."round", NEW."source_date", NEW."source_note", NEW."source_site", NEW."source_title", NEW."source_url", NEW."status", NEW."submission", NEW."submitted_at", NEW."summary", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='21ac7bce4c1fa26567458c7ddc29f0fa3cc65dd5', operation='UPDATE', pgid='pgtrigger_update_update_b1b2d', table='experience_article', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='article',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "honour_id", "id", "kind", "label_id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."activity_id", OLD."area", OLD."ask_id", OLD."author_name", OLD."author_post", OLD."body", OLD."branch_id", OLD."committee_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."honour_id", OLD."id", OLD."kind", OLD."label_id", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."resolution_id", OLD."round", OLD."source_date", OLD."source_note", OLD."source_site", OLD."source_title", OLD."source_url", OLD."status", OLD."submission", OLD."submitted_at", OLD."summary", OLD."title", OLD."updated_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;', hash='4e6183ed5d98aceabf16233636e564e4ae900ac5', operation='DELETE', pgid='pgtrigger_delete_delete_b2a84', table='experience_article', when='AFTER')),
                ),
            ],
        ),
    ]
