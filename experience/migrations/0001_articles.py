"""Articles, the issues they appear in and the calls that ask for them."""

import collab_portal.lib.together
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import experience.models.bulletin
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('experience', '0001_initial'), ('experience', '0002_search_index'), ('experience', '0003_adoptions'), ('experience', '0004_bulletins'), ('experience', '0005_reading'), ('experience', '0006_cases')]

    initial = True

    dependencies = [
        ('activities', '0001_activities'),
        ('organizations', '0003_pairings_and_files'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('rotation', '0003_minutes_and_resolutions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Bulletin',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField(error_messages={'unique': '已有这一期。'}, unique=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99999)], verbose_name='期号')),
                        ('title', models.CharField(max_length=100, verbose_name='刊名')),
                        ('planned_on', models.DateField(help_text='排定之后，当天 8:30 自动出刊。', verbose_name='计划出刊日期')),
                        ('articles', models.ManyToManyField(related_name='bulletins', through='experience.BulletinItem', to='experience.article', verbose_name='篇目')),
                        ('least', models.PositiveSmallIntegerField(default=4, help_text='少于这个数时提醒稿件不足。', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='至少几篇')),
                        ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='排定时间')),
                        ('ready_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='排定人')),
                        ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='出刊时间')),
                        ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=experience.models.bulletin.kinds_as_sections, size=12, verbose_name='栏目')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                    ],
                    options={
                        'verbose_name': '简报',
                        'verbose_name_plural': '简报',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='bulletin_number_from_one'),
                            models.CheckConstraint(condition=models.Q(('released_at', None), ('ready_at__isnull', False), _connector='OR'), name='bulletin_released_after_ready', violation_error_message='出刊之前须先排定。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_bulletinevent" ("id", "least", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "ready_at", "ready_by_id", "released_at", "sections", "title", "version") VALUES (NEW."id", NEW."least", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_on", NEW."ready_at", NEW."ready_by_id", NEW."released_at", NEW."sections", NEW."title", NEW."version"); RETURN NULL;', hash='c8acc07d3bd933cc5b5c3a8bdee1fcd390e64810', operation='INSERT', pgid='pgtrigger_insert_insert_f1474', table='experience_bulletin', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_bulletinevent" ("id", "least", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "ready_at", "ready_by_id", "released_at", "sections", "title", "version") VALUES (NEW."id", NEW."least", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_on", NEW."ready_at", NEW."ready_by_id", NEW."released_at", NEW."sections", NEW."title", NEW."version"); RETURN NULL;', hash='f047fffde35b04b6c8bf0a0da96dd986cbe00543', operation='UPDATE', pgid='pgtrigger_update_update_03905', table='experience_bulletin', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_bulletinevent" ("id", "least", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "ready_at", "ready_by_id", "released_at", "sections", "title", "version") VALUES (OLD."id", OLD."least", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_on", OLD."ready_at", OLD."ready_by_id", OLD."released_at", OLD."sections", OLD."title", OLD."version"); RETURN NULL;', hash='a3e46a5a6a5bf7532d767a4e172bf9e1295ccfc2', operation='DELETE', pgid='pgtrigger_delete_delete_fd245', table='experience_bulletin', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BulletinEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.PositiveIntegerField(error_messages={'unique': '已有这一期。'}, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99999)], verbose_name='期号')),
                        ('title', models.CharField(max_length=100, verbose_name='刊名')),
                        ('planned_on', models.DateField(help_text='排定之后，当天 8:30 自动出刊。', verbose_name='计划出刊日期')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.bulletin')),
                        ('least', models.PositiveSmallIntegerField(default=4, help_text='少于这个数时提醒稿件不足。', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='至少几篇')),
                        ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='排定时间')),
                        ('ready_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='排定人')),
                        ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='出刊时间')),
                        ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=experience.models.bulletin.kinds_as_sections, size=12, verbose_name='栏目')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5763ceb49ce4443e7cffc51399d96c1227afa6bf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c6db0', table='experience_bulletinevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Call',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('topic', models.CharField(max_length=100, verbose_name='主题')),
                        ('brief', models.TextField(blank=True, max_length=1000, verbose_name='要求')),
                        ('kind', models.CharField(blank=True, choices=[('news', '动态信息'), ('practice', '经验做法'), ('case', '典型案例'), ('study', '理论研讨')], max_length=10, verbose_name='类别')),
                        ('area', models.CharField(blank=True, choices=[('vision', '共襄美好愿景'), ('mission', '共担使命任务'), ('model', '共创模范机关'), ('community', '共办群团活动'), ('talent', '共建骨干力量'), ('sharing', '共享资源信息')], max_length=10, verbose_name='领域')),
                        ('due_on', models.DateField(verbose_name='交稿期限')),
                        ('created_at', models.DateTimeField(verbose_name='约稿时间')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                        ('bulletin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='calls', to='experience.bulletin', verbose_name='用于简报')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='约稿人')),
                        ('committees', models.ManyToManyField(related_name='calls', through='experience.CallAsk', to='organizations.committee', verbose_name='约稿工委')),
                    ],
                    options={
                        'verbose_name': '约稿',
                        'verbose_name_plural': '约稿',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('topic', ''), _negated=True), name='call_has_topic'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_callevent" ("area", "brief", "bulletin_id", "closed_at", "created_at", "created_by_id", "due_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (NEW."area", NEW."brief", NEW."bulletin_id", NEW."closed_at", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."topic"); RETURN NULL;', hash='d47e773c1029093431927fa30b7943b4558a7448', operation='INSERT', pgid='pgtrigger_insert_insert_3819b', table='experience_call', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_callevent" ("area", "brief", "bulletin_id", "closed_at", "created_at", "created_by_id", "due_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (NEW."area", NEW."brief", NEW."bulletin_id", NEW."closed_at", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."topic"); RETURN NULL;', hash='76456e7f8b8317e3a2ba2a6cfb0a8ad1e316ec13', operation='UPDATE', pgid='pgtrigger_update_update_e2999', table='experience_call', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_callevent" ("area", "brief", "bulletin_id", "closed_at", "created_at", "created_by_id", "due_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (OLD."area", OLD."brief", OLD."bulletin_id", OLD."closed_at", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topic"); RETURN NULL;', hash='6b7722fcaacde7d7b0fd1272087e4046f7f9be6f', operation='DELETE', pgid='pgtrigger_delete_delete_8e2bc', table='experience_call', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CallEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('topic', models.CharField(max_length=100, verbose_name='主题')),
                        ('brief', models.TextField(blank=True, max_length=1000, verbose_name='要求')),
                        ('kind', models.CharField(blank=True, choices=[('news', '动态信息'), ('practice', '经验做法'), ('case', '典型案例'), ('study', '理论研讨')], max_length=10, verbose_name='类别')),
                        ('area', models.CharField(blank=True, choices=[('vision', '共襄美好愿景'), ('mission', '共担使命任务'), ('model', '共创模范机关'), ('community', '共办群团活动'), ('talent', '共建骨干力量'), ('sharing', '共享资源信息')], max_length=10, verbose_name='领域')),
                        ('due_on', models.DateField(verbose_name='交稿期限')),
                        ('created_at', models.DateTimeField(verbose_name='约稿时间')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                        ('bulletin', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.bulletin', verbose_name='用于简报')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='约稿人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.call')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='12a61fdf23e83fdfd23a56818152ea8a2b81c75f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4c156', table='experience_callevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CallAsk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('nudged_at', models.DateTimeField(blank=True, null=True, verbose_name='催稿时间')),
                        ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='experience.call', verbose_name='约稿')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                    ],
                    options={
                        'verbose_name': '约稿对象',
                        'verbose_name_plural': '约稿对象',
                        'constraints': [
                            models.UniqueConstraint(fields=('call', 'committee'), name='call_asks_once'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_callaskevent" ("call_id", "committee_id", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."call_id", NEW."committee_id", NEW."id", NEW."nudged_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='9acb97f052b44083faefcdfa4af7bef3f98d83b5', operation='INSERT', pgid='pgtrigger_insert_insert_3529b', table='experience_callask', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_callaskevent" ("call_id", "committee_id", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."call_id", NEW."committee_id", NEW."id", NEW."nudged_at", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='ef194342589fb053c4eb010dd5b1211286ceca93', operation='UPDATE', pgid='pgtrigger_update_update_a84b5', table='experience_callask', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_callaskevent" ("call_id", "committee_id", "id", "nudged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."call_id", OLD."committee_id", OLD."id", OLD."nudged_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='d6bbceabf59910e55be9990a9b0a09d99bd5d8e3', operation='DELETE', pgid='pgtrigger_delete_delete_42be1', table='experience_callask', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='CallAskEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('nudged_at', models.DateTimeField(blank=True, null=True, verbose_name='催稿时间')),
                        ('call', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.call', verbose_name='约稿')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.callask')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='df55bd4a5aea4c3847f0efe64ed2e6cfb99efe07', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72753', table='experience_callaskevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Article',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=100, verbose_name='标题')),
                        ('kind', models.CharField(choices=[('news', '动态信息'), ('practice', '经验做法'), ('case', '典型案例'), ('study', '理论研讨')], max_length=10, verbose_name='类别')),
                        ('area', models.CharField(choices=[('vision', '共襄美好愿景'), ('mission', '共担使命任务'), ('model', '共创模范机关'), ('community', '共办群团活动'), ('talent', '共建骨干力量'), ('sharing', '共享资源信息')], max_length=10, verbose_name='所属领域')),
                        ('author_name', models.CharField(max_length=60, verbose_name='作者')),
                        ('author_post', models.CharField(blank=True, max_length=100, verbose_name='作者单位及职务')),
                        ('summary', models.CharField(blank=True, help_text='列表中显示，三百字以内。', max_length=300, verbose_name='摘要')),
                        ('body', models.TextField(verbose_name='正文')),
                        ('source_title', models.CharField(blank=True, max_length=200, verbose_name='原文标题')),
                        ('source_site', models.CharField(blank=True, help_text='报刊或网站名称。', max_length=100, verbose_name='来源')),
                        ('source_url', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='原文网址')),
                        ('source_date', models.DateField(blank=True, null=True, verbose_name='原文日期')),
                        ('source_note', models.CharField(blank=True, help_text='转载、摘编的依据与要求。', max_length=300, verbose_name='版权说明')),
                        ('status', models.CharField(choices=[('draft', '草稿'), ('editing', '待编辑'), ('reviewing', '待审核'), ('issuing', '待签发'), ('issued', '已签发'), ('returned', '退回修改'), ('withdrawn', '已撤稿')], default='draft', max_length=10, verbose_name='状态')),
                        ('round', models.PositiveIntegerField(default=0, verbose_name='送审轮次')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送编时间')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='刊发时间')),
                        ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='撤稿原因')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交编号')),
                        ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='activities.activity', verbose_name='相关联合活动')),
                        ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='organizations.branch', verbose_name='供稿党组织')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='organizations.committee', verbose_name='供稿工委')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles_written', to=settings.AUTH_USER_MODEL, verbose_name='撰稿人')),
                        ('pairing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='organizations.pairing', verbose_name='相关结对共建')),
                        ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤稿人')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                        ('resolution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='rotation.resolution', verbose_name='相关议定事项')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤稿时间')),
                        ('ask', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='experience.callask', verbose_name='回应约稿')),
                    ],
                    options={
                        'verbose_name': '稿件',
                        'verbose_name_plural': '稿件',
                        'indexes': [
                            models.Index(models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'issued')), name='article_newest'),
                            models.Index(models.F('committee'), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'issued')), name='article_newest_of_committee'),
                            models.Index(models.F('area'), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'issued')), name='article_newest_of_area'),
                            models.Index(condition=models.Q(('status__in', ['editing', 'reviewing', 'issuing'])), fields=['status', 'submitted_at'], name='article_waiting'),
                            models.Index(fields=['updated_at'], name='article_updated'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('kind__in', ['news', 'practice', 'case', 'study'])), name='article_kind_known'),
                            models.CheckConstraint(condition=models.Q(('area__in', ['vision', 'mission', 'model', 'community', 'talent', 'sharing'])), name='article_area_known'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'draft'), ('submitted_at__isnull', True)), models.Q(('status__in', ['editing', 'reviewing', 'issuing', 'returned', 'issued', 'withdrawn']), ('submitted_at__isnull', False)), _connector='OR'), name='article_submitted_when_not_draft', violation_error_message='送编后的稿件须有送编时间。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('status__in', ['issued', 'withdrawn'])), models.Q(('published_at__isnull', True), ('status__in', ['draft', 'editing', 'reviewing', 'issuing', 'returned'])), _connector='OR'), name='article_published_at_when_issued', violation_error_message='已签发的稿件须有刊发时间。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(models.Q(('withdrawn_reason', ''), _negated=True), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='article_withdrawn_with_reason', violation_error_message='撤稿须说明原因。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "id", "kind", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."activity_id", NEW."area", NEW."ask_id", NEW."author_name", NEW."author_post", NEW."body", NEW."branch_id", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."round", NEW."source_date", NEW."source_note", NEW."source_site", NEW."source_title", NEW."source_url", NEW."status", NEW."submission", NEW."submitted_at", NEW."summary", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='d6e64547fd811a6574921492e3abdf69025758aa', operation='INSERT', pgid='pgtrigger_insert_insert_a3a9c', table='experience_article', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "id", "kind", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."activity_id", NEW."area", NEW."ask_id", NEW."author_name", NEW."author_post", NEW."body", NEW."branch_id", NEW."committee_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."resolution_id", NEW."round", NEW."source_date", NEW."source_note", NEW."source_site", NEW."source_title", NEW."source_url", NEW."status", NEW."submission", NEW."submitted_at", NEW."summary", NEW."title", NEW."updated_at", NEW."version", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='67f13bbd6fb45a2071fe5e0f3fc85a0ec96cdab2', operation='UPDATE', pgid='pgtrigger_update_update_b1b2d', table='experience_article', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_articleevent" ("activity_id", "area", "ask_id", "author_name", "author_post", "body", "branch_id", "committee_id", "created_at", "created_by_id", "due_on", "id", "kind", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "resolution_id", "round", "source_date", "source_note", "source_site", "source_title", "source_url", "status", "submission", "submitted_at", "summary", "title", "updated_at", "version", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."activity_id", OLD."area", OLD."ask_id", OLD."author_name", OLD."author_post", OLD."body", OLD."branch_id", OLD."committee_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."id", OLD."kind", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."resolution_id", OLD."round", OLD."source_date", OLD."source_note", OLD."source_site", OLD."source_title", OLD."source_url", OLD."status", OLD."submission", OLD."submitted_at", OLD."summary", OLD."title", OLD."updated_at", OLD."version", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;', hash='aafe0b50035ed2df9cd98555e54601d73a6dbcc2', operation='DELETE', pgid='pgtrigger_delete_delete_b2a84', table='experience_article', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='ArticleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=100, verbose_name='标题')),
                        ('kind', models.CharField(choices=[('news', '动态信息'), ('practice', '经验做法'), ('case', '典型案例'), ('study', '理论研讨')], max_length=10, verbose_name='类别')),
                        ('area', models.CharField(choices=[('vision', '共襄美好愿景'), ('mission', '共担使命任务'), ('model', '共创模范机关'), ('community', '共办群团活动'), ('talent', '共建骨干力量'), ('sharing', '共享资源信息')], max_length=10, verbose_name='所属领域')),
                        ('author_name', models.CharField(max_length=60, verbose_name='作者')),
                        ('author_post', models.CharField(blank=True, max_length=100, verbose_name='作者单位及职务')),
                        ('summary', models.CharField(blank=True, help_text='列表中显示，三百字以内。', max_length=300, verbose_name='摘要')),
                        ('body', models.TextField(verbose_name='正文')),
                        ('source_title', models.CharField(blank=True, max_length=200, verbose_name='原文标题')),
                        ('source_site', models.CharField(blank=True, help_text='报刊或网站名称。', max_length=100, verbose_name='来源')),
                        ('source_url', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='原文网址')),
                        ('source_date', models.DateField(blank=True, null=True, verbose_name='原文日期')),
                        ('source_note', models.CharField(blank=True, help_text='转载、摘编的依据与要求。', max_length=300, verbose_name='版权说明')),
                        ('status', models.CharField(choices=[('draft', '草稿'), ('editing', '待编辑'), ('reviewing', '待审核'), ('issuing', '待签发'), ('issued', '已签发'), ('returned', '退回修改'), ('withdrawn', '已撤稿')], default='draft', max_length=10, verbose_name='状态')),
                        ('round', models.PositiveIntegerField(default=0, verbose_name='送审轮次')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='送编时间')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='刊发时间')),
                        ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='撤稿原因')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                        ('submission', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交编号')),
                        ('activity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity', verbose_name='相关联合活动')),
                        ('branch', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.branch', verbose_name='供稿党组织')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='供稿工委')),
                        ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撰稿人')),
                        ('pairing', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.pairing', verbose_name='相关结对共建')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.article')),
                        ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤稿人')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                        ('resolution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.resolution', verbose_name='相关议定事项')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤稿时间')),
                        ('ask', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.callask', verbose_name='回应约稿')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='753f34da3dc8c0935626b80e89e979b89588988f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc7d1', table='experience_articleevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BulletinItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bulletin_items', to='experience.article', verbose_name='稿件')),
                        ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='experience.bulletin', verbose_name='简报')),
                        ('left_out_at', models.DateTimeField(blank=True, null=True, verbose_name='移出时间')),
                        ('left_out_reason', models.CharField(blank=True, max_length=400, verbose_name='移出原因')),
                        ('section', models.CharField(blank=True, max_length=20, verbose_name='栏目')),
                    ],
                    options={
                        'verbose_name': '篇目',
                        'verbose_name_plural': '篇目',
                        'ordering': ('position',),
                        'constraints': [
                            models.UniqueConstraint(fields=('bulletin', 'article'), name='bulletin_article_once', violation_error_message='这一期已收入该稿件。'),
                            models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('bulletin', 'position'), name='bulletin_position_once'),
                            models.CheckConstraint(condition=models.Q(models.Q(('left_out_at', None), ('left_out_reason', '')), models.Q(('left_out_at__isnull', False), models.Q(('left_out_reason', ''), _negated=True)), _connector='OR'), name='bulletin_item_left_out_says_why'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_bulletinitemevent" ("article_id", "bulletin_id", "id", "left_out_at", "left_out_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (NEW."article_id", NEW."bulletin_id", NEW."id", NEW."left_out_at", NEW."left_out_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."section"); RETURN NULL;', hash='b21b48860146553db6a0ddfce8a90c1e59136273', operation='INSERT', pgid='pgtrigger_insert_insert_1237c', table='experience_bulletinitem', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "experience_bulletinitemevent" ("article_id", "bulletin_id", "id", "left_out_at", "left_out_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (NEW."article_id", NEW."bulletin_id", NEW."id", NEW."left_out_at", NEW."left_out_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."section"); RETURN NULL;', hash='53da2137dc7529581f9b337984c1f363455afed1', operation='UPDATE', pgid='pgtrigger_update_update_aabf7', table='experience_bulletinitem', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "experience_bulletinitemevent" ("article_id", "bulletin_id", "id", "left_out_at", "left_out_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (OLD."article_id", OLD."bulletin_id", OLD."id", OLD."left_out_at", OLD."left_out_reason", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."section"); RETURN NULL;', hash='d66f49bebfc265852a045bfb1b974934a6cf1cd8', operation='DELETE', pgid='pgtrigger_delete_delete_671ba', table='experience_bulletinitem', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='BulletinItemEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                        ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.article', verbose_name='稿件')),
                        ('bulletin', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='experience.bulletin', verbose_name='简报')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='experience.bulletinitem')),
                        ('left_out_at', models.DateTimeField(blank=True, null=True, verbose_name='移出时间')),
                        ('left_out_reason', models.CharField(blank=True, max_length=400, verbose_name='移出原因')),
                        ('section', models.CharField(blank=True, max_length=20, verbose_name='栏目')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e1a6a3ce3339dcc292ea3556115c257db3c1055f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f9392', table='experience_bulletinitemevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SearchDocument',
                    fields=[
                        ('heading', models.CharField(max_length=300, verbose_name='标题')),
                        ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                        ('at', models.DateTimeField(null=True, verbose_name='时间')),
                        ('title', models.CharField(max_length=300, verbose_name='归一标题')),
                        ('text', models.TextField(blank=True, verbose_name='原文')),
                        ('folded', models.TextField(blank=True, verbose_name='归一文字')),
                        ('oversize', models.BooleanField(default=False, verbose_name='超长')),
                        ('vector', django.contrib.postgres.search.SearchVectorField(verbose_name='索引')),
                        ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_document', serialize=False, to='experience.article', verbose_name='稿件')),
                        ('kind', models.CharField(max_length=10, verbose_name='类别')),
                        ('area', models.CharField(max_length=10, verbose_name='领域')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                    ],
                    options={
                        'verbose_name': '检索索引',
                        'verbose_name_plural': '检索索引',
                        'abstract': False,
                        'indexes': [
                            django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='searchdocument_vector'),
                            models.Index(models.OrderBy(models.F('at'), descending=True, nulls_last=True), models.OrderBy(models.F('article'), descending=True), name='searchdocument_newest'),
                            models.Index(condition=models.Q(('oversize', True)), fields=['article'], name='searchdocument_oversize'),
                            models.Index(models.F('committee'), models.OrderBy(models.F('at'), descending=True, nulls_last=True), models.OrderBy(models.F('article'), descending=True), name='searchdocument_committee'),
                        ],
                    },
                ),
            ],
        ),
    ]
