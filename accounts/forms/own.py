"""What a person changes about the own account."""

from accounts.forms.people import IdentityForm
from accounts.models import User


class ProfileForm(IdentityForm):
    class Meta:
        model = User
        fields = ("display_name", "post", "office_phone", "email")
        help_texts = {"email": "提醒和找回密码发到这里；也可用来登录。", "office_phone": "只填办公电话。"}
