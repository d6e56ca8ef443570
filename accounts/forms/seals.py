"""What an auditor asks of the seals, and which months are to go."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator

from collab_portal.lib.dates import today
from collab_portal.lib.forms import PortalForm

SHOWN = 36  # months to choose from


class HeadForm(PortalForm):
    """核对签名: one that was kept outside the database."""

    head = forms.CharField(
        label="核对签名",
        max_length=64,
        validators=[RegexValidator(r"\A[0-9a-f]{64}\Z", "签名是 64 位的数字和小写字母 a–f。")],
        help_text="把信中或签名文件里的签名粘贴到这里，看它是否仍在封存之中。",
    )


class RetirementForm(PortalForm):
    """Months old enough to go, and why."""

    before = forms.ChoiceField(label="归档哪个月以前的")
    reason = forms.CharField(label="说明", max_length=200, help_text="例如：年度归档，导出文件存入档案室。")

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__(data)
        months = [(f"{month:%Y-%m}", f"{month:%Y年%m月}以前") for month in old_months(today(now))]
        self.fields["before"].choices = months  # type: ignore[attr-defined]
        self.fields["before"].help_text = f"安全日志在库中至少保留 {settings.AUDIT_KEEP_DAYS} 天。"

    def clean_before(self) -> date:
        return date.fromisoformat(f"{self.cleaned_data['before']}-01")


def old_months(day: date) -> list[date]:
    """The first days of months before which the trail may go, newest first."""
    newest = (day - timedelta(days=settings.AUDIT_KEEP_DAYS)).replace(day=1)
    found = [newest]
    while len(found) < SHOWN:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found
