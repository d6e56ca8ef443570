import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows that are there get a number each from the database, later ones from Python."""

    dependencies = [
        ('experience', '0001_tables'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='call',
            name='update_update',
        ),
        migrations.AddField(
            model_name='call',
            name='submission',
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True, verbose_name='提交号'),
        ),
        migrations.AlterField(
            model_name='call',
            name='submission',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area" IS DISTINCT FROM (NEW."area") OR OLD."brief" IS DISTINCT FROM (NEW."brief") OR OLD."bulletin_id" IS DISTINCT FROM (NEW."bulletin_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."topic" IS DISTINCT FROM (NEW."topic"))', func='INSERT INTO "experience_callevent" ("area", "brief", "bulletin_id", "closed_at", "created_at", "created_by_id", "due_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (NEW."area", NEW."brief", NEW."bulletin_id", NEW."closed_at", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."topic"); RETURN NULL;', hash='fd6345ee68a4a91b3218e97d3a108d3b8c547ee7', operation='UPDATE', pgid='pgtrigger_update_update_e2999', table='experience_call', when='AFTER')),
        ),
    ]
