"""联合活动: one record, many owners."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q

from activities.kinds import Area, Kind, kind_in_its_area
from activities.querysets import ActivityQuerySet
from activities.tags import Tag
from collab_portal.lib.dates import FIRST_DAY, LAST_DAY, POSSIBLE_DAY, chinese_date
from collab_portal.lib.html import RichTextField
from collab_portal.lib.lifecycle import Lifecycle, Living, Move, State
from collab_portal.lib.places import place_of
from collab_portal.lib.search.rows import Indexed
from commons.models import Label
from organizations.models import Alliance, Branch, Committee, Pairing

if TYPE_CHECKING:
    from activities.models.participation import Participation

LONGEST, PLACES_LIMIT = timedelta(days=366), 100_000
RECORD = Lifecycle(
    "记录",
    states=(
        State("draft", "muted"),
        State("held", "now"),
        State("announced", "now"),
        State("confirmed", "done", filled=("confirmed_at",)),
        State("cancelled", "red"),
        State("void", "muted", filled=("confirmed_at",)),
    ),
    moves=(
        Move("announce", ("draft", "announced"), "announced", "activities.edit"),
        Move("log", ("draft", "announced"), "held", "activities.edit"),
        Move("discard", ("draft",), right="activities.edit"),
        Move("edit", ("draft", "announced", "held"), right="activities.edit"),
        Move("reply", ("announced",), right="activities.reply"),
        Move("sign", ("held",), right="activities.confirm"),
        Move("dispute", ("held",), right="activities.dispute"),
        Move("count", ("held",), right="activities.count"),
        Move("confirm", ("held",), "confirmed"),  # by the last signature
        Move("cancel", ("announced", "held"), "cancelled", "activities.cancel"),
        Move("correct", ("confirmed",), right="activities.correct"),
        Move("void", ("confirmed",), "void"),  # by a correction that all have signed
    ),
)
WEB_ADDRESS = URLValidator(["http", "https"], message="请填写 http 或 https 开头的完整网址。")


@pghistory.track()
class Activity(Living, Indexed):
    """A joint activity, logged by its host and signed by every committee that took part.

    ``committee_ids`` repeats the parties on the row itself, so that lists filter and check
    rights without a join; ``operations`` writes both in one transaction. ``former_ids`` are those
    taken out again after they had been told: they keep sight of it. ``version`` rises with every
    edit: a signature counts for the version it was given to. A constraint's error code names the
    form field its message belongs beside.
    """

    class Mode(models.TextChoices):
        ONSITE = "onsite", "线下"
        ONLINE = "online", "线上"
        BOTH = "both", "线上线下结合"

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        ANNOUNCED = "announced", "已预告"
        HELD = "held", "待各方确认"
        CONFIRMED = "confirmed", "已确认"
        CANCELLED = "cancelled", "已取消"
        VOID = "void", "已作废"

    LIFE = RECORD

    title = models.CharField("活动名称", max_length=120)
    kind = models.CharField("活动形式", max_length=12, choices=Kind)
    area = models.CharField("所属领域", max_length=10, choices=Area)
    host = models.ForeignKey(Committee, models.PROTECT, related_name="hosted", verbose_name="牵头工委")
    host_branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name="牵头党组织"
    )
    held_on = models.DateField("举行日期", validators=POSSIBLE_DAY)
    ended_on = models.DateField("结束日期", validators=POSSIBLE_DAY)
    start_time = models.TimeField("开始时间", null=True, blank=True)
    end_time = models.TimeField("结束时间", null=True, blank=True)
    reply_by = models.DateField("回执截止", null=True, blank=True, validators=POSSIBLE_DAY)
    agenda = RichTextField("议程", blank=True)
    contact = models.CharField("联系人和办公电话", max_length=120, blank=True)
    places = models.PositiveIntegerField(
        "名额", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(PLACES_LIMIT)]
    )
    mode = models.CharField("方式", max_length=8, choices=Mode, default=Mode.ONSITE)
    place = models.CharField("地点", max_length=120, blank=True)
    link = models.CharField("线上链接", max_length=300, blank=True, validators=[WEB_ADDRESS])
    pairing = models.ForeignKey(
        Pairing, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="结对共建"
    )
    alliance = models.ForeignKey(
        Alliance, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="党建联盟"
    )
    labels = models.ManyToManyField(
        Label, through="ActivityLabel", related_name="activities", blank=True, verbose_name="品牌与专项"
    )
    series_number = models.PositiveSmallIntegerField(
        "期号",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9999)],
    )
    summary = RichTextField("活动纪要", blank=True)
    source_title = models.CharField("来源标题", max_length=120, blank=True)
    source_site = models.CharField("来源媒体或网址", max_length=300, blank=True)
    source_on = models.DateField("来源日期", null=True, blank=True, validators=POSSIBLE_DAY)

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.HELD)
    version = models.PositiveIntegerField("版本", default=1)
    committee_ids = ArrayField(models.BigIntegerField(), verbose_name="各方工委", default=list)
    former_ids = ArrayField(
        models.BigIntegerField(), verbose_name="曾列为参与方的工委", default=list, blank=True
    )
    confirmed_at = models.DateTimeField("全部确认时间", null=True, blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    cancelled_reason = models.CharField("取消原因", max_length=300, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_reason = models.CharField("作废原因", max_length=300, blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="以此为准的记录",
    )
    submission = models.UUIDField("提交号", default=uuid.uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="登记人", editable=False
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    updated_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="修改人", editable=False
    )
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    SEARCHED = frozenset({"title", "series_number", "place", "summary", "kind", "host", "host_id", "held_on"})

    objects = ActivityQuerySet.as_manager()
    history_hides = ("committee_ids", "former_ids")

    class Meta:
        verbose_name = verbose_name_plural = "联合活动"
        indexes = (
            models.Index(F("held_on").desc(), F("id").desc(), name="activity_by_day"),
            models.Index("kind", F("held_on").desc(), F("id").desc(), name="activity_by_kind"),
            models.Index("area", F("held_on").desc(), F("id").desc(), name="activity_by_area"),
            models.Index("status", F("held_on").desc(), F("id").desc(), name="activity_by_status"),
            models.Index("mode", F("held_on").desc(), F("id").desc(), name="activity_by_mode"),
            models.Index(
                fields=["duplicate_of"],
                condition=Q(duplicate_of__isnull=False),
                name="activity_by_duplicate_of",
            ),
            models.Index(
                fields=["ended_on"], condition=Q(ended_on__gt=F("held_on")), name="activity_of_several_days"
            ),
            GinIndex(fields=["committee_ids"], name="activity_by_committee"),
            GinIndex(fields=["former_ids"], name="activity_by_former"),
        )
        constraints = (
            models.CheckConstraint(
                condition=kind_in_its_area(),
                name="activity_kind_in_its_area",
                violation_error_message="活动形式与所属领域不符。",
                violation_error_code="kind",
            ),
            models.CheckConstraint(
                condition=Q(held_on__gte=FIRST_DAY, ended_on__lte=LAST_DAY),
                name="activity_year_is_possible",
                violation_error_message="日期须在 1949 年至 2100 年之间。",
                violation_error_code="held_on",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("held_on")),
                name="activity_ends_after_start",
                violation_error_message="结束日期不能早于举行日期。",
                violation_error_code="ended_on",
            ),
            models.CheckConstraint(
                condition=Q(reply_by__isnull=True)
                | Q(reply_by__lte=F("held_on"))
                | ~Q(status__in=["draft", "announced"]),  # the truth about the day is never refused
                name="activity_replies_before_it",
                violation_error_message="回执截止不能晚于举行日期。",
                violation_error_code="reply_by",
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__range=(1, PLACES_LIMIT)),
                name="activity_places_possible",
                violation_error_message="名额须在 1 到 10 万之间。",
                violation_error_code="places",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__lte=F("held_on") + LONGEST),
                name="activity_lasts_a_year_at_most",
                violation_error_message="一次活动不能超过一年，请按期分别登记。",
                violation_error_code="ended_on",
            ),
            models.CheckConstraint(
                condition=Q(end_time__isnull=True) | Q(start_time__isnull=False),
                name="activity_end_time_has_start",
                violation_error_message="填写结束时间时，请同时填写开始时间。",
                violation_error_code="start_time",
            ),
            models.CheckConstraint(
                condition=Q(end_time__isnull=True)
                | Q(ended_on__gt=F("held_on"))
                | Q(end_time__gt=F("start_time")),
                name="activity_end_time_after_start",
                violation_error_message="结束时间须晚于开始时间。",
                violation_error_code="end_time",
            ),
            models.CheckConstraint(
                condition=RECORD.dated(),
                name="activity_confirmed_has_moment",
            ),
            models.CheckConstraint(
                condition=(Q(status="cancelled", cancelled_at__isnull=False) & ~Q(cancelled_reason=""))
                | (~Q(status="cancelled") & Q(cancelled_at__isnull=True, cancelled_reason="")),
                name="activity_cancelled_has_reason",
                violation_error_message="取消活动须说明原因。",
            ),
            models.CheckConstraint(
                condition=(Q(status="void", voided_at__isnull=False) & ~Q(voided_reason=""))
                | (~Q(status="void") & Q(voided_at=None, voided_reason="", duplicate_of=None)),
                name="activity_void_has_reason",
                violation_error_message="作废须说明原因。",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=F("id")),
                name="activity_duplicates_another",
                violation_error_message="不能以记录自身为准。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "announced", "held", "confirmed", "cancelled", "void"]),
                name="activity_status_known",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["onsite", "online", "both"]), name="activity_mode_known"
            ),
            models.CheckConstraint(
                condition=Q(series_number__isnull=True) | Q(series_number__range=(1, 9999)),
                name="activity_number_possible",
                violation_error_message="期号须在 1 到 9999 之间。",
                violation_error_code="series_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}（第{self.series_number}期）" if self.series_number else self.title

    @classmethod
    def index(cls, objects: Iterable["Activity"]) -> None:
        from activities.models.index import ActivityIndex
        from activities.search import words_of

        rows = list(objects)
        models.prefetch_related_objects(rows, "labels")
        ActivityIndex.write({row.pk: words_of(row) for row in rows})

    def get_absolute_url(self) -> str:
        return place_of("activities:detail", self.pk)

    @property
    def topic(self) -> str:
        """The key under which notices about this record are kept."""
        return f"activity:{self.pk}"

    @property
    def parties(self) -> Sequence["Participation"]:
        """Host first, then by weight of role and the fixed order of committees."""
        return sorted(self.participations.all(), key=lambda party: (party.rank, party.committee.position))

    @property
    def tags(self) -> Sequence[Tag]:
        """What it is known under, by kind; of lists and pages read along (``with_labels``)."""
        if not hasattr(self, "label_rows"):
            rows = self.labels.order_by("kind", "pk").values("pk", "kind", "name", "committee", "known")
            self.label_rows = list(rows)
        return [Tag(**row) for row in self.label_rows]

    @property
    def series(self) -> str:
        """The name of its series."""
        return next((tag.name for tag in self.tags if tag.kind == Label.Kind.SERIES), "")

    @property
    def is_contested(self) -> bool:
        """Held, and a partner objects: the host corrects the record, or the partner signs after all."""
        held = self.status == Activity.Status.HELD
        return held and any(party.is_objecting for party in self.participations.all())

    @property
    def partners(self) -> Sequence["Participation"]:
        return [party for party in self.parties if not party.is_host]

    def party_of(self, committee_id: int | None) -> "Participation | None":
        """The part of one committee, from the rows already fetched."""
        return next(
            (party for party in self.participations.all() if party.committee_id == committee_id), None
        )

    @property
    def is_open(self) -> bool:
        """May still change: neither confirmed by all nor cancelled or void."""
        return self.status in {self.Status.DRAFT, self.Status.ANNOUNCED, self.Status.HELD}

    @property
    def is_public(self) -> bool:
        """Signed by all its parties once, so that everybody may read it, also after it became void."""
        return self.status in {self.Status.CONFIRMED, self.Status.VOID}

    @property
    def when(self) -> str:
        """``2026年11月23日（周一）14:00–16:00``; a span shows both ends, a whole year just the year."""
        if (self.held_on, self.ended_on) == (date(self.held_on.year, 1, 1), date(self.held_on.year, 12, 31)):
            return f"{self.held_on.year}年"
        clock = ""
        if self.start_time:
            clock = f"{self.start_time:%H:%M}" + (f"–{self.end_time:%H:%M}" if self.end_time else "")
        if self.ended_on > self.held_on:
            return f"{chinese_date(self.held_on)}至{chinese_date(self.ended_on)} {clock}".strip()
        return f"{chinese_date(self.held_on)}{clock}"
