"""Labels, and honours under them."""

import collab_portal.lib.together
import datetime
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commons', '0001_tables'),
        ('organizations', '0002_nineteen'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='honour',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='honour',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='honour',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='honour',
                    name='version_raised',
                ),
                migrations.CreateModel(
                    name='Label',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('kind', models.CharField(choices=[('brand', '品牌'), ('campaign', '专项行动'), ('series', '系列')], max_length=8, verbose_name='类别')),
                        ('name', models.CharField(max_length=60, verbose_name='名称')),
                        ('key', models.CharField(blank=True, editable=False, max_length=120, verbose_name='比对名称')),
                        ('open', models.BooleanField(default=False, verbose_name='各工委都可使用')),
                        ('known', models.BooleanField(default=True, editable=False, verbose_name='已公开')),
                        ('meaning', models.TextField(blank=True, verbose_name='含义')),
                        ('starts_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='开始日期')),
                        ('ends_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='计划结束日期')),
                        ('goal', models.CharField(blank=True, max_length=300, verbose_name='目标')),
                        ('goal_value', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000000)], verbose_name='目标数')),
                        ('goal_unit', models.CharField(blank=True, choices=[('records', '场次'), ('attendances', '人次')], max_length=12, verbose_name='目标单位')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        'verbose_name': '品牌与专项',
                        'verbose_name_plural': '品牌与专项',
                    },
                ),
                migrations.CreateModel(
                    name='LabelEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('kind', models.CharField(choices=[('brand', '品牌'), ('campaign', '专项行动'), ('series', '系列')], max_length=8, verbose_name='类别')),
                        ('name', models.CharField(max_length=60, verbose_name='名称')),
                        ('key', models.CharField(blank=True, editable=False, max_length=120, verbose_name='比对名称')),
                        ('open', models.BooleanField(default=False, verbose_name='各工委都可使用')),
                        ('known', models.BooleanField(default=True, editable=False, verbose_name='已公开')),
                        ('meaning', models.TextField(blank=True, verbose_name='含义')),
                        ('starts_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='开始日期')),
                        ('ends_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='计划结束日期')),
                        ('goal', models.CharField(blank=True, max_length=300, verbose_name='目标')),
                        ('goal_value', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000000)], verbose_name='目标数')),
                        ('goal_unit', models.CharField(blank=True, choices=[('records', '场次'), ('attendances', '人次')], max_length=12, verbose_name='目标单位')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                migrations.AddField(
                    model_name='label',
                    name='committee',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='labels', to='organizations.committee', verbose_name='所属工委'),
                ),
                migrations.AddField(
                    model_name='label',
                    name='merged_into',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='commons.label', verbose_name='并入'),
                ),
                migrations.AddField(
                    model_name='label',
                    name='picture',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.storedfile', verbose_name='图片'),
                ),
                migrations.AddField(
                    model_name='honour',
                    name='label',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='commons.label', verbose_name='品牌与专项'),
                ),
                migrations.AddField(
                    model_name='honourevent',
                    name='label',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commons.label', verbose_name='品牌与专项'),
                ),
                migrations.AddField(
                    model_name='labelevent',
                    name='committee',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='所属工委'),
                ),
                migrations.AddField(
                    model_name='labelevent',
                    name='merged_into',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commons.label', verbose_name='并入'),
                ),
                migrations.AddField(
                    model_name='labelevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='labelevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commons.label'),
                ),
                migrations.AddField(
                    model_name='labelevent',
                    name='picture',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.storedfile', verbose_name='图片'),
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                migrations.CreateModel(
                    name='LabelIndex',
                    fields=[
                        ('heading', models.CharField(max_length=300, verbose_name='标题')),
                        ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                        ('at', models.DateTimeField(null=True, verbose_name='时间')),
                        ('title', models.CharField(max_length=300, verbose_name='归一标题')),
                        ('text', models.TextField(blank=True, verbose_name='原文')),
                        ('folded', models.TextField(blank=True, verbose_name='归一文字')),
                        ('vector', django.contrib.postgres.search.SearchVectorField(verbose_name='索引')),
                        ('label', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='index_row', serialize=False, to='commons.label', verbose_name='品牌与专项')),
                    ],
                    options={
                        'verbose_name': '检索索引',
                        'verbose_name_plural': '检索索引',
                        'abstract': False,
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='labelindex_vector'), models.Index(models.OrderBy(models.F('at'), descending=True, nulls_last=True), models.OrderBy(models.F('label'), descending=True), name='labelindex_newest')],
                    },
                ),
                migrations.AddIndex(
                    model_name='label',
                    index=models.Index(fields=['kind', 'key'], name='label_by_name'),
                ),
                migrations.AddConstraint(
                    model_name='label',
                    constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['brand', 'campaign', 'series'])), name='label_kind_known'),
                ),
                migrations.AddConstraint(
                    model_name='label',
                    constraint=models.UniqueConstraint(condition=models.Q(('merged_into__isnull', True)), fields=('committee', 'kind', 'key'), name='label_once', nulls_distinct=False, violation_error_code='name', violation_error_message='已有同类同名的，写法不同（大小写、简繁）也算同名。'),
                ),
                migrations.AddConstraint(
                    model_name='label',
                    constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='label_has_name'),
                ),
                migrations.AddConstraint(
                    model_name='label',
                    constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='label_ends_after_start', violation_error_code='ends_on', violation_error_message='结束日期不能早于开始日期。'),
                ),
                migrations.AddConstraint(
                    model_name='label',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('goal_unit', ''), ('goal_value__isnull', True)), models.Q(('goal_unit__in', ['records', 'attendances']), ('goal_value__isnull', False), ('goal_value__range', (1, 1000000000))), _connector='OR'), name='label_goal_whole', violation_error_code='goal_value', violation_error_message='目标数和单位须同时填写。'),
                ),
                migrations.AddConstraint(
                    model_name='label',
                    constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='label_merged_elsewhere'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='honour',
                    trigger=pgtrigger.compiler.Trigger(name='version_raised', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + (NEW."title" IS DISTINCT FROM OLD."title" OR NEW."level" IS DISTINCT FROM OLD."level" OR NEW."category" IS DISTINCT FROM OLD."category" OR NEW."subject" IS DISTINCT FROM OLD."subject" OR NEW."branch_id" IS DISTINCT FROM OLD."branch_id" OR NEW."winner" IS DISTINCT FROM OLD."winner" OR NEW."quantity" IS DISTINCT FROM OLD."quantity" OR NEW."awarder" IS DISTINCT FROM OLD."awarder" OR NEW."year" IS DISTINCT FROM OLD."year" OR NEW."awarded_on" IS DISTINCT FROM OLD."awarded_on" OR NEW."number" IS DISTINCT FROM OLD."number" OR NEW."document_id" IS DISTINCT FROM OLD."document_id" OR NEW."label_id" IS DISTINCT FROM OLD."label_id" OR NEW."source_title" IS DISTINCT FROM OLD."source_title" OR NEW."source_site" IS DISTINCT FROM OLD."source_site")::int; RETURN NEW;', hash='95b8c4843fd10b530a5dc55ea2713ac683b2dfa2', operation='UPDATE', pgid='pgtrigger_version_raised_02d5b', table='commons_honour', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='honour',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_honourevent" ("awarded_on", "awarder", "branch_id", "category", "committee_id", "document_id", "id", "label_id", "level", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source_site", "source_title", "subject", "title", "version", "winner", "year") VALUES (NEW."awarded_on", NEW."awarder", NEW."branch_id", NEW."category", NEW."committee_id", NEW."document_id", NEW."id", NEW."label_id", NEW."level", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."source_site", NEW."source_title", NEW."subject", NEW."title", NEW."version", NEW."winner", NEW."year"); RETURN NULL;', hash='adeecf361a928ae8a9ad432d24ef612767ad5249', operation='INSERT', pgid='pgtrigger_insert_insert_7ebaf', table='commons_honour', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='honour',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."awarded_on" IS DISTINCT FROM (NEW."awarded_on") OR OLD."awarder" IS DISTINCT FROM (NEW."awarder") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."label_id" IS DISTINCT FROM (NEW."label_id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."source_site" IS DISTINCT FROM (NEW."source_site") OR OLD."source_title" IS DISTINCT FROM (NEW."source_title") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."winner" IS DISTINCT FROM (NEW."winner") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "commons_honourevent" ("awarded_on", "awarder", "branch_id", "category", "committee_id", "document_id", "id", "label_id", "level", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source_site", "source_title", "subject", "title", "version", "winner", "year") VALUES (NEW."awarded_on", NEW."awarder", NEW."branch_id", NEW."category", NEW."committee_id", NEW."document_id", NEW."id", NEW."label_id", NEW."level", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."source_site", NEW."source_title", NEW."subject", NEW."title", NEW."version", NEW."winner", NEW."year"); RETURN NULL;', hash='974cb7903f319c5514ec11fd02196cf133280c10', operation='UPDATE', pgid='pgtrigger_update_update_8fbdf', table='commons_honour', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='honour',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_honourevent" ("awarded_on", "awarder", "branch_id", "category", "committee_id", "document_id", "id", "label_id", "level", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source_site", "source_title", "subject", "title", "version", "winner", "year") VALUES (OLD."awarded_on", OLD."awarder", OLD."branch_id", OLD."category", OLD."committee_id", OLD."document_id", OLD."id", OLD."label_id", OLD."level", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantity", OLD."source_site", OLD."source_title", OLD."subject", OLD."title", OLD."version", OLD."winner", OLD."year"); RETURN NULL;', hash='37bf3c9a922c6a46f07b65bb984682dd70e3b4ca', operation='DELETE', pgid='pgtrigger_delete_delete_bd219', table='commons_honour', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='label',
                    trigger=pgtrigger.compiler.Trigger(name='version_raised', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version := OLD.version + (NEW."kind" IS DISTINCT FROM OLD."kind" OR NEW."committee_id" IS DISTINCT FROM OLD."committee_id" OR NEW."name" IS DISTINCT FROM OLD."name" OR NEW."open" IS DISTINCT FROM OLD."open" OR NEW."meaning" IS DISTINCT FROM OLD."meaning" OR NEW."starts_on" IS DISTINCT FROM OLD."starts_on" OR NEW."ends_on" IS DISTINCT FROM OLD."ends_on" OR NEW."goal" IS DISTINCT FROM OLD."goal" OR NEW."goal_value" IS DISTINCT FROM OLD."goal_value" OR NEW."goal_unit" IS DISTINCT FROM OLD."goal_unit" OR NEW."ended_on" IS DISTINCT FROM OLD."ended_on")::int; RETURN NEW;', hash='c538008c1b752f286952b8417ccf067bc51c1700', operation='UPDATE', pgid='pgtrigger_version_raised_2f1b3', table='commons_label', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='label',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_labelevent" ("committee_id", "ended_on", "ends_on", "goal", "goal_unit", "goal_value", "id", "key", "kind", "known", "meaning", "merged_into_id", "name", "open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "starts_on", "version") VALUES (NEW."committee_id", NEW."ended_on", NEW."ends_on", NEW."goal", NEW."goal_unit", NEW."goal_value", NEW."id", NEW."key", NEW."kind", NEW."known", NEW."meaning", NEW."merged_into_id", NEW."name", NEW."open", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."picture_id", NEW."starts_on", NEW."version"); RETURN NULL;', hash='46ef228b7f3af9980daccab3553155e1664a6101', operation='INSERT', pgid='pgtrigger_insert_insert_d4564', table='commons_label', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='label',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."goal" IS DISTINCT FROM (NEW."goal") OR OLD."goal_unit" IS DISTINCT FROM (NEW."goal_unit") OR OLD."goal_value" IS DISTINCT FROM (NEW."goal_value") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."known" IS DISTINCT FROM (NEW."known") OR OLD."meaning" IS DISTINCT FROM (NEW."meaning") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."open" IS DISTINCT FROM (NEW."open") OR OLD."picture_id" IS DISTINCT FROM (NEW."picture_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "commons_labelevent" ("committee_id", "ended_on", "ends_on", "goal", "goal_unit", "goal_value", "id", "key", "kind", "known", "meaning", "merged_into_id", "name", "open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "starts_on", "version") VALUES (NEW."committee_id", NEW."ended_on", NEW."ends_on", NEW."goal", NEW."goal_unit", NEW."goal_value", NEW."id", NEW."key", NEW."kind", NEW."known", NEW."meaning", NEW."merged_into_id", NEW."name", NEW."open", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."picture_id", NEW."starts_on", NEW."version"); RETURN NULL;', hash='d0b5036b96c505f2c1a38034866e0ddea24dc6fe', operation='UPDATE', pgid='pgtrigger_update_update_6e1a1', table='commons_label', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='label',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commons_labelevent" ("committee_id", "ended_on", "ends_on", "goal", "goal_unit", "goal_value", "id", "key", "kind", "known", "meaning", "merged_into_id", "name", "open", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "starts_on", "version") VALUES (OLD."committee_id", OLD."ended_on", OLD."ends_on", OLD."goal", OLD."goal_unit", OLD."goal_value", OLD."id", OLD."key", OLD."kind", OLD."known", OLD."meaning", OLD."merged_into_id", OLD."name", OLD."open", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."picture_id", OLD."starts_on", OLD."version"); RETURN NULL;', hash='311709ee28bd569515534dd1e9f938450775e6a1', operation='DELETE', pgid='pgtrigger_delete_delete_50a4d', table='commons_label', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='labelevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b14225690cebb01fa2ff3c7006dae5962ad8a0b8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c58bb', table='commons_labelevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='labelevent',
                    trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='40fe90bec03bfde67c858d59da1847ba3781918c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5aa3e', table='commons_labelevent', when='BEFORE')),
                ),
            ],
        ),
    ]
