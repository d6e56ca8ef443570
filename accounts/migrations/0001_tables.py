"""All tables of accounts, made together."""

import accounts.models.user
import collab_portal.lib.together
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # A database at the end of the migrations before these goes on as it is.
    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0003_doors'),
        ('accounts', '0004_settle_accounts'),
        ('accounts', '0005_rights_are_of_settled_accounts'),
        ('accounts', '0006_history_is_never_emptied'),
        ('accounts', '0008_letters_that_wait'),
        ('accounts', '0009_retirement'),
        ('accounts', '0010_versions'),
        ('accounts', '0011_exports'),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('kind', models.CharField(choices=[('person', '人员'), ('service', '接口账号')], default='person', max_length=8, verbose_name='类别')),
                        ('username', models.CharField(error_messages={'unique': '该用户名已被使用。'}, max_length=60, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='用户名')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                        ('display_name', models.CharField(max_length=40, verbose_name='姓名')),
                        ('post', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                        ('office_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('role', models.CharField(choices=[('member', '党员'), ('staff', '工委干部'), ('admin', '工委管理员')], default='member', max_length=10, verbose_name='角色')),
                        ('is_rotation_admin', models.BooleanField(default=False, verbose_name='轮值管理员')),
                        ('is_editor', models.BooleanField(default=False, verbose_name='专栏编辑')),
                        ('is_reviewer', models.BooleanField(default=False, verbose_name='专栏审核')),
                        ('is_issuer', models.BooleanField(default=False, verbose_name='专栏签发')),
                        ('platform_role', models.CharField(blank=True, choices=[('system', '系统管理员'), ('security', '安全管理员'), ('auditor', '审计员')], default='', max_length=10, verbose_name='平台职责')),
                        ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='创建时间')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='启用时间')),
                        ('email_confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='邮箱确认时间')),
                        ('password_set_at', models.DateTimeField(blank=True, null=True, verbose_name='密码设置时间')),
                        ('mfa_due_on', models.DateField(blank=True, null=True, verbose_name='两步验证期限')),
                        ('last_seen_on', models.DateField(blank=True, null=True, verbose_name='最近使用')),
                        ('epoch', models.PositiveIntegerField(default=0, verbose_name='账号版本')),
                    ],
                    options={
                        'verbose_name': '用户',
                        'verbose_name_plural': '用户',
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower(accounts.models.user.Normalized('username')), name='user_name_once', violation_error_code='username', violation_error_message='该用户名已被使用（不分大小写和全半角）。'), models.CheckConstraint(condition=models.Q(('username__contains', '@'), _negated=True), name='user_name_no_address', violation_error_code='username', violation_error_message='用户名不能是邮箱地址。'), models.CheckConstraint(condition=models.Q(('settled_at__isnull', False), models.Q(('is_editor', False), ('is_issuer', False), ('is_reviewer', False), ('is_rotation_admin', False), ('platform_role', ''), ('role', 'member')), _connector='OR'), name='user_rights_settled', violation_error_message='账号尚未由本人启用，不能授权。'), models.CheckConstraint(condition=models.Q(('kind', 'person'), models.Q(('is_editor', False), ('is_issuer', False), ('is_reviewer', False), ('is_rotation_admin', False), ('kind', 'service'), ('password__startswith', '!'), ('platform_role', ''), ('role', 'staff')), _connector='OR'), name='user_service_signs_nothing', violation_error_message='接口账号不能登录，也不能持有其他权限。'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once', violation_error_code='email', violation_error_message='该邮箱已被其他账号使用。'), models.CheckConstraint(condition=models.Q(('platform_role__in', ['', 'system', 'security', 'auditor'])), name='user_platform_role_known'), models.CheckConstraint(condition=models.Q(('platform_role', ''), models.Q(('is_editor', False), ('is_issuer', False), ('is_reviewer', False), ('is_rotation_admin', False), ('role', 'member')), _connector='OR'), name='user_platform_role_alone', violation_error_message='平台三员不得兼任业务角色。')],
                    },
                ),
                migrations.CreateModel(
                    name='UserEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='版本')),
                        ('kind', models.CharField(choices=[('person', '人员'), ('service', '接口账号')], default='person', max_length=8, verbose_name='类别')),
                        ('username', models.CharField(error_messages={'unique': '该用户名已被使用。'}, max_length=60, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='用户名')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                        ('display_name', models.CharField(max_length=40, verbose_name='姓名')),
                        ('post', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                        ('office_phone', models.CharField(blank=True, max_length=40, verbose_name='办公电话')),
                        ('role', models.CharField(choices=[('member', '党员'), ('staff', '工委干部'), ('admin', '工委管理员')], default='member', max_length=10, verbose_name='角色')),
                        ('is_rotation_admin', models.BooleanField(default=False, verbose_name='轮值管理员')),
                        ('is_editor', models.BooleanField(default=False, verbose_name='专栏编辑')),
                        ('is_reviewer', models.BooleanField(default=False, verbose_name='专栏审核')),
                        ('is_issuer', models.BooleanField(default=False, verbose_name='专栏签发')),
                        ('platform_role', models.CharField(blank=True, choices=[('system', '系统管理员'), ('security', '安全管理员'), ('auditor', '审计员')], default='', max_length=10, verbose_name='平台职责')),
                        ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='创建时间')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='启用时间')),
                        ('email_confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='邮箱确认时间')),
                        ('password_set_at', models.DateTimeField(blank=True, null=True, verbose_name='密码设置时间')),
                        ('mfa_due_on', models.DateField(blank=True, null=True, verbose_name='两步验证期限')),
                        ('epoch', models.PositiveIntegerField(default=0, verbose_name='账号版本')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PasswordRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passwords', to=settings.AUTH_USER_MODEL, verbose_name='本人')),
                        ('hash', models.CharField(max_length=200, verbose_name='散列')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                    ],
                    options={
                        'verbose_name': '用过的密码',
                        'verbose_name_plural': '用过的密码',
                        'indexes': [models.Index(fields=['person', '-at'], name='password_record_newest')],
                    },
                ),
                migrations.CreateModel(
                    name='UsedCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='本人')),
                        ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                    ],
                    options={
                        'verbose_name': '用过的验证码',
                        'verbose_name_plural': '用过的验证码',
                        'constraints': [models.UniqueConstraint(fields=('person', 'digest'), name='used_code_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SecurityEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='时间')),
                        ('kind', models.CharField(choices=[('signed_in', '登录'), ('sign_in_failed', '登录失败'), ('second_step_failed', '两步验证失败'), ('slowed', '登录受限'), ('signed_out', '退出'), ('session_ended', '会话结束'), ('sign_in_refused', '拒绝登录'), ('password_set', '设置密码'), ('password_changed', '修改密码'), ('password_reset_asked', '申请重设密码'), ('second_step_on', '启用两步验证'), ('second_step_off', '停用两步验证'), ('codes_made', '生成恢复码'), ('codes_used', '使用恢复码'), ('address_asked', '申请更改邮箱'), ('address_confirmed', '确认邮箱'), ('address_stopped', '停止更改邮箱'), ('device_known', '登记常用设备'), ('person_created', '开通账号'), ('person_edited', '修改账号资料'), ('person_disabled', '停用账号'), ('person_enabled', '恢复账号'), ('invited', '发出启用链接'), ('invitation_used', '启用账号'), ('duties_changed', '授予或收回权限'), ('recovery_asked', '申请找回'), ('recovery_decided', '决定找回'), ('exported', '导出'), ('downloaded', '下载'), ('contacts_seen', '查看联络信息'), ('trail_read', '查阅安全日志'), ('denied', '越权被拒'), ('command', '命令行操作'), ('migrated', '升级数据库'), ('verified', '核验封存'), ('seal_broken', '封存不符'), ('retire_asked', '提出归档'), ('retire_decided', '决定归档'), ('retired', '归档日志')], max_length=24, verbose_name='类别')),
                        ('outcome', models.CharField(choices=[('done', '成功'), ('refused', '拒绝'), ('failed', '失败')], default='done', max_length=8, verbose_name='结果')),
                        ('person_id', models.BigIntegerField(null=True, verbose_name='人员编号')),
                        ('person_name', models.CharField(blank=True, max_length=60, verbose_name='人员')),
                        ('account_digest', models.CharField(blank=True, max_length=32, verbose_name='账号摘要')),
                        ('committee_id', models.BigIntegerField(null=True, verbose_name='工委编号')),
                        ('token_id', models.BigIntegerField(null=True, verbose_name='令牌编号')),
                        ('network', models.GenericIPAddressField(null=True, verbose_name='网络地址')),
                        ('device', models.CharField(blank=True, max_length=60, verbose_name='设备')),
                        ('session', models.CharField(blank=True, max_length=8, verbose_name='会话')),
                        ('request_id', models.CharField(blank=True, max_length=36, verbose_name='请求编号')),
                        ('target', models.CharField(blank=True, max_length=80, verbose_name='对象编号')),
                        ('target_name', models.CharField(blank=True, max_length=120, verbose_name='对象')),
                        ('facts', models.JSONField(default=dict, verbose_name='详情')),
                    ],
                    options={
                        'verbose_name': '安全日志',
                        'verbose_name_plural': '安全日志',
                        'indexes': [models.Index(fields=['at', 'id'], name='security_event_at'), models.Index(fields=['person_id', 'at'], name='security_event_person'), models.Index(fields=['account_digest', 'at'], name='security_event_account'), models.Index(fields=['network', 'at'], name='security_event_network'), models.Index(fields=['kind', 'at'], name='security_event_kind'), models.Index(fields=['committee_id', 'at'], name='security_event_committee'), models.Index(fields=['target', 'at'], name='security_event_target')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78a273e385900822925dbc73bb03b4ab89a5db2c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f4724', table='accounts_securityevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='a39e78e22b90db8bc196797a699aaa7c1b171549', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_57743', table='accounts_securityevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='ExportJob',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('done_rows', models.PositiveIntegerField(default=0, verbose_name='已处理')),
                        ('total_rows', models.PositiveIntegerField(default=0, verbose_name='共')),
                        ('lease_token', models.UUIDField(blank=True, null=True, verbose_name='租约')),
                        ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='租约到期')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                        ('list_name', models.CharField(help_text='导出地址的名称。', max_length=60, verbose_name='名单')),
                        ('file_format', models.CharField(max_length=8, verbose_name='格式')),
                        ('query', models.CharField(blank=True, max_length=2000, verbose_name='筛选条件')),
                        ('file_name', models.CharField(max_length=120, verbose_name='文件名')),
                        ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                        ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                        ('status', models.CharField(choices=[('waiting', '生成中'), ('ready', '可下载'), ('failed', '未能生成'), ('expired', '已删除')], default='waiting', max_length=8, verbose_name='状态')),
                        ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='生成时间')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('key', models.CharField(blank=True, editable=False, max_length=40, verbose_name='存储名')),
                        ('size', models.PositiveBigIntegerField(default=0, verbose_name='大小')),
                        ('sha256', models.CharField(blank=True, max_length=64, verbose_name='校验和')),
                    ],
                    options={
                        'verbose_name': '后台生成的文件',
                        'verbose_name_plural': '后台生成的文件',
                        'indexes': [models.Index(fields=['asked_by', '-id'], name='export_by_asker'), models.Index(condition=models.Q(('status', 'waiting')), fields=['id'], name='export_waiting'), models.Index(condition=models.Q(('status', 'ready')), fields=['made_at'], name='export_ready')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at__isnull', False), ('size__gt', 0), ('status', 'ready'), models.Q(('key', ''), _negated=True)), models.Q(('key', ''), ('made_at__isnull', False), ('status', 'expired')), models.Q(('key', ''), ('made_at', None), ('status__in', ['waiting', 'failed'])), _connector='OR'), name='export_status_has_its_file', violation_error_message='文件的状态与生成时间不符。'), models.CheckConstraint(condition=models.Q(models.Q(('lease_token', None), ('lease_until', None)), models.Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('status', 'waiting')), _connector='OR'), name='export_lease_while_waiting'), models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('asked_by', 'list_name', 'file_format', 'query'), name='export_asked_once', violation_error_message='同一文件正在生成。')],
                    },
                ),
                migrations.CreateModel(
                    name='Ticket',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tickets', to=settings.AUTH_USER_MODEL, verbose_name='本人')),
                        ('kind', models.CharField(choices=[('invitation', '启用账号'), ('address', '确认新邮箱'), ('stop', '停止更改'), ('unlock', '常用设备验证')], max_length=10, verbose_name='用途')),
                        ('address', models.CharField(blank=True, max_length=254, verbose_name='寄往')),
                        ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                        ('made_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发出人')),
                        ('made_at', models.DateTimeField(verbose_name='发出时间')),
                        ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                        ('used_at', models.DateTimeField(null=True, verbose_name='使用时间')),
                        ('dead_at', models.DateTimeField(null=True, verbose_name='作废时间')),
                        ('dead_reason', models.CharField(blank=True, max_length=60, verbose_name='作废原因')),
                    ],
                    options={
                        'verbose_name': '一次性链接',
                        'verbose_name_plural': '一次性链接',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('dead_at', None), ('used_at', None), models.Q(('kind', 'stop'), _negated=True)), fields=('person', 'kind'), name='ticket_one_live'), models.UniqueConstraint(condition=models.Q(('dead_at', None), ('kind', 'stop'), ('used_at', None)), fields=('person', 'address'), name='ticket_one_stop_a_mailbox'), models.CheckConstraint(condition=models.Q(('used_at', None), ('dead_at', None), _connector='OR'), name='ticket_not_used_and_dead')],
                        'triggers': [pgtrigger.compiler.Trigger(name='as_given_out', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='146b4b8418e783b7b198562a3aae224bb072efba', operation='UPDATE', pgid='pgtrigger_as_given_out_aeb63', table='accounts_ticket', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('reset', '设置新密码'), ('unlock', '常用设备验证'), ('second_step_guessed', '有人输入了正确密码'), ('invitation', '启用账号'), ('address_confirm', '确认新邮箱'), ('address_asked', '有人请求更改邮箱'), ('address_changed', '邮箱已更改'), ('address_typed', '管理员更改了邮箱')], max_length=20, verbose_name='信件')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                        ('address', models.CharField(blank=True, max_length=254, verbose_name='寄往')),
                        ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.ticket', verbose_name='链接')),
                        ('seed', models.CharField(blank=True, max_length=43, verbose_name='链接的种子')),
                        ('facts', models.JSONField(default=dict, verbose_name='内容')),
                        ('made_at', models.DateTimeField(verbose_name='写入时间')),
                        ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                        ('next_attempt_at', models.DateTimeField(db_index=True, verbose_name='下次寄送')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='已试次数')),
                    ],
                    options={
                        'verbose_name': '待寄信件',
                        'verbose_name_plural': '待寄信件',
                    },
                ),
                migrations.CreateModel(
                    name='Recovery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recoveries', to=settings.AUTH_USER_MODEL, verbose_name='本人')),
                        ('reason', models.CharField(max_length=200, verbose_name='原因')),
                        ('checked_how', models.CharField(choices=[('in_person', '当面核对'), ('called_back', '电话回拨办公电话'), ('in_writing', '单位书面说明')], max_length=12, verbose_name='核实方式')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                        ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                        ('verdict', models.CharField(blank=True, choices=[('granted', '同意'), ('refused', '不同意')], max_length=8, verbose_name='决定')),
                        ('epoch', models.PositiveIntegerField(default=0, verbose_name='账号版本')),
                    ],
                    options={
                        'verbose_name': '找回',
                        'verbose_name_plural': '找回',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('person',), name='recovery_one_open', violation_error_message='此人已有一份找回申请在等决定。'), models.CheckConstraint(condition=models.Q(models.Q(('asked_by', models.F('person')), _negated=True), models.Q(('decided_by', None), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR')), name='recovery_not_for_oneself', violation_error_message='不得为本人申请或决定找回。'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='recovery_two_people', violation_error_message='申请人不得同时决定。'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('verdict', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('verdict__in', ['granted', 'refused'])), _connector='OR'), name='recovery_decided_whole')],
                        'triggers': [pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_recoveryevent" ("asked_at", "asked_by_id", "checked_how", "decided_at", "decided_by_id", "epoch", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "verdict") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."checked_how", OLD."decided_at", OLD."decided_by_id", OLD."epoch", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."verdict"); RETURN NULL;', hash='11f7b54cc8da0f23c25d1b4d07ae71c93fe0afde', operation='DELETE', pgid='pgtrigger_delete_delete_b7a88', table='accounts_recovery', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_recoveryevent" ("asked_at", "asked_by_id", "checked_how", "decided_at", "decided_by_id", "epoch", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "verdict") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."checked_how", NEW."decided_at", NEW."decided_by_id", NEW."epoch", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."verdict"); RETURN NULL;', hash='e11587ecfbd72adac19582be734d96554dda0949', operation='INSERT', pgid='pgtrigger_insert_insert_bbb0e', table='accounts_recovery', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_recoveryevent" ("asked_at", "asked_by_id", "checked_how", "decided_at", "decided_by_id", "epoch", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "verdict") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."checked_how", NEW."decided_at", NEW."decided_by_id", NEW."epoch", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."verdict"); RETURN NULL;', hash='9cff1c7c5159cd75f9107c62cbcf27f6465dc951', operation='UPDATE', pgid='pgtrigger_update_update_04d97', table='accounts_recovery', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='RecoveryEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.recovery')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='本人')),
                        ('reason', models.CharField(max_length=200, verbose_name='原因')),
                        ('checked_how', models.CharField(choices=[('in_person', '当面核对'), ('called_back', '电话回拨办公电话'), ('in_writing', '单位书面说明')], max_length=12, verbose_name='核实方式')),
                        ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                        ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                        ('verdict', models.CharField(blank=True, choices=[('granted', '同意'), ('refused', '不同意')], max_length=8, verbose_name='决定')),
                        ('epoch', models.PositiveIntegerField(default=0, verbose_name='账号版本')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9d409398dd02c1cb7303c51d7a5013b00db16df0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_35c59', table='accounts_recoveryevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='7f06aade4f632ebb8ff6a8a95ca912f882f2a326', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_06ced', table='accounts_recoveryevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Retirement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('before', models.DateField(verbose_name='归档此前')),
                        ('reason', models.CharField(max_length=200, verbose_name='说明')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                        ('verdict', models.CharField(blank=True, choices=[('granted', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], max_length=9, verbose_name='决定')),
                        ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='执行时间')),
                        ('seal', models.BigIntegerField(blank=True, null=True, verbose_name='封存编号')),
                    ],
                    options={
                        'verbose_name': '归档',
                        'verbose_name_plural': '归档',
                        'constraints': [models.UniqueConstraint(models.F('verdict'), condition=models.Q(('done_at', None), ('verdict__in', ['', 'granted'])), name='retirement_one_of_a_kind'), models.CheckConstraint(condition=models.Q(('before__day', 1)), name='retirement_whole_months', violation_error_message='只能按整月归档。'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('verdict', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('verdict', 'withdrawn')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('verdict__in', ['granted', 'refused']), models.Q(('decided_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='retirement_two_people', violation_error_message='提出人不得同时确认。'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('seal', None)), models.Q(('done_at__isnull', False), ('seal__isnull', False), ('verdict', 'granted')), _connector='OR'), name='retirement_done_as_agreed')],
                        'triggers': [pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_retirementevent" ("before", "decided_at", "decided_by_id", "done_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "seal", "verdict") VALUES (OLD."before", OLD."decided_at", OLD."decided_by_id", OLD."done_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."seal", OLD."verdict"); RETURN NULL;', hash='32c33a398b9914f70afd4b4b1d7d661ba9e723f8', operation='DELETE', pgid='pgtrigger_delete_delete_a499c', table='accounts_retirement', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_retirementevent" ("before", "decided_at", "decided_by_id", "done_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "seal", "verdict") VALUES (NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."done_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."seal", NEW."verdict"); RETURN NULL;', hash='062c60b884246dde63f8fd15e03e6dcf91e9081e', operation='INSERT', pgid='pgtrigger_insert_insert_8bed9', table='accounts_retirement', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_retirementevent" ("before", "decided_at", "decided_by_id", "done_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "seal", "verdict") VALUES (NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."done_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."seal", NEW."verdict"); RETURN NULL;', hash='590ba077292200100f09398b2d0e0ac8c9a862f0', operation='UPDATE', pgid='pgtrigger_update_update_1ff6b', table='accounts_retirement', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='RetirementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.retirement')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('before', models.DateField(verbose_name='归档此前')),
                        ('reason', models.CharField(max_length=200, verbose_name='说明')),
                        ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                        ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                        ('verdict', models.CharField(blank=True, choices=[('granted', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], max_length=9, verbose_name='决定')),
                        ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='执行时间')),
                        ('seal', models.BigIntegerField(blank=True, null=True, verbose_name='封存编号')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='32fda2886559efdecd562c5b4e1a52eb328de8d6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_355a0', table='accounts_retirementevent', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='24b01e2ae89bd9c6f255d561f778b83d6b5fcc37', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_df9a9', table='accounts_retirementevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Seal',
                    fields=[
                        ('number', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='编号')),
                        ('made_at', models.DateTimeField(verbose_name='封存时间')),
                        ('algorithm', models.CharField(choices=[('sha256', 'SHA-256'), ('sm3', 'SM3')], max_length=8, verbose_name='摘要算法')),
                        ('reason', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('parts', models.JSONField(verbose_name='范围')),
                        ('previous', models.CharField(max_length=64, unique=True, verbose_name='前一号的签名')),
                        ('mac', models.CharField(max_length=64, verbose_name='签名')),
                    ],
                    options={
                        'verbose_name': '封存',
                        'verbose_name_plural': '封存',
                        'ordering': ('number',),
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9f275869cd7151248fd5c0888b2c59075838a74', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_452ec', table='accounts_seal', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='2cac67642450a66f6683bf6c6f7134698f79288d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8169e', table='accounts_seal', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='HistoryContext',
                    fields=[
                    ],
                    options={
                        'verbose_name': '变更说明',
                        'verbose_name_plural': '变更说明',
                        'proxy': True,
                    },
                    bases=('pghistory.context',),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='historycontext',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4c3ed74edc7611e615607cb367cfe01c8326a5de', operation='DELETE', pgid='pgtrigger_no_delete_237fb', table='pghistory_context', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='historycontext',
                    trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;", hash='d5330334db459fd207ef2ff51857bb9768dd05ee', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_db401', table='pghistory_context', when='BEFORE')),
                ),
            ],
        ),
    ]
