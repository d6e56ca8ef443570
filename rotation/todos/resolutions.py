"""What a decision asks of the committees that carry it out."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from collab_portal.lib import dates
from collab_portal.lib.reminders import TopicPlan
from collab_portal.lib.todos import Kind, Owed, Subject
from rotation.matters import names_of_all, of_resolution, plans_of
from rotation.models import Resolution, ResolutionOwner, ResolutionProgress
from rotation.todos.spells import PLACE, SECTION

DUE_WITHIN = timedelta(days=14)


def _list_url(slug: str) -> str:
    return f"{reverse('rotation:resolutions')}?{urlencode({'state': 'open', 'owner': slug})}"


class Resolutions(Subject[Resolution]):
    """进展, from two weeks before it is due, of each owner that has not reported it as done."""

    prefix, model, place, section = "resolution", Resolution, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {"progress": Kind("进展", list_url=_list_url)}
    parts = {model: lambda row: row.resolution_id for model in (ResolutionOwner, ResolutionProgress)}

    def live(self) -> models.QuerySet[Resolution]:
        return Resolution.objects.open().for_follow_up().order_by("due_on", "pk")

    def revision(self, obj: Resolution) -> int:
        return obj.revision

    def plans(self, keys: Collection[int]) -> Iterator[TopicPlan]:
        names = names_of_all()
        rows = Resolution.objects.filter(pk__in=keys).for_follow_up()
        yield from plans_of(of_resolution(row, names) for row in rows)

    def owed(self, obj: Resolution) -> Iterator[Owed]:
        row: Any = obj
        done = {report["committee"] for report in row.latest_reports if report["percent"] == 100}
        for committee in row.owner_ids:
            if committee not in done:
                yield Owed(
                    "progress",
                    f"议定事项进展：{obj.title}",
                    f"{obj.get_absolute_url()}#progress",
                    dates.start_of(obj.due_on - DUE_WITHIN),
                    committee=committee,
                    detail=obj.consultation.title,
                    due_on=obj.due_on,
                )
