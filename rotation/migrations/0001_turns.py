"""The order of the committees, its turns, and changes to it."""

import collab_portal.lib.together
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('rotation', '0001_initial'), ('rotation', '0002_reminder_rules'), ('rotation', '0003_consultation_work')]

    initial = True

    dependencies = [
        ('organizations', '0001_committees_and_branches'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        collab_portal.lib.together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Rotation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, verbose_name='名称')),
                        ('slug', models.SlugField(unique=True, verbose_name='网址名')),
                        ('cadence', models.CharField(choices=[('year', '每年一任'), ('half_year', '每半年一任'), ('quarter', '每季度一任'), ('month', '每月一任')], default='quarter', max_length=10, verbose_name='周期')),
                        ('starts_on', models.DateField(help_text='当前排期的起点，各任期由此推算。', verbose_name='起始日期')),
                        ('revision', models.PositiveIntegerField(default=0, help_text='每次保存新排期加一。', verbose_name='修订号')),
                    ],
                    options={
                        'verbose_name': '轮值',
                        'verbose_name_plural': '轮值',
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_rotationevent" ("cadence", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "slug", "starts_on") VALUES (NEW."cadence", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."slug", NEW."starts_on"); RETURN NULL;', hash='69c88dc6562e8f96eff34395aa5ca54e3986da6b', operation='INSERT', pgid='pgtrigger_insert_insert_060d4', table='rotation_rotation', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_rotationevent" ("cadence", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "slug", "starts_on") VALUES (NEW."cadence", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."slug", NEW."starts_on"); RETURN NULL;', hash='605d5657f4470f2025e1958cf05b47603f5de2ab', operation='UPDATE', pgid='pgtrigger_update_update_003da', table='rotation_rotation', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_rotationevent" ("cadence", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "slug", "starts_on") VALUES (OLD."cadence", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."slug", OLD."starts_on"); RETURN NULL;', hash='4698e5ba3c83f25b553eb68b7549fd07890d2660', operation='DELETE', pgid='pgtrigger_delete_delete_1f406', table='rotation_rotation', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RotationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=60, verbose_name='名称')),
                        ('slug', models.SlugField(db_index=False, verbose_name='网址名')),
                        ('cadence', models.CharField(choices=[('year', '每年一任'), ('half_year', '每半年一任'), ('quarter', '每季度一任'), ('month', '每月一任')], default='quarter', max_length=10, verbose_name='周期')),
                        ('starts_on', models.DateField(help_text='当前排期的起点，各任期由此推算。', verbose_name='起始日期')),
                        ('revision', models.PositiveIntegerField(default=0, help_text='每次保存新排期加一。', verbose_name='修订号')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.rotation')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f7e07504d3ca620f463165054bace7fbaed6e203', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a1be', table='rotation_rotationevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RotationMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                        ('joined_on', models.DateField(verbose_name='加入日期')),
                        ('left_on', models.DateField(blank=True, null=True, verbose_name='退出日期')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.committee', verbose_name='工委')),
                        ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='rotation.rotation', verbose_name='轮值')),
                    ],
                    options={
                        'verbose_name': '轮值成员',
                        'verbose_name_plural': '轮值成员',
                        'constraints': [
                            django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('rotation', '='), ('committee', '='), (models.Func(models.F('joined_on'), models.F('left_on'), models.Value('[)'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='rotation_member_once_at_a_time', violation_error_message='同一工委在一个轮值中只能出现一次。'),
                            models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gt', models.F('joined_on')), _connector='OR'), name='rotation_member_leaves_after_joining', violation_error_message='退出日期须晚于加入日期。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_rotationmemberevent" ("committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rotation_id") VALUES (NEW."committee_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."rotation_id"); RETURN NULL;', hash='65a6948fde4c68d3137c88dbc7737c33b811565c', operation='INSERT', pgid='pgtrigger_insert_insert_b39c3', table='rotation_rotationmember', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_rotationmemberevent" ("committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rotation_id") VALUES (NEW."committee_id", NEW."id", NEW."joined_on", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."rotation_id"); RETURN NULL;', hash='66d4134d1475c130eccb61bf12c435e9e11263e4', operation='UPDATE', pgid='pgtrigger_update_update_f4237', table='rotation_rotationmember', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_rotationmemberevent" ("committee_id", "id", "joined_on", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rotation_id") VALUES (OLD."committee_id", OLD."id", OLD."joined_on", OLD."left_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."rotation_id"); RETURN NULL;', hash='938488e502d6ed569c47e0d9b586aed9fd6dd6b7', operation='DELETE', pgid='pgtrigger_delete_delete_8bc57', table='rotation_rotationmember', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='RotationMemberEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                        ('joined_on', models.DateField(verbose_name='加入日期')),
                        ('left_on', models.DateField(blank=True, null=True, verbose_name='退出日期')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.rotationmember')),
                        ('rotation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.rotation', verbose_name='轮值')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b0d5de662a1e3cea44f211686295111b27c1b84e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7e08a', table='rotation_rotationmemberevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Turn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('cycle', models.PositiveSmallIntegerField(verbose_name='轮次')),
                        ('starts_on', models.DateField(verbose_name='开始日期')),
                        ('ends_on', models.DateField(help_text='含当日。', verbose_name='结束日期')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='修订号')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('co_lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='协同牵头')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='organizations.committee', verbose_name='牵头工委')),
                        ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='rotation.rotation', verbose_name='轮值')),
                    ],
                    options={
                        'verbose_name': '任期',
                        'verbose_name_plural': '任期',
                        'indexes': [
                            models.Index(fields=['rotation', 'starts_on'], name='turn_by_date'),
                        ],
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='turn_ends_after_start', violation_error_message='结束日期不能早于开始日期。'),
                            models.CheckConstraint(condition=models.Q(('co_lead__isnull', True), models.Q(('co_lead', models.F('committee')), _negated=True), _connector='OR'), name='turn_co_lead_differs', violation_error_message='协同牵头不能与牵头工委相同。'),
                            django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('rotation', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='turn_no_overlap', violation_error_message='任期不能重叠。'),
                            models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], fields=('rotation', 'cycle', 'committee'), name='turn_once_a_cycle', violation_error_message='一轮之内每个工委只牵头一次。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_turnevent" ("co_lead_id", "committee_id", "cycle", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "rotation_id", "starts_on", "updated_at") VALUES (NEW."co_lead_id", NEW."committee_id", NEW."cycle", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."rotation_id", NEW."starts_on", NEW."updated_at"); RETURN NULL;', hash='3d72fe03250ba0d9bd40e173bb42f219400fb5bc', operation='INSERT', pgid='pgtrigger_insert_insert_2013d', table='rotation_turn', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_turnevent" ("co_lead_id", "committee_id", "cycle", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "rotation_id", "starts_on", "updated_at") VALUES (NEW."co_lead_id", NEW."committee_id", NEW."cycle", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."rotation_id", NEW."starts_on", NEW."updated_at"); RETURN NULL;', hash='568717243bb1d03609376b1d05c13d8768d889ec', operation='UPDATE', pgid='pgtrigger_update_update_c6753', table='rotation_turn', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_turnevent" ("co_lead_id", "committee_id", "cycle", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "rotation_id", "starts_on", "updated_at") VALUES (OLD."co_lead_id", OLD."committee_id", OLD."cycle", OLD."ends_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."rotation_id", OLD."starts_on", OLD."updated_at"); RETURN NULL;', hash='55bd76afc123f82bca3808725baabe527db0018e', operation='DELETE', pgid='pgtrigger_delete_delete_1bac4', table='rotation_turn', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='TurnEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('cycle', models.PositiveSmallIntegerField(verbose_name='轮次')),
                        ('starts_on', models.DateField(verbose_name='开始日期')),
                        ('ends_on', models.DateField(help_text='含当日。', verbose_name='结束日期')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='修订号')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                        ('co_lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='协同牵头')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='牵头工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.turn')),
                        ('rotation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.rotation', verbose_name='轮值')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9f47b6e3ad8d996d7df5b09715d2685fb06fe0fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_08a81', table='rotation_turnevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Swap',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('cycle', models.PositiveSmallIntegerField(verbose_name='轮次')),
                        ('reason', models.CharField(max_length=300, verbose_name='原因')),
                        ('status', models.CharField(choices=[('proposed', '待答复'), ('agreed', '双方同意'), ('ordered', '管理员决定'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                        ('remark', models.CharField(blank=True, max_length=300, verbose_name='答复说明')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                        ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='对方工委')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='提出工委')),
                        ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps', to='rotation.rotation', verbose_name='轮值')),
                    ],
                    options={
                        'verbose_name': '任期调换',
                        'verbose_name_plural': '任期调换',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(('proposer', models.F('other')), _negated=True), name='swap_of_two', violation_error_message='不能与本工委调换。'),
                            models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('status', 'proposed')), models.Q(models.Q(('status', 'proposed'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='swap_decided_has_date', violation_error_message='已处理的调换须有处理时间。'),
                            models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('rotation', 'cycle', 'proposer'), name='swap_proposed_once', violation_error_message='该任期已有待答复的调换。'),
                            models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('rotation', 'cycle', 'other'), name='swap_asked_once', violation_error_message='该任期已有待答复的调换。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_swapevent" ("cycle", "decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "remark", "rotation_id", "status") VALUES (NEW."cycle", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."proposer_id", NEW."reason", NEW."remark", NEW."rotation_id", NEW."status"); RETURN NULL;', hash='dfdf440aefa87195b4cd2b9d2fbc6289b2dcd834', operation='INSERT', pgid='pgtrigger_insert_insert_fe8b1', table='rotation_swap', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_swapevent" ("cycle", "decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "remark", "rotation_id", "status") VALUES (NEW."cycle", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."proposer_id", NEW."reason", NEW."remark", NEW."rotation_id", NEW."status"); RETURN NULL;', hash='56c408639c9ff414cc5a44a7c34289d1a684305e', operation='UPDATE', pgid='pgtrigger_update_update_7f914', table='rotation_swap', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_swapevent" ("cycle", "decided_at", "decided_by_id", "id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "proposer_id", "reason", "remark", "rotation_id", "status") VALUES (OLD."cycle", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."proposer_id", OLD."reason", OLD."remark", OLD."rotation_id", OLD."status"); RETURN NULL;', hash='2d6bd21bf988ce0e44d7f10f2b7666e1790aad04', operation='DELETE', pgid='pgtrigger_delete_delete_07ced', table='rotation_swap', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SwapEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('cycle', models.PositiveSmallIntegerField(verbose_name='轮次')),
                        ('reason', models.CharField(max_length=300, verbose_name='原因')),
                        ('status', models.CharField(choices=[('proposed', '待答复'), ('agreed', '双方同意'), ('ordered', '管理员决定'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='proposed', max_length=10, verbose_name='状态')),
                        ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                        ('remark', models.CharField(blank=True, max_length=300, verbose_name='答复说明')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                        ('other', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='对方工委')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.swap')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('proposer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='提出工委')),
                        ('rotation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.rotation', verbose_name='轮值')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='32f9f4e2486657270de15d9b234b3f30799a6541', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_57b49', table='rotation_swapevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Skip',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('cycle', models.PositiveSmallIntegerField(verbose_name='轮次')),
                        ('until', models.DateField(help_text='决定时该任期的开始日期。', verbose_name='顺延的任期')),
                        ('reason', models.CharField(max_length=300, verbose_name='原因')),
                        ('decided_at', models.DateTimeField(verbose_name='决定时间')),
                        ('lapsed_at', models.DateTimeField(blank=True, null=True, verbose_name='失效时间')),
                        ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                        ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skips', to='rotation.rotation', verbose_name='轮值')),
                        ('instead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.committee', verbose_name='先行牵头工委')),
                    ],
                    options={
                        'verbose_name': '任期顺延',
                        'verbose_name_plural': '任期顺延',
                        'constraints': [
                            models.UniqueConstraint(condition=models.Q(('lapsed_at__isnull', True)), fields=('rotation', 'committee', 'until'), name='skip_once', violation_error_message='该工委的这一任期已顺延。'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_skipevent" ("committee_id", "cycle", "decided_at", "decided_by_id", "id", "instead_id", "lapsed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rotation_id", "until") VALUES (NEW."committee_id", NEW."cycle", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."instead_id", NEW."lapsed_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."rotation_id", NEW."until"); RETURN NULL;', hash='ff6430b394bdde3b2bd388db5428a24e4eadae47', operation='INSERT', pgid='pgtrigger_insert_insert_9e8cf', table='rotation_skip', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_skipevent" ("committee_id", "cycle", "decided_at", "decided_by_id", "id", "instead_id", "lapsed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rotation_id", "until") VALUES (NEW."committee_id", NEW."cycle", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."instead_id", NEW."lapsed_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."rotation_id", NEW."until"); RETURN NULL;', hash='14beac3a6a4179ed248b05e2de0c38e8a82c10b3', operation='UPDATE', pgid='pgtrigger_update_update_a23a5', table='rotation_skip', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_skipevent" ("committee_id", "cycle", "decided_at", "decided_by_id", "id", "instead_id", "lapsed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rotation_id", "until") VALUES (OLD."committee_id", OLD."cycle", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."instead_id", OLD."lapsed_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."rotation_id", OLD."until"); RETURN NULL;', hash='a6387ea3a28e953b82d307a6d1103bcdc8810709', operation='DELETE', pgid='pgtrigger_delete_delete_1e6f6', table='rotation_skip', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='SkipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('cycle', models.PositiveSmallIntegerField(verbose_name='轮次')),
                        ('until', models.DateField(help_text='决定时该任期的开始日期。', verbose_name='顺延的任期')),
                        ('reason', models.CharField(max_length=300, verbose_name='原因')),
                        ('decided_at', models.DateTimeField(verbose_name='决定时间')),
                        ('lapsed_at', models.DateTimeField(blank=True, null=True, verbose_name='失效时间')),
                        ('committee', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='工委')),
                        ('decided_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.skip')),
                        ('rotation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.rotation', verbose_name='轮值')),
                        ('instead', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organizations.committee', verbose_name='先行牵头工委')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='075e6c13100747cedd13c3f2b5eff76be56913f3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_499a0', table='rotation_skipevent', when='BEFORE')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='Handover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('contact', models.CharField(blank=True, max_length=120, verbose_name='移交方联系人')),
                        ('incoming_contact', models.CharField(blank=True, max_length=120, verbose_name='接收方联系人')),
                        ('note', models.TextField(blank=True, max_length=2000, verbose_name='交接说明')),
                        ('sheet', models.JSONField(blank=True, null=True, verbose_name='交接清单')),
                        ('returned', models.CharField(blank=True, max_length=300, verbose_name='退回或撤回原因')),
                        ('outgoing_at', models.DateTimeField(blank=True, null=True, verbose_name='移交方签字时间')),
                        ('incoming_at', models.DateTimeField(blank=True, null=True, verbose_name='接收方签字时间')),
                        ('incoming_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='接收方签字人')),
                        ('outgoing_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='移交方签字人')),
                        ('successor', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to='rotation.turn', verbose_name='接收任期')),
                        ('turn', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handover', to='rotation.turn', verbose_name='移交任期')),
                    ],
                    options={
                        'verbose_name': '交接',
                        'verbose_name_plural': '交接',
                        'constraints': [
                            models.CheckConstraint(condition=models.Q(models.Q(('outgoing_at__isnull', True), ('outgoing_by__isnull', True)), models.Q(('outgoing_at__isnull', False), ('outgoing_by__isnull', False)), _connector='OR'), name='handover_outgoing_signed_by_somebody'),
                            models.CheckConstraint(condition=models.Q(models.Q(('incoming_at__isnull', True), ('incoming_by__isnull', True), ('successor__isnull', True)), models.Q(('incoming_at__isnull', False), ('incoming_by__isnull', False), ('successor__isnull', False)), _connector='OR'), name='handover_incoming_signed_by_somebody'),
                            models.CheckConstraint(condition=models.Q(models.Q(('incoming_at__isnull', True), ('outgoing_at__isnull', True), ('sheet__isnull', True)), models.Q(models.Q(('incoming_at__isnull', True), ('outgoing_at__isnull', True), _negated=True), ('sheet__isnull', False)), _connector='OR'), name='handover_signed_has_sheet'),
                            models.CheckConstraint(condition=models.Q(('successor__isnull', True), models.Q(('successor', models.F('turn')), _negated=True), _connector='OR'), name='handover_to_another_turn'),
                        ],
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='handover_done_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."incoming_at" IS NOT NULL AND OLD."outgoing_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6ef8a0b443d4497abdc466ccb08a52feb813b83d', operation='UPDATE OR DELETE', pgid='pgtrigger_handover_done_is_frozen_c9fef', table='rotation_handover', when='BEFORE')),
                            pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_handoverevent" ("contact", "id", "incoming_at", "incoming_by_id", "incoming_contact", "note", "outgoing_at", "outgoing_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "sheet", "successor_id", "turn_id") VALUES (NEW."contact", NEW."id", NEW."incoming_at", NEW."incoming_by_id", NEW."incoming_contact", NEW."note", NEW."outgoing_at", NEW."outgoing_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."returned", NEW."sheet", NEW."successor_id", NEW."turn_id"); RETURN NULL;', hash='f3da5927fcaa0c4f9f8dcc0ad189448cc16cc07c', operation='INSERT', pgid='pgtrigger_insert_insert_d3938', table='rotation_handover', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rotation_handoverevent" ("contact", "id", "incoming_at", "incoming_by_id", "incoming_contact", "note", "outgoing_at", "outgoing_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "sheet", "successor_id", "turn_id") VALUES (NEW."contact", NEW."id", NEW."incoming_at", NEW."incoming_by_id", NEW."incoming_contact", NEW."note", NEW."outgoing_at", NEW."outgoing_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."returned", NEW."sheet", NEW."successor_id", NEW."turn_id"); RETURN NULL;', hash='3a1a77311e6f695529be6312bfb7cdf5c0fc41c5', operation='UPDATE', pgid='pgtrigger_update_update_6941b', table='rotation_handover', when='AFTER')),
                            pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rotation_handoverevent" ("contact", "id", "incoming_at", "incoming_by_id", "incoming_contact", "note", "outgoing_at", "outgoing_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "sheet", "successor_id", "turn_id") VALUES (OLD."contact", OLD."id", OLD."incoming_at", OLD."incoming_by_id", OLD."incoming_contact", OLD."note", OLD."outgoing_at", OLD."outgoing_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."returned", OLD."sheet", OLD."successor_id", OLD."turn_id"); RETURN NULL;', hash='83591e0db86b3688211c18018688fdec50610ec5', operation='DELETE', pgid='pgtrigger_delete_delete_81782', table='rotation_handover', when='AFTER')),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name='HandoverEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('contact', models.CharField(blank=True, max_length=120, verbose_name='移交方联系人')),
                        ('incoming_contact', models.CharField(blank=True, max_length=120, verbose_name='接收方联系人')),
                        ('note', models.TextField(blank=True, max_length=2000, verbose_name='交接说明')),
                        ('sheet', models.JSONField(blank=True, null=True, verbose_name='交接清单')),
                        ('returned', models.CharField(blank=True, max_length=300, verbose_name='退回或撤回原因')),
                        ('outgoing_at', models.DateTimeField(blank=True, null=True, verbose_name='移交方签字时间')),
                        ('incoming_at', models.DateTimeField(blank=True, null=True, verbose_name='接收方签字时间')),
                        ('incoming_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='接收方签字人')),
                        ('outgoing_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='移交方签字人')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotation.handover')),
                        ('successor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.turn', verbose_name='接收任期')),
                        ('turn', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotation.turn', verbose_name='移交任期')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [
                            pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4b6a762d474ebfe8859bda8fa9095fe4050c140a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_25a5e', table='rotation_handoverevent', when='BEFORE')),
                        ],
                    },
                ),
            ],
        ),
    ]
