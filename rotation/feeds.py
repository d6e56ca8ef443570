"""How turns and consultations leave: one calendar over the whole horizon."""

import hashlib

from django.conf import settings
from django.db.models import Count, Max, Q
from django.http import HttpRequest

from accounts.models import User
from collab_portal.lib import ical
from organizations.calendars import Entries, register, uid
from organizations.models import Committee
from rotation.models import CalendarToken, Consultation, Turn
from rotation.models.consultation import ConsultationQuerySet
from rotation.models.turn import TurnQuerySet

NAME = "机关党建轮值会商"
STAMP = {"rows": Count("pk"), "last": Max("updated_at"), "top": Max("pk")}


def reader(request: HttpRequest) -> User | None:
    """Who reads the feed: the owner of the secret link, else whoever is signed in."""
    secret = request.GET.get("token", "")
    if secret:
        token = CalendarToken.objects.matching(secret).select_related("user").first()
        return token.user if token else None
    return request.user if request.user.is_authenticated else None


def etag(user: User) -> str:
    """Changes with every change of a turn or consultation; two small queries."""
    seen = [
        rows.aggregate(**STAMP)
        for rows in (Turn.objects.visible_to(user), Consultation.objects.visible_to(user))
    ]
    facts = f"{settings.SITE_URL} {seen}"
    return f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'


def calendar(user: User) -> bytes:
    """Every turn and every dated consultation the reader may see."""
    consultations = Consultation.objects.visible_to(user).filter(starts_at__isnull=False)
    return ical.render(NAME, _events(Turn.objects.visible_to(user), consultations))


def of_committee(committee: Committee) -> Entries:
    """The turns it leads, and the dated consultations on whose day it belongs to the rotation."""
    mine = Q(committee=committee) | Q(co_lead=committee)
    turns = Turn.objects.filter(mine)
    consultations = Consultation.objects.filter(starts_at__isnull=False).inviting(committee.pk)
    stamps = [rows.aggregate(**STAMP) for rows in (turns, consultations)]
    return Entries(str(stamps), lambda: _events(turns, consultations))


def _events(turns: TurnQuerySet, consultations: ConsultationQuerySet) -> list[ical.Event]:
    turns = turns.for_list().select_related("rotation", "committee", "co_lead")
    events = [_turn(turn) for turn in turns]
    return events + [_consultation(row) for row in consultations.for_page().order_by("starts_at", "pk")]


def register_calendar() -> None:
    register("rotation", of_committee)


def _turn(turn: Turn) -> ical.Event:
    co_lead = f"；协同牵头：{turn.co_lead.name}" if turn.co_lead else ""
    return ical.Event(
        uid=uid("turn", turn.pk),
        start=turn.starts_on,
        end=turn.ends_on,
        title=f"轮值牵头：{turn.committee.short_name}",
        updated_at=turn.updated_at,
        sequence=turn.revision,
        description=f"{turn.rotation.name} 第{turn.cycle}轮，牵头：{turn.committee.name}{co_lead}",
        url=settings.SITE_URL + turn.get_absolute_url(),
        categories=("轮值牵头", turn.committee.short_name),
    )


def _consultation(row: Consultation) -> ical.Event:
    if row.starts_at is None or row.ends_at is None:
        raise ValueError("a consultation without a date has no place in a calendar")
    off = row.status in {Consultation.Status.POSTPONED, Consultation.Status.CANCELLED}
    return ical.Event(
        uid=uid("consultation", row.pk),
        start=row.starts_at,
        end=row.ends_at,
        title=f"{row.get_status_display()}：{row.title}" if off else row.title,
        updated_at=row.updated_at,
        sequence=row.revision + row.turn.revision,  # both only rise: a move, or another lead
        description=row.agenda,
        location=row.place,
        url=settings.SITE_URL + row.get_absolute_url(),
        categories=("会商", row.turn.committee.short_name),
        cancelled=off,
    )
