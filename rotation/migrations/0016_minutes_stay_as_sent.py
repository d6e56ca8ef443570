import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rotation', '0015_keep_what_was_sent'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='minutes_sent_text_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."submitted_at" IS NOT NULL AND (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."facts" IS DISTINCT FROM (NEW."facts")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7c1f483f81fd9685abfc07e2b9520884a6bf7314', operation='UPDATE', pgid='pgtrigger_minutes_sent_text_is_frozen_7d0ec', table='rotation_minutes', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='minutes',
            trigger=pgtrigger.compiler.Trigger(name='minutes_finished_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."finished_on" IS NOT NULL AND (OLD."finished_on" IS DISTINCT FROM (NEW."finished_on") OR OLD."countersigned" IS DISTINCT FROM (NEW."countersigned") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='640dd008c9596aec3e814ba023d3ba9cfe8de8f7', operation='UPDATE', pgid='pgtrigger_minutes_finished_is_frozen_0ac6e', table='rotation_minutes', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), ('facts__isnull', False), _connector='OR'), name='minutes_sent_has_facts'),
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('countersigned__isnull', True), ('finished_on__isnull', True), ('signed_at__isnull', True)), models.Q(('countersigned__isnull', False), ('finished_on__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='minutes_finished_whole'),
        ),
    ]
