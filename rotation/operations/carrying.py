"""What was not dealt with goes on: topics that were put off, or whose consultation was cancelled, stand again
in the next consultation of the rotation that takes topics.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from django.db.models import Exists, Max, OuterRef

from collab_portal.lib import dates
from collab_portal.lib.verbs import touch
from rotation.models import AgendaItem, Consultation, Turn
from rotation.operations.common import tell

Place = tuple[date, int]  # first day of its turn, number in the turn


def carry_over(consultation: Consultation, now: datetime) -> None:
    """Take the topics that wait for ``consultation``, each once; those whose meeting was cancelled are told.

    A topic waits for the first consultation after its own that can take it, though a later one calls earlier.
    """
    rotation, here = consultation.turn.rotation_id, _place(consultation)
    takers = sorted({*_takers(rotation, dates.today(now)), here})
    waiting = AgendaItem.objects.left_over(rotation).exclude(consultation=consultation)
    found = [
        item
        for item in waiting.select_related("consultation__turn").order_by("pk")
        if next((taker for taker in takers if taker > _place(item.consultation)), None) == here
    ]
    last = consultation.items.aggregate(last=Max("position"))["last"] or 0
    for position, item in enumerate(found, start=last + 1):
        AgendaItem.objects.create(
            consultation=consultation,
            committee_id=item.committee_id,
            kind=item.kind,
            title=item.title,
            background=item.background,
            wanted=item.wanted,
            proposed_by=item.proposed_by,
            created_at=now,
            position=position,
            carried_from=item,
            submission=uuid4(),
        )
    touch(consultation)
    _tell_carried([item for item in found if item.consultation.status == "cancelled"], consultation, now)


def carry_on(consultation: Consultation, now: datetime) -> None:
    """If the next consultation after this one calls for topics already, it takes what is left over now."""
    rotation, here = consultation.turn.rotation_id, _place(consultation)
    following = [taker for taker in _takers(rotation, dates.today(now)) if taker > here]
    if not following:
        return
    starts_on, number = min(following)
    calling = Consultation.objects.open().filter(topics_by__isnull=False, topics_fixed_at__isnull=True)
    turns = Turn.objects.filter(rotation=rotation, starts_on=starts_on)
    target = calling.filter(turn__in=turns, number=number).for_page().first()
    if target is not None:
        carry_over(target, now)


def _takers(rotation: int, today: date) -> list[Place]:
    """Consultations to come whose topics are not fixed, and turns to come that have none yet."""
    turns = Turn.objects.filter(rotation=rotation)
    rows = Consultation.objects.open().filter(turn__in=turns, topics_fixed_at__isnull=True)
    convened = Consultation.objects.filter(turn=OuterRef("pk"))
    empty = turns.filter(~Exists(convened), ends_on__gte=today)
    return [
        *rows.values_list("turn__starts_on", "number"),
        *((starts_on, 0) for starts_on in empty.values_list("starts_on", flat=True)),
    ]


def _place(consultation: Consultation) -> Place:
    """A turn that was taken away comes before whichever has its days now."""
    turn = consultation.turn
    return turn.starts_on, -1 if turn.withdrawn_at else consultation.number


def _tell_carried(items: Iterable[AgendaItem], target: Consultation, now: datetime) -> None:
    """Each committee once: which of its topics stand where now, also those that were merged into one."""
    titles: dict[int, list[str]] = defaultdict(list)
    for item in items:
        for committee in {item.committee_id, *item.absorbed.values_list("committee", flat=True)}:
            titles[committee].append(f"“{item.title}”")
    for committee, found in titles.items():
        tell(
            target,
            [committee],
            step="carried",
            title=f"贵单位的议题已转入：{target.title}",
            body=f"{'、'.join(found)}原列入的会商已取消，现在这次会商中重新筛选。",
            url=f"{target.get_absolute_url()}#agenda",
            now=now,
        )
