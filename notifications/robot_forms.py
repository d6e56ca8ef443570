"""The form of a group robot: a pasted address is reduced to its key; the rest of it is not believed."""

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from collab_portal.lib.forms import PortalModelForm
from collab_portal.lib.versions import VersionField
from notifications.models import Robot
from notifications.models.robot import TOPICS

if TYPE_CHECKING:
    from accounts.models import User

SECRETARIAT, COMMITTEE = "secretariat", "committee"


class RobotForm(PortalModelForm):
    place = forms.ChoiceField(label="谁的群")
    topics = forms.MultipleChoiceField(
        label="发哪些通知",
        choices=list(TOPICS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="都不选则不发。群里只出现标题和链接，正文登录后看。",
    )

    version = VersionField()

    class Meta:
        model = Robot
        fields = ("kind", "name", "key", "secret", "active")
        widgets = {"key": forms.PasswordInput, "secret": forms.PasswordInput}
        help_texts = {
            "key": "粘贴机器人地址，或只填其中的密钥。保存后不再显示。",
            "secret": "钉钉、飞书设了“加签”才填。",
        }

    field_order = ("place", "kind", "name", "key", "secret", "topics", "active")

    def __init__(self, data: Any = None, *, instance: Robot, user: "User") -> None:
        initial = {
            "topics": instance.topics,
            "version": instance.version if instance.pk else None,
            "place": COMMITTEE if instance.committee_id or not instance.pk else SECRETARIAT,
        }
        super().__init__(data, instance=instance, initial=initial)
        self.user = user
        places = []
        if user.is_committee_admin and user.committee:
            places.append((COMMITTEE, user.committee.short_name))
        if user.is_rotation_admin:
            places.append((SECRETARIAT, "轮值管理员"))
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        used = [(value, label) for value, label in Robot.Kind.choices if value in settings.ROBOTS]
        self.fields["kind"].choices = used  # type: ignore[attr-defined]
        if instance.pk:
            for name in ("key", "secret"):
                self.fields[name].required = False
                self.fields[name].help_text = "留空则不变。"

    def clean_key(self) -> str:
        given: str = self.cleaned_data["key"].strip()
        if not given:
            return self.initial_of("key")
        if "/" not in given:
            return given
        try:
            parts = urlsplit(given)
        except ValueError:
            raise ValidationError("无法识别这个地址，请从群机器人的设置页重新复制。") from None
        query = parse_qs(parts.query)
        found = query.get("key") or query.get("access_token") or [parts.path.rstrip("/").rpartition("/")[2]]
        if len(found[0]) < 8:
            raise ValidationError("地址里没有密钥，请从群机器人的设置页重新复制。")
        return found[0]

    def clean_secret(self) -> str:
        return self.cleaned_data["secret"] or self.initial_of("secret")

    def initial_of(self, name: str) -> str:
        """What is stored; an empty field keeps it."""
        return str(self.kept.get(name, ""))

    @property
    def kept(self) -> dict[str, Any]:
        if not self.instance.pk:
            return {}
        return dict(Robot.objects.filter(pk=self.instance.pk).values("key", "secret").get())

    def wish(self) -> Robot:
        """The robot as asked for, not yet stored."""
        robot: Robot = self.instance
        robot.topics = self.cleaned_data["topics"]
        robot.committee = self.user.committee if self.cleaned_data["place"] == COMMITTEE else None
        return robot
