"""The way from a committee's page to what it shares; honours of a label; what a naming names."""

from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from rules import test_rule

from accounts.models import User
from commons.models import Honour, Label, Plaque, Resource
from organizations.models import Committee, FrameworkAgreement
from organizations.panels import Panel

PLACE, LATEST = 4, 5


def of_committee(committee: Committee, user: User, now: datetime) -> Panel:
    return Panel("commons/_panel.html", {"committee": committee})


def resources_by_committee(user: User, now: datetime) -> dict[int, int]:
    """How many each shares, as the list counts them; one query."""
    rows = Resource.objects.visible_to(user).filter(closed_on__isnull=True)
    return dict(rows.order_by().values_list("committee").annotate(Count("pk")))


def resources_url(slug: str, _now: datetime) -> str:
    return f"{reverse('commons:resources')}?committee={slug}"


def of_label(label: Label, user: User, now: datetime) -> Panel | None:
    """The latest honours under it; nothing where there is none. One query."""
    rows = list(Honour.objects.visible_to(user).filter(label=label).for_list()[: LATEST + 1])
    if not rows:
        return None
    context = {"rows": rows[:LATEST], "more": len(rows) > LATEST, "label": label}
    return Panel("commons/_honours_of_label.html", context)


def of_agreement(agreement: FrameworkAgreement, user: User, now: datetime) -> Panel | None:
    """What a naming names, by number, each as its reader may change it. One query."""
    if agreement.kind != FrameworkAgreement.Kind.NAMING:
        return None
    rows = list(Plaque.objects.filter(agreement=agreement).for_list())
    active = agreement.status == FrameworkAgreement.Status.ACTIVE
    lines = [
        (row, active and not row.revoked_on and test_rule("commons.revoke_plaque", user, row)) for row in rows
    ]
    return Panel("commons/_plaques.html", {"lines": lines, "agreement": agreement})
