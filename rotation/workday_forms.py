"""The form that takes the yearly notice, pasted or as a table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collab_portal.lib import bounds
from collab_portal.lib.forms import PortalForm
from collab_portal.lib.sheets import SheetError
from organizations.forms.imports import TableField
from rotation.holiday_table import as_notice
from rotation.planning import LAST_YEAR


class NoticeForm(PortalForm):
    field_order = ("year", "source", "text", "file")

    year = forms.IntegerField(label="年份", min_value=2000, max_value=LAST_YEAR)
    source = forms.CharField(label="依据", max_length=120, help_text="通知名称或文号。")
    file = TableField(
        label="或上传表格",
        required=False,
        help_text="xlsx 或 CSV，第一行为表头：日期、安排（放假或上班）、名称。读出后列在正文里，可再改。",
    )
    text = forms.CharField(
        label="通知正文",
        required=False,
        max_length=bounds.NOTICE,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="粘贴国务院办公厅通知中“一、元旦：……放假”各条；补充、调整的通知也可，读出后列明改了哪些天。",
    )

    def __init__(self, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(data, files, **more)

    def clean(self) -> dict[str, Any]:
        """A file's rows become the text, so what is shown, corrected and stored is one thing."""
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            try:
                cleaned["text"] = as_notice(file.read())
            except SheetError as error:
                raise ValidationError({"file": str(error)}) from error
            typed: Any = self.data
            self.data = {**typed.dict(), "text": cleaned["text"]}
        elif not cleaned.get("text") and "text" not in self.errors and "file" not in self.errors:
            raise ValidationError({"text": "请粘贴通知正文，或选择文件。"})
        return cleaned
