"""Forms of accounts. Rights are only ever in ``DutiesForm``."""

import unicodedata
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from accounts.forms.addresses import AddressField
from accounts.models import User
from accounts.models.user import FLAGS, RIGHTS
from collab_portal.lib import codes
from collab_portal.lib.dates import today
from collab_portal.lib.forms import EditForm, FilterForm

Committee = User._meta.get_field("committee").related_model  # organizations stands above: never imported here
Branch = User._meta.get_field("branch").related_model


class PersonForm(EditForm):
    """An account, for the system admin. Committee and e-mail are closed while it holds rights.

    What must be unique is checked by the operation, which knows a form sent twice.
    """

    class Meta:
        model = User
        field_classes = {"email": AddressField}
        fields = ("username", "display_name", "post", "office_phone", "email", "committee", "branch")
        help_texts = {
            "username": "登录用，开通后不再更改。",
            "branch": "可不填。",
            "email": "启用链接、提醒和找回密码都发到这里；也可用来登录。",
        }

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.platform_role != User.Platform.SYSTEM:  # a 工委管理员 opens accounts of the own committee
            self.initial["committee"] = actor.committee_id
            self.fields["committee"].disabled = True
        self.fields["committee"].empty_label = "不属于任何工委（平台用户）"  # type: ignore[attr-defined]
        self.fields["branch"] = forms.CharField(
            label="党组织编码", required=False, max_length=40, help_text="该工委内的党组织编码，可不填。"
        )
        if self.instance.pk:
            del self.fields["username"]
            self.initial["branch"] = self.instance.branch.code if self.instance.branch else ""
            if self.instance.duties:
                for name in ("committee", "email"):
                    self.fields[name].disabled = True
                self.fields["committee"].help_text = "该账号持有权限：先由安全管理员收回，才能更改。"
                self.fields["email"].help_text = "该账号持有权限：邮箱只能由本人更改。"

    def clean_username(self) -> str:
        """Narrow letters, as sign-in reads them; what is no name is refused here, whose it is by the verb."""
        name = unicodedata.normalize("NFKC", self.cleaned_data["username"])
        User._meta.get_field("username").run_validators(name)  # type: ignore[union-attr]
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        code, committee = codes.code(cleaned.get("branch") or ""), cleaned.get("committee")
        cleaned["branch"] = None
        if code:
            cleaned["branch"] = Branch._default_manager.filter(committee=committee, code=code).first()
            if cleaned["branch"] is None:
                self.add_error("branch", "该工委没有这个编码的党组织。")
            elif not cleaned["branch"].is_active(today()):
                self.add_error("branch", "该党组织已撤销，请改填现在所属的党组织，或留空。")
        return cleaned


class DutiesForm(EditForm):
    """Every right of the portal, on one page; no other form has any of them."""

    code = forms.CharField(
        label="核验码",
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text="授予平台三员职责、邮箱在启用以后才确认或更改过的，必填：请本人打开“个人设置”，当面或电话念出六位数字。",
    )
    reason = forms.CharField(
        label="理由", required=False, max_length=200, help_text="邮箱不在工委域名之内时必填。"
    )

    class Meta:
        model = User
        fields = RIGHTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform_role"].choices = [("", "无"), *User.Platform.choices]  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            "version",
            Fieldset("授权依据", "code", "reason"),
            Fieldset("在本工委", "role"),
            Fieldset("全流域", *FLAGS),
            Fieldset(
                "平台三员",
                HTML('<p class="form-text">三员互斥，且不得兼任业务角色。</p>'),
                "platform_role",
            ),
        )

    def ground(self) -> dict[str, str]:
        """On what the rights are given; nothing of it is kept on the row."""
        return {name: self.cleaned_data[name] for name in ("code", "reason")}


class PeopleFilter(FilterForm):
    """The filter row of the list of people."""

    q = forms.CharField(label="姓名、用户名或邮箱", required=False, max_length=60)
    committee = forms.ModelChoiceField(
        Committee._default_manager, label="工委", required=False, empty_label="全部"
    )
    duty = forms.ChoiceField(
        label="权限",
        required=False,
        choices=[
            ("", "全部"),
            ("staff", "工委干部"),
            ("admin", "工委管理员"),
            ("is_rotation_admin", "轮值管理员"),
            ("column", "专栏编审发"),
            ("platform", "平台三员"),
        ],
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("on", "启用"), ("off", "停用")]
    )
