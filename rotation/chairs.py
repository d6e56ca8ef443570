"""The chair of an alliance follows its rotation: derived from the turns' dates, stored nowhere."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from organizations.chairs import Chairs, Term
from organizations.models import AllianceMember
from rotation.models import Rotation, Turn


def chairs_of(alliances: Sequence[int], day: date) -> dict[int, Chairs]:
    """The running and the next turn of each alliance's rotation; two queries, one where none is linked.

    Nobody chairs an alliance it is not in, whatever the plan still says.
    """
    seats = AllianceMember.objects.agreed().on(day)
    seated = Exists(seats.filter(alliance=OuterRef("rotation__alliance"), committee=OuterRef("committee")))
    running = Q(starts_on__lte=day)
    ahead = Turn.objects.annotate(seated=seated).filter(running | Q(seated=True), ends_on__gte=day)
    ahead = ahead.for_list()[:2]
    linked = Rotation.objects.filter(alliance__in=alliances)
    rows: Iterable[Any] = linked.prefetch_related(Prefetch("turns", queryset=ahead, to_attr="ahead"))
    return {row.alliance_id: _chairs(row, row.ahead, day) for row in rows}


def _chairs(rotation: Rotation, turns: list[Any], day: date) -> Chairs:
    current = turns[0] if turns and turns[0].starts_on <= day else None
    following = turns[1:] if current else turns
    return Chairs(
        rotation.name,
        rotation.get_absolute_url(),
        _term(current) if current and current.seated else None,
        _term(following[0]) if following else None,
        _term(current) if current and not current.seated else None,
    )


def _term(turn: Turn) -> Term:
    return Term(turn.committee, turn.starts_on, turn.ends_on, turn.get_absolute_url())
