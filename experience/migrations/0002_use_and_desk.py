"""What readers do with an article, and what the desk does."""

import collab_portal.lib.together
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('experience', '0007_desk')]

    dependencies = [
        ('activities', '0001_activities'),
        ('experience', '0001_articles'),
        ('organizations', '0003_pairings_and_files'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('rotation', '0003_minutes_and_resolutions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Adoption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('plan', models.CharField(help_text='准备用在哪里、由谁来做。读者能看到，五百字以内。', max_length=500, verbose_name='怎样借鉴')),
                        ('result', models.TextField(blank=True, help_text='做成了什么、有哪些调整。可以以后再填，两千字以内。', validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='借鉴成效')),
                        ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='成效报告时间')),
                        ('adopted_at', models.DateTimeField(verbose_name='借鉴时间')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='adoptions', to='activities.activity', verbose_name='据此开展的联合活动')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='experience.article', verbose_name='稿件')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='experience_taken', to='organizations.committee', verbose_name='借鉴工委')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                        ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='experience_given', to='organizations.committee', verbose_name='供稿工委')),
                        ('pairing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='adoptions', to='organizations.pairing', verbose_name='据此开展的结对共建')),
                        ('resolution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='adoptions', to='rotation.resolution', verbose_name='据此办理的议定事项')),
                    ],
                    options={
                        'verbose_name': '借鉴',
                        'verbose_name_plural': '借鉴',
                        'indexes': [
                            models.Index(models.OrderBy(models.F('adopted_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='adoption_newest'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('article', 'committee'), name='adoption_once', violation_error_message='本工委已经借鉴了这篇文章。'),
                            models.CheckConstraint(condition=models.Q(('giver', models.F('committee')), _negated=True), name='adoption_of_anothers', violation_error_message='不能借鉴本工委自己的文章。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('reported_at', None), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('reported_at__isnull', False)), _connector='OR'), name='adoption_result_has_moment'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_adoptionevent" ("activity_id", "adopted_at", "article_id", "committee_id", "created_by_id", "giver_id", "id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reported_at", "resolution_id", "result", "version", "withdrawn_at") VALUES (NEW."activity_id", NEW."adopted_at", NEW."article_id", NEW."committee_id", NEW."created_by_id", NEW."giver_id", NEW."id", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan", NEW."reported_at", NEW."resolution_id", NEW."result", NEW."version", NEW."withdrawn_at"); RETURN NULL;', hash='4df33574e9e7a47768bf92bd9f9b894768ad0633', operation='INSERT', pgid='pgtrigger_insert_insert_03918', table='experience_adoption', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_adoptionevent" ("activity_id", "adopted_at", "article_id", "committee_id", "created_by_id", "giver_id", "id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reported_at", "resolution_id", "result", "version", "withdrawn_at") VALUES (NEW."activity_id", NEW."adopted_at", NEW."article_id", NEW."committee_id", NEW."created_by_id", NEW."giver_id", NEW."id", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."reported_at", NEW."resolution_id", NEW."result", NEW."version", NEW."withdrawn_at"); RETURN NULL;', hash='db631a765945ef6d3e9dc5453df8b5c80b408b45', operation='UPDATE', pgid='pgtrigger_update_update_96633', table='experience_adoption', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_adoptionevent" ("activity_id", "adopted_at", "article_id", "committee_id", "created_by_id", "giver_id", "id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reported_at", "resolution_id", "result", "version", "withdrawn_at") VALUES (OLD."activity_id", OLD."adopted_at", OLD."article_id", OLD."committee_id", OLD."created_by_id", OLD."giver_id", OLD."id", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan", OLD."reported_at", OLD."resolution_id", OLD."result", OLD."version", OLD."withdrawn_at"); RETURN NULL;', hash='677956d22454480b707806604aa93c580749a814', operation='DELETE', pgid='pgtrigger_delete_delete_1ae88', table='experience_adoption', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='AdoptionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('plan', models.CharField(help_text='准备用在哪里、由谁来做。读者能看到，五百字以内。', max_length=500, verbose_name='怎样借鉴')),
                        ('result', models.TextField(blank=True, help_text='做成了什么、有哪些调整。可以以后再填，两千字以内。', validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='借鉴成效')),
                        ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='成效报告时间')),
                        ('adopted_at', models.DateTimeField(verbose_name='借鉴时间')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('activity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity', verbose_name='据此开展的联合活动')),
                        ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.article', verbose_name='稿件')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='借鉴工委')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                        ('giver', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='供稿工委')),
                        ('pairing', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.pairing', verbose_name='据此开展的结对共建')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.adoption')),
                        ('resolution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.resolution', verbose_name='据此办理的议定事项')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd1cb77c4675fbd3b525bb07fa2b93899afa3e90', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c8731', table='experience_adoptionevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CaseSubmission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.CharField(choices=[('city', '市级'), ('province', '省级'), ('nation', '全国')], max_length=10, verbose_name='级别')),
                        ('recipient', models.CharField(help_text='报给哪个单位、哪次征集或哪个案例库。', max_length=100, verbose_name='报送对象')),
                        ('reported_on', models.DateField(verbose_name='报送日期')),
                        ('outcome', models.CharField(blank=True, choices=[('adopted', '采用'), ('selected', '入选')], max_length=10, verbose_name='结果')),
                        ('outcome_on', models.DateField(blank=True, null=True, verbose_name='采用或入选日期')),
                        ('medium', models.CharField(blank=True, help_text='报刊、网站或汇编的名称。', max_length=100, verbose_name='刊载媒体')),
                        ('printed_on', models.DateField(blank=True, null=True, verbose_name='刊载日期')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='experience.article', verbose_name='稿件')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_submissions', to='organizations.committee', verbose_name='工委')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                    ],
                    options={
                        'verbose_name': '案例报送',
                        'verbose_name_plural': '案例报送',
                        'indexes': [
                            models.Index(models.OrderBy(models.F('reported_on'), descending=True), models.OrderBy(models.F('id'), descending=True), name='case_newest'),
                            models.Index(models.F('committee'), models.OrderBy(models.F('reported_on'), descending=True), models.OrderBy(models.F('id'), descending=True), name='case_newest_of_committee'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('article', 'recipient', 'reported_on'), name='case_reported_once', violation_error_message='这篇文章同一天已报送给这个对象。'),
                            models.CheckConstraint(condition=models.Q(('level__in', ['city', 'province', 'nation'])), name='case_level_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('outcome_on', None)), models.Q(('outcome__in', ['adopted', 'selected']), ('outcome_on__isnull', False)), _connector='OR'), name='case_outcome_has_date', violation_error_message='采用或入选的，请同时填写结果和日期。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('medium', ''), ('printed_on', None)), models.Q(models.Q(('medium', ''), _negated=True), ('printed_on__isnull', False)), _connector='OR'), name='case_print_has_medium_and_date', violation_error_message='刊载的，请同时填写媒体和日期。'),
                            models.CheckConstraint(condition=models.Q(('printed_on', None), ('outcome_on__isnull', False), _connector='OR'), name='case_climbs_rung_by_rung', violation_error_message='刊载以前先填采用或入选。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('outcome_on', None), ('outcome_on__gte', models.F('reported_on')), _connector='OR'), models.Q(('printed_on', None), ('printed_on__gte', models.F('outcome_on')), _connector='OR')), name='case_dates_in_order', violation_error_message='日期须依次为报送、采用或入选、刊载。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_casesubmissionevent" ("article_id", "committee_id", "created_by_id", "id", "level", "medium", "outcome", "outcome_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "recipient", "reported_on", "version") VALUES (NEW."article_id", NEW."committee_id", NEW."created_by_id", NEW."id", NEW."level", NEW."medium", NEW."outcome", NEW."outcome_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed_on", NEW."recipient", NEW."reported_on", NEW."version"); RETURN NULL;', hash='2e0060f0241a7c9a508f0770145477ba135f11d8', operation='INSERT', pgid='pgtrigger_insert_insert_61325', table='experience_casesubmission', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_casesubmissionevent" ("article_id", "committee_id", "created_by_id", "id", "level", "medium", "outcome", "outcome_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "recipient", "reported_on", "version") VALUES (NEW."article_id", NEW."committee_id", NEW."created_by_id", NEW."id", NEW."level", NEW."medium", NEW."outcome", NEW."outcome_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed_on", NEW."recipient", NEW."reported_on", NEW."version"); RETURN NULL;', hash='6bb5422bd91047e5f32ee862d52c27549b28b38c', operation='UPDATE', pgid='pgtrigger_update_update_f6939', table='experience_casesubmission', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_casesubmissionevent" ("article_id", "committee_id", "created_by_id", "id", "level", "medium", "outcome", "outcome_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_on", "recipient", "reported_on", "version") VALUES (OLD."article_id", OLD."committee_id", OLD."created_by_id", OLD."id", OLD."level", OLD."medium", OLD."outcome", OLD."outcome_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."printed_on", OLD."recipient", OLD."reported_on", OLD."version"); RETURN NULL;', hash='dea048a7ba6cfbcbf9f3e9b6b427dbed4d432502', operation='DELETE', pgid='pgtrigger_delete_delete_e46d6', table='experience_casesubmission', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CaseSubmissionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('level', models.CharField(choices=[('city', '市级'), ('province', '省级'), ('nation', '全国')], max_length=10, verbose_name='级别')),
                        ('recipient', models.CharField(help_text='报给哪个单位、哪次征集或哪个案例库。', max_length=100, verbose_name='报送对象')),
                        ('reported_on', models.DateField(verbose_name='报送日期')),
                        ('outcome', models.CharField(blank=True, choices=[('adopted', '采用'), ('selected', '入选')], max_length=10, verbose_name='结果')),
                        ('outcome_on', models.DateField(blank=True, null=True, verbose_name='采用或入选日期')),
                        ('medium', models.CharField(blank=True, help_text='报刊、网站或汇编的名称。', max_length=100, verbose_name='刊载媒体')),
                        ('printed_on', models.DateField(blank=True, null=True, verbose_name='刊载日期')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.article', verbose_name='稿件')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.casesubmission')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3562349fe5c3830532e6f12c3c993944033e875b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_46635', table='experience_casesubmissionevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('note', models.CharField(help_text='更正了什么，读者能看到，三百字以内。', max_length=300, verbose_name='更正说明')),
                        ('title', models.CharField(max_length=100, verbose_name='标题')),
                        ('summary', models.CharField(blank=True, max_length=300, verbose_name='摘要')),
                        ('body', models.TextField(verbose_name='正文')),
                        ('status', models.CharField(choices=[('editing', '待编辑'), ('reviewing', '待审核'), ('issuing', '待签发'), ('returned', '退回修改'), ('issued', '已更正'), ('dropped', '已放弃')], default='editing', max_length=10, verbose_name='状态')),
                        ('round', models.PositiveIntegerField(verbose_name='送审轮次')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                        ('created_at', models.DateTimeField(verbose_name='提出时间')),
                        ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='更正时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='experience.article', verbose_name='稿件')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                    ],
                    options={
                        'verbose_name': '更正',
                        'verbose_name_plural': '更正',
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('status__in', ['editing', 'reviewing', 'issuing', 'returned'])), fields=('article',), name='correction_open_once', violation_error_message='这篇文章已有更正在办理。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', False), ('status', 'issued')), models.Q(models.Q(('status', 'issued'), _negated=True), ('issued_at', None)), _connector='OR'), name='correction_issued_has_moment'),
                            models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='correction_says_what'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_correctionevent" ("article_id", "body", "created_at", "created_by_id", "due_on", "id", "issued_at", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "status", "summary", "title", "version") VALUES (NEW."article_id", NEW."body", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."issued_at", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round", NEW."status", NEW."summary", NEW."title", NEW."version"); RETURN NULL;', hash='c3fde2fbde2fc8474b5c62578308920b599d8a8a', operation='INSERT', pgid='pgtrigger_insert_insert_90595', table='experience_correction', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_correctionevent" ("article_id", "body", "created_at", "created_by_id", "due_on", "id", "issued_at", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "status", "summary", "title", "version") VALUES (NEW."article_id", NEW."body", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."issued_at", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round", NEW."status", NEW."summary", NEW."title", NEW."version"); RETURN NULL;', hash='308ed7417cd027ce6bddf5326580ec2139e8aacf', operation='UPDATE', pgid='pgtrigger_update_update_6b32c', table='experience_correction', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_correctionevent" ("article_id", "body", "created_at", "created_by_id", "due_on", "id", "issued_at", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round", "status", "summary", "title", "version") VALUES (OLD."article_id", OLD."body", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."id", OLD."issued_at", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round", OLD."status", OLD."summary", OLD."title", OLD."version"); RETURN NULL;', hash='1dba528ef395cd54d7e9ec816d7db63e8ce71632', operation='DELETE', pgid='pgtrigger_delete_delete_cb981', table='experience_correction', when='AFTER')),
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
                        ('note', models.CharField(help_text='更正了什么，读者能看到，三百字以内。', max_length=300, verbose_name='更正说明')),
                        ('title', models.CharField(max_length=100, verbose_name='标题')),
                        ('summary', models.CharField(blank=True, max_length=300, verbose_name='摘要')),
                        ('body', models.TextField(verbose_name='正文')),
                        ('status', models.CharField(choices=[('editing', '待编辑'), ('reviewing', '待审核'), ('issuing', '待签发'), ('returned', '退回修改'), ('issued', '已更正'), ('dropped', '已放弃')], default='editing', max_length=10, verbose_name='状态')),
                        ('round', models.PositiveIntegerField(verbose_name='送审轮次')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                        ('created_at', models.DateTimeField(verbose_name='提出时间')),
                        ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='更正时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.article', verbose_name='稿件')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.correction')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0ac801287c8727dec4fd943add87a2aff149fb2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c6e28', table='experience_correctionevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Remark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.PositiveIntegerField(verbose_name='送审轮次')),
                        ('quote', models.CharField(max_length=300, verbose_name='原文')),
                        ('before', models.CharField(blank=True, max_length=40, verbose_name='前文')),
                        ('note', models.CharField(max_length=500, verbose_name='批注')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='experience.article', verbose_name='稿件')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批注人')),
                        ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                    ],
                    options={
                        'verbose_name': '批注',
                        'verbose_name_plural': '批注',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('quote', ''), _negated=True), models.Q(('note', ''), _negated=True)), name='remark_says_something'),
                            models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='remark_settled_by_somebody'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_remarkevent" ("article_id", "at", "before", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "round", "settled_at", "settled_by_id") VALUES (NEW."article_id", NEW."at", NEW."before", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote", NEW."round", NEW."settled_at", NEW."settled_by_id"); RETURN NULL;', hash='5d101a9b2d1311b1b8b28dcd5635c43ef11a2b16', operation='INSERT', pgid='pgtrigger_insert_insert_5b752', table='experience_remark', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_remarkevent" ("article_id", "at", "before", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "round", "settled_at", "settled_by_id") VALUES (NEW."article_id", NEW."at", NEW."before", NEW."id", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote", NEW."round", NEW."settled_at", NEW."settled_by_id"); RETURN NULL;', hash='83c062b4b4ba6ecbca98ebbbe6ecb832eef0184f', operation='UPDATE', pgid='pgtrigger_update_update_c75f4', table='experience_remark', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_remarkevent" ("article_id", "at", "before", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "round", "settled_at", "settled_by_id") VALUES (OLD."article_id", OLD."at", OLD."before", OLD."id", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote", OLD."round", OLD."settled_at", OLD."settled_by_id"); RETURN NULL;', hash='f03bc1565e37a550f3731a83e32db7a11e02e8e0', operation='DELETE', pgid='pgtrigger_delete_delete_a0c4f', table='experience_remark', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RemarkEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('round', models.PositiveIntegerField(verbose_name='送审轮次')),
                        ('quote', models.CharField(max_length=300, verbose_name='原文')),
                        ('before', models.CharField(blank=True, max_length=40, verbose_name='前文')),
                        ('note', models.CharField(max_length=500, verbose_name='批注')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                        ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.article', verbose_name='稿件')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='批注人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.remark')),
                        ('settled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3df1fedd02696e24273a0e9174fc25e3ee728c9a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2c1de', table='experience_remarkevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SignOff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.PositiveIntegerField(verbose_name='送审轮次')),
                        ('step', models.CharField(choices=[('edit', '编辑'), ('review', '审核'), ('issue', '签发')], max_length=10, verbose_name='环节')),
                        ('decision', models.CharField(choices=[('passed', '通过'), ('returned', '退回')], max_length=10, verbose_name='结论')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('remark', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signoffs', to='experience.article', verbose_name='稿件')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撰稿人')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signoffs', to=settings.AUTH_USER_MODEL, verbose_name='签审人')),
                    ],
                    options={
                        'verbose_name': '签审',
                        'verbose_name_plural': '签审',
                        'ordering': ('round', 'at', 'pk'),
                        'constraints': [
                            models.UniqueConstraint(fields=('article', 'round', 'step'), name='signoff_step_once', violation_error_message='该环节已经签过。'),
                            models.UniqueConstraint(fields=('article', 'round', 'person'), name='signoff_three_people', violation_error_message='编辑、审核、签发须由三人分别完成。'),
                            models.CheckConstraint(condition=models.Q(('person', models.F('author')), _negated=True), name='signoff_not_by_author', violation_error_message='不能签审自己撰写的稿件。'),
                            models.CheckConstraint(condition=models.Q(('decision', 'passed'), models.Q(('remark', ''), _negated=True), _connector='OR'), name='signoff_return_says_why', violation_error_message='退回须写明意见。'),
                            models.CheckConstraint(condition=models.Q(('step__in', ['edit', 'review', 'issue'])), name='signoff_step_known'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_signoffevent" ("article_id", "at", "author_id", "decision", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "round", "step") VALUES (NEW."article_id", NEW."at", NEW."author_id", NEW."decision", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remark", NEW."round", NEW."step"); RETURN NULL;', hash='8ad82de922d66dbc8e9c9ee12c7229d68b36736d', operation='INSERT', pgid='pgtrigger_insert_insert_1b429', table='experience_signoff', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_signoffevent" ("article_id", "at", "author_id", "decision", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "round", "step") VALUES (NEW."article_id", NEW."at", NEW."author_id", NEW."decision", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remark", NEW."round", NEW."step"); RETURN NULL;', hash='4298d0da9de0e5eb620478f919f631d485699f1f', operation='UPDATE', pgid='pgtrigger_update_update_76007', table='experience_signoff', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_signoffevent" ("article_id", "at", "author_id", "decision", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "round", "step") VALUES (OLD."article_id", OLD."at", OLD."author_id", OLD."decision", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remark", OLD."round", OLD."step"); RETURN NULL;', hash='82c8f6404c12b683fe67c9a848180dd8ea8f3f67', operation='DELETE', pgid='pgtrigger_delete_delete_23619', table='experience_signoff', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SignOffEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('round', models.PositiveIntegerField(verbose_name='送审轮次')),
                        ('step', models.CharField(choices=[('edit', '编辑'), ('review', '审核'), ('issue', '签发')], max_length=10, verbose_name='环节')),
                        ('decision', models.CharField(choices=[('passed', '通过'), ('returned', '退回')], max_length=10, verbose_name='结论')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('remark', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                        ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.article', verbose_name='稿件')),
                        ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撰稿人')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签审人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.signoff')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c14af9adaca81c4a035fbaa6321342dd139ce864', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_71830', table='experience_signoffevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Follow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('area', models.CharField(blank=True, choices=[('vision', '共襄美好愿景'), ('mission', '共担使命任务'), ('model', '共创模范机关'), ('community', '共办群团活动'), ('talent', '共建骨干力量'), ('sharing', '共享资源信息')], max_length=10, verbose_name='领域')),
                        ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL, verbose_name='关注人')),
                    ],
                    options={
                        'verbose_name': '关注',
                        'verbose_name_plural': '关注',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('area', ''), ('committee__isnull', False)), models.Q(('area__in', ['vision', 'mission', 'model', 'community', 'talent', 'sharing']), ('committee', None)), _connector='OR'), name='follow_one_thing', violation_error_message='一次关注一家工委或一个领域。'),
                            models.UniqueConstraint(condition=models.Q(('committee__isnull', False)), fields=('person', 'committee'), name='follow_committee_once'),
                            models.UniqueConstraint(condition=models.Q(('area', ''), _negated=True), fields=('person', 'area'), name='follow_area_once'),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Kept',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('added_at', models.DateTimeField(verbose_name='加入时间')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='experience.article', verbose_name='稿件')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept', to=settings.AUTH_USER_MODEL, verbose_name='所有人')),
                    ],
                    options={
                        'verbose_name': '阅读清单',
                        'verbose_name_plural': '阅读清单',
                        'indexes': [
                            models.Index(models.F('person'), models.OrderBy(models.F('added_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='kept_newest_of_person'),
                        ],
                        'constraints': [
                            models.UniqueConstraint(fields=('person', 'article'), name='kept_once'),
                        ],
                    },
                ),
            ],
        ),
    ]
