"""Forms for documents."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import EditForm, FilterForm, PortalForm
from commons.models import Document
from commons.models.document import DocumentQuerySet
from organizations.forms import date_input
from organizations.forms.branches import COMMITTEES

OFFERED = 300


class DocumentFilter(FilterForm):
    """The list's filter row; its state is the URL. A value nobody offers is left out, not an error."""

    q = forms.CharField(
        label="名称、文号或发文机关",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *Document.Kind.choices])
    committee = forms.ChoiceField(label="登记工委", required=False, choices=COMMITTEES)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "现行和将施行"), ("over", "不再有效"), ("all", "全部")]
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def apply(self, rows: DocumentQuerySet, today: date) -> DocumentQuerySet:
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "kind" in chosen:
            rows = rows.filter(kind=chosen["kind"])
        if "committee" in chosen:
            rows = rows.filter(committee__slug=chosen["committee"])
        if "q" in chosen:
            rows = rows.matching(chosen["q"])
        state = chosen.get("state")
        if state == "over":
            return rows.exclude(pk__in=Document.objects.in_force(today).values("pk"))
        return rows if state == "all" else rows.in_force(today)

    @property
    def narrows(self) -> bool:
        return self.is_used


class DocumentForm(EditForm):
    """登记 or edit; ``supersedes`` offers the committee's own that nothing replaces yet."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Document
        fields = Document.FACTS
        widgets = {
            **{name: date_input() for name in ("issued_on", "effective_on", "expires_on")},
            "summary": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "title": "不用书名号。",
            "number": "如“示例〔2026〕1号”；没有或未载的不填。",
            "summary": "用自己的话概括，不得录入涉密内容。",
            "source_title": "取自公开报道的，注明来源。",
        }

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Document.objects.filter(committee=user.committee_id).exclude(pk=self.instance.pk)
        field = self.fields["supersedes"]
        field.queryset = own  # type: ignore[attr-defined]
        offered = own.filter(successor__isnull=True) | own.filter(successor=self.instance.pk)
        shown = [(row.pk, str(row)) for row in offered.order_by("-pk")[:OFFERED]]
        field.widget.choices = [("", "（不替代其他文件）"), *shown]  # type: ignore[attr-defined]
        field.widget.attrs["data-picker"] = ""


class AbolishForm(PortalForm):
    reason = forms.CharField(label="废止原因", max_length=200)
