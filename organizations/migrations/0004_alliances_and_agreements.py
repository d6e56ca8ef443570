"""Alliances and framework agreements."""

import collab_portal.lib.together
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0004_alliances_agreements_liaison'), ('organizations', '0005_import_jobs'), ('organizations', '0006_search_index'), ('organizations', '0007_stored_file')]

    dependencies = [
        ('organizations', '0003_pairings_and_files'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Alliance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='名称')),
                        ('kind', models.CharField(choices=[('alliance', '党建联盟'), ('joint', '联合党委')], default='alliance', max_length=10, verbose_name='类型')),
                        ('line', models.CharField(choices=[('party', '党群'), ('reform', '发展改革'), ('industry', '工业和信息化'), ('science', '科技'), ('education', '教育'), ('security', '公安'), ('civil', '民政'), ('finance', '财政'), ('labour', '人力资源社会保障'), ('resources', '自然资源'), ('ecology', '生态环境'), ('housing', '住房城乡建设'), ('transport', '交通运输'), ('water', '水利'), ('agriculture', '农业农村'), ('trade', '商务'), ('culture', '文化和旅游'), ('health', '卫生健康'), ('emergency', '应急管理'), ('market', '市场监管'), ('insurance', '医疗保障'), ('tax', '税务'), ('grain', '粮食和物资储备'), ('statistics', '统计'), ('commerce', '工商联'), ('other', '其他')], default='other', max_length=12, verbose_name='系统')),
                        ('chain', models.CharField(blank=True, max_length=60, verbose_name='产业链或领域')),
                        ('charter', models.TextField(blank=True, verbose_name='章程')),
                        ('work_plan', models.TextField(blank=True, max_length=20000, verbose_name='年度工作计划')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='资料来源')),
                        ('status', models.CharField(choices=[('proposed', '待各方同意'), ('active', '运行中'), ('ended', '已结束'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='发起时间')),
                        ('started_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                        ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.branch', verbose_name='现任轮值主席单位')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organised_alliances', to='organizations.committee', verbose_name='组织工委')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                    ],
                    options={
                        'verbose_name': '联盟',
                        'verbose_name_plural': '联盟',
                        'indexes': [
                            models.Index(fields=['status', '-id'], name='alliance_by_status'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'active'])), fields=('committee', 'name'), name='alliance_name_once', violation_error_message='本工委已有同名的联盟。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('started_on__isnull', False), ('status', 'active')), models.Q(('ended_on__isnull', False), ('started_on__isnull', False), ('status', 'ended')), models.Q(('ended_on__isnull', True), ('started_on__isnull', True), ('status__in', ['proposed', 'withdrawn'])), _connector='OR'), name='alliance_status_has_its_dates', violation_error_message='联盟状态与成立、结束日期不符。'),
                            models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='alliance_end_has_reason', violation_error_message='结束联盟须写明原因。'),
                            models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='alliance_ends_after_start', violation_error_message='结束日期不能早于成立日期。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_allianceevent" ("chain", "chair_id", "charter", "committee_id", "end_reason", "ended_by_id", "ended_on", "id", "kind", "line", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "source", "started_on", "status", "version", "work_plan") VALUES (NEW."chain", NEW."chair_id", NEW."charter", NEW."committee_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."id", NEW."kind", NEW."line", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."source", NEW."started_on", NEW."status", NEW."version", NEW."work_plan"); RETURN NULL;', hash='28c216447e92a772e00c6afb750a9543a13a916a', operation='INSERT', pgid='pgtrigger_insert_insert_7eba0', table='organizations_alliance', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."chain" IS DISTINCT FROM (NEW."chain") OR OLD."chair_id" IS DISTINCT FROM (NEW."chair_id") OR OLD."charter" IS DISTINCT FROM (NEW."charter") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_by_id" IS DISTINCT FROM (NEW."ended_by_id") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."started_on" IS DISTINCT FROM (NEW."started_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."work_plan" IS DISTINCT FROM (NEW."work_plan"))', func='INSERT INTO "organizations_allianceevent" ("chain", "chair_id", "charter", "committee_id", "end_reason", "ended_by_id", "ended_on", "id", "kind", "line", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "source", "started_on", "status", "version", "work_plan") VALUES (NEW."chain", NEW."chair_id", NEW."charter", NEW."committee_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."id", NEW."kind", NEW."line", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."source", NEW."started_on", NEW."status", NEW."version", NEW."work_plan"); RETURN NULL;', hash='88f2b539a203d892d451241a91a4af36a9c8b5ef', operation='UPDATE', pgid='pgtrigger_update_update_36dee', table='organizations_alliance', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_allianceevent" ("chain", "chair_id", "charter", "committee_id", "end_reason", "ended_by_id", "ended_on", "id", "kind", "line", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "source", "started_on", "status", "version", "work_plan") VALUES (OLD."chain", OLD."chair_id", OLD."charter", OLD."committee_id", OLD."end_reason", OLD."ended_by_id", OLD."ended_on", OLD."id", OLD."kind", OLD."line", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."source", OLD."started_on", OLD."status", OLD."version", OLD."work_plan"); RETURN NULL;', hash='ec165bebc8bd22be3c48ddbb2094b25a56f407da', operation='DELETE', pgid='pgtrigger_delete_delete_4b6f8', table='organizations_alliance', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AllianceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=80, verbose_name='名称')),
                        ('kind', models.CharField(choices=[('alliance', '党建联盟'), ('joint', '联合党委')], default='alliance', max_length=10, verbose_name='类型')),
                        ('line', models.CharField(choices=[('party', '党群'), ('reform', '发展改革'), ('industry', '工业和信息化'), ('science', '科技'), ('education', '教育'), ('security', '公安'), ('civil', '民政'), ('finance', '财政'), ('labour', '人力资源社会保障'), ('resources', '自然资源'), ('ecology', '生态环境'), ('housing', '住房城乡建设'), ('transport', '交通运输'), ('water', '水利'), ('agriculture', '农业农村'), ('trade', '商务'), ('culture', '文化和旅游'), ('health', '卫生健康'), ('emergency', '应急管理'), ('market', '市场监管'), ('insurance', '医疗保障'), ('tax', '税务'), ('grain', '粮食和物资储备'), ('statistics', '统计'), ('commerce', '工商联'), ('other', '其他')], default='other', max_length=12, verbose_name='系统')),
                        ('chain', models.CharField(blank=True, max_length=60, verbose_name='产业链或领域')),
                        ('charter', models.TextField(blank=True, verbose_name='章程')),
                        ('work_plan', models.TextField(blank=True, max_length=20000, verbose_name='年度工作计划')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='资料来源')),
                        ('status', models.CharField(choices=[('proposed', '待各方同意'), ('active', '运行中'), ('ended', '已结束'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='发起时间')),
                        ('started_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                        ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('chair', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='现任轮值主席单位')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='组织工委')),
                        ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.alliance')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='04ec6a0ae5db7befda76b8e30f82bfaf7bd08159', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_65e64', table='organizations_allianceevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AllianceMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('lead', '牵头单位'), ('member', '成员单位')], default='member', max_length=10, verbose_name='角色')),
                        ('answer', models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='答复')),
                        ('asked_at', models.DateTimeField(verbose_name='邀请时间')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('joined_on', models.DateField(blank=True, null=True, verbose_name='加入日期')),
                        ('left_on', models.DateField(blank=True, null=True, verbose_name='退出日期')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='谢绝或退出原因')),
                        ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='organizations.alliance', verbose_name='联盟')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                        ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alliance_memberships', to='organizations.branch', verbose_name='党组织')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='所属工委')),
                    ],
                    options={
                        'verbose_name': '联盟成员',
                        'verbose_name_plural': '联盟成员',
                        'indexes': [
                            models.Index(fields=['committee', 'answer'], name='alliance_member_awaiting'),
                        ],
                        'constraints': [
                            django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('answer', 'agreed'), ('joined_on__isnull', False)), expressions=[('alliance', '='), ('branch', '='), (models.Func(models.F('joined_on'), models.F('left_on'), models.Value('[)'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='alliance_member_once_at_a_time', violation_error_message='同一党组织在一个联盟中同时只能有一席。'),
                            models.UniqueConstraint(condition=models.Q(('answer', 'proposed'), models.Q(('answer', 'agreed'), ('joined_on__isnull', True)), _connector='OR'), fields=('alliance', 'branch'), name='alliance_member_asked_once', violation_error_message='该党组织已在受邀之列。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('answer', 'proposed'), ('answered_at__isnull', True)), models.Q(models.Q(('answer', 'proposed'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='alliance_member_answer_has_date', violation_error_message='答复状态与答复时间不符。'),
                            models.CheckConstraint(condition=models.Q(('joined_on__isnull', True), ('answer', 'agreed'), _connector='OR'), name='alliance_member_joins_by_agreement', violation_error_message='未同意的党组织不能加入。'),
                            models.CheckConstraint(condition=models.Q(('left_on__isnull', True), models.Q(('joined_on__isnull', False), ('left_on__gte', models.F('joined_on'))), _connector='OR'), name='alliance_member_leaves_after_joining', violation_error_message='退出日期不能早于加入日期。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_alliancememberevent" ("alliance_id", "answer", "answered_at", "answered_by_id", "asked_at", "branch_id", "committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role") VALUES (NEW."alliance_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."branch_id", NEW."committee_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."role"); RETURN NULL;', hash='fed71ec1772a707c3dccc15f622dc0498e327534', operation='INSERT', pgid='pgtrigger_insert_insert_31d0c', table='organizations_alliancemember', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_alliancememberevent" ("alliance_id", "answer", "answered_at", "answered_by_id", "asked_at", "branch_id", "committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role") VALUES (NEW."alliance_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."branch_id", NEW."committee_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."role"); RETURN NULL;', hash='f020733a0c58d7a72d7df5e9571deb70971fc08a', operation='UPDATE', pgid='pgtrigger_update_update_16693', table='organizations_alliancemember', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_alliancememberevent" ("alliance_id", "answer", "answered_at", "answered_by_id", "asked_at", "branch_id", "committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role") VALUES (OLD."alliance_id", OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."branch_id", OLD."committee_id", OLD."id", OLD."joined_on", OLD."left_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."role"); RETURN NULL;', hash='3cc70d9e2ce13ffcd33f858d3e0cd9717c757aa9', operation='DELETE', pgid='pgtrigger_delete_delete_96301', table='organizations_alliancemember', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AllianceMemberEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('role', models.CharField(choices=[('lead', '牵头单位'), ('member', '成员单位')], default='member', max_length=10, verbose_name='角色')),
                        ('answer', models.CharField(choices=[('proposed', '待答复'), ('agreed', '已同意'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='答复')),
                        ('asked_at', models.DateTimeField(verbose_name='邀请时间')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                        ('joined_on', models.DateField(blank=True, null=True, verbose_name='加入日期')),
                        ('left_on', models.DateField(blank=True, null=True, verbose_name='退出日期')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='谢绝或退出原因')),
                        ('alliance', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.alliance', verbose_name='联盟')),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='答复人')),
                        ('branch', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='党组织')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='所属工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.alliancemember')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa3bedbecbf8a5090d1339e47761b8f228328849', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3aab4', table='organizations_alliancememberevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='FrameworkAgreement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120, verbose_name='协议名称')),
                        ('number', models.CharField(blank=True, max_length=60, verbose_name='协议编号')),
                        ('outside', models.CharField(blank=True, max_length=200, verbose_name='其他签约方')),
                        ('signed_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='签订日期')),
                        ('expires_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='到期日期')),
                        ('note', models.TextField(blank=True, max_length=5000, verbose_name='说明')),
                        ('status', models.CharField(choices=[('proposed', '待会签'), ('active', '执行中'), ('renewed', '已续签'), ('ended', '已结束'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='发起时间')),
                        ('started_on', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                        ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_agreements', to='organizations.committee', verbose_name='发起工委')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                        ('renews', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='organizations.frameworkagreement', verbose_name='续签自')),
                    ],
                    options={
                        'verbose_name': '合作框架协议',
                        'verbose_name_plural': '合作框架协议',
                        'indexes': [
                            models.Index(fields=['status', '-id'], name='agreement_by_status'),
                            models.Index(condition=models.Q(('status', 'active')), fields=['expires_on'], name='agreement_expiry'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'active', 'renewed', 'ended'])), fields=('renews',), name='agreement_renewed_once', violation_error_message='该协议已有一份续签。'),
                            models.CheckConstraint(condition=models.Q(('renews__isnull', True), models.Q(('renews', models.F('pk')), _negated=True), _connector='OR'), name='agreement_renews_another', violation_error_message='协议不能续签自己。'),
                            models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('signed_on__isnull', True), ('expires_on__gte', models.F('signed_on')), _connector='OR'), name='agreement_expires_after_signing', violation_error_message='到期日期不能早于签订日期。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('started_on__isnull', False), ('status', 'active')), models.Q(('ended_on__isnull', False), ('started_on__isnull', False), ('status__in', ['ended', 'renewed'])), models.Q(('ended_on__isnull', True), ('started_on__isnull', True), ('status__in', ['proposed', 'declined', 'withdrawn'])), _connector='OR'), name='agreement_status_has_its_dates', violation_error_message='协议状态与生效、结束日期不符。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'ended'), _negated=True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='agreement_end_has_reason', violation_error_message='结束协议须写明原因。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_frameworkagreementevent" ("committee_id", "end_reason", "ended_by_id", "ended_on", "expires_on", "id", "note", "number", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "renews_id", "signed_on", "started_on", "status", "title") VALUES (NEW."committee_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."expires_on", NEW."id", NEW."note", NEW."number", NEW."outside", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."renews_id", NEW."signed_on", NEW."started_on", NEW."status", NEW."title"); RETURN NULL;', hash='8c07cc14adec43bf313e10df3b54024a983935bf', operation='INSERT', pgid='pgtrigger_insert_insert_dc58c', table='organizations_frameworkagreement', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."end_reason" IS DISTINCT FROM (NEW."end_reason") OR OLD."ended_by_id" IS DISTINCT FROM (NEW."ended_by_id") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."outside" IS DISTINCT FROM (NEW."outside") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."renews_id" IS DISTINCT FROM (NEW."renews_id") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."started_on" IS DISTINCT FROM (NEW."started_on") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "organizations_frameworkagreementevent" ("committee_id", "end_reason", "ended_by_id", "ended_on", "expires_on", "id", "note", "number", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "renews_id", "signed_on", "started_on", "status", "title") VALUES (NEW."committee_id", NEW."end_reason", NEW."ended_by_id", NEW."ended_on", NEW."expires_on", NEW."id", NEW."note", NEW."number", NEW."outside", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."renews_id", NEW."signed_on", NEW."started_on", NEW."status", NEW."title"); RETURN NULL;', hash='3be8f82c6cd2668717903d4ad25469c0f4cf1366', operation='UPDATE', pgid='pgtrigger_update_update_66bed', table='organizations_frameworkagreement', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_frameworkagreementevent" ("committee_id", "end_reason", "ended_by_id", "ended_on", "expires_on", "id", "note", "number", "outside", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "renews_id", "signed_on", "started_on", "status", "title") VALUES (OLD."committee_id", OLD."end_reason", OLD."ended_by_id", OLD."ended_on", OLD."expires_on", OLD."id", OLD."note", OLD."number", OLD."outside", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."renews_id", OLD."signed_on", OLD."started_on", OLD."status", OLD."title"); RETURN NULL;', hash='0383b9dce67622a9d10b7d7b826e6c561f5cd19b', operation='DELETE', pgid='pgtrigger_delete_delete_bcb51', table='organizations_frameworkagreement', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='FrameworkAgreementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=120, verbose_name='协议名称')),
                        ('number', models.CharField(blank=True, max_length=60, verbose_name='协议编号')),
                        ('outside', models.CharField(blank=True, max_length=200, verbose_name='其他签约方')),
                        ('signed_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='签订日期')),
                        ('expires_on', models.DateField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1949, 1, 1), '日期须在 1949 年至 2100 年之间。'), django.core.validators.MaxValueValidator(datetime.date(2100, 12, 31), '日期须在 1949 年至 2100 年之间。')], verbose_name='到期日期')),
                        ('note', models.TextField(blank=True, max_length=5000, verbose_name='说明')),
                        ('status', models.CharField(choices=[('proposed', '待会签'), ('active', '执行中'), ('renewed', '已续签'), ('ended', '已结束'), ('declined', '已谢绝'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='发起时间')),
                        ('started_on', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                        ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='发起工委')),
                        ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.frameworkagreement')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                        ('renews', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.frameworkagreement', verbose_name='续签自')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='18604ce258d587fcd3f29b7f3b219c1551ec0e22', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73fec', table='organizations_frameworkagreementevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AgreementItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='序号')),
                        ('text', models.CharField(max_length=200, verbose_name='合作事项')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='organizations.frameworkagreement', verbose_name='协议')),
                    ],
                    options={
                        'verbose_name': '合作事项',
                        'verbose_name_plural': '合作事项',
                        'ordering': ('agreement', 'position'),
                        'constraints': [
                            models.UniqueConstraint(fields=('agreement', 'position'), name='agreement_item_place_once', violation_error_message='合作事项的序号重复。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_agreementitemevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."agreement_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='88a29bbaf8832832f0278dcc5479e7dde7c258ab', operation='INSERT', pgid='pgtrigger_insert_insert_ac288', table='organizations_agreementitem', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_agreementitemevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."agreement_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='eab41d3720ac0ae7fabec928ad2b40fd8ceb73fe', operation='UPDATE', pgid='pgtrigger_update_update_8ba58', table='organizations_agreementitem', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_agreementitemevent" ("agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (OLD."agreement_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text"); RETURN NULL;', hash='d486e593fd88ffb4690c0469b0f01827cc1ebade', operation='DELETE', pgid='pgtrigger_delete_delete_c1270', table='organizations_agreementitem', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AgreementItemEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('position', models.PositiveSmallIntegerField(verbose_name='序号')),
                        ('text', models.CharField(max_length=200, verbose_name='合作事项')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.agreementitem')),
                        ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.frameworkagreement', verbose_name='协议')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d03cb6c28f02e5b65065d441a62a90f7f3e3227', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_83770', table='organizations_agreementitemevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AgreementParty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answer', models.CharField(choices=[('proposed', '待会签'), ('agreed', '已签'), ('declined', '已谢绝')], default='proposed', max_length=10, verbose_name='会签')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='会签时间')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='谢绝理由')),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='会签人')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='organizations.frameworkagreement', verbose_name='协议')),
                    ],
                    options={
                        'verbose_name': '协议签约方',
                        'verbose_name_plural': '协议签约方',
                        'constraints': [
                            models.UniqueConstraint(fields=('agreement', 'committee'), name='agreement_party_once', violation_error_message='同一工委只能签一次。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('answer', 'proposed'), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', 'proposed'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='agreement_party_answer_has_date', violation_error_message='会签状态与会签时间不符。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('answer', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='agreement_party_decline_has_reason', violation_error_message='谢绝须写明理由。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_agreementpartyevent" ("agreement_id", "answer", "answered_at", "answered_by_id", "committee_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreement_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."committee_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='b4c6d77f9237b13c24d6118668fa500bfab6b21f', operation='INSERT', pgid='pgtrigger_insert_insert_22d6f', table='organizations_agreementparty', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organizations_agreementpartyevent" ("agreement_id", "answer", "answered_at", "answered_by_id", "committee_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreement_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."committee_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='214ed2bf5a4119e3b6ddb14dfa6180d18af5a4b9', operation='UPDATE', pgid='pgtrigger_update_update_913c6', table='organizations_agreementparty', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organizations_agreementpartyevent" ("agreement_id", "answer", "answered_at", "answered_by_id", "committee_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."agreement_id", OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."committee_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='6e7afc9fa674bd8353e21186c0ad052a03ca03da', operation='DELETE', pgid='pgtrigger_delete_delete_29790', table='organizations_agreementparty', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AgreementPartyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('answer', models.CharField(choices=[('proposed', '待会签'), ('agreed', '已签'), ('declined', '已谢绝')], default='proposed', max_length=10, verbose_name='会签')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='会签时间')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='谢绝理由')),
                        ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='会签人')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organizations.agreementparty')),
                        ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.frameworkagreement', verbose_name='协议')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3d89ae3a29e280544243adb8dbfe944777add1e4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e800a', table='organizations_agreementpartyevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
