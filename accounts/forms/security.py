"""What the reader of the security trail looks for; it stands in the address, page and files read it alike."""

import ipaddress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.forms.audit import _day
from accounts.forms.people import Committee
from accounts.models import SecurityEvent, User
from accounts.models.event import (
    CREDENTIALS,
    PEOPLE,
    SIGN_INS,
    SYSTEM,
    Kind,
    SecurityEventQuerySet,
)
from accounts.trail import account_digest
from collab_portal.lib.dates import end_of, start_of
from collab_portal.lib.forms import FilterForm

LONGEST_NETWORK = 43  # an IPv6 address of 39 characters and /128
LEFT = (Kind.EXPORTED, Kind.DOWNLOADED, Kind.CONTACTS_SEEN, Kind.TRAIL_READ, Kind.DENIED)
GROUPS = (
    ("登录", SIGN_INS),
    ("密码与两步验证", CREDENTIALS),
    ("账号与权限", PEOPLE),
    ("数据外流与越权", LEFT),
    ("系统", SYSTEM),
)


class SecurityFilter(FilterForm):
    """A damaged value is told beside its field and finds nothing, so that nobody takes all for some."""

    kind = forms.ChoiceField(label="类别", required=False)
    outcome = forms.ChoiceField(
        label="结果", required=False, choices=[("", "全部"), *SecurityEvent.Outcome.choices]
    )
    person = forms.CharField(label="用户名", required=False, max_length=60)
    committee = forms.ModelChoiceField(
        label="工委",
        required=False,
        queryset=Committee._default_manager.order_by("position"),
        empty_label="全部",
    )
    network = forms.CharField(
        label="网络地址",
        required=False,
        max_length=LONGEST_NETWORK,
        widget=forms.TextInput({"placeholder": "10.1.2.3 或 10.1.2.0/24"}),
    )
    since = _day("从")
    until = _day("到")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        groups = [(name, [(kind.value, kind.label) for kind in kinds]) for name, kinds in GROUPS]
        self.fields["kind"].choices = [("", "全部"), *groups]  # type: ignore[attr-defined]

    def clean_network(self) -> tuple[str, str] | None:
        """The first and last address of it."""
        typed = self.cleaned_data["network"]
        if not typed:
            return None
        try:
            net = ipaddress.ip_network(typed, strict=False)
        except ValueError:
            raise ValidationError("请填写一个地址（10.1.2.3）或一段地址（10.1.2.0/24）。") from None
        return str(net[0]), str(net[-1])

    def apply(self, rows: SecurityEventQuerySet) -> SecurityEventQuerySet:
        """``rows`` narrowed to what was asked for, newest first. Days are Beijing days."""
        rows = rows.order_by("-at", "-pk")
        if not self.is_valid():
            return rows.none()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("kind", "outcome"):
            if name in asked:
                rows = rows.filter(**{name: asked[name]})
        if "person" in asked:
            rows = rows.filter(_concerning(asked["person"]))
        if "committee" in asked:
            rows = rows.filter(committee_id=asked["committee"].pk)
        if "network" in asked:
            first, last = asked["network"]
            rows = rows.filter(network__gte=first, network__lte=last)
        if "since" in asked:
            rows = rows.filter(at__gte=start_of(asked["since"]))
        if "until" in asked:
            rows = rows.filter(at__lt=end_of(asked["until"]))
        return rows


def _concerning(typed: str) -> Q:
    """What an account did, what was done to it, and who guessed at it, be it known or not."""
    person = User.objects.filter(username=typed).first()
    if person is None:
        return Q(account_digest=account_digest(None, typed))
    digest = account_digest(person)
    return Q(person_id=person.pk) | Q(account_digest=digest) | Q(target=f"person:{person.pk}")
