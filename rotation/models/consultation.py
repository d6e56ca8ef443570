"""会商: convened by the lead, at least once in its term."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, TruncDate
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from collab_portal.lib.versions import Versioned, raised_by
from notifications.models import Delivery
from organizations.models import Committee
from rotation.models.rotation import RotationMember
from rotation.models.turn import Turn

if TYPE_CHECKING:
    from accounts.models import User


def _belongs(committee: int | None) -> "models.QuerySet[RotationMember]":
    """The committee's membership on the day ``meets_on`` of a consultation around it."""
    return RotationMember.objects.filter(rotation=OuterRef("turn__rotation"), committee=committee).on(
        OuterRef("meets_on")
    )


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: "User") -> Self:
        """Every committee is invited, so everybody who may sign in sees it."""
        return self if user.is_authenticated else self.none()

    def open(self) -> Self:
        """Still to be held."""
        return self.filter(status__in=Consultation.OPEN)

    def dated(self) -> Self:
        """Held or to be held: a date that was given up is no date."""
        return self.filter(status__in=(Consultation.Status.SCHEDULED, Consultation.Status.HELD))

    def between(self, first: datetime, last: datetime) -> Self:
        """On these days."""
        return self.dated().filter(starts_at__gte=first, starts_at__lt=last)

    def recent(self) -> Self:
        """The last few that were held, newest first."""
        return self.filter(status="held").for_page().order_by("-starts_at", "-pk")[:5]

    def for_page(self) -> Self:
        return self.select_related("turn__committee", "turn__co_lead", "turn__rotation")

    def with_committee(self, committee: int) -> Self:
        """Those it leads, and those of a rotation it belongs to on the day (else when the term begins)."""
        leads = Q(turn__committee=committee) | Q(turn__co_lead=committee)
        return self._met().filter(leads | Exists(_belongs(committee)))

    def asked(self, committee: int | None) -> Self:
        """With ``asks_reader``: a member on the day, not the lead, that has not replied to what stands."""
        replied = ConsultationReply.objects.valid().filter(consultation=OuterRef("pk"), committee=committee)
        leads = Q(turn__committee=committee) | Q(turn__co_lead=committee)
        asks = Q(Exists(_belongs(committee)), ~Exists(replied), ~leads)
        return self._met().annotate(asks_reader=Case(When(asks, then=True), default=False))

    def _met(self) -> Self:
        day = TruncDate("starts_at", tzinfo=dates.BEIJING)
        return self.annotate(meets_on=Coalesce(day, "turn__starts_on"))

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
        from rotation.models.attendance import Attendance
        from rotation.models.minutes import Minutes, MinutesSignature

        sent = Minutes.objects.filter(
            consultation=OuterRef("pk"), submitted_at__isnull=False, replaced_at__isnull=True
        )
        said = MinutesSignature.objects.filter(
            minutes__consultation=OuterRef("pk"),
            minutes__submitted_at__isnull=False,
            minutes__replaced_at__isnull=True,
        )
        objecting = said.filter(signed_at__isnull=True, answered_at__isnull=True)
        attended = Attendance.objects.filter(consultation=OuterRef("pk")).order_by("committee__position")
        return self.for_page().annotate(
            minutes_version=Subquery(sent.values("version")),
            sign_by=Subquery(sent.values("sign_by")),
            submitted_at=Subquery(sent.values("submitted_at")),
            final=Exists(sent.filter(signed_at__isnull=False)),
            attended=ArraySubquery(attended.values("committee")),
            signed=ArraySubquery(said.filter(signed_at__isnull=False).values("committee")),
            objecting=ArraySubquery(objecting.values("committee")),
        )


def _minutes_due() -> Q:
    from rotation.models.minutes import Minutes

    signed = Minutes.objects.filter(consultation=OuterRef("pk"), signed_at__isnull=False)
    return Q(~Exists(signed), status="held", closed_at__isnull=True)


def _count(rows: "models.QuerySet[Any]") -> Coalesce:
    """How many rows of a correlated subquery."""
    grouped = rows.order_by().values("consultation").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(grouped), 0)


@pghistory.track()
class Consultation(Versioned):
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

    # From each state, the states that may follow. The ladder grows by adding rows.
    TRANSITIONS: ClassVar[dict[str, set[str]]] = {
        Status.COLLECTING: {Status.SCHEDULED, Status.CANCELLED},
        Status.SCHEDULED: {Status.SCHEDULED, Status.HELD, Status.POSTPONED, Status.CANCELLED},
        Status.POSTPONED: {Status.SCHEDULED, Status.CANCELLED},
        Status.HELD: set(),
        Status.CANCELLED: set(),
    }
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
                condition=Q(status="held", held_on__isnull=False)
                | (~Q(status="held") & Q(held_on__isnull=True)),
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

    def get_absolute_url(self) -> str:
        return reverse("rotation:consultation", args=[self.pk])

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
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def tone(self) -> str:
        return {"scheduled": "now", "held": "done", "postponed": "warn"}.get(self.status, "muted")

    def may_become(self, status: str) -> bool:
        return status in self.TRANSITIONS[self.status]


DELEGATE = re.compile(r"[,，、\s]+")


class ConsultationReplyQuerySet(models.QuerySet["ConsultationReply"]):
    def valid(self) -> Self:
        """Given for the time and place as they are now."""
        return self.filter(revision=F("consultation__revision"))


@pghistory.track()
class ConsultationReply(models.Model):
    """回执: a committee's answer. It belongs to a revision: after a move, the committee is asked again."""

    class Answer(models.TextChoices):
        ATTEND = "attend", "参加"
        DECLINE = "decline", "不参加"

    class Mode(models.TextChoices):
        ONSITE = "onsite", "到会"
        ONLINE = "online", "线上"

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="replies", verbose_name="会商"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    answer = models.CharField("回执", max_length=10, choices=Answer)
    delegates = models.TextField("参会人员", max_length=1500, blank=True, help_text="每行一人：姓名，职务。")
    mode = models.CharField("参会方式", max_length=8, choices=Mode, default=Mode.ONSITE)
    revision = models.PositiveIntegerField("所答修订号")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="回执人"
    )
    replied_at = models.DateTimeField("回执时间")

    objects = ConsultationReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会商回执"
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "committee"],
                name="consultation_reply_once",
                violation_error_message="该工委已有回执。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee} {self.get_answer_display()}"

    @property
    def people(self) -> list[tuple[str, str]]:
        """Name and post of each delegate: one a line, parted by the first comma or blank."""
        found = [
            DELEGATE.split(line.strip(), maxsplit=1) for line in self.delegates.splitlines() if line.strip()
        ]
        return [(parts[0], parts[1].strip() if len(parts) > 1 else "") for parts in found]
