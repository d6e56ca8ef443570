"""The filter of pairing suggestions."""

from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import FilterForm
from organizations import network
from organizations.models import Branch, Committee

NAMES = [(member.slug, member.short_name) for member in network.MEMBERS]


class SuggestionFilter(FilterForm):
    """Whose branches, with whom, on which line; its state is the URL. What nobody offers is left out."""

    of = forms.ChoiceField(label="哪家工委的", required=False, choices=NAMES)
    partner = forms.ChoiceField(label="与哪家工委", required=False, choices=[("", "全部工委"), *NAMES])
    line = forms.ChoiceField(label="系统", required=False, choices=[("", "全部系统"), *Branch.Line.choices])

    def __init__(self, user: User, data: Any) -> None:
        own = user.committee.slug if user.committee else NAMES[0][0]
        given = {name: data.get(name, "") for name in ("of", "partner", "line")}
        super().__init__({**given, "of": given["of"] or own})
        self.is_valid()
        self.line = self.cleaned_data.get("line", "")
        slug = self.cleaned_data.get("of") or own
        chosen = {slug, self.cleaned_data.get("partner") or slug}
        found = {one.slug: one for one in Committee.objects.filter(slug__in=chosen)}
        self.whose: Committee = found[slug]
        other = found.get(self.cleaned_data.get("partner", ""))
        self.other = other if other != self.whose else None

    @property
    def narrows(self) -> bool:
        return bool(self.line or self.other)
