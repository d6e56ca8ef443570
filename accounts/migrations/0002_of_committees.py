"""To whose committee and branch a person belongs."""

import collab_portal.lib.together
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0002_initial')]

    dependencies = [
        ('accounts', '0001_tables'),
        ('organizations', '0001_tables'),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.AddField(
                    model_name='user',
                    name='committee',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='organizations.committee', verbose_name='工委'),
                ),
                migrations.AddField(
                    model_name='user',
                    name='branch',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='organizations.branch', verbose_name='党组织'),
                ),
                migrations.AddConstraint(
                    model_name='user',
                    constraint=models.CheckConstraint(condition=models.Q(('role', 'member'), ('committee__isnull', False), _connector='OR'), name='user_staff_has_committee', violation_error_message='工委干部和管理员须属于一个工委。'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("branch_id", "committee_id", "date_joined", "display_name", "email", "email_confirmed_at", "epoch", "id", "is_active", "is_editor", "is_issuer", "is_reviewer", "is_rotation_admin", "kind", "mfa_due_on", "office_phone", "password_set_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_role", "post", "role", "settled_at", "username", "version") VALUES (OLD."branch_id", OLD."committee_id", OLD."date_joined", OLD."display_name", OLD."email", OLD."email_confirmed_at", OLD."epoch", OLD."id", OLD."is_active", OLD."is_editor", OLD."is_issuer", OLD."is_reviewer", OLD."is_rotation_admin", OLD."kind", OLD."mfa_due_on", OLD."office_phone", OLD."password_set_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."platform_role", OLD."post", OLD."role", OLD."settled_at", OLD."username", OLD."version"); RETURN NULL;', hash='3e47fb7b0f44c1e91105e1a50706414cb26f7217', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("branch_id", "committee_id", "date_joined", "display_name", "email", "email_confirmed_at", "epoch", "id", "is_active", "is_editor", "is_issuer", "is_reviewer", "is_rotation_admin", "kind", "mfa_due_on", "office_phone", "password_set_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_role", "post", "role", "settled_at", "username", "version") VALUES (NEW."branch_id", NEW."committee_id", NEW."date_joined", NEW."display_name", NEW."email", NEW."email_confirmed_at", NEW."epoch", NEW."id", NEW."is_active", NEW."is_editor", NEW."is_issuer", NEW."is_reviewer", NEW."is_rotation_admin", NEW."kind", NEW."mfa_due_on", NEW."office_phone", NEW."password_set_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."platform_role", NEW."post", NEW."role", NEW."settled_at", NEW."username", NEW."version"); RETURN NULL;', hash='0a10aec7fcc67f2ace195f8bdcf9c29b0387a048', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."display_name" IS DISTINCT FROM (NEW."display_name") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."email_confirmed_at" IS DISTINCT FROM (NEW."email_confirmed_at") OR OLD."epoch" IS DISTINCT FROM (NEW."epoch") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_editor" IS DISTINCT FROM (NEW."is_editor") OR OLD."is_issuer" IS DISTINCT FROM (NEW."is_issuer") OR OLD."is_reviewer" IS DISTINCT FROM (NEW."is_reviewer") OR OLD."is_rotation_admin" IS DISTINCT FROM (NEW."is_rotation_admin") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."mfa_due_on" IS DISTINCT FROM (NEW."mfa_due_on") OR OLD."office_phone" IS DISTINCT FROM (NEW."office_phone") OR OLD."password_set_at" IS DISTINCT FROM (NEW."password_set_at") OR OLD."platform_role" IS DISTINCT FROM (NEW."platform_role") OR OLD."post" IS DISTINCT FROM (NEW."post") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at") OR OLD."username" IS DISTINCT FROM (NEW."username") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "accounts_userevent" ("branch_id", "committee_id", "date_joined", "display_name", "email", "email_confirmed_at", "epoch", "id", "is_active", "is_editor", "is_issuer", "is_reviewer", "is_rotation_admin", "kind", "mfa_due_on", "office_phone", "password_set_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform_role", "post", "role", "settled_at", "username", "version") VALUES (NEW."branch_id", NEW."committee_id", NEW."date_joined", NEW."display_name", NEW."email", NEW."email_confirmed_at", NEW."epoch", NEW."id", NEW."is_active", NEW."is_editor", NEW."is_issuer", NEW."is_reviewer", NEW."is_rotation_admin", NEW."kind", NEW."mfa_due_on", NEW."office_phone", NEW."password_set_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."platform_role", NEW."post", NEW."role", NEW."settled_at", NEW."username", NEW."version"); RETURN NULL;', hash='2d10b675f8de623044022bac41a6a855fed48cf0', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='version_raised', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + (NEW."display_name" IS DISTINCT FROM OLD."display_name" OR NEW."post" IS DISTINCT FROM OLD."post" OR NEW."office_phone" IS DISTINCT FROM OLD."office_phone" OR NEW."email" IS DISTINCT FROM OLD."email" OR NEW."committee_id" IS DISTINCT FROM OLD."committee_id" OR NEW."branch_id" IS DISTINCT FROM OLD."branch_id" OR NEW."role" IS DISTINCT FROM OLD."role" OR NEW."is_rotation_admin" IS DISTINCT FROM OLD."is_rotation_admin" OR NEW."is_editor" IS DISTINCT FROM OLD."is_editor" OR NEW."is_reviewer" IS DISTINCT FROM OLD."is_reviewer" OR NEW."is_issuer" IS DISTINCT FROM OLD."is_issuer" OR NEW."platform_role" IS DISTINCT FROM OLD."platform_role")::int; RETURN NEW;', hash='614164874e8a85f856d56747812387a409992c1d', operation='UPDATE', pgid='pgtrigger_version_raised_11c3f', table='accounts_user', when='BEFORE')),
                ),
                migrations.AddField(
                    model_name='userevent',
                    name='committee',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委'),
                ),
                migrations.AddField(
                    model_name='userevent',
                    name='branch',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='党组织'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='userevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='userevent',
                    trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='b01a1d3114464fec2fc06e02931af502be921843', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_bcf41', table='accounts_userevent', when='BEFORE')),
                ),
            ],
        ),
    ]
