"""On a resource's page: who asks, who comes, and how often it was used."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear
from rules import test_rule

from accounts.models import User
from activities.models import Activity, ResourceUse
from commons.models import Resource
from organizations.panels import Panel

PLACE, SHOWN = 2, 20


class YearOfUse(NamedTuple):
    """Confirmed activities that used it in one year; ``people`` as their parties counted."""

    year: int
    activities: int
    people: int


def of_resource(resource: Resource, user: User, now: datetime) -> Panel | None:
    """What is ahead, for those whom it concerns; the years, for all. Three queries at most."""
    ahead = ResourceUse.objects.visible_to(user).filter(resource=resource, ends_at__gt=now)
    ahead = ahead.filter(activity__status=Activity.Status.ANNOUNCED, asked__gte=1).for_list()
    rows, years = list(ahead[:SHOWN]), years_of(resource)
    asks = test_rule("commons.edit_resource", user, resource)
    if not rows and not years and not asks:
        return None
    return Panel("activities/_uses_of_resource.html", {"rows": rows, "years": years, "resource": resource})


def years_of(resource: Resource) -> list[YearOfUse]:
    """Utilisation, the latest year first: each figure opens the list of the same number."""
    used = Activity.objects.counted().filter(
        pk__in=ResourceUse.objects.granted().filter(resource=resource).values("activity")
    )
    rows = (
        used.annotate(year=ExtractYear("held_on"))
        .order_by()
        .values("year")
        .annotate(number=Count("pk", distinct=True), people=Sum("participations__headcount"))
        .order_by("-year")
    )
    return [YearOfUse(row["year"], row["number"], row["people"] or 0) for row in rows]


class Load(NamedTuple):
    """What is promised or asked for at the time of a use: rivals, and people against room."""

    rivals: list[ResourceUse]
    granted_people: int
    taken: ResourceUse | None  # promised to that one alone


def load_of(use: ResourceUse) -> Load:
    """Others that want the resource then, or have it; one query."""
    others = ResourceUse.objects.filter(resource=use.resource).during(use.starts_at, use.ends_at)
    others = others.filter(
        activity__status=Activity.Status.ANNOUNCED, asked__gte=1, answer__in=["", "granted"]
    )
    rivals = list(others.exclude(pk=use.pk).for_list().order_by("-exclusive", "starts_at", "pk")[:SHOWN])
    taken = next((one for one in rivals if one.exclusive and use.resource.exclusive), None)
    return Load(rivals, sum(one.people or 0 for one in rivals if one.answer), taken)
