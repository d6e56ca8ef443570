import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows that are there get a number each from the database, later ones from Python."""

    dependencies = [
        ('rotation', '0003_invitations'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='reminderrule',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='resolution',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='resolutionprogress',
            name='update_update',
        ),
        migrations.AddField(
            model_name='reminderrule',
            name='submission',
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True, verbose_name='提交号'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='submission',
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True, verbose_name='提交号'),
        ),
        migrations.AddField(
            model_name='resolutionprogress',
            name='submission',
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True, verbose_name='提交号'),
        ),
        migrations.AlterField(
            model_name='reminderrule',
            name='submission',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号'),
        ),
        migrations.AlterField(
            model_name='resolution',
            name='submission',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号'),
        ),
        migrations.AlterField(
            model_name='resolutionprogress',
            name='submission',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reminderrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."enabled" IS DISTINCT FROM (NEW."enabled") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."of" IS DISTINCT FROM (NEW."of") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."updated_by_id" IS DISTINCT FROM (NEW."updated_by_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."working_days" IS DISTINCT FROM (NEW."working_days"))', func='INSERT INTO "rotation_reminderruleevent" ("audience", "body", "days", "enabled", "id", "label", "of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "since", "step", "title", "updated_at", "updated_by_id", "version", "working_days") VALUES (NEW."audience", NEW."body", NEW."days", NEW."enabled", NEW."id", NEW."label", NEW."of", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."since", NEW."step", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."version", NEW."working_days"); RETURN NULL;', hash='d0ae5e2270e501df79005bab06afcca4a182340a', operation='UPDATE', pgid='pgtrigger_update_update_f1778', table='rotation_reminderrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adjusted_on" IS DISTINCT FROM (NEW."adjusted_on") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."consultation_id" IS DISTINCT FROM (NEW."consultation_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."planned_at" IS DISTINCT FROM (NEW."planned_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."settled_on" IS DISTINCT FROM (NEW."settled_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "rotation_resolutionevent" ("adjusted_on", "body", "consultation_id", "created_at", "created_by_id", "due_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "reason", "revision", "settled_on", "status", "title", "updated_at", "version") VALUES (NEW."adjusted_on", NEW."body", NEW."consultation_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_at", NEW."reason", NEW."revision", NEW."settled_on", NEW."status", NEW."title", NEW."updated_at", NEW."version"); RETURN NULL;', hash='38a198c4306280dad5a415043db871e4d08e34d2', operation='UPDATE', pgid='pgtrigger_update_update_d9706', table='rotation_resolution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolutionprogress',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."reported_at" IS DISTINCT FROM (NEW."reported_at") OR OLD."reported_by_id" IS DISTINCT FROM (NEW."reported_by_id") OR OLD."resolution_id" IS DISTINCT FROM (NEW."resolution_id") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='INSERT INTO "rotation_resolutionprogressevent" ("committee_id", "evidence", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "resolution_id", "text") VALUES (NEW."committee_id", NEW."evidence", NEW."id", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reported_at", NEW."reported_by_id", NEW."resolution_id", NEW."text"); RETURN NULL;', hash='7688f36fc2757465682d2c4f8a13113ff9968afa', operation='UPDATE', pgid='pgtrigger_update_update_24ce3', table='rotation_resolutionprogress', when='AFTER')),
        ),
    ]
