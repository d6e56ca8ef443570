"""Who leads now, who is next, and the consultation ahead: for the home page and the section's own."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, IntegerField, Q, Value, When

from collab_portal.lib import dates
from rotation.models import Consultation, Turn
from rotation.models.rotation import BASIN


@dataclass(frozen=True)
class Board:
    current: Turn | None
    next: Turn | None
    consultation: Consultation | None


def board(now: datetime, slug: str = BASIN) -> Board:
    """Two queries: the turns not yet over (the first two), and the consultation that is next."""
    today = dates.today(now)
    turns = list(Turn.objects.of_rotation(slug).filter(ends_on__gte=today).for_list()[:2])
    current = turns[0] if turns and turns[0].starts_on <= today else None
    following = turns[1:] if current else turns
    return Board(current, following[0] if following else None, next_consultation(now, slug))


def next_consultation(now: datetime, slug: str = BASIN) -> Consultation | None:
    """The next one with a date; else the running turn's, which still looks for one."""
    today = dates.today(now)
    dated = Q(status=Consultation.Status.SCHEDULED, ends_at__gt=now)
    undated = Q(
        status__in=[Consultation.Status.COLLECTING, Consultation.Status.POSTPONED],
        turn__starts_on__lte=today,
        turn__ends_on__gte=today,
    )
    has_date = Case(When(status="scheduled", then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Consultation.objects.filter(dated | undated, turn__rotation__slug=slug)
    return rows.for_page().order_by(has_date, F("starts_at").asc(), "pk").first()
