"""Forms that answer: reply, confirm, object, cancel."""

from typing import Any

from django import forms

from activities.models import Participation
from activities.models.participation import HEADCOUNT_LIMIT
from collab_portal.lib.forms import ConsentForm, PortalForm, PortalModelForm
from collab_portal.lib.versions import VersionField


class DisputeForm(ConsentForm):
    reason = forms.CharField(
        label="异议的原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="各方都会看到。",
    )


class CancelForm(PortalForm):
    reason = forms.CharField(label="取消的原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ReplyForm(PortalModelForm):
    """Two radio buttons, a number, a word: one click is enough."""

    expected = forms.IntegerField(
        label="预计人数（可不填）", required=False, min_value=0, max_value=HEADCOUNT_LIMIT
    )
    version = VersionField()

    class Meta:
        model = Participation
        fields = ("reply", "expected", "reply_note")
        widgets = {"reply": forms.RadioSelect}
        labels = {"reply": "是否参加", "reply_note": "说明（可不填）"}

    def __init__(self, *args: Any, places: int | None = None, **kwargs: Any) -> None:
        """``places``: how many there are, where they are few."""
        self.places = places
        super().__init__(*args, **kwargs)
        self.fields["reply"].required = True
        self.fields["reply"].choices = Participation.Reply.choices  # type: ignore[attr-defined]
        if self.places is not None:
            self.fields["expected"].label = f"参加人数（共 {self.places} 个名额）"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reply") == Participation.Reply.DECLINE:
            data["expected"] = None
        return data

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"reply": said["reply"], "expected": said["expected"], "note": said["reply_note"]}

    def _post_clean(self) -> None:
        """The operation judges the row; here only the fields are."""


class UseReasonForm(PortalForm):
    """暂不能提供 or 收回, of what was asked for the time that the page showed."""

    reason = forms.CharField(label="原因", max_length=200, help_text="主办方会看到。")
    asked = VersionField()

    @property
    def asked_for(self) -> int:
        return self.cleaned_data.get("asked") or 0


class HeadcountForm(PortalForm):
    """One's own committee's people, while the record waits for others."""

    headcount = forms.IntegerField(
        label="本工委参加人次", required=False, min_value=0, max_value=HEADCOUNT_LIMIT
    )


class ConfirmForm(ConsentForm):
    """One click is enough; whoever likes gives his own committee's headcount with it."""

    headcount = forms.IntegerField(
        label="本工委参加人次（可不填）", required=False, min_value=0, max_value=HEADCOUNT_LIMIT
    )
