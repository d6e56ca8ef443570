"""Whether a virus scanner has cleared a file."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0009_charters_and_signers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='storedfile',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='storedfile',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='storedfile',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='storedfile',
            name='state',
            field=models.CharField(choices=[('kept', '可用'), ('waiting', '待检'), ('infected', '查出病毒，已删除')], db_default='kept', default='kept', editable=False, max_length=10, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='storedfileevent',
            name='state',
            field=models.CharField(choices=[('kept', '可用'), ('waiting', '待检'), ('infected', '查出病毒，已删除')], db_default='kept', default='kept', editable=False, max_length=10, verbose_name='状态'),
        ),
        migrations.AddIndex(
            model_name='storedfile',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='stored_file_waiting'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storedfile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_storedfileevent" ("committee_id", "created_at", "id", "key", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "state", "uploaded_by_id") VALUES (NEW."committee_id", NEW."created_at", NEW."id", NEW."key", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."state", NEW."uploaded_by_id"); RETURN NULL;', hash='d235cfc2ab0ef188a852c2e467821049c156b3fe', operation='INSERT', pgid='pgtrigger_insert_insert_d5b59', table='organizations_storedfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storedfile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_storedfileevent" ("committee_id", "created_at", "id", "key", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "state", "uploaded_by_id") VALUES (NEW."committee_id", NEW."created_at", NEW."id", NEW."key", NEW."media_type", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."state", NEW."uploaded_by_id"); RETURN NULL;', hash='0d6a78c4dd1ffb01c5cd8b5e4eb4c044c4abdf3c', operation='UPDATE', pgid='pgtrigger_update_update_ff00c', table='organizations_storedfile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storedfile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_storedfileevent" ("committee_id", "created_at", "id", "key", "media_type", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "state", "uploaded_by_id") VALUES (OLD."committee_id", OLD."created_at", OLD."id", OLD."key", OLD."media_type", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."state", OLD."uploaded_by_id"); RETURN NULL;', hash='a15bcdf1baf95aeb41bbfe41416fdf96c7952d30', operation='DELETE', pgid='pgtrigger_delete_delete_ed91d', table='organizations_storedfile', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='storedfile',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['kept', 'waiting', 'infected'])), name='stored_file_has_state'),
        ),
    ]
