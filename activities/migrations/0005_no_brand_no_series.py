"""The words are labels now."""

import collab_portal.lib.together
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_words_become_labels"),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name="activity",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="activity",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="activity",
                    name="update_update",
                ),
                migrations.RemoveIndex(
                    model_name="activity",
                    name="activity_by_brand",
                ),
                migrations.RemoveIndex(
                    model_name="activity",
                    name="activity_by_series",
                ),
                migrations.RemoveIndex(
                    model_name="activity",
                    name="activity_by_pieces",
                ),
                migrations.RemoveField(
                    model_name="activity",
                    name="brand",
                ),
                migrations.RemoveField(
                    model_name="activity",
                    name="series",
                ),
                migrations.RemoveField(
                    model_name="activityevent",
                    name="brand",
                ),
                migrations.RemoveField(
                    model_name="activityevent",
                    name="series",
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activity",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "activities_activityevent" ("alliance_id", "area", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reply_by", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (NEW."alliance_id", NEW."area", NEW."cancelled_at", NEW."cancelled_reason", NEW."committee_ids", NEW."confirmed_at", NEW."created_at", NEW."created_by_id", NEW."duplicate_of_id", NEW."end_time", NEW."ended_on", NEW."former_ids", NEW."held_on", NEW."host_branch_id", NEW."host_id", NEW."id", NEW."kind", NEW."link", NEW."mode", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."reply_by", NEW."series_number", NEW."source_on", NEW."source_site", NEW."source_title", NEW."start_time", NEW."status", NEW."submission", NEW."summary", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."version", NEW."voided_at", NEW."voided_reason"); RETURN NULL;',
                            hash="7f0d874552f5edca5244ffea4d9771ef45e54f42",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6de9c",
                            table="activities_activity",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activity",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "activities_activityevent" ("alliance_id", "area", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reply_by", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (NEW."alliance_id", NEW."area", NEW."cancelled_at", NEW."cancelled_reason", NEW."committee_ids", NEW."confirmed_at", NEW."created_at", NEW."created_by_id", NEW."duplicate_of_id", NEW."end_time", NEW."ended_on", NEW."former_ids", NEW."held_on", NEW."host_branch_id", NEW."host_id", NEW."id", NEW."kind", NEW."link", NEW."mode", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."reply_by", NEW."series_number", NEW."source_on", NEW."source_site", NEW."source_title", NEW."start_time", NEW."status", NEW."submission", NEW."summary", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."version", NEW."voided_at", NEW."voided_reason"); RETURN NULL;',
                            hash="70a9e57f27b5b6ccae21344e01b7267edc117982",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a56a1",
                            table="activities_activity",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activity",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "activities_activityevent" ("alliance_id", "area", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reply_by", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (OLD."alliance_id", OLD."area", OLD."cancelled_at", OLD."cancelled_reason", OLD."committee_ids", OLD."confirmed_at", OLD."created_at", OLD."created_by_id", OLD."duplicate_of_id", OLD."end_time", OLD."ended_on", OLD."former_ids", OLD."held_on", OLD."host_branch_id", OLD."host_id", OLD."id", OLD."kind", OLD."link", OLD."mode", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."reply_by", OLD."series_number", OLD."source_on", OLD."source_site", OLD."source_title", OLD."start_time", OLD."status", OLD."submission", OLD."summary", OLD."title", OLD."updated_at", OLD."updated_by_id", OLD."version", OLD."voided_at", OLD."voided_reason"); RETURN NULL;',
                            hash="57c3b3bb6e45d1922691e152a53e0b2f0917d6c8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cc776",
                            table="activities_activity",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="activity",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("series_number__isnull", True), ("series_number__range", (1, 9999)), _connector="OR"
                        ),
                        name="activity_number_possible",
                        violation_error_code="series_number",
                        violation_error_message="期号须在 1 到 9999 之间。",
                    ),
                ),
            ],
        ),
    ]
