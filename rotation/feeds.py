"""How turns and consultations leave: one calendar over the whole horizon."""

from datetime import time

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from accounts.models import User
from collab_portal.lib import dates, ical
from organizations.models import Committee
from rotation.models import CalendarToken, Consultation, Turn
from rotation.models.consultation import ConsultationQuerySet
from rotation.models.turn import TurnQuerySet

NAME = "机关党建轮值会商"
MORNING = time(9)


def reader(request: HttpRequest) -> User | None:
    """Who reads the feed: the owner of the secret link, else whoever is signed in."""
    secret = request.GET.get("token", "")
    if secret:
        token = CalendarToken.objects.matching(secret).first()
        return token.user if token and token.is_live else None
    return request.user if request.user.is_authenticated else None


def events_for(user: User) -> list[ical.Event]:
    """Every turn and every dated consultation the reader may see."""
    turns, consultations = Turn.objects.visible_to(user), Consultation.objects.visible_to(user)
    return _events(turns, consultations, user.committee_id)


def of_committee(committee: Committee) -> list[ical.Event]:
    """The turns it leads, and the consultations it belongs to on their day."""
    turns = Turn.objects.filter(Q(committee=committee) | Q(co_lead=committee))
    return _events(turns, Consultation.objects.with_committee(committee.pk), committee.pk)


def _events(turns: TurnQuerySet, consultations: ConsultationQuerySet, reader: int | None) -> list[ical.Event]:
    turns = turns.for_list().select_related("rotation", "committee", "co_lead")
    dated = consultations.filter(starts_at__isnull=False).asked(reader).for_page().order_by("starts_at", "pk")
    return [*(_turn(turn) for turn in turns), *(_consultation(row) for row in dated)]


def _turn(turn: Turn) -> ical.Event:
    co_lead = f"；协同牵头：{turn.co_lead.name}" if turn.co_lead else ""
    return ical.Event(
        uid=ical.uid("turn", turn.pk),
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
        uid=ical.uid("consultation", row.pk),
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
        alarms=_alarms(row),
    )


def _alarms(row: Consultation) -> tuple[ical.Alarm, ...]:
    """The last morning for the reply, to a committee that owes one."""
    if row.status != Consultation.Status.SCHEDULED or row.reply_by is None or not row.asks_reader:
        return ()
    return (ical.Alarm(dates.at(row.reply_by, MORNING), f"会商回执今日截止：{row.title}"),)
