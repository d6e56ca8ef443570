"""约稿: the topic, until when, and who is asked."""

from typing import Any

from django import forms

from activities.kinds import Area
from collab_portal.lib.forms import PortalModelForm, SubmissionField
from experience.forms.texts import Texts
from experience.models import Article, Bulletin, Call
from organizations.models import Committee


class CallForm(Texts, PortalModelForm):
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "不限"), *Article.Kind.choices])
    area = forms.ChoiceField(label="领域", required=False, choices=[("", "不限"), *Area.choices])
    committees = forms.ModelMultipleChoiceField(
        label="约稿工委",
        queryset=Committee.objects.order_by("position"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择约稿的工委。"},
    )

    submission = SubmissionField()

    class Meta:
        model = Call
        fields = ("topic", "brief", "kind", "area", "due_on", "bulletin")
        widgets = {
            "brief": forms.Textarea(attrs={"rows": 3}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bulletins = self.fields["bulletin"]
        assert isinstance(bulletins, forms.ModelChoiceField)  # noqa: S101
        bulletins.queryset, bulletins.empty_label = Bulletin.objects.planned(), "（不限）"

    def _post_clean(self) -> None:
        """The operation validates the whole row; the form only its own fields."""

    def facts(self) -> dict[str, Any]:
        """What an operation may store, besides the committees."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
