"""What a person changes about the own account."""

from accounts.forms.addresses import AddressField
from accounts.models import User
from collab_portal.lib.forms import EditForm, PortalForm


class ProfileForm(EditForm):
    class Meta:
        model = User
        fields = ("display_name", "post", "office_phone")
        help_texts = {"office_phone": "只填办公电话。"}


class AddressForm(PortalForm):
    """更改邮箱: nothing changes until the new mailbox answers."""

    address = AddressField(
        label="新邮箱",
        help_text="确认邮件寄往新邮箱，三天内点开并确认后才更改；原邮箱会收到通知，七天内可以停止。",
    )
