"""Which words of consultations, resolutions and turns are looked for, and who may find them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.dates import plain_date, start_of
from collab_portal.lib.search.rows import Words
from rotation.models import (
    Consultation,
    ConsultationIndex,
    Resolution,
    ResolutionIndex,
    ResolutionOwner,
    Turn,
    TurnIndex,
)


def words_of(resolution: Resolution) -> Words:
    """Title and body; equals are ranked by when they are due."""
    note = f"{resolution.consultation.title} · 第{resolution.number}项"
    return Words(resolution.title, resolution.body, note, start_of(resolution.due_on))


def readable(user: User) -> QuerySet[ResolutionIndex]:
    """Rows of the resolutions this person may see."""
    return ResolutionIndex.objects.filter(resolution__in=Resolution.objects.visible_to(user))


def owned_by(committee: int) -> Q:
    """On index rows: the committee carries the resolution out."""
    owners = ResolutionOwner.objects.filter(committee=committee)
    return Q(resolution__in=owners.values("resolution"))


def url(pk: int) -> str:
    return reverse("rotation:resolution", args=[pk])


def consultation_words(consultation: Consultation) -> Words:
    """Name; place and agenda; equals are ranked by when they are held."""
    text = filter(None, (consultation.place, consultation.agenda))
    return Words(consultation.title, "\n".join(text), at=consultation.starts_at)


def index_consultations(consultations: Iterable[Consultation]) -> None:
    ConsultationIndex.write({one.pk: consultation_words(one) for one in consultations})


def readable_consultations(user: User) -> QuerySet[ConsultationIndex]:
    """Rows of the consultations this person may see."""
    return ConsultationIndex.objects.filter(consultation__in=Consultation.objects.visible_to(user))


def led_by(committee: int, turn: str = "turn__") -> Q:
    """On index rows: the committee leads it."""
    return Q(**{f"{turn}committee": committee}) | Q(**{f"{turn}co_lead": committee})


def consultation_url(pk: int) -> str:
    return reverse("rotation:consultation", args=[pk])


def turn_words(turn: Turn) -> Words:
    """Who leads it, under both names, and its days."""
    leads = [turn.committee, *([turn.co_lead] if turn.co_lead else [])]
    days = f"{plain_date(turn.starts_on)}至{plain_date(turn.ends_on)}"
    title = "、".join(lead.short_name for lead in leads) + "牵头的轮值任期"
    text = "\n".join([*(lead.name for lead in leads), days])
    return Words(title, text, f"{turn.rotation.name} · {days}", start_of(turn.starts_on))


def index_turns(turns: Iterable[Turn]) -> None:
    """Those a new plan took away too, that they are there when they come back."""
    rows = Turn.everything.filter(pk__in=[turn.pk for turn in turns])
    TurnIndex.write(
        {one.pk: turn_words(one) for one in rows.select_related("committee", "co_lead", "rotation")}
    )


def readable_turns(user: User) -> QuerySet[TurnIndex]:
    """Rows of the turns this person may see."""
    return TurnIndex.objects.filter(turn__in=Turn.objects.visible_to(user))


def turn_url(pk: int) -> str:
    return reverse("rotation:turn", args=[pk])
