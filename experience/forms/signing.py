"""Signatures, remarks on a passage, corrections, withdrawal."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from collab_portal.lib.forms import ConsentForm, EditForm, PortalForm, PortalModelForm
from experience.forms.pictured import take_pictures, text_field
from experience.forms.texts import Texts
from experience.models import Article, Correction, Remark
from experience.models.remark import BEFORE_LENGTH, QUOTE_LENGTH


class RemarkForm(Texts, ConsentForm):
    remark = forms.CharField(
        label="意见（可不填）", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(Texts, ConsentForm):
    remark = forms.CharField(label="退回意见", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(RemarkForm):
    at = forms.DateTimeField(
        label="刊发时间",
        required=False,
        help_text="留空为立即刊发；填写将来的时间则到时自动刊发。",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and not timedelta(0) < at - timezone.now() < timedelta(days=366):
            raise ValidationError("刊发时间须在现在之后、一年以内；立即刊发请留空。")
        return at


class WithdrawForm(Texts, PortalForm):
    reason = forms.CharField(
        label="撤稿原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="读者打开原网址时能看到。",
    )


class PassageForm(Texts, PortalModelForm):
    """A word on one passage; a script fills the quotation from what is selected."""

    quote = forms.CharField(
        label="原文",
        max_length=QUOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "data-quote": ""}),
        help_text="从正文中选取，或照抄一句。",
    )
    before = forms.CharField(
        required=False, max_length=BEFORE_LENGTH, widget=forms.HiddenInput(attrs={"data-before": ""})
    )
    note = forms.CharField(label="批注", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = Remark
        fields = ("quote", "before", "note")

    def _post_clean(self) -> None:
        """The operation validates the whole row; the form only its own fields."""


class CorrectionForm(Texts, EditForm):
    """The whole text as it should read, and what readers are told of the change."""

    body = text_field()

    class Meta:
        model = Correction
        fields = ("note", "title", "summary", "body")
        widgets = {
            "note": forms.Textarea(attrs={"rows": 2}),
            "summary": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_pictures(self.fields["body"], article.submission)
