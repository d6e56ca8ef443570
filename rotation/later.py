"""会后增补、调整: how decisions differ from the minutes that were sent round with them."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from collab_portal.lib import dates
from rotation.models import Minutes, MinutesDecision, Resolution


def sent() -> Exists:
    """Annotates resolutions: whether minutes of their consultation are, or were, signed."""
    return Exists(Minutes.objects.in_force().filter(consultation=OuterRef("consultation")))


def prefetch() -> "Prefetch[Any]":
    """Their words in the version in force."""
    in_force = MinutesDecision.objects.filter(minutes__in=Minutes.objects.in_force())
    return Prefetch("as_sent", in_force, to_attr="in_minutes")


def in_words(resolution: Resolution) -> str:
    """Of a resolution read with ``sent``, ``prefetch`` and its owners: one dated sentence, or nothing."""
    row: Any = resolution
    if row.in_minutes:
        changed = row.in_minutes[0].differences()
        day = resolution.adjusted_on
        return f"{dates.plain_date(day) if day else '会后'}调整：{'；'.join(changed)}。" if changed else ""
    if not row.sent:
        return ""
    return f"会后增补，{dates.plain_date(dates.today(resolution.created_at))}登记，未列入纪要。"
