"""What a person changes about the own account."""

from django import forms

from accounts.forms.people import IdentityForm
from accounts.models import User
from collab_portal.lib.forms import PortalForm


class ProfileForm(IdentityForm):
    class Meta:
        model = User
        fields = ("display_name", "post", "office_phone")
        help_texts = {"office_phone": "只填办公电话。"}


class AddressForm(PortalForm):
    """更改邮箱: nothing changes until the new mailbox answers."""

    address = forms.EmailField(
        label="新邮箱",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="确认邮件寄往新邮箱，三天内点开并确认后才更改；原邮箱会收到通知，七天内可以停止。",
    )
