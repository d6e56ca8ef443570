"""Uploading a table."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile

from collab_portal.lib import bounds
from collab_portal.lib.forms import PortalForm
from collab_portal.lib.html import strip_controls

ACCEPTED = ".xlsx,.csv"


class TableField(forms.FileField):
    """A workbook or a CSV of at most ten megabytes; what is inside is looked at in the background."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        errors = {"required": "请选择文件。", "empty": "文件是空的。", "invalid": "请选择文件。"}
        super().__init__(widget=widget, error_messages=errors, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        if isinstance(data, UploadedFile):
            data.name = strip_controls(str(data.name))[-100:] or "未命名"
        found = super().clean(data, initial)
        if found is not None and found.size > bounds.TABLE:
            raise forms.ValidationError(f"文件超过 {bounds.TABLE // 1024 // 1024} MB，请分成几个文件上传。")
        return found


class UploadForm(PortalForm):
    file = TableField(label="文件", help_text="xlsx，或 UTF-8、GB18030 编码的 CSV；不超过 10 MB。")
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())


class CorrectForm(PortalForm):
    file = TableField(label="改好的文件", help_text="保留“原行号”一列，据此替换出错的行。")
