"""任期: a span of days with one lead."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, Exists, F, Func, OuterRef, Q, Value
from django.utils.functional import cached_property

from collab_portal.lib.places import place_of
from collab_portal.lib.search.rows import Indexed, IndexedQuerySet
from organizations.models import Committee
from rotation.models.rotation import BASIN, Rotation
from rotation.planning import Slot

if TYPE_CHECKING:
    from accounts.models import User

HANDOVER = timedelta(days=14)
PREPARE = timedelta(days=60)
MAKE_UP = timedelta(days=183)


class TurnQuerySet(IndexedQuerySet["Turn"]):
    """Past, current and next are derived from dates, so they cannot go stale."""

    def visible_to(self, user: "User") -> Self:
        """Who leads when is known to everybody who may sign in."""
        return self if user.is_authenticated else self.none()

    def basin(self) -> Self:
        return self.filter(rotation__slug=BASIN)

    def of_rotation(self, slug: str) -> Self:
        return self.filter(rotation__slug=slug)

    def past(self, day: date) -> Self:
        return self.filter(ends_on__lt=day)

    def current(self, day: date) -> Self:
        """The turn that runs on ``day`` (one for each rotation)."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def future(self, day: date) -> Self:
        return self.filter(starts_on__gt=day)

    def next(self, day: date) -> Self:
        """The first turn after ``day``, as a queryset of at most one row."""
        return self.future(day).order_by("starts_on", "pk")[:1]

    def handing_over(self, day: date) -> Self:
        """Turns near their end, and for each rotation the last that ended, not handed over by both yet."""
        later = self.model.objects.filter(
            rotation=OuterRef("rotation"), starts_on__gt=OuterRef("starts_on"), ends_on__lt=day
        )
        begun = self.filter(starts_on__lte=day, ends_on__lte=day + HANDOVER).filter(~Exists(later))
        done = Q(handover__outgoing_at__isnull=False, handover__incoming_at__isnull=False)
        return begun.exclude(done).order_by("starts_on", "pk")

    def within(self, first: date, last: date) -> Self:
        """Turns that share a day with ``first``-``last``."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def chosen(self, filters: Mapping[str, Any], day: date) -> Self:
        """The list's filters, as ``TurnFilter`` cleaned them."""
        rows = self
        if filters.get("committee"):
            rows = rows.filter(committee=filters["committee"])
        match filters.get("state"):
            case "past":
                return rows.past(day)
            case "now":
                return rows.current(day)
            case "future":
                return rows.future(day)
        return rows

    def neighbours(self, turn: "Turn") -> "dict[str, Turn]":
        """The turns that touch ``turn``, in one query."""
        touching = Q(ends_on=turn.starts_on - timedelta(days=1)) | Q(
            starts_on=turn.ends_on + timedelta(days=1)
        )
        rows = self.filter(touching).for_list()
        return {"before" if row.starts_on < turn.starts_on else "after": row for row in rows}

    def for_list(self) -> Self:
        return self.select_related("committee", "co_lead").order_by("starts_on", "pk")

    def slots(self) -> list[Slot]:
        """The turns as the arithmetic wants them: place in the cycle counted from their order."""
        slots: list[Slot] = []
        for cycle, slug, start, end in self.order_by("starts_on").values_list(
            "cycle", "committee__slug", "starts_on", "ends_on"
        ):
            position = slots[-1].position + 1 if slots and slots[-1].cycle == cycle else 1
            slots.append(Slot(cycle, position, slug, start, end))
        return slots


Turns = models.Manager.from_queryset(TurnQuerySet)


class LivingTurns(Turns["Turn"]):
    """Without those a new plan took away."""

    def get_queryset(self) -> TurnQuerySet:
        return TurnQuerySet(self.model, using=self._db).filter(withdrawn_at__isnull=True)


@pghistory.track()
class Turn(Indexed):
    """任期: ``starts_on`` to ``ends_on``, both days included. A row keeps its number when its dates move.

    One that a new plan takes away after a consultation was convened in it stays, ``withdrawn_at`` a moment:
    what was said there can be read on. No plan, calendar or right knows it any more.
    """

    rotation = models.ForeignKey(Rotation, models.PROTECT, related_name="turns", verbose_name="轮值")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="turns", verbose_name="牵头工委")
    co_lead = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="协同牵头"
    )
    cycle = models.PositiveSmallIntegerField("轮次")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", help_text="含当日。")
    revision = models.PositiveIntegerField("修订号", default=0)
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = LivingTurns()
    everything = TurnQuerySet.as_manager()
    history_hides = ("revision",)
    SEARCHED = frozenset({"committee", "co_lead", "starts_on", "ends_on"})

    class Meta:
        verbose_name = verbose_name_plural = "任期"
        indexes = (models.Index(fields=["rotation", "starts_on"], name="turn_by_date"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="turn_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(co_lead__isnull=True) | ~Q(co_lead=F("committee")),
                name="turn_co_lead_differs",
                violation_error_message="协同牵头不能与牵头工委相同。",
            ),
            ExclusionConstraint(
                name="turn_once_a_cycle",
                expressions=[
                    ("rotation", RangeOperators.EQUAL),
                    ("cycle", RangeOperators.EQUAL),
                    ("committee", RangeOperators.EQUAL),
                ],
                condition=Q(withdrawn_at__isnull=True),
                deferrable=Deferrable.IMMEDIATE,  # two leads exchange their turns in one statement
                violation_error_message="一轮之内每个工委只牵头一次。",
            ),
            ExclusionConstraint(
                name="turn_no_overlap",
                expressions=[
                    ("rotation", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(withdrawn_at__isnull=True),
                deferrable=Deferrable.DEFERRED,
                violation_error_message="任期不能重叠。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}（第{self.cycle}轮）"

    @classmethod
    def index(cls, objects: "Iterable[Turn]") -> None:
        from rotation.search import index_turns

        index_turns(objects)

    def get_absolute_url(self) -> str:
        return place_of("rotation:turn", self.pk)

    @cached_property
    def successor(self) -> "Turn | None":
        """The next turn of the rotation as the plan stands."""
        later = Turn.objects.filter(rotation=self.rotation_id, starts_on__gt=self.ends_on)
        return later.for_list().first()

    @property
    def leads(self) -> list[int]:
        """The lead, and the co-lead if there is one, whatever the day."""
        return [committee for committee in (self.committee_id, self.co_lead_id) if committee]

    @property
    def rights_end_on(self) -> date:
        """The last day of the lead's rights; the secretariat's do not end."""
        return self.ends_on + HANDOVER

    def is_led_by(self, committee: int | None, day: date) -> bool:
        """Has the lead's rights on ``day``: lead or co-lead, in the term and fourteen days after."""
        in_time = self.withdrawn_at is None and self.starts_on <= day <= self.rights_end_on
        return in_time and committee is not None and committee in self.leads

    @property
    def prepared_from(self) -> date:
        """The first day on which the coming lead may call for topics, ask for times and fix its meeting."""
        return self.starts_on - PREPARE

    def is_prepared_by(self, committee: int | None, day: date) -> bool:
        """Is to lead it, and ``day`` lies in the sixty before the term."""
        coming = self.withdrawn_at is None and self.prepared_from <= day < self.starts_on
        return coming and committee is not None and committee in self.leads

    def meeting_days(self, today: date) -> tuple[date, date]:
        """From and until when a meeting of this turn may be fixed on ``today``.

        Within the term; from its last day on also in the days of handover (补开); from their last day on,
        when the secretariat alone is left to see to it, within half a year.
        """
        if today < self.ends_on:
            return self.starts_on, self.ends_on
        if today < self.rights_end_on:
            return self.starts_on, self.rights_end_on
        return self.starts_on, today + MAKE_UP

    def state(self, day: date) -> str:
        """past, now, future; or withdrawn."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "past" if self.ends_on < day else "future" if self.starts_on > day else "now"
