"""进展情况通报: what became of the decisions since the last consultation. It compiles itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from rotation import later
from rotation.models import AgendaItem, Consultation, Resolution, ResolutionOwner, ResolutionProgress


@dataclass(frozen=True)
class Line:
    """One resolution, the newest word of its owners; ``later``: what changed since minutes went round."""

    resolution: Resolution
    latest: ResolutionProgress | None
    overdue: bool
    later: str


@dataclass(frozen=True)
class Report:
    """``done``: settled since the consultation before; ``going``: open, the most urgent first."""

    consultation: Consultation
    previous: Consultation | None
    day: date
    done: Sequence[Line]
    going: Sequence[Line]
    suspended: Sequence[Line]
    topics: Sequence[AgendaItem]

    @property
    def overdue(self) -> int:
        return sum(line.overdue for line in self.going)


def opening_report(consultation: Consultation, day: date) -> Report:
    """The report with which ``consultation`` opens, as things stand on ``day``. Six queries."""
    rotation = consultation.turn.rotation_id
    held = Consultation.objects.filter(turn__rotation=rotation, status=Consultation.Status.HELD)
    before = consultation.starts_at
    earlier = held.exclude(pk=consultation.pk).order_by("-starts_at", "-pk")
    previous = (earlier.filter(starts_at__lt=before) if before else earlier).for_page().first()
    since = previous.held_on if previous and previous.held_on else date.min
    latest = (
        ResolutionProgress.objects.select_related("committee")
        .order_by("resolution", "-reported_at", "-pk")
        .distinct("resolution")
    )
    rows = (
        Resolution.objects.filter(consultation__turn__rotation=rotation)
        .filter(Q(settled_on__isnull=True) | Q(settled_on__gte=since))
        .exclude(consultation=consultation)
        .select_related("consultation")
        .prefetch_related(
            Prefetch("owners", ResolutionOwner.objects.select_related("committee")),
            Prefetch("reports", latest),
            later.prefetch(),
        )
        .annotate(sent=later.sent())
        .order_by("due_on", "pk")
    )
    relevant = [_line(row, day) for row in rows]
    by_status: dict[str, list[Line]] = {status: [] for status in Resolution.Status.values}
    for line in relevant:
        by_status[line.resolution.status].append(line)
    return Report(
        consultation=consultation,
        previous=previous,
        day=day,
        done=by_status[Resolution.Status.DONE],
        going=by_status[Resolution.Status.OPEN],
        suspended=by_status[Resolution.Status.SUSPENDED],
        topics=list(consultation.items.accepted().select_related("committee")),
    )


def _line(resolution: Resolution, day: date) -> Line:
    reports = list(resolution.reports.all())
    return Line(
        resolution, reports[0] if reports else None, resolution.is_overdue(day), later.in_words(resolution)
    )
