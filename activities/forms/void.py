"""撤销此记录: why, and which record stands instead."""

from typing import Any

from django import forms

from accounts.models import User
from activities.models import Activity, Correction
from collab_portal.lib.diff import likeness
from collab_portal.lib.forms import PortalForm
from collab_portal.lib.versions import VersionField

LIKELY, CONSIDERED = 20, 300


class VoidForm(PortalForm):
    """The likeliest duplicates are offered first; nothing is chosen for the person."""

    reason = forms.CharField(
        label="撤销的原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="各方会看到，例如“两家工委各登记了一次”。",
    )
    duplicate_of = forms.ModelChoiceField(
        label="重复的是哪一条（以它为准）",
        queryset=Activity.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        help_text="列出同一时间、有共同参与方、各方已确认的记录，最像的在前。",
    )
    version = VersionField()

    def __init__(
        self, *args: Any, user: User, activity: Activity, pending: Correction | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        twins = Activity.objects.visible_to(user).twins_of(activity)
        earlier = pending.duplicate_of_id if pending and pending.is_void else None
        chosen = twins.in_brief().filter(pk=earlier).first() if earlier else None
        self.initial = {"version": pending.version if pending else activity.version}
        if pending and pending.is_void:
            self.initial |= {"reason": pending.reason, "duplicate_of": chosen}
        field = self.fields["duplicate_of"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        offered = likely(twins, activity)
        if chosen and chosen not in offered:
            offered.insert(0, chosen)
        field.queryset = twins
        field.choices = [("", "没有对应的记录"), *((row.pk, _told(row)) for row in offered)]


def likely(twins: Any, activity: Activity) -> list[Activity]:
    """The most alike first: by name, then by how many parties the two share."""
    rows = list(twins.in_brief()[:CONSIDERED])
    parties = set(activity.committee_ids)
    return sorted(
        rows,
        key=lambda row: (
            -round(likeness(row.title, activity.title), 1),
            -len(parties & set(row.committee_ids)),
            -row.pk,
        ),
    )[:LIKELY]


def _told(row: Any) -> str:
    partners = "".join(f"、{name}" for name in row.partner_names)
    return f"{row}（{row.when}，{row.host.short_name}牵头{partners}，编号 {row.pk}）"
