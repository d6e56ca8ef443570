"""Tells organizations when a pairing last did something together."""

from django.db.models import OuterRef, Subquery

from activities.models import Activity


def last_confirmed() -> Subquery:
    """The day of the latest activity that all its parties confirmed."""
    rows = Activity.objects.counted().filter(pairing=OuterRef("pk")).order_by("-held_on")
    return Subquery(rows.values("held_on")[:1])
