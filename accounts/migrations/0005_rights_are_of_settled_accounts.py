import accounts.models.user
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('accounts', '0004_settle_accounts')]

    operations = [
        migrations.RemoveConstraint(
            model_name='user',
            name='user_email_once',
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(accounts.models.user.Normalized('username')), name='user_name_once', violation_error_code='username', violation_error_message='该用户名已被使用（不分大小写和全半角）。'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('username__contains', '@'), _negated=True), name='user_name_no_address', violation_error_code='username', violation_error_message='用户名不能是邮箱地址。'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('settled_at__isnull', False), models.Q(('is_editor', False), ('is_issuer', False), ('is_reviewer', False), ('is_rotation_admin', False), ('platform_role', ''), ('role', 'member')), _connector='OR'), name='user_rights_settled', violation_error_message='账号尚未由本人启用，不能授权。'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'person'), models.Q(('is_editor', False), ('is_issuer', False), ('is_reviewer', False), ('is_rotation_admin', False), ('kind', 'service'), ('password__startswith', '!'), ('platform_role', ''), ('role', 'staff')), _connector='OR'), name='user_service_signs_nothing', violation_error_message='接口账号不能登录，也不能持有其他权限。'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once', violation_error_code='email', violation_error_message='该邮箱已被其他账号使用。'),
        ),
    ]
