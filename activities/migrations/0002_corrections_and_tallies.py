"""Corrections of confirmed activities, and sums of them."""

import collab_portal.lib.together
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('activities', '0006_corrections_and_tallies')]

    dependencies = [
        ('activities', '0001_activities'),
        ('organizations', '0001_committees_and_branches'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(verbose_name='版本')),
                        ('base', models.PositiveIntegerField(verbose_name='更正前的版本')),
                        ('reason', models.CharField(max_length=300, verbose_name='更正原因')),
                        ('facts', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='内容')),
                        ('parties', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='各方')),
                        ('outcomes', models.JSONField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='成效')),
                        ('changes', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='改动')),
                        ('status', models.CharField(choices=[('open', '待各方确认'), ('applied', '已生效'), ('withdrawn', '已撤回'), ('superseded', '已被新的更正取代')], default='open', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                        ('activity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='activities.activity', verbose_name='联合活动')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                        ('proposed_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                    ],
                    options={
                        'verbose_name': '更正',
                        'verbose_name_plural': '更正',
                        'constraints': [
                            models.UniqueConstraint(fields=('activity', 'version'), name='correction_version_once', violation_error_message='这一版更正已经提出。'),
                            models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('activity',), name='correction_one_open', violation_error_message='这项活动已有一项待确认的更正。'),
                            models.CheckConstraint(condition=models.Q(('version__gt', models.F('base'))), name='correction_follows_its_base'),
                            models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='correction_has_reason', violation_error_code='reason', violation_error_message='请说明更正的原因。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True), ('status', 'open')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('status__in', ['applied', 'withdrawn', 'superseded'])), _connector='OR'), name='correction_end_has_moment'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_correctionevent" ("activity_id", "base", "changes", "ended_at", "ended_by_id", "facts", "id", "outcomes", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "status", "version") VALUES (NEW."activity_id", NEW."base", NEW."changes", NEW."ended_at", NEW."ended_by_id", NEW."facts", NEW."id", NEW."outcomes", NEW."parties", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."status", NEW."version"); RETURN NULL;', hash='a40bb491e3745689590d4e6f2afa3dbf0df141b8', operation='INSERT', pgid='pgtrigger_insert_insert_d3f24', table='activities_correction', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_correctionevent" ("activity_id", "base", "changes", "ended_at", "ended_by_id", "facts", "id", "outcomes", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "status", "version") VALUES (NEW."activity_id", NEW."base", NEW."changes", NEW."ended_at", NEW."ended_by_id", NEW."facts", NEW."id", NEW."outcomes", NEW."parties", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."status", NEW."version"); RETURN NULL;', hash='0b805877458f1363e4671ed612ddf3611d1706f9', operation='UPDATE', pgid='pgtrigger_update_update_2041f', table='activities_correction', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_correctionevent" ("activity_id", "base", "changes", "ended_at", "ended_by_id", "facts", "id", "outcomes", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "status", "version") VALUES (OLD."activity_id", OLD."base", OLD."changes", OLD."ended_at", OLD."ended_by_id", OLD."facts", OLD."id", OLD."outcomes", OLD."parties", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."status", OLD."version"); RETURN NULL;', hash='95c5b6eeeccbafaa2534562b1b1f098dff4c3e4d', operation='DELETE', pgid='pgtrigger_delete_delete_619bf', table='activities_correction', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CorrectionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(verbose_name='版本')),
                        ('base', models.PositiveIntegerField(verbose_name='更正前的版本')),
                        ('reason', models.CharField(max_length=300, verbose_name='更正原因')),
                        ('facts', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='内容')),
                        ('parties', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='各方')),
                        ('outcomes', models.JSONField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='成效')),
                        ('changes', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='改动')),
                        ('status', models.CharField(choices=[('open', '待各方确认'), ('applied', '已生效'), ('withdrawn', '已撤回'), ('superseded', '已被新的更正取代')], default='open', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                        ('activity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity', verbose_name='联合活动')),
                        ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.correction')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a6f37c55b26edbadb44d5e90c12e52a8babb186b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2653b', table='activities_correctionevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CorrectionAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('headcount', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000, '参加人次不能超过 100 万。')], verbose_name='参加人次')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                        ('disputed_at', models.DateTimeField(blank=True, null=True, verbose_name='提出时间')),
                        ('dispute_reason', models.CharField(blank=True, max_length=500, verbose_name='异议')),
                        ('nudged_at', models.DateTimeField(blank=True, null=True, verbose_name='催办时间')),
                        ('committee', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                        ('correction', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='activities.correction', verbose_name='更正')),
                        ('disputed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                    ],
                    options={
                        'verbose_name': '对更正的答复',
                        'verbose_name_plural': '对更正的答复',
                        'indexes': [
                            models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['committee', 'correction'], name='correction_answer_unsigned'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('correction', 'committee'), name='correction_answer_once_each'),
                            models.CheckConstraint(condition=models.Q(('headcount__isnull', True), ('headcount__range', (0, 1000000)), _connector='OR'), name='correction_answer_headcount', violation_error_message='参加人次须在 0 到 100 万之间。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='correction_answer_signature_whole'),
                            models.CheckConstraint(condition=models.Q(models.Q(('dispute_reason', ''), ('disputed_at__isnull', True), ('disputed_by__isnull', True)), models.Q(('disputed_at__isnull', False), ('disputed_by__isnull', False), models.Q(('dispute_reason', ''), _negated=True)), _connector='OR'), name='correction_answer_dispute_whole', violation_error_message='提出异议须说明原因。'),
                            models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('disputed_at__isnull', True), _connector='OR'), name='correction_answer_one_word'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "confirmed_at", "confirmed_by_id", "correction_id", "dispute_reason", "disputed_at", "disputed_by_id", "headcount", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."correction_id", NEW."dispute_reason", NEW."disputed_at", NEW."disputed_by_id", NEW."headcount", NEW."id", NEW."nudged_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='40e642876ed4b68191c654b981af23af1e9df100', operation='INSERT', pgid='pgtrigger_insert_insert_4b656', table='activities_correctionanswer', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "confirmed_at", "confirmed_by_id", "correction_id", "dispute_reason", "disputed_at", "disputed_by_id", "headcount", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."correction_id", NEW."dispute_reason", NEW."disputed_at", NEW."disputed_by_id", NEW."headcount", NEW."id", NEW."nudged_at", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='46f27aa7a5078a7b1be527a27beedaaa22d7d131', operation='UPDATE', pgid='pgtrigger_update_update_019e3', table='activities_correctionanswer', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "confirmed_at", "confirmed_by_id", "correction_id", "dispute_reason", "disputed_at", "disputed_by_id", "headcount", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."committee_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."correction_id", OLD."dispute_reason", OLD."disputed_at", OLD."disputed_by_id", OLD."headcount", OLD."id", OLD."nudged_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='30b1e7e4c14cb5e866517b47783d07832bbd6508', operation='DELETE', pgid='pgtrigger_delete_delete_27940', table='activities_correctionanswer', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CorrectionAnswerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('headcount', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1000000, '参加人次不能超过 100 万。')], verbose_name='参加人次')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                        ('disputed_at', models.DateTimeField(blank=True, null=True, verbose_name='提出时间')),
                        ('dispute_reason', models.CharField(blank=True, max_length=500, verbose_name='异议')),
                        ('nudged_at', models.DateTimeField(blank=True, null=True, verbose_name='催办时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                        ('correction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.correction', verbose_name='更正')),
                        ('disputed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.correctionanswer')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e46a0de3c079413afbff0c3c4198592db41c8f5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fc3c6', table='activities_correctionanswerevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='YearlyTotal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1949), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                        ('kind', models.CharField(blank=True, choices=[('party_day', '联合主题党日'), ('study', '联合学习'), ('lesson', '微党课'), ('quiz', '线上知识竞赛'), ('video', '微视频'), ('youth_talk', '青年理论宣讲'), ('essay', '主题征文'), ('speech', '演讲比赛'), ('promotion', '产品推介'), ('matching', '产业对接'), ('forum', '发展论坛'), ('expo', '博览会'), ('problem', '联合解题'), ('brand', '品牌联创'), ('showcase', '示范创建'), ('drill', '岗位练兵'), ('skills', '技能比武'), ('sports', '文体健身'), ('tour', '典型巡讲'), ('volunteer', '青年志愿服务'), ('youth', '青年建功'), ('visit', '交流互访'), ('field', '参观学习'), ('exchange', '互派交流'), ('mentoring', '结对帮带'), ('training', '联合培训'), ('seminar', '理论研讨'), ('results', '成果展示'), ('reading', '读书交流'), ('cloud', '云共建'), ('research', '同题共答')], max_length=12, verbose_name='活动形式')),
                        ('unit', models.CharField(choices=[('sessions', '场次'), ('attendances', '人次'), ('issues', '期'), ('wan', '万元'), ('items', '项'), ('units', '家'), ('cases', '件'), ('articles', '篇')], max_length=12, verbose_name='单位')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1000000000'))], verbose_name='数值')),
                        ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                        ('committee', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                    ],
                    options={
                        'verbose_name': '历年汇总数',
                        'verbose_name_plural': '历年汇总数',
                        'constraints': [
                            models.UniqueConstraint(fields=('committee', 'year', 'kind', 'unit'), name='yearly_total_once', violation_error_message='该年度的这一项已有汇总数。'),
                            models.CheckConstraint(condition=models.Q(('year__range', (1949, 2100))), name='yearly_total_year_possible', violation_error_message='年度须在 1949 年至 2100 年之间。'),
                            models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', Decimal('1000000000'))), name='yearly_total_value_possible', violation_error_message='数值须在 0 到 10 亿之间。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_yearlytotalevent" ("committee_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "value", "year") VALUES (NEW."committee_id", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit", NEW."value", NEW."year"); RETURN NULL;', hash='29694ee36f3ea687392b6871da2aa0ca2fdccba7', operation='INSERT', pgid='pgtrigger_insert_insert_49cbe', table='activities_yearlytotal', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_yearlytotalevent" ("committee_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "value", "year") VALUES (NEW."committee_id", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit", NEW."value", NEW."year"); RETURN NULL;', hash='7f4e1e08b60f66aeecdf65ad7c288934406509a6', operation='UPDATE', pgid='pgtrigger_update_update_68ae5', table='activities_yearlytotal', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_yearlytotalevent" ("committee_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "value", "year") VALUES (OLD."committee_id", OLD."id", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit", OLD."value", OLD."year"); RETURN NULL;', hash='dbee340763d549068293825534b113c8eebfd4c8', operation='DELETE', pgid='pgtrigger_delete_delete_9fd3b', table='activities_yearlytotal', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='YearlyTotalEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1949), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                        ('kind', models.CharField(blank=True, choices=[('party_day', '联合主题党日'), ('study', '联合学习'), ('lesson', '微党课'), ('quiz', '线上知识竞赛'), ('video', '微视频'), ('youth_talk', '青年理论宣讲'), ('essay', '主题征文'), ('speech', '演讲比赛'), ('promotion', '产品推介'), ('matching', '产业对接'), ('forum', '发展论坛'), ('expo', '博览会'), ('problem', '联合解题'), ('brand', '品牌联创'), ('showcase', '示范创建'), ('drill', '岗位练兵'), ('skills', '技能比武'), ('sports', '文体健身'), ('tour', '典型巡讲'), ('volunteer', '青年志愿服务'), ('youth', '青年建功'), ('visit', '交流互访'), ('field', '参观学习'), ('exchange', '互派交流'), ('mentoring', '结对帮带'), ('training', '联合培训'), ('seminar', '理论研讨'), ('results', '成果展示'), ('reading', '读书交流'), ('cloud', '云共建'), ('research', '同题共答')], max_length=12, verbose_name='活动形式')),
                        ('unit', models.CharField(choices=[('sessions', '场次'), ('attendances', '人次'), ('issues', '期'), ('wan', '万元'), ('items', '项'), ('units', '家'), ('cases', '件'), ('articles', '篇')], max_length=12, verbose_name='单位')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1000000000'))], verbose_name='数值')),
                        ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.yearlytotal')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dec8796dd32d45bf900fab4d34be7aacf2b651c6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2dc00', table='activities_yearlytotalevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='MonthTally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='月份')),
                        ('records', models.PositiveIntegerField(verbose_name='场次')),
                        ('kind', models.CharField(choices=[('party_day', '联合主题党日'), ('study', '联合学习'), ('lesson', '微党课'), ('quiz', '线上知识竞赛'), ('video', '微视频'), ('youth_talk', '青年理论宣讲'), ('essay', '主题征文'), ('speech', '演讲比赛'), ('promotion', '产品推介'), ('matching', '产业对接'), ('forum', '发展论坛'), ('expo', '博览会'), ('problem', '联合解题'), ('brand', '品牌联创'), ('showcase', '示范创建'), ('drill', '岗位练兵'), ('skills', '技能比武'), ('sports', '文体健身'), ('tour', '典型巡讲'), ('volunteer', '青年志愿服务'), ('youth', '青年建功'), ('visit', '交流互访'), ('field', '参观学习'), ('exchange', '互派交流'), ('mentoring', '结对帮带'), ('training', '联合培训'), ('seminar', '理论研讨'), ('results', '成果展示'), ('reading', '读书交流'), ('cloud', '云共建'), ('research', '同题共答')], max_length=12, verbose_name='形式')),
                        ('area', models.CharField(choices=[('vision', '共襄美好愿景'), ('mission', '共担使命任务'), ('model', '共创模范机关'), ('community', '共办群团活动'), ('talent', '共建骨干力量'), ('sharing', '共享资源信息')], max_length=10, verbose_name='领域')),
                        ('attendances', models.PositiveBigIntegerField(verbose_name='人次')),
                        ('undated', models.PositiveIntegerField(verbose_name='只知年份')),
                        ('committee', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.committee', verbose_name='工委')),
                    ],
                    options={
                        'verbose_name': '每月场次',
                        'verbose_name_plural': '每月场次',
                        'constraints': [
                            models.UniqueConstraint(fields=('committee', 'month', 'kind'), name='month_tally_once', nulls_distinct=False),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='OutcomeTally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='月份')),
                        ('records', models.PositiveIntegerField(verbose_name='场次')),
                        ('unit', models.CharField(choices=[('sessions', '场次'), ('attendances', '人次'), ('issues', '期'), ('wan', '万元'), ('items', '项'), ('units', '家'), ('cases', '件'), ('articles', '篇')], max_length=12, verbose_name='单位')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=20, verbose_name='数值')),
                        ('committee', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.committee', verbose_name='工委')),
                    ],
                    options={
                        'verbose_name': '每月成效',
                        'verbose_name_plural': '每月成效',
                        'constraints': [
                            models.UniqueConstraint(fields=('committee', 'month', 'unit'), name='outcome_tally_once', nulls_distinct=False),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='PairTally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='月份')),
                        ('records', models.PositiveIntegerField(verbose_name='场次')),
                        ('attendances', models.PositiveBigIntegerField(verbose_name='人次')),
                        ('committee', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.committee', verbose_name='合作工委')),
                    ],
                    options={
                        'verbose_name': '每月合作',
                        'verbose_name_plural': '每月合作',
                        'constraints': [
                            models.UniqueConstraint(fields=('month', 'committee', 'partner'), name='pair_tally_once'),
                        ],
                    },
                ),
            ],
        ),
    ]
