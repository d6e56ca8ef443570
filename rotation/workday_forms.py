"""The form into which the yearly notice is pasted."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from rotation.planning import LAST_YEAR


class NoticeForm(forms.Form):
    year = forms.IntegerField(label="年份", min_value=2000, max_value=LAST_YEAR)
    source = forms.CharField(label="依据", max_length=120, help_text="通知名称或文号。")
    text = forms.CharField(
        label="通知正文",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="粘贴国务院办公厅通知中“一、元旦：……放假”各条。",
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
