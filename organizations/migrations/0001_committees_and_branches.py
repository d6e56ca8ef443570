"""Committees, their branches and what happened to a branch."""

import collab_portal.lib.together
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models

import organizations.grams


class Migration(migrations.Migration):

    replaces = [('organizations', '0001_initial')]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Exclusion constraints of other apps lean on it too: going back leaves it there.
        migrations.RunSQL('CREATE EXTENSION IF NOT EXISTS btree_gist', migrations.RunSQL.noop),
        migrations.RunSQL(organizations.grams.CREATE, organizations.grams.DROP),
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Committee',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, unique=True, verbose_name='全称')),
                        ('short_name', models.CharField(max_length=10, unique=True, verbose_name='简称')),
                        ('slug', models.SlugField(unique=True, verbose_name='网址名')),
                        ('region_code', models.CharField(max_length=6, unique=True, verbose_name='行政区划代码')),
                        ('group', models.CharField(choices=[('belt', '长江经济带'), ('basin', '长江流域其他省区')], max_length=10, verbose_name='组别')),
                        ('reach', models.CharField(choices=[('upper', '上游'), ('middle', '中游'), ('lower', '下游')], max_length=10, verbose_name='流段')),
                        ('position', models.PositiveSmallIntegerField(unique=True, verbose_name='顺序')),
                        ('introduction', models.TextField(blank=True, verbose_name='简介')),
                        ('office_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('office_email', models.EmailField(blank=True, max_length=254, verbose_name='办公邮箱')),
                    ],
                    options={
                        'verbose_name': '工委',
                        'verbose_name_plural': '工委',
                        'ordering': ('position',),
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_committeeevent" ("group", "id", "introduction", "name", "office_email", "office_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reach", "region_code", "short_name", "slug") VALUES (NEW."group", NEW."id", NEW."introduction", NEW."name", NEW."office_email", NEW."office_phone", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reach", NEW."region_code", NEW."short_name", NEW."slug"); RETURN NULL;', hash='6c98f242207a8be7155259812cf48e6c10fe2060', operation='INSERT', pgid='pgtrigger_insert_insert_5ff82', table='organizations_committee', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_committeeevent" ("group", "id", "introduction", "name", "office_email", "office_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reach", "region_code", "short_name", "slug") VALUES (NEW."group", NEW."id", NEW."introduction", NEW."name", NEW."office_email", NEW."office_phone", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reach", NEW."region_code", NEW."short_name", NEW."slug"); RETURN NULL;', hash='c07e0b074db3325ca1291e5f006b85c51d1b531e', operation='UPDATE', pgid='pgtrigger_update_update_b9832', table='organizations_committee', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_committeeevent" ("group", "id", "introduction", "name", "office_email", "office_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reach", "region_code", "short_name", "slug") VALUES (OLD."group", OLD."id", OLD."introduction", OLD."name", OLD."office_email", OLD."office_phone", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."reach", OLD."region_code", OLD."short_name", OLD."slug"); RETURN NULL;', hash='7eaef72cb5551c68cd60c44614e9b0595889a1cd', operation='DELETE', pgid='pgtrigger_delete_delete_92441', table='organizations_committee', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CommitteeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=60, verbose_name='全称')),
                        ('short_name', models.CharField(max_length=10, verbose_name='简称')),
                        ('slug', models.SlugField(db_index=False, verbose_name='网址名')),
                        ('region_code', models.CharField(max_length=6, verbose_name='行政区划代码')),
                        ('group', models.CharField(choices=[('belt', '长江经济带'), ('basin', '长江流域其他省区')], max_length=10, verbose_name='组别')),
                        ('reach', models.CharField(choices=[('upper', '上游'), ('middle', '中游'), ('lower', '下游')], max_length=10, verbose_name='流段')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                        ('introduction', models.TextField(blank=True, verbose_name='简介')),
                        ('office_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('office_email', models.EmailField(blank=True, max_length=254, verbose_name='办公邮箱')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.committee')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e96e82ee41bedb647ba31c58ea58149055362421', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_77489', table='organizations_committeeevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Branch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(help_text='本工委内唯一，导入时据此更新。', max_length=40, verbose_name='编码')),
                        ('name', models.CharField(max_length=120, verbose_name='名称')),
                        ('kind', models.CharField(choices=[('unit', '单位'), ('committee', '机关党委'), ('branch', '党支部'), ('enterprise', '企业党组织'), ('city', '市县党组织'), ('temporary', '临时党组织')], max_length=12, verbose_name='类别')),
                        ('line', models.CharField(choices=[('party', '党群'), ('reform', '发展改革'), ('industry', '工业和信息化'), ('science', '科技'), ('education', '教育'), ('security', '公安'), ('civil', '民政'), ('finance', '财政'), ('labour', '人力资源社会保障'), ('resources', '自然资源'), ('ecology', '生态环境'), ('housing', '住房城乡建设'), ('transport', '交通运输'), ('water', '水利'), ('agriculture', '农业农村'), ('trade', '商务'), ('culture', '文化和旅游'), ('health', '卫生健康'), ('emergency', '应急管理'), ('market', '市场监管'), ('insurance', '医疗保障'), ('tax', '税务'), ('grain', '粮食和物资储备'), ('statistics', '统计'), ('commerce', '工商联'), ('other', '其他')], default='other', max_length=12, verbose_name='系统')),
                        ('contact_name', models.CharField(blank=True, max_length=40, verbose_name='联系人')),
                        ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='办公邮箱')),
                        ('term_ends_on', models.DateField(blank=True, null=True, verbose_name='换届到期')),
                        ('starts_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('parent', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.branch', verbose_name='上级')),
                        ('committee', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='organizations.committee', verbose_name='所属工委')),
                    ],
                    options={
                        'verbose_name': '党组织',
                        'verbose_name_plural': '党组织',
                        'indexes': [
                            models.Index(fields=['code', 'id'], name='branch_by_code'),
                            models.Index(fields=['parent', 'code', 'id'], name='branch_by_parent'),
                            models.Index(fields=['kind', 'code', 'id'], name='branch_by_kind'),
                            models.Index(fields=['line', 'code', 'id'], name='branch_by_line'),
                            models.Index(fields=['term_ends_on'], name='branch_by_term'),
                            models.Index(condition=models.Q(('ends_on__isnull', False)), fields=['ends_on'], name='branch_ended'),
                            django.contrib.postgres.indexes.GinIndex(models.Func(models.F('name'), models.F('code'), models.F('contact_name'), function='portal_grams'), name='branch_grams'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('committee', 'code'), name='branch_code_once', violation_error_message='本工委已有使用该编码的党组织。'),
                            models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='branch_not_its_own_parent', violation_error_message='上级不能是自己。'),
                            models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='branch_ends_after_start', violation_error_message='撤销日期不能早于成立日期。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_branchevent" ("code", "committee_id", "contact_email", "contact_name", "contact_phone", "ends_on", "id", "kind", "line", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "term_ends_on", "version") VALUES (NEW."code", NEW."committee_id", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."ends_on", NEW."id", NEW."kind", NEW."line", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."term_ends_on", NEW."version"); RETURN NULL;', hash='73d4368817de0cba5895713d6dde2befd05e814d', operation='INSERT', pgid='pgtrigger_insert_insert_7a1e1', table='organizations_branch', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."term_ends_on" IS DISTINCT FROM (NEW."term_ends_on") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "organizations_branchevent" ("code", "committee_id", "contact_email", "contact_name", "contact_phone", "ends_on", "id", "kind", "line", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "term_ends_on", "version") VALUES (NEW."code", NEW."committee_id", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."ends_on", NEW."id", NEW."kind", NEW."line", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on", NEW."term_ends_on", NEW."version"); RETURN NULL;', hash='9252a41b179dab19dbef99dcbd858bd9fc20034e', operation='UPDATE', pgid='pgtrigger_update_update_cfeb0', table='organizations_branch', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_branchevent" ("code", "committee_id", "contact_email", "contact_name", "contact_phone", "ends_on", "id", "kind", "line", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "term_ends_on", "version") VALUES (OLD."code", OLD."committee_id", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."ends_on", OLD."id", OLD."kind", OLD."line", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."term_ends_on", OLD."version"); RETURN NULL;', hash='4e0a7a31db986fe3f6b3fc5a7256529788ca363a', operation='DELETE', pgid='pgtrigger_delete_delete_7ec27', table='organizations_branch', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BranchEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.CharField(help_text='本工委内唯一，导入时据此更新。', max_length=40, verbose_name='编码')),
                        ('name', models.CharField(max_length=120, verbose_name='名称')),
                        ('kind', models.CharField(choices=[('unit', '单位'), ('committee', '机关党委'), ('branch', '党支部'), ('enterprise', '企业党组织'), ('city', '市县党组织'), ('temporary', '临时党组织')], max_length=12, verbose_name='类别')),
                        ('line', models.CharField(choices=[('party', '党群'), ('reform', '发展改革'), ('industry', '工业和信息化'), ('science', '科技'), ('education', '教育'), ('security', '公安'), ('civil', '民政'), ('finance', '财政'), ('labour', '人力资源社会保障'), ('resources', '自然资源'), ('ecology', '生态环境'), ('housing', '住房城乡建设'), ('transport', '交通运输'), ('water', '水利'), ('agriculture', '农业农村'), ('trade', '商务'), ('culture', '文化和旅游'), ('health', '卫生健康'), ('emergency', '应急管理'), ('market', '市场监管'), ('insurance', '医疗保障'), ('tax', '税务'), ('grain', '粮食和物资储备'), ('statistics', '统计'), ('commerce', '工商联'), ('other', '其他')], default='other', max_length=12, verbose_name='系统')),
                        ('contact_name', models.CharField(blank=True, max_length=40, verbose_name='联系人')),
                        ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='办公邮箱')),
                        ('term_ends_on', models.DateField(blank=True, null=True, verbose_name='换届到期')),
                        ('starts_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='上级')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.branch')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='所属工委')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e045b1ca675bbdc52fef5b60b537080345981f37', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d1c80', table='organizations_branchevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BranchChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('moved', '调整上级'), ('merged', '并入'), ('dissolved', '撤销')], max_length=10, verbose_name='变动')),
                        ('happened_on', models.DateField(verbose_name='日期')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                        ('actor', models.ForeignKey(blank=True, help_text='空：到期自动办理。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                        ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to='organizations.branch', verbose_name='去向')),
                        ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.branch', verbose_name='原上级')),
                        ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='organizations.branch', verbose_name='党组织')),
                    ],
                    options={
                        'verbose_name': '党组织沿革',
                        'verbose_name_plural': '党组织沿革',
                        'ordering': ('branch', 'happened_on', 'pk'),
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'merged'), _negated=True), ('after__isnull', False), _connector='OR'), name='branch_merged_into_another', violation_error_message='请选择并入哪个党组织。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('kind', 'merged'), _negated=True), models.Q(('after', models.F('branch')), _negated=True), _connector='OR'), name='branch_merged_not_into_itself', violation_error_message='不能并入自己。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_branchchangeevent" ("actor_id", "after_id", "before_id", "branch_id", "happened_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."actor_id", NEW."after_id", NEW."before_id", NEW."branch_id", NEW."happened_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='bc5765b48a5fd8b48dc35e550a12a8cb8445c494', operation='INSERT', pgid='pgtrigger_insert_insert_24710', table='organizations_branchchange', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_branchchangeevent" ("actor_id", "after_id", "before_id", "branch_id", "happened_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."actor_id", NEW."after_id", NEW."before_id", NEW."branch_id", NEW."happened_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='af5213ccef408d6b135cfe80f644d39d0f3dc4c1', operation='UPDATE', pgid='pgtrigger_update_update_ce78f', table='organizations_branchchange', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_branchchangeevent" ("actor_id", "after_id", "before_id", "branch_id", "happened_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."actor_id", OLD."after_id", OLD."before_id", OLD."branch_id", OLD."happened_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='91e1f9ad690298497307f94bff7b04bbe49699a6', operation='DELETE', pgid='pgtrigger_delete_delete_8cba6', table='organizations_branchchange', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BranchChangeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('moved', '调整上级'), ('merged', '并入'), ('dissolved', '撤销')], max_length=10, verbose_name='变动')),
                        ('happened_on', models.DateField(verbose_name='日期')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                        ('actor', models.ForeignKey(blank=True, db_constraint=False, help_text='空：到期自动办理。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                        ('after', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='去向')),
                        ('before', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='原上级')),
                        ('branch', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='党组织')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.branchchange')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d18ec703b92f04a1263eab7a828e75e95f748124', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_18d7d', table='organizations_branchchangeevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BranchIndex',
                    fields=[
                        ('heading', models.CharField(max_length=300, verbose_name='标题')),
                        ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                        ('at', models.DateTimeField(null=True, verbose_name='时间')),
                        ('title', models.CharField(max_length=300, verbose_name='归一标题')),
                        ('text', models.TextField(blank=True, verbose_name='原文')),
                        ('folded', models.TextField(blank=True, verbose_name='归一文字')),
                        ('oversize', models.BooleanField(default=False, verbose_name='超长')),
                        ('vector', django.contrib.postgres.search.SearchVectorField(verbose_name='索引')),
                        ('branch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='index_row', serialize=False, to='organizations.branch', verbose_name='党组织')),
                    ],
                    options={
                        'verbose_name': '检索索引',
                        'verbose_name_plural': '检索索引',
                        'abstract': False,
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='branchindex_vector'),
                            models.Index(models.OrderBy(models.F('at'), descending=True, nulls_last=True), models.OrderBy(models.F('branch'), descending=True), name='branchindex_newest'),
                            models.Index(condition=models.Q(('oversize', True)), fields=['branch'], name='branchindex_oversize'),
                        ],
                    },
                ),
            ],
        ),
    ]
