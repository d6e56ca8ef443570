"""What a swap asks of the committee whose turn is wanted."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Least

from collab_portal.lib import dates
from collab_portal.lib.todos import ANSWERS, Kind, Owed, Subject
from rotation.models import Swap, Turn
from rotation.todos.spells import PLACE, SECTION


class Swaps(Subject[Swap]):
    """调换: answered before the earlier of the two turns begins, while both stand in the plan."""

    prefix, model, place, section = "swap", Swap, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {"swap": Kind("调换", again=ANSWERS)}

    def live(self) -> models.QuerySet[Swap]:
        turns = Turn.objects.filter(rotation=OuterRef("rotation"), cycle=OuterRef("cycle"))
        begins = {
            side: Subquery(turns.filter(committee=OuterRef(side)).values("starts_on")[:1])
            for side in ("proposer", "other")
        }
        rows = Swap.objects.awaiting_answer().annotate(mine=begins["proposer"], theirs=begins["other"])
        standing = rows.filter(mine__isnull=False, theirs__isnull=False)
        earlier = standing.annotate(begins=Least(F("mine"), F("theirs")))
        return earlier.select_related("proposer").order_by("pk")

    def owed(self, obj: Swap) -> Iterator[Owed]:
        row: Any = obj
        yield Owed(
            "swap",
            f"{obj.proposer.short_name}提出调换轮值任期",
            obj.get_absolute_url(),
            obj.proposed_at,
            committee=obj.other_id,
            asker=obj.proposer_id,
            detail=obj.grounds,
            ends_at=dates.start_of(row.begins),
        )
