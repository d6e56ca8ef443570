"""Forms for 联合命名."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import PortalForm
from commons.models import Resource
from organizations.forms.agreements import ProposeAgreementForm
from organizations.models import FrameworkAgreement

LONGEST, OFFERED = 20, 100


class NamingForm(ProposeAgreementForm):
    """发起联合命名: the facts of an agreement, and a number for each resource that is to be named."""

    def __init__(self, user: User, resources: Sequence[Resource], *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, kind=FrameworkAgreement.Kind.NAMING, **kwargs)
        self.resources = list(resources)
        self.fields["title"].label, self.fields["number"].label = "命名名称", "文号"
        self.fields["committees"].help_text = "除本工委外的签约工委；资源所属的工委自动列入，不必另选。"
        for place, one in enumerate(self.resources, start=1):
            field = forms.CharField(
                label=one.title,
                required=False,
                max_length=LONGEST,
                initial=f"{place:03}",
                help_text=f"{one.committee.short_name} · {one.get_kind_display()}",
            )
            self.fields[f"number_{one.pk}"] = field

    def common(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("number_")]

    def numbers(self) -> list[forms.BoundField]:
        return [self[f"number_{one.pk}"] for one in self.resources]

    def facts(self) -> dict[str, Any]:
        """What the verb takes: ``numbers`` are those that were filled in."""
        told = {f"number_{one.pk}": one.pk for one in self.resources}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in told}
        return facts | {
            "numbers": {pk: self.cleaned_data[name] for name, pk in told.items() if self.cleaned_data[name]}
        }


class RevokeForm(PortalForm):
    reason = forms.CharField(label="摘牌原因", max_length=200)
