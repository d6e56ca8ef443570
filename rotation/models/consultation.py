"""会商: convened by the lead, at least once in its term."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, TruncDate
from django.utils import timezone

from collab_portal.lib import dates
from collab_portal.lib.lifecycle import Badge, Lifecycle, Living, Move, State
from collab_portal.lib.places import place_of
from collab_portal.lib.search.rows import Indexed, IndexedQuerySet
from collab_portal.lib.versions import Versioned, raised_by
from notifications.models import Delivery
from rotation.models.rotation import RotationMember
from rotation.models.turn import Turn

if TYPE_CHECKING:
    from accounts.models import User


MEETING = Lifecycle(
    "会商",
    states=(
        State("collecting", "muted"),
        State("scheduled", "now"),
        State("held", "done", filled=("held_on",)),
        State("postponed", "warn"),
        State("cancelled", "muted"),
    ),
    moves=(
        Move("schedule", ("collecting", "scheduled", "postponed"), "scheduled", "rotation.convene"),
        Move("hold", ("scheduled",), "held", "rotation.convene"),
        Move("take_back", ("held",), "scheduled", "rotation.convene"),
        Move("postpone", ("scheduled",), "postponed", "rotation.convene"),
        Move("cancel", ("collecting", "scheduled", "postponed"), "cancelled", "rotation.convene"),
    ),
)


class ConsultationQuerySet(IndexedQuerySet["Consultation"]):
    def visible_to(self, user: "User") -> Self:
        """Every committee is invited, so everybody who may sign in sees it."""
        return self if user.is_authenticated else self.none()

    def open(self) -> Self:
        """Still to be held."""
        return self.filter(status__in=Consultation.OPEN)

    def unfinished(self) -> Self:
        """Still to be held, or held and not concluded."""
        return self.filter(Q(status__in=Consultation.OPEN) | Q(status="held", closed_at__isnull=True))

    def dated(self) -> Self:
        """Held or to be held: a date that was given up is no date."""
        return self.filter(status__in=(Consultation.Status.SCHEDULED, Consultation.Status.HELD))

    def between(self, first: datetime, last: datetime) -> Self:
        """On these days."""
        return self.dated().filter(starts_at__gte=first, starts_at__lt=last)

    def inviting(self, committee: int | None) -> Self:
        """Those a committee belongs to on their day: what ``member_day`` says, asked of the database."""
        return self.with_invitation(committee).filter(invited=True)

    def with_invitation(self, committee: int | None) -> Self:
        """``invited``: whether the committee belongs to each on its day."""
        day = Coalesce(TruncDate("starts_at", tzinfo=dates.BEIJING), "turn__starts_on")
        ours = RotationMember.objects.filter(rotation=OuterRef("turn__rotation"), committee=committee)
        return self.alias(asked_on=day).annotate(invited=Exists(ours.on(OuterRef("asked_on"))))

    def recent(self) -> Self:
        """The last few that were held, newest first."""
        return self.filter(status="held").for_page().order_by("-starts_at", "-pk")[:5]

    def for_page(self) -> Self:
        return self.select_related("turn__committee", "turn__co_lead", "turn__rotation")

    def with_committee(self, committee: int) -> Self:
        """Those it leads, and those it belongs to on their day."""
        leads = Q(turn__committee=committee) | Q(turn__co_lead=committee)
        return self.with_invitation(committee).filter(leads | Q(invited=True))

    def asked(self, committee: int | None) -> Self:
        """With ``asks_reader``: a member on the day, not the lead, that has not replied to what stands."""
        from rotation.models.reply import ConsultationReply

        replied = ConsultationReply.objects.valid().filter(consultation=OuterRef("pk"), committee=committee)
        leads = Q(turn__committee=committee) | Q(turn__co_lead=committee)
        asks = Q(~Exists(replied), ~leads, invited=True)
        asked = self.with_invitation(committee)
        return asked.annotate(asks_reader=Case(When(asks, then=True), default=False))

    def locked(self) -> Self:
        """Their rows locked, in one order: what somebody else is saving of them is waited for, not undone."""
        return self.select_for_update(of=("self",)).for_page().order_by("pk")

    def following(self, rotation: int) -> Self:
        """Those of a rotation that a new plan has to mind, by date: ``unsent`` reminders, what hangs."""
        topic = Concat(Value("consultation:"), Cast(OuterRef("pk"), models.CharField()))
        rows = Delivery.objects.filter(topic=topic, status=Delivery.Status.PENDING).order_by()
        unsent = rows.values("topic").annotate(many=Count("pk")).values("many")
        ours = self.filter(turn__rotation=rotation).exclude(status=Consultation.Status.CANCELLED)
        minded = ours.annotate(unsent=Coalesce(Subquery(unsent), 0))
        return minded.with_hanging().for_page().order_by("turn__starts_on", "pk")

    def with_hanging(self) -> Self:
        """Topics that stand, who answered the open poll, and the days it asks about, in the same query."""
        from rotation.models.agenda import AgendaItem
        from rotation.models.poll import PollAnswer, PollOption

        mine = OuterRef("pk")
        topics = AgendaItem.objects.filter(
            consultation=mine, status__in=["proposed", "accepted", "merged"]
        ).order_by("pk")
        open_poll = {"poll__consultation": mine, "poll__closed_at__isnull": True}
        voted = PollAnswer.objects.filter(**open_poll).order_by("pk")
        return self.annotate(
            topics_put=ArraySubquery(topics.values(one=JSONObject(committee="committee", title="title"))),
            poll_voters=ArraySubquery(voted.values("committee")),
            poll_days=ArraySubquery(PollOption.objects.filter(**open_poll).order_by("day").values("day")),
        )

    def with_work(self) -> Self:
        """What the tabs and the stepper of its pages say, in the same query."""
        from rotation.models.agenda import AgendaItem
        from rotation.models.document import DocumentNumber
        from rotation.models.minutes import Minutes
        from rotation.models.poll import DatePoll
        from rotation.models.resolution import Resolution

        mine = OuterRef("pk")
        minutes = Minutes.objects.filter(consultation=mine)
        items = AgendaItem.objects.filter(consultation=mine)
        decided = Resolution.objects.filter(consultation=mine)
        numbers = DocumentNumber.objects.filter(consultation=mine)
        return self.select_related("topics_fixed_by", "notified_by").annotate(
            item_count=_count(items.standing()),
            waiting_count=_count(items.waiting()),
            noticed=Exists(_notices_sent()),
            former_leads=ArraySubquery(_former_leads()),
            polling=Exists(DatePoll.objects.filter(consultation=mine, closed_at__isnull=True)),
            polled=Exists(DatePoll.objects.filter(consultation=mine)),
            minutes_out=Exists(minutes.filter(submitted_at__isnull=False)),
            minutes_signed_at=Subquery(minutes.filter(signed_at__isnull=False).values("signed_at")[:1]),
            resolution_count=_count(decided),
            open_count=_count(decided.open()),
            numbers=ArraySubquery(numbers.values(pair=JSONObject(kind="kind", number="number"))),
        )

    def minutes_due(self) -> Self:
        """Held, and their minutes still to be written or signed."""
        return self.filter(_minutes_due())

    def open_or_minutes_due(self) -> Self:
        """Whatever people are reminded of."""
        return self.filter(_minutes_due() | Q(status__in=Consultation.OPEN))

    def for_follow_up(self) -> Self:
        """All that reminders of their minutes depend on, in one query."""
        from rotation.models.minutes import Minutes, MinutesSignature

        sent = Minutes.objects.filter(consultation=OuterRef("pk")).in_force()
        said = MinutesSignature.objects.filter(minutes__consultation=OuterRef("pk")).in_force()
        said = said.order_by("committee__position")
        return self.for_page().annotate(
            minutes_version=Subquery(sent.values("version")),
            sign_by=Subquery(sent.values("sign_by")),
            submitted_at=Subquery(sent.values("submitted_at")),
            final=Exists(sent.filter(signed_at__isnull=False)),
            unsigned=ArraySubquery(said.unsigned().values("committee")),
            asked=ArraySubquery(said.owing().values("committee")),
        )


def _former_leads() -> "models.QuerySet[Any]":
    """Whoever was to lead its turn, as the turn's history knows."""
    events = Turn.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("turn")).order_by()  # type: ignore[attr-defined]
    words = {"pk": "committee", "name": "committee__name", "short_name": "committee__short_name"}
    rows: models.QuerySet[Any] = events.values(one=JSONObject(**words)).distinct()
    return rows


def _notices_sent() -> "models.QuerySet[Delivery]":
    """会商通知 of any revision."""
    topic = Concat(Value("consultation:"), Cast(OuterRef("pk"), models.CharField()))
    return Delivery.objects.filter(topic=topic, step__startswith="notice@")


def _minutes_due() -> Q:
    from rotation.models.minutes import Minutes

    signed = Minutes.objects.filter(consultation=OuterRef("pk"), signed_at__isnull=False)
    return Q(~Exists(signed), status="held", closed_at__isnull=True)


def _count(rows: "models.QuerySet[Any]") -> Coalesce:
    """How many rows of a correlated subquery."""
    grouped = rows.order_by().values("consultation").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(grouped), 0)


@pghistory.track()
class Consultation(Living, Versioned, Indexed):
    """会商. ``revision`` rises when time, lead or place changes; replies and reminders belong to one."""

    class Status(models.TextChoices):
        COLLECTING = "collecting", "征集议题"
        SCHEDULED = "scheduled", "已定时"
        HELD = "held", "已召开"
        POSTPONED = "postponed", "已延期"
        CANCELLED = "cancelled", "已取消"

    class Mode(models.TextChoices):
        ONSITE = "onsite", "线下"
        ONLINE = "online", "线上"
        HYBRID = "hybrid", "线上线下结合"

    LIFE = MEETING
    OPEN = (Status.COLLECTING, Status.SCHEDULED, Status.POSTPONED)
    if TYPE_CHECKING:
        asks_reader: bool  # by ``asked()``

    turn = models.ForeignKey(Turn, models.PROTECT, related_name="consultations", verbose_name="任期")
    number = models.PositiveSmallIntegerField("序号", default=1, help_text="本任期第几次会商。")
    title = models.CharField("名称", max_length=120)
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.COLLECTING)
    starts_at = models.DateTimeField("开始时间", null=True, blank=True)
    ends_at = models.DateTimeField("结束时间", null=True, blank=True)
    reply_by = models.DateField("回执截止", null=True, blank=True)
    mode = models.CharField("形式", max_length=10, choices=Mode, default=Mode.ONSITE)
    place = models.CharField("地点或链接", max_length=200, blank=True)
    agenda = models.TextField("议程", max_length=5000, blank=True)
    reason = models.CharField("延期或取消原因", max_length=300, blank=True)
    revision = models.PositiveIntegerField("修订号", default=0)
    planned_at = models.DateTimeField("本次安排时间", default=timezone.now)
    held_on = models.DateField("召开日期", null=True, blank=True)
    topics_by = models.DateField("议题截止", null=True, blank=True)
    topics_fixed_at = models.DateTimeField("定题时间", null=True, blank=True)
    topics_fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="定题人",
    )
    agenda_from_topics = models.BooleanField("议程按议题生成", default=False)
    notified_at = models.DateTimeField("发出通知时间", null=True, blank=True)
    notified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="发通知人",
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = ConsultationQuerySet.as_manager()
    history_hides = ("revision", "version", "agenda_from_topics")
    SEARCHED = frozenset({"title", "place", "agenda", "starts_at"})

    class Meta:
        verbose_name = verbose_name_plural = "会商"
        triggers = (raised_by("title", "status", "starts_at", "ends_at", "mode", "place", "agenda"),)
        indexes = (models.Index(fields=["starts_at"], name="consultation_by_time"),)
        constraints = (
            models.UniqueConstraint(
                fields=["turn", "number"],
                name="consultation_number_once",
                violation_error_message="本任期已有该序号的会商。",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["scheduled", "held"])
                | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="consultation_scheduled_has_time",
                violation_error_message="已定时的会商须有起止时间。",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="consultation_ends_after_start",
                violation_error_message="结束时间须晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["postponed", "cancelled"]) | ~Q(reason=""),
                name="consultation_reason_given",
                violation_error_message="延期或取消须说明原因。",
            ),
            models.CheckConstraint(
                condition=MEETING.dated(),
                name="consultation_held_has_date",
                violation_error_message="已召开的会商须有召开日期。",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(status="held"),
                name="consultation_closed_was_held",
                violation_error_message="召开过的会商才能办结。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def index(cls, objects: "Iterable[Consultation]") -> None:
        from rotation.search import index_consultations

        index_consultations(objects)

    def get_absolute_url(self) -> str:
        return place_of("rotation:consultation", self.pk)

    @property
    def topic(self) -> str:
        """What the notices of this consultation are filed under."""
        return f"consultation:{self.pk}"

    @property
    def minutes_topic(self) -> str:
        """What reminders to write and sign its minutes are filed under."""
        return f"minutes:{self.pk}"

    @property
    def notice_step(self) -> str:
        """Step of the notice that told this revision's time and place."""
        return "moved" if self.revision > 1 else "scheduled"

    @property
    def member_day(self) -> date:
        """Who belongs to the rotation on this day takes part: the meeting's own, else the term's first."""
        return dates.today(self.starts_at) if self.starts_at else self.turn.starts_on

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_announced(self) -> bool:
        """Members were told of it: a time was fixed or put off, topics are called for, or a poll runs."""
        return self.is_open and bool(
            self.starts_at or self.topics_by or self.polls.filter(closed_at__isnull=True).exists()
        )

    @property
    def call_version(self) -> int:
        """Another one when the deadline for topics moved or they were fixed: what its form begins from."""
        day = self.topics_by.toordinal() if self.topics_by else 0
        return 2 * day + (self.topics_fixed_at is not None)

    def has_begun(self, now: datetime) -> bool:
        """The hour it was fixed for has come: nothing is gathered for it any more."""
        begun = self.status == self.Status.SCHEDULED and self.starts_at is not None and self.starts_at <= now
        return begun or self.status == self.Status.HELD

    def takes_topics(self, now: datetime) -> bool:
        """正在征集: called for, not fixed, neither past the deadline nor begun."""
        calling = self.is_open and self.topics_fixed_at is None and not self.has_begun(now)
        return calling and self.topics_by is not None and dates.today(now) <= self.topics_by

    @property
    def badge(self) -> Badge:
        """The one word beside its name: what has happened, as the stepper says it."""
        word, tone = super().badge
        if self.status == self.Status.COLLECTING:
            word = "已定题" if self.topics_fixed_at else "征集议题" if self.topics_by else "待发起"
        return Badge("已办结" if self.closed_at is not None else word, tone)

    @property
    def label(self) -> str:
        """Its name; outside the basin's rotation with that rotation's, so that no two look alike."""
        rotation = self.turn.rotation
        return (
            self.title
            if rotation.is_basin or rotation.name in self.title
            else f"{rotation.name}·{self.title}"
        )
