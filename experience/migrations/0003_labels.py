"""A piece is known under a label."""

import collab_portal.lib.together
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commons', '0002_labels'),
        ('experience', '0002_submissions'),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='article',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='article',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='article',
                    name='update_update',
                ),
                migrations.AddField(
                    model_name='article',
                    name='label',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='commons.label', verbose_name='品牌与专项'),
                ),
                migrations.AddField(
                    model_name='articleevent',
                    name='label',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commons.label', verbose_name='品牌与专项'),
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name='article',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "id", "kind", "label_id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."activity_id", NEW."area", NEW."ask_id", NEW."author_name", NEW."author_post", NEW."body", NEW."branch_id", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."label_id", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."round", NEW."source_date", NEW."source_note", NEW."source_site", NEW."source_title", NEW."source_url", NEW."status", NEW."submission", NEW."submitted_at", NEW."summary", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='69593d2f1e88e9b65d010f450f3a5ae12a5f8217', operation='INSERT', pgid='pgtrigger_insert_insert_a3a9c', table='experience_article', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='article',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "id", "kind", "label_id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."activity_id", NEW."area", NEW."ask_id", NEW."author_name", NEW."author_post", NEW."body", NEW."branch_id", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."label_id", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."round", NEW."source_date", NEW."source_note", NEW."source_site", NEW."source_title", NEW."source_url", NEW."status", NEW."submission", NEW."submitted_at", NEW."summary", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='89ebdf5ead8c8834dde8618c62365314761d5138', operation='UPDATE', pgid='pgtrigger_update_update_b1b2d', table='experience_article', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='article',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "id", "kind", "label_id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."activity_id", OLD."area", OLD."ask_id", OLD."author_name", OLD."author_post", OLD."body", OLD."branch_id", OLD."committee_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."id", OLD."kind", OLD."label_id", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."resolution_id", OLD."round", OLD."source_date", OLD."source_note", OLD."source_site", OLD."source_title", OLD."source_url", OLD."status", OLD."submission", OLD."submitted_at", OLD."summary", OLD."title", OLD."updated_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;', hash='7c238aadc40e61d14f92edbcc54ec5e0d1190d0a', operation='DELETE', pgid='pgtrigger_delete_delete_b2a84', table='experience_article', when='AFTER')),
                ),
            ],
        ),
    ]
